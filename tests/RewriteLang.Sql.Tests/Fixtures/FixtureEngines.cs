using System.Data.Common;
using RewriteLang.Algebra;
using RewriteLang.Engines;
using RewriteLang.Sql.Printing;
using RewriteLang.Sql.Tests.Printing;

namespace RewriteLang.Sql.Tests.Fixtures;

/// <summary>A DuckDB in memory that a fixture file fills, and a SQLite with the same tables as soon as a query needs it.</summary>
internal sealed class FixtureEngines : IDisposable
{
    private readonly EngineDatabase _duckDb = DuckDbEngine.Instance.OpenMemory();
    private (Catalog Catalog, EngineDatabase Sqlite)? _filled;

    /// <summary>The statements that every file begins with.</summary>
    public IReadOnlyList<string> Shared { get; } = [.. File.ReadAllLines(Repository.PathOf("tests/fixtures/sql/shared.sql")), ""];

    public void Execute(string sql)
    {
        _duckDb.Execute(sql);
        _filled?.Sqlite.Dispose();
        _filled = null;
    }

    /// <summary>What becomes of a query; and how its printed texts differ from it, null if they do not.</summary>
    public (string Outcome, string? Difference) Run(string sql)
    {
        var (catalog, sqlite) = Filled();
        var bound = SqlBinder.Bind(sql, catalog, new());
        if (!bound.IsSuccess)
        {
            var isWrong = bound.Diagnostics.Any(d => d.Severity == Severity.Error);
            return ($"{(isWrong ? "error" : "passes")} {string.Join(' ', bound.Diagnostics.Select(d => d.Code).Distinct())}", Unexpected(sql, isWrong));
        }

        var (original, fault) = Ran(() => _duckDb.Query(sql));
        if (original is not { } expected)
        {
            var text = SqlPrinter.Print(bound.Value.Query, Dialect.DuckDb).Value?.Text;
            return ("fails", text is null || Ran(() => _duckDb.Query(text)).Table is null ? null : $"The original fails ({fault}), but what was printed does not:\n{text}");
        }

        if (SqlPrinter.Print(bound.Value.Query, Dialect.DuckDb) is { IsSuccess: false, Diagnostics: [{ Code: not "RW1599" } refusal] })
        {
            return ($"duckdb {refusal.Code}", null);
        }

        var isOrdered = !bound.Value.Query.Order.IsEmpty;
        var difference = Difference(bound.Value, expected, catalog) ?? TypeDifference(bound.Value, expected);
        if (difference is not null)
        {
            return ("", difference);
        }

        var printed = SqlPrinter.Print(bound.Value.Query, Dialect.Sqlite, new(PrinterCapabilitiesOf(sqlite)));
        if (!printed.IsSuccess)
        {
            return ($"sqlite {printed.Diagnostics[0].Code}", printed.Diagnostics[0].Code == "RW1599" ? printed.Diagnostics[0].Message : null);
        }

        return ("equal", Compared(expected, Ran(() => sqlite.Query(printed.Value.Text)), isOrdered, "SQLite", printed.Value.Text));
    }

    public void Dispose()
    {
        _filled?.Sqlite.Dispose();
        _duckDb.Dispose();
    }

    // An error of ours that is none to DuckDB would keep a valid query from passing through; the other way round is not told here.
    private string? Unexpected(string sql, bool isWrong) =>
        isWrong && Ran(() => _duckDb.Query(sql)).Table is not null ? $"DuckDB runs it, but it is called wrong: {SqlBinder.Bind(sql, Filled().Catalog, new()).Diagnostics[0]}" : null;

    private string? Difference(BoundQuery bound, ResultTable expected, Catalog catalog)
    {
        var printed = SqlPrinter.Print(bound.Query, Dialect.DuckDb);
        if (!printed.IsSuccess)
        {
            return $"DuckDB's printing is refused: {printed.Diagnostics[0]}";
        }

        var text = printed.Value.Text;
        var difference = Compared(expected, Ran(() => _duckDb.Query(text)), !bound.Query.Order.IsEmpty, "DuckDB", text);
        var again = SqlBinder.Bind(text, catalog, new());

        // Where nothing is left around it, the text of a part that is not understood is not understood.
        if (!again.IsSuccess && bound.Query.Body.DescendantsAndSelf().Any(r => r is Relation.Opaque))
        {
            return difference;
        }

        return difference ?? (!again.IsSuccess
            ? $"What was printed is not bound: {again.Diagnostics[0]}\n{text}"
            : SqlPrinter.Print(again.Value.Query, Dialect.DuckDb).Value?.Text is var second && second == text ? null : $"Printing changes what was printed:\n{text}\n=>\n{second}");
    }

    private static string? TypeDifference(BoundQuery bound, ResultTable expected)
    {
        var types = bound.Query.Outputs.Select(o => o.Column.Type.Kind == TypeKind.Null ? SqlType.Integer : o.Column.Type);
        var differing = types.Zip(expected.Columns).FirstOrDefault(p => p.First != p.Second.Type);
        return differing.Second is null ? null : $"The type of {differing.Second.Name} is {differing.Second.Type}, not {differing.First}";
    }

    private static string? Compared(ResultTable expected, (ResultTable? Table, string? Fault) actual, bool isOrdered, string engine, string text)
    {
        if (actual.Table is not { } table)
        {
            return $"{engine} says {actual.Fault}:\n{text}";
        }

        if (!expected.Columns.Select(c => c.Name).SequenceEqual(table.Columns.Select(c => c.Name)))
        {
            return $"{engine}'s columns are {string.Join(", ", table.Columns.Select(c => c.Name))}:\n{text}";
        }

        // Lists are compared as such where the fixture's order is total, which those with ORDER BY have to see to.
        var (left, right) = isOrdered ? (PrintingData.List(expected), PrintingData.List(table)) : (PrintingData.Rows(expected), PrintingData.Rows(table));
        return left.SequenceEqual(right) ? null : $"{engine} gives\n{string.Join('\n', right)}\ninstead of\n{string.Join('\n', left)}\nfor\n{text}";
    }

    private static (ResultTable? Table, string? Fault) Ran(Func<ResultTable> run)
    {
        try
        {
            return (run(), null);
        }
        catch (DbException e)
        {
            return (null, e.Message);
        }
    }

    private static EngineCapabilities PrinterCapabilitiesOf(EngineDatabase sqlite) =>
        EngineCapabilities.Sqlite(Version.Parse((string)sqlite.Query("SELECT sqlite_version()").Rows[0][0]!));

    private (Catalog Catalog, EngineDatabase Sqlite) Filled()
    {
        if (_filled is null)
        {
            var catalog = _duckDb.ReadCatalog();
            var sqlite = SqliteEngine.Instance.OpenMemory();
            TableCopy.Copy(_duckDb, sqlite, catalog);
            _filled = (catalog, sqlite);
        }

        return _filled.Value;
    }
}
