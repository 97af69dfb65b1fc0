using System.Text;
using RewriteLang.Algebra;

namespace RewriteLang.Sql.Typing;

/// <summary>The one type that several values get: the branches of CASE, the arguments of COALESCE, the columns of a set operation.</summary>
internal static class CommonType
{
    private static readonly CompositeFormat Case = CompositeFormat.Parse("CASE WHEN 1 = 1 THEN {0} ELSE {1} END");

    /// <summary>The type of an expression that yields either value; null where DuckDB does not accept them together.</summary>
    public static SqlType? OfValues(IReadOnlyList<Scalar> values)
    {
        var common = values[0];
        foreach (var value in values.Skip(1))
        {
            if (OfTwo(common, value) is not { } type)
            {
                return null;
            }

            // Among literals alone the type is not chosen yet; otherwise what carries on is a value of the type found.
            var isChosen = common is not Scalar.Constant || value is not Scalar.Constant;
            common = type == common.Type && (common is not Scalar.Constant || !isChosen) ? common
                : type == value.Type && (value is not Scalar.Constant || !isChosen) ? value
                : new Scalar.Cast(common, type);
        }

        return common.Type;
    }

    /// <summary>The type of a column of a set operation.</summary>
    public static SqlType? OfColumns(SqlType left, SqlType right) =>
        left == right || right.Kind == TypeKind.Null ? left
        : left.Kind == TypeKind.Null ? right
        : OfNumbers(left, right) ?? TypeOracle.Union(left, right);

    private static SqlType? OfTwo(Scalar left, Scalar right)
    {
        var (l, r) = (left.Type, right.Type);
        if (l == r || r.Kind == TypeKind.Null)
        {
            return l;
        }

        if (l.Kind == TypeKind.Null)
        {
            return r;
        }

        var isLeftLiteral = left is Scalar.Constant;
        var isRightLiteral = right is Scalar.Constant;
        if (isLeftLiteral && isRightLiteral)
        {
            return TypeOracle.Of(Case, [left, right]);
        }

        if (Arithmetic.IsSigned(l) && Arithmetic.IsSigned(r) && (isLeftLiteral || isRightLiteral))
        {
            return left is Scalar.Constant { Value: long x } && Arithmetic.Fits(x, r) ? r
                : right is Scalar.Constant { Value: long y } && Arithmetic.Fits(y, l) ? l
                : TypeOracle.Of(Case, [left, right]);
        }

        return OfNumbers(l, r) ?? TypeOracle.Of(Case, [left, right]);
    }

    // Signed integers, DECIMAL and DOUBLE; null for everything else.
    private static SqlType? OfNumbers(SqlType left, SqlType right)
    {
        if (Arithmetic.IsSigned(left) && Arithmetic.IsSigned(right))
        {
            return left.Kind > right.Kind ? left : right;
        }

        if ((left.Kind == TypeKind.Double && right.IsNumeric) || (right.Kind == TypeKind.Double && left.IsNumeric))
        {
            return SqlType.Double;
        }

        if (Arithmetic.AsDecimal(left) is { } a && Arithmetic.AsDecimal(right) is { } b)
        {
            var scale = Math.Max(a.Scale, b.Scale);
            var precision = Math.Max(a.Precision - a.Scale, b.Precision - b.Scale) + scale;
            return precision <= 38 ? SqlType.Decimal(precision, scale) : null;
        }

        return null;
    }
}
