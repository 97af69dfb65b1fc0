namespace RewriteLang.Algebra;

/// <summary>Bytes that a value takes, of types whose values all take the same.</summary>
public static class StorageWidth
{
    /// <summary>The width in bytes; 16 for types of any width.</summary>
    public static double Of(SqlType type) => type.Kind switch
    {
        TypeKind.Boolean or TypeKind.TinyInt or TypeKind.UTinyInt => 1,
        TypeKind.SmallInt or TypeKind.USmallInt => 2,
        TypeKind.Integer or TypeKind.UInteger or TypeKind.Float or TypeKind.Date => 4,
        TypeKind.BigInt or TypeKind.UBigInt or TypeKind.Double or TypeKind.Time or TypeKind.Timestamp or TypeKind.TimestampTz => 8,
        TypeKind.Decimal => type.Precision switch
        {
            <= 4 => 2,
            <= 9 => 4,
            <= 18 => 8,
            _ => 16,
        },
        _ => 16,
    };
}
