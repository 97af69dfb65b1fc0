using RewriteLang.Algebra;
using RewriteLang.Sql.Binding;
using RewriteLang.Sql.Parsing;

namespace RewriteLang.Sql;

/// <summary>
/// Reads SQL, in DuckDB's dialect, into plans in normal form. Names, stars, aliases, positions and implicit casts are resolved as DuckDB
/// resolves them. A failure with errors means that the text is wrong; one with notes alone (codes <c>RW12xx</c>) that it holds something that is
/// not supported: the query is to be passed through unchanged.
/// </summary>
public static class SqlBinder
{
    /// <summary>Binds the one statement of <paramref name="sql"/>.</summary>
    /// <param name="sql">A SELECT; comments and a final semicolon do not matter.</param>
    /// <param name="catalog">The tables it can name.</param>
    /// <param name="columns">What gives columns their ids.</param>
    /// <param name="file">The file's name, for diagnostics.</param>
    /// <param name="tablesOnly">Refuses whatever is not in the catalog: table functions, files, views of the system. Nothing is opened then.</param>
    public static Result<BoundQuery> Bind(string sql, Catalog catalog, ColumnFactory columns, string file = "<sql>", bool tablesOnly = false)
    {
        var statements = SqlScript.Split(sql, file);
        return statements.Count == 1
            ? Bind(statements[0], catalog, columns, tablesOnly)
            : Result<BoundQuery>.Failure(Diagnostic.Error(
                Codes.NotOneStatement,
                $"Expected one statement, found {(statements.IsEmpty ? "none" : statements.Count)}.",
                SourceSpan.At(file, sql, statements.Count > 1 ? statements[1].Offset : 0)));
    }

    /// <summary>Binds the query of a statement of a file.</summary>
    /// <param name="statement">A SELECT, or a statement around one.</param>
    /// <param name="catalog">The tables it can name.</param>
    /// <param name="columns">What gives columns their ids.</param>
    /// <param name="tablesOnly">Refuses whatever is not in the catalog.</param>
    public static Result<BoundQuery> Bind(SqlStatement statement, Catalog catalog, ColumnFactory columns, bool tablesOnly = false)
    {
        if (tablesOnly && (statement.QueryOffset, statement.QueryLength) != (statement.Offset, statement.Length))
        {
            return Result<BoundQuery>.Failure(Diagnostic.Error(
                Codes.OutsideCatalog, "Only a SELECT may stand here, not a statement around one.", SourceSpan.At(statement.File, statement.FileText, statement.Offset, statement.Length)));
        }

        var source = new SourceText(statement.File, statement.FileText, statement.QueryOffset, statement.QueryLength);
        return SqlParser.Parse(source).Then(parsed => new Binder(source, catalog, columns, tablesOnly).Bind(parsed.Root));
    }
}
