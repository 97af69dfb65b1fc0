using System.Text;
using RewriteLang.Algebra;

namespace RewriteLang.Sql.Typing;

/// <summary>
/// The types of arithmetic, as DuckDB gives them: integers keep the wider type, an integer literal takes the type of its partner where it fits,
/// DECIMAL grows by a digit in a sum and adds up in a product (at most 18 digits while both operands have at most 18, else 38), <c>/</c> is
/// floating-point division.
/// </summary>
internal static class Arithmetic
{
    private static readonly Dictionary<string, CompositeFormat> Templates = new[] { "+", "-", "*", "/", "//", "%", "^", "**", "&", "|", "<<", ">>", "||" }
        .ToDictionary(o => o, o => CompositeFormat.Parse($"{{0}} {o} {{1}}"));

    /// <summary>Whether it is an operator with two operands.</summary>
    public static bool IsOperator(string function) => Templates.ContainsKey(function);

    /// <summary>The type of <c>left operator right</c>; null where DuckDB does not accept the operands.</summary>
    public static SqlType? Of(string @operator, Scalar left, Scalar right)
    {
        var (l, r) = (left.Type, right.Type);
        if (@operator is "+" or "-" or "*" or "//" or "%")
        {
            if (IsSigned(l) && IsSigned(r))
            {
                return left is Scalar.Constant { Value: long x } && right is not Scalar.Constant && Fits(x, r) ? r
                    : right is Scalar.Constant { Value: long y } && left is not Scalar.Constant && Fits(y, l) ? l
                    : l.Kind == r.Kind ? l
                    : left is Scalar.Constant || right is Scalar.Constant ? TypeOracle.Of(Templates[@operator], [left, right])
                    : l.Kind > r.Kind ? l : r;
            }

            if (l.Kind == TypeKind.Double && r.IsNumeric && @operator is not "//")
            {
                return l;
            }

            if (r.Kind == TypeKind.Double && l.IsNumeric && @operator is not "//")
            {
                return r;
            }

            if (@operator is "+" or "-" or "*" && (l.Kind == TypeKind.Decimal || r.Kind == TypeKind.Decimal) && AsDecimal(l) is { } a && AsDecimal(r) is { } b)
            {
                return @operator == "*" ? Product(a, b) : Sum(a, b);
            }
        }
        else if (@operator == "/" && IsExactNumber(l) && IsExactNumber(r))
        {
            return SqlType.Double;
        }

        return TypeOracle.Of(Templates[@operator], [left, right]);
    }

    /// <summary>Whether the value of an integer literal lies in the range of a signed integer type.</summary>
    public static bool Fits(long value, SqlType type) => type.Kind switch
    {
        TypeKind.TinyInt => value is >= sbyte.MinValue and <= sbyte.MaxValue,
        TypeKind.SmallInt => value is >= short.MinValue and <= short.MaxValue,
        TypeKind.Integer => value is >= int.MinValue and <= int.MaxValue,
        TypeKind.BigInt or TypeKind.HugeInt => true,
        _ => false,
    };

    /// <summary>Whether the type is a signed integer.</summary>
    public static bool IsSigned(SqlType type) => type.Kind is >= TypeKind.TinyInt and <= TypeKind.HugeInt;

    /// <summary>A DECIMAL, or the one that holds every value of an integer type up to BIGINT; null for other types.</summary>
    public static SqlType? AsDecimal(SqlType type) => type.Kind switch
    {
        TypeKind.Decimal => type,
        TypeKind.TinyInt => SqlType.Decimal(3, 0),
        TypeKind.SmallInt => SqlType.Decimal(5, 0),
        TypeKind.Integer => SqlType.Decimal(10, 0),
        TypeKind.BigInt => SqlType.Decimal(19, 0),
        _ => null,
    };

    private static bool IsExactNumber(SqlType type) => IsSigned(type) || type.Kind is TypeKind.Decimal or TypeKind.Double;

    private static SqlType Sum(SqlType a, SqlType b)
    {
        var scale = Math.Max(a.Scale, b.Scale);
        return Capped(Math.Max(a.Precision - a.Scale, b.Precision - b.Scale) + scale + 1, scale, a, b);
    }

    private static SqlType? Product(SqlType a, SqlType b)
    {
        var scale = a.Scale + b.Scale;
        return scale > 38 ? null : Capped(a.Precision + b.Precision, scale, a, b);
    }

    private static SqlType Capped(int precision, int scale, SqlType a, SqlType b)
    {
        var isNarrow = a.Precision <= 18 && b.Precision <= 18 && scale < 18;
        return SqlType.Decimal(Math.Min(precision, isNarrow ? 18 : 38), scale);
    }
}
