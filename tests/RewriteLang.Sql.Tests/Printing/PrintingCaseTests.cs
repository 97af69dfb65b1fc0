using RewriteLang.Sql.Printing;
using RewriteLang.TestTrees;
using static RewriteLang.TestTrees.Tree;

namespace RewriteLang.Sql.Tests.Printing;

/// <summary>Queries and their printed texts, which have to give the query's own rows on both engines. UPDATE_CASES=1 rewrites the texts.</summary>
public sealed class PrintingCaseTests
{
    private static readonly Lazy<PrintingData> Data = new(() => new(File.ReadAllText(Path.Combine(PrintingData.Folder, "schema.sql"))));
    private static readonly Lock Gate = new();

    public static Test Cases => testList("printing", PrintingCase.ReadAll().GroupBy(c => c.File).Select(
        f => testEach(Path.GetFileNameWithoutExtension(f.Key), f, c => testCase(c.Title, () => Check(c)))));

    [Theory, TestTree(nameof(Cases))]
    public Task Prints_as_expected_and_gives_the_same_rows(TestLeaf leaf) => leaf.Run();

    private static void Check(PrintingCase @case)
    {
        lock (Gate)
        {
            var data = Data.Value;
            var bound = SqlBinder.Bind(@case.Query, data.Catalog, new());
            Assert.True(bound.IsSuccess, string.Join('\n', bound.Diagnostics));
            var actual = @case with { DuckDb = Print(bound.Value, Dialect.DuckDb), Sqlite = Print(bound.Value, Dialect.Sqlite) };
            if (Environment.GetEnvironmentVariable("UPDATE_CASES") == "1")
            {
                var all = PrintingCase.Read(@case.File).Select(c => c.Title == @case.Title ? actual : c);
                File.WriteAllText(@case.File, string.Join('\n', all));
            }
            else
            {
                Assert.Equal(@case.ToString(), actual.ToString());
            }

            var expected = data.OnDuckDb(@case.Query);
            var duckDb = data.OnDuckDb(actual.DuckDb);
            Assert.Equal(expected.Columns, duckDb.Columns);
            Assert.Equal(PrintingData.Rows(expected), PrintingData.Rows(duckDb));
            if (!actual.Sqlite.StartsWith("RW15", StringComparison.Ordinal))
            {
                var sqlite = data.OnSqlite(actual.Sqlite);
                Assert.Equal(expected.Columns.Select(c => c.Name), sqlite.Columns.Select(c => c.Name));
                Assert.Equal(PrintingData.Rows(expected), PrintingData.Rows(sqlite));
            }

            var again = SqlBinder.Bind(actual.DuckDb, data.Catalog, new());
            Assert.True(again.IsSuccess, string.Join('\n', again.Diagnostics));
            Assert.Equal(actual.DuckDb, Print(again.Value, Dialect.DuckDb));
        }
    }

    private static string Print(BoundQuery query, Dialect dialect)
    {
        var printed = SqlPrinter.Print(query.Query, dialect);
        return printed.IsSuccess ? printed.Value.Text : $"{printed.Diagnostics[0].Code}: {printed.Diagnostics[0].Message}";
    }
}
