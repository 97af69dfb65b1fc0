using System.Numerics;
using RewriteLang.Algebra;

namespace RewriteLang.Verify.Generation;

/// <summary>Few values of each type, so that keys meet, groups have several rows, and comparisons go either way.</summary>
public static class TinyDomains
{
    private static readonly object[] Integers = [0L, 1L, 2L, 3L, 5L, -1L];
    private static readonly object[] Floats = [0.0, -0.0, 0.5, 1.0, 2.5, -1.5];
    private static readonly object[] Decimals = [0.00m, 0.50m, 1.00m, 2.25m, -1.50m];
    private static readonly object[] Texts = ["", "a", "b", "ab", "A", "_", "a "];
    private static readonly object[] Dates = [new DateOnly(2024, 1, 1), new DateOnly(2024, 1, 31), new DateOnly(2024, 2, 29), new DateOnly(2023, 12, 31)];
    private static readonly object[] Booleans = [true, false];

    private static readonly object[] Timestamps =
        [new DateTime(2024, 1, 1), new DateTime(2024, 1, 1, 12, 30, 0), new DateTime(2024, 2, 29, 0, 0, 1)];

    /// <summary>The types that tables and plans are made of.</summary>
    public static readonly Sequence<SqlType> Types =
        [SqlType.Integer, SqlType.BigInt, SqlType.Double, SqlType.Decimal(6, 2), SqlType.Varchar, SqlType.Date, SqlType.Boolean];

    /// <summary>Every value of a type's domain, NULL not among them.</summary>
    /// <exception cref="ArgumentException">The type has none.</exception>
    public static IReadOnlyList<object> Of(SqlType type) => type.Kind switch
    {
        _ when type.IsInteger => type.Kind >= TypeKind.UTinyInt ? Integers[..^1] : Integers,
        TypeKind.Float or TypeKind.Double => Floats,
        TypeKind.Decimal => Decimals,
        TypeKind.Varchar => Texts,
        TypeKind.Date => Dates,
        TypeKind.Timestamp => Timestamps,
        TypeKind.Boolean => Booleans,
        _ => throw new ArgumentException($"There are no values of {type}.", nameof(type)),
    };

    /// <summary>Whether the type has a domain.</summary>
    public static bool Has(SqlType type) =>
        type.IsNumeric || type.Kind is TypeKind.Varchar or TypeKind.Date or TypeKind.Timestamp or TypeKind.Boolean;

    /// <summary>A literal of a type.</summary>
    public static Scalar Literal(SqlType type, SeededRandom random)
    {
        var value = random.Pick(Of(type));
        return new Scalar.Constant(value is BigInteger b ? (long)b : value, type);
    }
}
