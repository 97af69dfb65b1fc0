using RewriteLang.Algebra;

namespace RewriteLang.Engines;

/// <summary>
/// What may be assumed of a SQLite column from its declared type. SQLite types values, not columns; a declared type gives an affinity, by the
/// rules of its manual, section 3.1 of "Datatypes in SQLite".
/// </summary>
internal static class SqliteTypes
{
    /// <summary>
    /// The type of a column declared so. Integers have 64 bits; a DECIMAL is a binary float as soon as it has a fraction; dates and booleans are
    /// known by their name alone.
    /// </summary>
    public static SqlType Of(string declared)
    {
        var name = declared.ToUpperInvariant();
        if (name.Length == 0)
        {
            return SqlType.Unknown;
        }

        if (name.Contains("INT", StringComparison.Ordinal))
        {
            return SqlType.Parse(declared).Kind == TypeKind.Interval ? SqlType.Interval : SqlType.BigInt;
        }

        if (name.Contains("CHAR", StringComparison.Ordinal) || name.Contains("CLOB", StringComparison.Ordinal) || name.Contains("TEXT", StringComparison.Ordinal))
        {
            return SqlType.Varchar;
        }

        if (name.Contains("BLOB", StringComparison.Ordinal))
        {
            return new SqlType(TypeKind.Blob);
        }

        if (name.Contains("REAL", StringComparison.Ordinal) || name.Contains("FLOA", StringComparison.Ordinal) || name.Contains("DOUB", StringComparison.Ordinal))
        {
            return SqlType.Double;
        }

        var parsed = SqlType.Parse(declared);
        return parsed.Kind == TypeKind.Decimal ? SqlType.Double : parsed;
    }
}
