namespace RewriteLang.Sql.Printing;

/// <summary>The language a query is printed in.</summary>
public enum Dialect
{
    /// <summary>DuckDB 1.5.</summary>
    DuckDb,

    /// <summary>SQLite from 3.35.</summary>
    Sqlite,
}
