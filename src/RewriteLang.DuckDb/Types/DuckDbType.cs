using System.Collections.Immutable;
using System.Numerics;

namespace RewriteLang.DuckDb.Types;

/// <summary>A type of DuckDB's, read once from the library so that reading values needs no further calls.</summary>
/// <param name="id">Which type.</param>
/// <param name="text">The type as SQL writes it: <c>DECIMAL(15,2)</c>, <c>INTEGER[]</c>.</param>
internal sealed class DuckDbType(DuckDbTypeId id, string text)
{
    /// <summary>The most digits that every <see cref="decimal"/> can hold.</summary>
    public const int DecimalDigits = 28;

    /// <summary>Which type.</summary>
    public DuckDbTypeId Id { get; } = id;

    /// <summary>How values lie in memory: differs from <see cref="Id"/> for DECIMAL and ENUM.</summary>
    public DuckDbTypeId Storage { get; init; } = id;

    /// <summary>The type as SQL writes it.</summary>
    public string Text { get; } = text;

    /// <summary>Digits of a DECIMAL.</summary>
    public byte Width { get; init; }

    /// <summary>Digits of a DECIMAL behind the point.</summary>
    public byte Scale { get; init; }

    /// <summary>Elements of an ARRAY.</summary>
    public int Length { get; init; }

    /// <summary>The labels of an ENUM, by number.</summary>
    public ImmutableArray<string> Labels { get; init; } = [];

    /// <summary>The parts: fields of a STRUCT, members of a UNION, the element of a LIST or ARRAY, key and value of a MAP.</summary>
    public ImmutableArray<(string Name, DuckDbType Type)> Parts { get; init; } = [];

    /// <summary>Whether values are made of other values, and so are read as text only.</summary>
    public bool IsNested => Id is DuckDbTypeId.List or DuckDbTypeId.Array or DuckDbTypeId.Struct or DuckDbTypeId.Map or DuckDbTypeId.Union;

    /// <summary>The class of what <see cref="System.Data.Common.DbDataReader.GetValue"/> returns.</summary>
    public Type FieldType => Id switch
    {
        DuckDbTypeId.Boolean => typeof(bool),
        DuckDbTypeId.TinyInt => typeof(sbyte),
        DuckDbTypeId.SmallInt => typeof(short),
        DuckDbTypeId.Integer => typeof(int),
        DuckDbTypeId.BigInt => typeof(long),
        DuckDbTypeId.UTinyInt => typeof(byte),
        DuckDbTypeId.USmallInt => typeof(ushort),
        DuckDbTypeId.UInteger => typeof(uint),
        DuckDbTypeId.UBigInt => typeof(ulong),
        DuckDbTypeId.HugeInt or DuckDbTypeId.UHugeInt or DuckDbTypeId.BigNum => typeof(BigInteger),
        DuckDbTypeId.Float => typeof(float),
        DuckDbTypeId.Double => typeof(double),
        DuckDbTypeId.Decimal => typeof(decimal),
        DuckDbTypeId.Date => typeof(DateOnly),
        DuckDbTypeId.Time or DuckDbTypeId.TimeNanos => typeof(TimeOnly),
        DuckDbTypeId.TimeTz => typeof(DateTimeOffset),
        DuckDbTypeId.Timestamp or DuckDbTypeId.TimestampSeconds or DuckDbTypeId.TimestampMillis or DuckDbTypeId.TimestampNanos
            or DuckDbTypeId.TimestampTz or DuckDbTypeId.TimestampTzNanos => typeof(DateTime),
        DuckDbTypeId.Uuid => typeof(Guid),
        DuckDbTypeId.Blob or DuckDbTypeId.Geometry => typeof(byte[]),
        _ => typeof(string),
    };
}
