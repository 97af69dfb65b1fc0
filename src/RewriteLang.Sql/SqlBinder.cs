using RewriteLang.Algebra;
using RewriteLang.Sql.Binding;
using RewriteLang.Sql.Dialects;
using RewriteLang.Sql.Parsing;
using RewriteLang.Sql.Printing;

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
            ? Bind(statements[0], catalog, columns, tablesOnly: tablesOnly)
            : Result<BoundQuery>.Failure(Diagnostic.Error(
                Codes.NotOneStatement,
                $"Expected one statement, found {(statements.IsEmpty ? "none" : statements.Count)}.",
                SourceSpan.At(file, sql, statements.Count > 1 ? statements[1].Offset : 0)));
    }

    /// <summary>Binds the query of a statement of a file.</summary>
    /// <param name="statement">A SELECT, or a statement around one.</param>
    /// <param name="catalog">The tables it can name.</param>
    /// <param name="columns">What gives columns their ids.</param>
    /// <param name="dialect">
    /// The text's dialect. SQLite's is bound as far as it is certain to mean the same (docs/decisions/0007), on the assumption that columns hold values
    /// of their declared types; everything else is a note.
    /// </param>
    /// <param name="tablesOnly">Refuses whatever is not in the catalog.</param>
    public static Result<BoundQuery> Bind(SqlStatement statement, Catalog catalog, ColumnFactory columns, Dialect dialect = Dialect.DuckDb, bool tablesOnly = false)
    {
        if (tablesOnly && (statement.QueryOffset, statement.QueryLength) != (statement.Offset, statement.Length))
        {
            return Result<BoundQuery>.Failure(Diagnostic.Error(
                Codes.OutsideCatalog, "Only a SELECT may stand here, not a statement around one.", SourceSpan.At(statement.File, statement.FileText, statement.Offset, statement.Length)));
        }

        if (dialect == Dialect.Sqlite)
        {
            return BindSqlite(statement, catalog, columns);
        }

        var source = new SourceText(statement.File, statement.FileText, statement.QueryOffset, statement.QueryLength);
        return SqlParser.Parse(source).Then(parsed => new Binder(source, catalog, columns, tablesOnly: tablesOnly).Bind(parsed.Root));
    }

    /// <summary>The text of a statement's query for the parser; null where it cannot be translated for it.</summary>
    internal static SourceText? SourceOf(SqlStatement statement, Dialect dialect)
    {
        var text = dialect == Dialect.Sqlite ? SqliteText.Of(statement.QueryText) : null;
        return text?.Refusal is not null ? null : new(statement.File, statement.FileText, statement.QueryOffset, statement.QueryLength, text);
    }

    private static Result<BoundQuery> BindSqlite(SqlStatement statement, Catalog catalog, ColumnFactory columns)
    {
        var text = SqliteText.Of(statement.QueryText);
        var source = new SourceText(statement.File, statement.FileText, statement.QueryOffset, statement.QueryLength, text);
        if (text.Refusal is var (construct, offset))
        {
            return Result<BoundQuery>.Failure(Codes.Unsupported(Codes.SqliteMeaning, $"{construct} in SQLite's dialect", SourceSpan.At(statement.File, statement.FileText, statement.QueryOffset + offset)));
        }

        // What DuckDB's grammar does not know may be SQLite's.
        var parsed = SqlParser.Parse(source);
        return parsed.IsSuccess
            ? new Binder(source, catalog, columns, Dialect.Sqlite).Bind(parsed.Value.Root)
            : Result<BoundQuery>.Failure(parsed.Diagnostics.Map(d => d with { Severity = Severity.Note }));
    }
}
