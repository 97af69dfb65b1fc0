using RewriteLang.Algebra;

namespace RewriteLang.Sql.Typing;

/// <summary>Makes implicit casts explicit. Numbers of different types may mix; everything else is cast where the meaning would change.</summary>
internal static class Coercion
{
    /// <summary>A value as one of <paramref name="type"/>.</summary>
    /// <param name="value">The value.</param>
    /// <param name="type">The type it is to have.</param>
    /// <param name="castsNumbers">Whether numbers are cast too, because the place takes its type from its values.</param>
    public static Scalar To(Scalar value, SqlType type, bool castsNumbers = false)
    {
        if (value.Type == type || type.Kind is TypeKind.Unknown or TypeKind.Null || value.Type.Kind == TypeKind.Unknown)
        {
            return value;
        }

        return value switch
        {
            Scalar.Constant { Value: null } => Scalars.Null(type),
            Scalar.Constant { Value: long number } when Arithmetic.Fits(number, type) => new Scalar.Constant(number, type),
            Scalar.Constant { Value: string, Type.Kind: TypeKind.Varchar } text => Literals.Typed(text, type),
            _ when value.Type.IsNumeric && type.IsNumeric && !castsNumbers => value,
            _ => new Scalar.Cast(value, type),
        };
    }

    /// <summary>
    /// The two sides of a comparison as DuckDB compares them; null where the implicit cast is one that is not known here.
    /// </summary>
    public static (Scalar Left, Scalar Right)? ForComparison(Scalar left, Scalar right)
    {
        var (l, r) = (left.Type, right.Type);
        if (l == r || IsFree(l) || IsFree(r) || (l.IsNumeric && r.IsNumeric))
        {
            return (left, right);
        }

        if (l.Kind == TypeKind.Varchar && TakesText(r, left))
        {
            return (To(left, r), right);
        }

        if (r.Kind == TypeKind.Varchar && TakesText(l, right))
        {
            return (left, To(right, l));
        }

        return (l.Kind, r.Kind) switch
        {
            (TypeKind.Date, TypeKind.Timestamp) => (To(left, r), right),
            (TypeKind.Timestamp, TypeKind.Date) => (left, To(right, l)),
            (TypeKind.Boolean, _) when r.IsInteger => (To(left, r), right),
            (_, TypeKind.Boolean) when l.IsInteger => (left, To(right, l)),
            _ => null,
        };
    }

    private static bool IsFree(SqlType type) => type.Kind is TypeKind.Unknown or TypeKind.Null;

    // Text beside another type is cast to it. DECIMAL is left out: which DECIMAL the engine picks depends on more than the two types.
    private static bool TakesText(SqlType type, Scalar text) =>
        type.IsInteger || type.IsFloat || type.Kind is TypeKind.Date or TypeKind.Timestamp or TypeKind.Time or TypeKind.TimestampTz or TypeKind.Boolean
        || (text is Scalar.Constant && type.Kind is TypeKind.Interval or TypeKind.Uuid or TypeKind.Blob);
}
