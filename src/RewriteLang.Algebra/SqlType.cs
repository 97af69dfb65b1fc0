namespace RewriteLang.Algebra;

/// <summary>The families of SQL types, named as DuckDB names them.</summary>
public enum TypeKind
{
    /// <summary>A type that is not known; no condition may rest on it.</summary>
    Unknown,

    /// <summary>The type of a bare NULL.</summary>
    Null,

    /// <summary>TRUE, FALSE and UNKNOWN.</summary>
    Boolean,

    /// <summary>Signed, 8 bits.</summary>
    TinyInt,

    /// <summary>Signed, 16 bits.</summary>
    SmallInt,

    /// <summary>Signed, 32 bits.</summary>
    Integer,

    /// <summary>Signed, 64 bits.</summary>
    BigInt,

    /// <summary>Signed, 128 bits.</summary>
    HugeInt,

    /// <summary>Unsigned, 8 bits.</summary>
    UTinyInt,

    /// <summary>Unsigned, 16 bits.</summary>
    USmallInt,

    /// <summary>Unsigned, 32 bits.</summary>
    UInteger,

    /// <summary>Unsigned, 64 bits.</summary>
    UBigInt,

    /// <summary>Unsigned, 128 bits.</summary>
    UHugeInt,

    /// <summary>IEEE 754 binary32.</summary>
    Float,

    /// <summary>IEEE 754 binary64.</summary>
    Double,

    /// <summary>Fixed point, with a precision and a scale.</summary>
    Decimal,

    /// <summary>Text of any length.</summary>
    Varchar,

    /// <summary>Bytes.</summary>
    Blob,

    /// <summary>A calendar day.</summary>
    Date,

    /// <summary>A time of day.</summary>
    Time,

    /// <summary>A day and a time without a zone.</summary>
    Timestamp,

    /// <summary>A point in time.</summary>
    TimestampTz,

    /// <summary>Months, days and microseconds.</summary>
    Interval,

    /// <summary>A UUID.</summary>
    Uuid,

    /// <summary>Anything else; <see cref="SqlType.Text"/> has the engine's spelling.</summary>
    Other,
}

/// <summary>A SQL type.</summary>
/// <param name="Kind">Its family.</param>
/// <param name="Precision">Digits in all, of a DECIMAL; otherwise 0.</param>
/// <param name="Scale">Digits behind the point, of a DECIMAL; otherwise 0.</param>
/// <param name="Text">The engine's own spelling, of a type of kind <see cref="TypeKind.Other"/>.</param>
public sealed record SqlType(TypeKind Kind, int Precision = 0, int Scale = 0, string? Text = null)
{
    /// <summary>The type that is not known.</summary>
    public static readonly SqlType Unknown = new(TypeKind.Unknown);

    /// <summary>The type of a bare NULL.</summary>
    public static readonly SqlType Null = new(TypeKind.Null);

    /// <summary>BOOLEAN.</summary>
    public static readonly SqlType Boolean = new(TypeKind.Boolean);

    /// <summary>INTEGER.</summary>
    public static readonly SqlType Integer = new(TypeKind.Integer);

    /// <summary>BIGINT.</summary>
    public static readonly SqlType BigInt = new(TypeKind.BigInt);

    /// <summary>HUGEINT.</summary>
    public static readonly SqlType HugeInt = new(TypeKind.HugeInt);

    /// <summary>DOUBLE.</summary>
    public static readonly SqlType Double = new(TypeKind.Double);

    /// <summary>VARCHAR.</summary>
    public static readonly SqlType Varchar = new(TypeKind.Varchar);

    /// <summary>DATE.</summary>
    public static readonly SqlType Date = new(TypeKind.Date);

    /// <summary>TIMESTAMP.</summary>
    public static readonly SqlType Timestamp = new(TypeKind.Timestamp);

    /// <summary>INTERVAL.</summary>
    public static readonly SqlType Interval = new(TypeKind.Interval);

    /// <summary>Whether the type is a signed or unsigned integer.</summary>
    public bool IsInteger => Kind is >= TypeKind.TinyInt and <= TypeKind.UHugeInt;

    /// <summary>Whether the type is a binary floating-point number: sums of it depend on the order of addition.</summary>
    public bool IsFloat => Kind is TypeKind.Float or TypeKind.Double;

