using System.Diagnostics;
using System.Runtime.CompilerServices;
using RewriteLang.Algebra;
using RewriteLang.Dsl;

namespace RewriteLang.Optimizer.Rules;

/// <summary>
/// Scalar rules by the operator at the root of their left side, in the library's order: a scalar is tried against the few rules that could match it, and a rule
/// over an operator that a query does not have costs nothing.
/// </summary>
internal sealed class ScalarRuleIndex
{
    private static readonly ConditionalWeakTable<Rule, GuardPlaces> Guards = [];

    private readonly Dictionary<string, List<Entry>> _byHead = new(StringComparer.Ordinal);

    /// <summary>Sorts rules over scalars by what they match.</summary>
    public ScalarRuleIndex(IEnumerable<Rule> rules)
    {
        foreach (var rule in rules)
        {
            foreach (var head in HeadsOf(rule.Sites[0].Left).Distinct())
            {
                if (!_byHead.TryGetValue(head, out var those))
                {
                    _byHead.Add(head, those = []);
                }

                those.Add(new(rule, OperandsOf(rule.Sites[0].Left)));
            }
        }
    }

    /// <summary>The rules whose left side may match a scalar.</summary>
    public IEnumerable<Rule> Candidates(Scalar scalar)
    {
        if (!_byHead.TryGetValue(HeadOf(scalar), out var entries))
        {
            return [];
        }

        // A rule about an AND of two comparisons tries every pair of operands: first see whether there are any such.
        var operands = scalar is Scalar.And or Scalar.Or ? scalar.Children().Select(HeadOf).ToHashSet() : null;
        return entries.Where(e => operands is null || e.Operands.All(heads => heads.Any(operands.Contains))).Select(e => e.Rule);
    }

    /// <summary>Where the conditions of a rule over scalars can be asked.</summary>
    public static GuardPlaces GuardsOf(Rule rule) => Guards.GetValue(rule, r => new(r));

    // The roots that operands of an AND or OR must have for each operand of the pattern that is not a variable.
    private static IReadOnlyList<string[]> OperandsOf(Term pattern) => pattern is Term.Operator { Name: "and" or "or" } junction
        ? [.. junction.Arguments.OfType<Term.Operator>().Select(o => HeadsOf(o).ToArray())]
        : [];

    // A comparison matches turned round, too.
    private static IEnumerable<string> HeadsOf(Term pattern) => pattern switch
    {
        Term.Operator op when ScalarOperators.Comparison(op.Name) is { } comparison => [comparison.ToString(), comparison.Mirror().ToString()],
        Term.Operator { Name: "is_not_null" or "is not null" } => ["not"],
        Term.Operator { Name: "is null" } => ["is_null"],
        Term.Operator op => [op.Name],
        Term.Literal => [Literal],
        _ => throw new UnreachableException($"{pattern.Span}: {pattern}"),
    };

    private static string HeadOf(Scalar scalar) => scalar switch
    {
        Scalar.Comparison comparison => comparison.Operator.ToString(),
        Scalar.And => "and",
        Scalar.Or => "or",
        Scalar.Not => "not",
        Scalar.IsNull => "is_null",
        Scalar.Case => "case",
        Scalar.Cast => "cast",
        Scalar.InList => "in_list",
        Scalar.Call call => call.Function,
        Scalar.Constant => Literal,
        Scalar.ColumnRef or Scalar.Parameter => "",
        _ => throw new UnreachableException(scalar.GetType().Name),
    };

    private const string Literal = "literal";

    private sealed record Entry(Rule Rule, IReadOnlyList<string[]> Operands);
}
