namespace RewriteLang.Sql;

/// <summary>What stands around the query of a statement.</summary>
public enum StatementKind
{
    /// <summary>Nothing: the statement is a query.</summary>
    Query,

    /// <summary><c>INSERT INTO … query</c>, perhaps with ON CONFLICT and RETURNING.</summary>
    Insert,

    /// <summary><c>CREATE TABLE … AS query</c>.</summary>
    CreateTable,

    /// <summary><c>CREATE VIEW … AS query</c>.</summary>
    CreateView,

    /// <summary><c>COPY (query) TO …</c>.</summary>
    Copy,

    /// <summary>A statement that has no query, or that is not understood.</summary>
    Other,
}
