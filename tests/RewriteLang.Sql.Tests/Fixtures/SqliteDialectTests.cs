using System.Data.Common;
using System.Globalization;
using RewriteLang.Algebra;
using RewriteLang.Engines;
using RewriteLang.Sql.Printing;

namespace RewriteLang.Sql.Tests.Fixtures;

/// <summary>
/// The queries of tests/fixtures/sqlite, in SQLite's own dialect: what is bound gives, printed, the rows, storage classes and column names of the
/// original on SQLite; what is not passes through with the code that the file says. UPDATE_CASES=1 rewrites the outcomes.
/// </summary>
public sealed class SqliteDialectTests
{
    private static readonly string Folder = Repository.PathOf("tests/fixtures/sqlite");

    public static TheoryData<string> Files => [.. Directory.GetFiles(Folder, "*.test").Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Gives_the_rows_of_the_original_on_SQLite(string name)
    {
        var path = Path.Combine(Folder, name + ".test");
        var lines = File.ReadAllLines(path);
        var failures = new List<string>();
        using var sqlite = SqliteEngine.Instance.OpenMemory();
        foreach (var fixture in Fixture.Read(lines))
        {
            if (!fixture.IsQuery)
            {
                sqlite.Execute(fixture.Sql);
                continue;
            }

            var (outcome, difference) = Run(fixture.Sql, sqlite);
            if (difference is not null)
            {
                failures.Add($"{name}.test:{fixture.Line}: {difference}\n{fixture.Sql}");
            }
            else if (outcome != fixture.Outcome)
            {
                lines[fixture.Line - 1] = $"query {outcome}";
                failures.Add($"{name}.test:{fixture.Line}: expected {fixture.Outcome}, but it is {outcome}\n{fixture.Sql}");
            }
        }

        if (Environment.GetEnvironmentVariable("UPDATE_CASES") == "1")
        {
            File.WriteAllLines(path, lines);
            failures.RemoveAll(f => f.Contains(": expected ", StringComparison.Ordinal));
        }

        Assert.True(failures.Count == 0, string.Join("\n\n", failures));
    }

    private static (string Outcome, string? Difference) Run(string sql, EngineDatabase sqlite)
    {
        var statement = Assert.Single(SqlScript.Split(sql, "q.sql", Dialect.Sqlite));
        var bound = SqlBinder.Bind(statement, sqlite.ReadCatalog(), new(), Dialect.Sqlite);
        if (!bound.IsSuccess)
        {
            var isWrong = bound.Diagnostics.Any(d => d.Severity == Severity.Error);
            return ($"{(isWrong ? "error" : "passes")} {string.Join(' ', bound.Diagnostics.Select(d => d.Code).Distinct())}", null);
        }

        var version = Version.Parse((string)sqlite.Query("SELECT sqlite_version()").Rows[0][0]!);
        var printed = SqlPrinter.Print(bound.Value.Query, Dialect.Sqlite, new(EngineCapabilities.Sqlite(version)));
        if (!printed.IsSuccess)
        {
            return ($"refused {printed.Diagnostics[0].Code}", null);
        }

        try
        {
            var (expected, actual) = (Rows(sqlite, sql), Rows(sqlite, printed.Value.Text));
            if (bound.Value.Query.Order.IsEmpty)
            {
                expected.Sort(1, expected.Count - 1, StringComparer.Ordinal);
                actual.Sort(1, actual.Count - 1, StringComparer.Ordinal);
            }

            return ("equal", expected.SequenceEqual(actual) ? null : $"SQLite gives\n{string.Join('\n', actual)}\ninstead of\n{string.Join('\n', expected)}\nfor\n{printed.Value.Text}");
        }
        catch (DbException fault)
        {
            return ("", $"{fault.Message}\n{printed.Value.Text}");
        }
    }

    // The columns' names, then the rows; a whole number and a float of the same value differ.
    private static List<string> Rows(EngineDatabase database, string sql)
    {
        var table = database.Query(sql);
        return [string.Join('|', table.Columns.Select(c => c.Name)), .. table.Rows.Select(r => string.Join('|', r.Select(Shown)))];
    }

    private static string Shown(object? value) => value switch
    {
        null => "NULL",
        double number => "real " + number.ToString("R", CultureInfo.InvariantCulture),
        _ => string.Create(CultureInfo.InvariantCulture, $"{value.GetType().Name} {value}"),
    };
}
