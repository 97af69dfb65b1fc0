using System.Runtime.CompilerServices;
using RewriteLang.Dsl;

namespace RewriteLang.Optimizer.Rules;

/// <summary>Terms as their author would write them.</summary>
public static class RuleText
{
    private static readonly HashSet<string> Infix = new(StringComparer.Ordinal)
    {
        "=", "<>", "<", "<=", ">", ">=", "+", "-", "*", "/", "%", "||", "and", "or",
    };

    private static readonly ConditionalWeakTable<Term, string> Failures = [];

    /// <summary>Why a rule did not fire: this condition or gate of it did not hold.</summary>
    public static string FailureOf(Term condition) => Failures.GetValue(condition, c => $"'{Of(c)}' does not hold");

    /// <summary>A term in the rule language.</summary>
    public static string Of(Term term) => term switch
    {
        Term.Variable variable => variable.Name,
        Term.Rest rest => $"..{rest.Name}",
        Term.Literal { Value: string text } => $"'{text}'",
        Term.Literal literal => literal.Value is null ? "null" : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{literal.Value}").ToLowerInvariant(),
        Term.Lambda lambda => $"{string.Join(", ", lambda.Parameters)} => {Of(lambda.Body)}",
        Term.Operator { Name: "not" } op => $"not {Of(op.Groups[0][0])}",
        Term.Operator { Name: "union" } op => string.Join(" | ", op.Arguments.Select(Of)),
        Term.Operator { Name: "intersect", Sort: Sort.Columns } op => string.Join(" & ", op.Arguments.Select(Of)),
        Term.Operator { Name: "minus" } op => string.Join(" - ", op.Arguments.Select(Of)),
        Term.Operator op when Infix.Contains(op.Name) && op.Arguments.Count == 2 => string.Join($" {op.Name} ", op.Arguments.Select(Of)),
        Term.Operator op => $"{op.Name}({string.Join(" | ", op.Groups.Select((g, i) => string.Join(i > 0 ? " & " : ", ", g.Select(Of))))})",
        _ => throw new System.Diagnostics.UnreachableException(term.GetType().Name),
    };
}
