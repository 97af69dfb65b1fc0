using RewriteLang.Dsl;

namespace RewriteLang.Verify.Rules;

/// <summary>What the conditions of a rule ask for, as far as plans are made with it in mind: read from their form, whatever the rule.</summary>
/// <param name="rule">The rule.</param>
internal sealed class AskedFor(Rule rule)
{
    private readonly IReadOnlyList<Term.Operator> _conditions = [.. rule.Conditions.OfType<Term.Operator>()];

    /// <summary>The words of the conditions themselves; <c>not empty</c> and its like are one.</summary>
    public IReadOnlySet<string> Words { get; } =
        rule.Conditions.OfType<Term.Operator>().Select(c => c is { Name: "not", Groups: [[Term.Operator inner]] } ? $"not {inner.Name}" : c.Name).ToHashSet();

    /// <summary>Whether the conjuncts that a rest stands for should be equalities of two sides and nothing else: <c>empty(without(eqs, equalities(…)))</c>, <c>pairing(on, …)</c>.</summary>
    public bool OnlyEqualities { get; } = rule.Conditions.OfType<Term.Operator>().Any(c => c.Name == "empty" && WordsOf(c).Contains("equalities"))
        || rule.Lets.Any(l => WordsOf(l.Value).Contains("pairing"));

    /// <summary>Whether a variable, or what it gives, must not be empty.</summary>
    public bool SomethingOf(string name) => _conditions.Any(c => c is { Name: "not", Groups: [[Term.Operator { Name: "empty", Groups: [[var what]] }]] }
        && (what is Term.Operator { Name: "out", Groups: [[var inner]] } ? inner : what) is var part && NameOf(part) == name);

    /// <summary>The relation variable whose columns a variable should read, <c>cols(x) &lt;= out(R)</c>; null if none is named.</summary>
    public string? HomeOf(string name) => _conditions
        .Where(c => c.Name == "<=" && c.Arguments.ElementAt(1) is Term.Operator { Name: "out", Groups: [[Term.Variable]] } && NamesIn(c.Arguments.ElementAt(0)).Contains(name))
        .Select(c => ((Term.Variable)((Term.Operator)c.Arguments.ElementAt(1)).Groups[0][0]).Name).FirstOrDefault();

    /// <summary>The variables of the condition that should imply a variable, <c>implies(x = y, p)</c>; empty if none should.</summary>
    public IReadOnlyList<string> PremisesOf(string name) =>
        _conditions.Where(c => c.Name == "implies" && NameOf(c.Arguments.ElementAt(1)) == name).SelectMany(c => NamesIn(c.Arguments.ElementAt(0))).ToList();

    /// <summary>Whether a variable is the last of a premise: a value that another one is compared with.</summary>
    public bool IsBound(string name) => _conditions.Any(c => c.Name == "implies" && NamesIn(c.Arguments.ElementAt(0)).LastOrDefault() == name);

    /// <summary>The names of variables and rests in a term.</summary>
    public static IEnumerable<string> NamesIn(Term term) => term switch
    {
        Term.Operator op => op.Arguments.SelectMany(NamesIn),
        _ => NameOf(term) is { } name ? [name] : [],
    };

    /// <summary>The words in a term.</summary>
    public static IEnumerable<string> WordsOf(Term term) => term is Term.Operator op ? op.Arguments.SelectMany(WordsOf).Prepend(op.Name) : [];

    private static string? NameOf(Term term) => term switch
    {
        Term.Variable variable => variable.Name,
        Term.Rest rest => rest.Name,
        _ => null,
    };
}
