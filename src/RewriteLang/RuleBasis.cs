using System.Collections.Frozen;
using System.Globalization;
using RewriteLang.Dsl;
using RewriteLang.Optimizer.Rules;

namespace RewriteLang;

/// <summary>
/// What the meaning of a rule rests on, as a hash: the words that it uses, and the versions of everything between its text and two results that are
/// compared. A record made on another basis does not stand. A word that a rule does not use does not count, so that adding one makes nothing stale.
/// </summary>
public static class RuleBasis
{
    /// <summary>
    /// Versions, raised by whoever changes what the thing means: what a plan is normalized to, how a query is read, what the printed text means, when two
    /// results are equal, what the optimizer knows of aggregates. Another layout of the same text, or the same plan made faster, is no such change. That a
    /// number was forgotten shows when a sample of the rules is verified again from nothing, as the continuous build does.
    /// </summary>
    private const string Versions = "language 2, normal forms 1, binder 1, printer 2, comparison 1, aggregates 1";

    /// <summary>Words whose meaning was changed after rules had been verified with them, and how often.</summary>
    private static readonly FrozenDictionary<string, int> Revised = new Dictionary<string, int>
    {
        ["row_bound"] = 2, // no bound is unknown, and no longer more than every number
        ["or"] = 2, // an AND among the operands of an OR stays one
        ["remainder"] = 2, // conjuncts without columns are in it
        ["decomposable"] = 2, // through conditions on columns that are not the rows' own
        ["partials"] = 2,
        ["finals"] = 2,
        ["any_of"] = 3, // ranges of one column that touch are one, of decimals and days those that overlap
        ["implied"] = 2, // the same of what disjunctions imply
        ["bundle"] = 2, // members that stand under other names
        ["constants"] = 2, // texts too, on SQLite
        ["keys"] = 2, // the smallest key, and no longer all of them together
    }.ToFrozenDictionary();

    // Words whose answers are what rules/aggregates.rw says.
    private static readonly FrozenSet<string> OfAggregates = FrozenSet.Create("partials", "finals", "decomposable", "duplicate_insensitive", "null_on_no_rows", "null_on_empty", "finals_padded", "null_on", "exact");

    private static readonly string TableHash = $", aggregates {LockRecord.HashOf(AggregateTable.Text)}";

    private static readonly FrozenDictionary<string, string> Signatures = Vocabulary.Standard.Signatures
        .GroupBy(s => s.Name)
        .ToFrozenDictionary(g => g.Key, g => string.Join("; ", g.Select(Text).Order(StringComparer.Ordinal)));

    /// <summary>The hash for one rule.</summary>
    public static string Of(Rule rule) => LockRecord.HashOf(string.Join('\n', [Versions, .. Words(rule).Order(StringComparer.Ordinal).Select(Meaning)]));

    /// <summary>The hash for what is said of an aggregate.</summary>
    public static string Of(AggregateLaw law) => LockRecord.HashOf(string.Join('\n', [Versions, "aggregate", .. law.Parts.Concat(law.Whole).Select(p => p.Function).Append(law.Name).Distinct().Order(StringComparer.Ordinal)]));

    /// <summary>The operators, functions and facts that the rule is made of. Estimates in gates are not among them: they decide what pays, not what holds.</summary>
    public static IReadOnlySet<string> Words(Rule rule)
    {
        var words = new HashSet<string>();
        foreach (var term in rule.Sites.SelectMany(s => new[] { s.Left, s.Right }).Concat(rule.Lets.Select(l => l.Value)).Concat(rule.Conditions))
        {
            Collect(term, words);
        }

        return words;
    }

    private static void Collect(Term term, HashSet<string> words)
    {
        switch (term)
        {
            case Term.Operator op:
                words.Add(op.Name);
                foreach (var argument in op.Arguments)
                {
                    Collect(argument, words);
                }

                break;
            case Term.Lambda lambda:
                Collect(lambda.Body, words);
                break;
            default:
                break;
        }
    }

    private static string Meaning(string word) =>
        $"{word} {Revised.GetValueOrDefault(word, 1).ToString(CultureInfo.InvariantCulture)}: {Signatures.GetValueOrDefault(word, "built in")}{(OfAggregates.Contains(word) ? TableHash : "")}";

    // Without the sentence that explains it, which may be put in other words.
    private static string Text(Signature signature) =>
        $"({string.Join(" | ", signature.Groups.Select(g => string.Join(", ", g.Select(p => $"{(p.IsList ? ".." : "")}{p.Sorts}"))))}) {signature.Result} {signature.Use}";
}
