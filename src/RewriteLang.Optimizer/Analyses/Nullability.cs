using RewriteLang.Algebra;

namespace RewriteLang.Optimizer.Analyses;

/// <summary>Which scalars are never NULL.</summary>
public static class Nullability
{
    // Strict functions that yield NULL on some arguments that are not: division by zero, text that does not match, lists that end.
    private static readonly HashSet<string> NullFree = new(StringComparer.Ordinal)
    {
        "+", "-", "*", "abs", "||", "length", "lower", "upper", "trim", "ltrim", "rtrim", "substring", "substr", "left", "right",
        "replace", "reverse", "starts_with", "contains", "like", "ilike", "~~", "!~~", "~~*", "!~~*", "floor", "ceil", "ceiling", "round",
    };

    /// <summary>Whether the scalar is not NULL on every row where <paramref name="notNull"/> columns are not.</summary>
    public static bool IsNotNull(Scalar scalar, ColumnSet notNull) => scalar switch
    {
        Scalar.ColumnRef reference => notNull.Contains(reference.Column),
        Scalar.Constant constant => constant.Value is not null,
        Scalar.IsNull => true,
        Scalar.Comparison { Operator: ComparisonOperator.IsDistinct or ComparisonOperator.IsNotDistinct } => true,
        Scalar.Call { Function: "coalesce" or "ifnull" } call => call.Arguments.Any(a => IsNotNull(a, notNull)),
        Scalar.Call call => NullFree.Contains(call.Function) && All(call, notNull),
        Scalar.Comparison or Scalar.And or Scalar.Or or Scalar.Not or Scalar.InList => All(scalar, notNull),
        Scalar.Case @case => @case.Branches.All(b => IsNotNull(b.Then, notNull)) && IsNotNull(@case.Otherwise, notNull),
        Scalar.Cast cast => !cast.Try && IsNotNull(cast.Operand, notNull),
        _ => false,
    };

    private static bool All(Scalar scalar, ColumnSet notNull) => scalar.Children().All(c => IsNotNull(c, notNull));
}