    /// <summary>Whether the type is a number.</summary>
    public bool IsNumeric => IsInteger || IsFloat || Kind == TypeKind.Decimal;

    /// <summary>Whether the type is a day, a time, both, or a point in time.</summary>
    public bool IsTemporal => Kind is TypeKind.Date or TypeKind.Time or TypeKind.Timestamp or TypeKind.TimestampTz;

    /// <summary>Whether arithmetic and comparison of values of the type are exact (integers, decimals, text, times, booleans).</summary>
    public bool IsExact => !IsFloat && Kind is not (TypeKind.Unknown or TypeKind.Other);

    /// <summary>A DECIMAL of <paramref name="precision"/> digits, <paramref name="scale"/> of them behind the point.</summary>
    public static SqlType Decimal(int precision, int scale) => new(TypeKind.Decimal, precision, scale);

    /// <summary>A type that only its engine understands.</summary>
    public static SqlType Other(string text) => new(TypeKind.Other, Text: text);

    /// <summary>
    /// Reads DuckDB's spelling of a type (as DESCRIBE and catalogs give it) or a common DDL spelling.
    /// What is not understood becomes <see cref="TypeKind.Other"/> with the text kept; the function never fails.
    /// </summary>
    public static SqlType Parse(string text)
    {
        var name = text.Trim().ToUpperInvariant();
        var open = name.IndexOf('(', StringComparison.Ordinal);
        var arguments = open < 0 || !name.EndsWith(')') ? [] : name[(open + 1)..^1].Split(',');
        var stem = open < 0 ? name : name[..open].TrimEnd();
        if (stem is "DECIMAL" or "NUMERIC" or "DEC")
        {
            return arguments.Length == 0
                ? Decimal(18, 3)
                : int.TryParse(arguments[0], out var precision) && int.TryParse(arguments.Length > 1 ? arguments[1] : "0", out var scale)
                    ? Decimal(precision, scale)
                    : Other(text);
        }

        TypeKind? kind = stem switch
        {
            "\"NULL\"" or "NULL" => TypeKind.Null,
            "BOOLEAN" or "BOOL" or "LOGICAL" => TypeKind.Boolean,
            "TINYINT" or "INT1" => TypeKind.TinyInt,
            "SMALLINT" or "INT2" or "SHORT" => TypeKind.SmallInt,
            "INTEGER" or "INT" or "INT4" or "SIGNED" => TypeKind.Integer,
            "BIGINT" or "INT8" or "LONG" => TypeKind.BigInt,
            "HUGEINT" or "INT128" => TypeKind.HugeInt,
            "UTINYINT" => TypeKind.UTinyInt,
            "USMALLINT" => TypeKind.USmallInt,
            "UINTEGER" => TypeKind.UInteger,
            "UBIGINT" => TypeKind.UBigInt,
            "UHUGEINT" => TypeKind.UHugeInt,
            "FLOAT" or "FLOAT4" => TypeKind.Float,
            "DOUBLE" or "FLOAT8" or "REAL" or "DOUBLE PRECISION" => TypeKind.Double,
            "VARCHAR" or "TEXT" or "STRING" or "CHAR" or "BPCHAR" or "CHARACTER VARYING" or "CHARACTER" => TypeKind.Varchar,
            "BLOB" or "BYTEA" or "VARBINARY" or "BINARY" => TypeKind.Blob,
            "DATE" => TypeKind.Date,
            "TIME" => TypeKind.Time,
            "TIMESTAMP" or "DATETIME" or "TIMESTAMP WITHOUT TIME ZONE" => TypeKind.Timestamp,
            "TIMESTAMPTZ" or "TIMESTAMP WITH TIME ZONE" => TypeKind.TimestampTz,
            "INTERVAL" => TypeKind.Interval,
            "UUID" => TypeKind.Uuid,
            _ => null,
        };
        return kind is { } known && !name.EndsWith("[]", StringComparison.Ordinal) ? new(known) : Other(text);
    }

    /// <summary>DuckDB's spelling of the type.</summary>
    public override string ToString() => Kind switch
    {
        TypeKind.Decimal => $"DECIMAL({Precision},{Scale})",
        TypeKind.Other => Text ?? "UNKNOWN",
        TypeKind.TimestampTz => "TIMESTAMP WITH TIME ZONE",
        TypeKind.Null => "\"NULL\"",
        _ => Kind.ToString().ToUpperInvariant(),
    };
}
