namespace RewriteLang.Sql.Printing;

/// <summary>Which engine speaks which dialect.</summary>
public static class DialectNames
{
    /// <summary>The dialect of an engine by the engine's name, whatever its case; DuckDB's for every name but SQLite's, and for none.</summary>
    public static Dialect Of(string? engine) => string.Equals(engine, "sqlite", StringComparison.OrdinalIgnoreCase) ? Dialect.Sqlite : Dialect.DuckDb;
}
