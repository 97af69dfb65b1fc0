using RewriteLang.Engines;
using RewriteLang.Sql.Printing;
using RewriteLang.TestTrees;
using static RewriteLang.TestTrees.Tree;

namespace RewriteLang.Sql.Tests.Printing;

/// <summary>
/// The public benchmark queries, printed as they were bound, in place from the folder that REWRITELANG_TPC names: their plans on DuckDB over the schema,
/// their rows over the data, and that printing what was printed changes nothing.
/// </summary>
public sealed class TpcTests
{
    private static readonly string? Root = Environment.GetEnvironmentVariable("REWRITELANG_TPC");

    public static Test Queries => Root is null
        ? testSkip("tpc", "REWRITELANG_TPC does not name a folder with tpch/ and tpcds/.")
        : testList("tpc", Set("tpch"), Set("tpcds"));

    [Theory, TestTree(nameof(Queries))]
    public Task Prints_with_the_same_rows_on_DuckDB(TestLeaf leaf) => leaf.Run();

    private static Test Set(string set)
    {
        var database = new Lazy<EngineDatabase>(() => Load(Path.Combine(Root!, set)));
        return testEach(set, Directory.GetFiles(Path.Combine(Root!, set, "queries"), "*.sql").Order(StringComparer.Ordinal), file =>
            testCase(Path.GetFileNameWithoutExtension(file), () => Check(database, File.ReadAllText(file))));
    }

    private static EngineDatabase Load(string folder)
    {
        var database = DuckDbEngine.Instance.OpenMemory();
        database.Execute(File.ReadAllText(Path.Combine(folder, "schema.sql")));
        foreach (var table in database.ReadCatalog().Tables)
        {
            var file = Path.Combine(folder, "data", table.Name + ".parquet").Replace("'", "''", StringComparison.Ordinal);
            database.Execute($"INSERT INTO {table.Name} SELECT * FROM read_parquet('{file}')");
        }

        return database;
    }

    private static void Check(Lazy<EngineDatabase> lazy, string sql)
    {
        lock (lazy)
        {
            var database = lazy.Value;
            var catalog = database.ReadCatalog();
            var bound = SqlBinder.Bind(sql, catalog, new());
            Assert.SkipUnless(bound.IsSuccess, string.Join('\n', bound.Diagnostics));
            var printed = SqlPrinter.Print(bound.Value!.Query, Dialect.DuckDb);
            Assert.True(printed.IsSuccess, string.Join('\n', printed.Diagnostics));
            var expected = database.Query(sql.TrimEnd().TrimEnd(';'));
            var actual = database.Query(printed.Value.Text);
            Assert.Equal(expected.Columns, actual.Columns);
            Assert.Equal(PrintingData.Rows(expected), PrintingData.Rows(actual));
            var again = SqlBinder.Bind(printed.Value.Text, catalog, new());
            Assert.True(again.IsSuccess, string.Join('\n', again.Diagnostics));
            Assert.Equal(printed.Value.Text, SqlPrinter.Print(again.Value.Query, Dialect.DuckDb).Value?.Text);
            var sqlite = SqlPrinter.Print(bound.Value.Query, Dialect.Sqlite);
            Assert.True(sqlite.IsSuccess, string.Join('\n', sqlite.Diagnostics));
        }
    }
}
