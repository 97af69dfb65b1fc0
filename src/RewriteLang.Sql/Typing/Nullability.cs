using RewriteLang.Algebra;

namespace RewriteLang.Sql.Typing;

/// <summary>Whether an expression can be NULL. In doubt it can.</summary>
internal static class Nullability
{
    /// <summary>False only where no row gives NULL.</summary>
    public static bool MayBeNull(Scalar scalar) => scalar switch
    {
        Scalar.ColumnRef reference => reference.Column.Nullable,
        Scalar.Constant constant => constant.Value is null,
        Scalar.IsNull => false,
        Scalar.Comparison { Operator: ComparisonOperator.IsDistinct or ComparisonOperator.IsNotDistinct } => false,
        Scalar.Comparison or Scalar.And or Scalar.Or or Scalar.Not or Scalar.InList => scalar.Children().Any(MayBeNull),
        Scalar.Case @case => MayBeNull(@case.Otherwise) || @case.Branches.Any(b => MayBeNull(b.Then)),
        Scalar.Cast cast => cast.Try || MayBeNull(cast.Operand),
        Scalar.Call { Function: "coalesce" } call => call.Arguments.All(MayBeNull),
        Scalar.Call { Function: "+" or "-" or "*" or "||" or "upper" or "lower" or "abs" or "like" or "ilike" } call => call.Arguments.Any(MayBeNull),
        _ => true,
    };
}
