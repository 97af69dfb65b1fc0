using System.Numerics;
using RewriteLang.Algebra;

namespace RewriteLang.Optimizer.Rules;

/// <summary>
/// Computes scalars whose operands are literals: a named pass, because arithmetic is not a matter of patterns. Only what every engine computes
/// alike is folded; the type of the scalar stays what it was.
/// </summary>
internal static class ConstantFolding
{
    /// <summary>The name under which the pass appears among the rules.</summary>
    public const string Name = "fold-constants";

    /// <summary>The literal that a scalar over literals is; null where it cannot be folded.</summary>
    public static Scalar? Fold(Scalar scalar) => scalar switch
    {
        Scalar.Call { Function: "+" or "-" or "*", Arguments: [Scalar.Constant l, Scalar.Constant r] } call => Arithmetic(call.Function, l.Value, r.Value, call.Type),
        Scalar.Comparison { Left: Scalar.Constant l, Right: Scalar.Constant r } comparison => Comparison(comparison.Operator, l, r),
        Scalar.IsNull { Operand: Scalar.Constant c } => c.Value is null ? Scalars.True : Scalars.False,
        Scalar.Not { Operand: Scalar.Constant { Value: bool b } } => b ? Scalars.False : Scalars.True,
        Scalar.Not { Operand: Scalar.Constant { Value: null } } => Scalars.Null(SqlType.Boolean),
        Scalar.Case { Branches: [{ When: Scalar.Constant { Value: true } } first, ..] } @case when first.Then.Type == @case.Type => first.Then,
        Scalar.Case { Branches: [{ When: Scalar.Constant { Value: false or null } }] } @case when @case.Otherwise.Type == @case.Type => @case.Otherwise,
        Scalar.Case { Branches: [{ When: Scalar.Constant { Value: false or null } }, _, ..] } @case => @case with { Branches = @case.Branches.RemoveAt(0) },
        _ => null,
    };

    private static Scalar.Constant? Arithmetic(string function, object? left, object? right, SqlType type)
    {
        if (left is long l && right is long r && type.IsInteger)
        {
            var exact = function switch { "+" => (BigInteger)l + r, "-" => (BigInteger)l - r, _ => (BigInteger)l * r };
            return exact >= int.MinValue && exact <= int.MaxValue ? new((long)exact, type) : null;
        }

        if (type.Kind == TypeKind.Decimal && Decimal(left) is { } a && Decimal(right) is { } b)
        {
            try
            {
                return new(function switch { "+" => a + b, "-" => a - b, _ => a * b }, type);
            }
            catch (OverflowException)
            {
                return null;
            }
        }

        return null;
    }

    private static decimal? Decimal(object? value) => value switch { decimal d => d, long n => n, _ => null };

    private static Scalar? Comparison(ComparisonOperator @operator, Scalar.Constant left, Scalar.Constant right)
    {
        if (@operator is ComparisonOperator.IsDistinct or ComparisonOperator.IsNotDistinct && (left.Value is null || right.Value is null))
        {
            var same = left.Value is null && right.Value is null;
            return same == (@operator == ComparisonOperator.IsNotDistinct) ? Scalars.True : Scalars.False;
        }

        if (left.Value is null || right.Value is null)
        {
            return Scalars.Null(SqlType.Boolean);
        }

        int? order = (left.Value, right.Value) switch
        {
            (long l, long r) => l.CompareTo(r),
            (DateOnly l, DateOnly r) => l.CompareTo(r),
            (bool l, bool r) => l.CompareTo(r),
            _ when Decimal(left.Value) is { } l && Decimal(right.Value) is { } r => l.CompareTo(r),
            (string l, string r) when @operator is ComparisonOperator.Equal or ComparisonOperator.NotEqual => string.CompareOrdinal(l, r),
            _ => null,
        };
        return order is not { } sign ? null : (@operator switch
        {
            ComparisonOperator.Equal or ComparisonOperator.IsNotDistinct => sign == 0,
            ComparisonOperator.NotEqual or ComparisonOperator.IsDistinct => sign != 0,
            ComparisonOperator.Less => sign < 0,
            ComparisonOperator.LessOrEqual => sign <= 0,
            ComparisonOperator.Greater => sign > 0,
            _ => sign >= 0,
        }) ? Scalars.True : Scalars.False;
    }
}
