using RewriteLang.Algebra;
using RewriteLang.Engines;

namespace RewriteLang.Cli.Tests;

public sealed class StatsTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [InlineData("duckdb")]
    [InlineData("sqlite")]
    public void Writes_statistics_of_a_database(string engine)
    {
        CreateDatabase(engine);
        var finished = Workspace.Run("stats", _workspace["data"]);
        Assert.Equal(0, finished.Code);
        var read = StatisticsText.Read("s", finished.Out).Value!;
        Assert.Equal(engine, read.Engine);
        Assert.Equal(60, read.Tables.Find("orders")!.Statistics!.Rows);
        Assert.Contains("2 tables, 6 columns, 63 rows", finished.Error, StringComparison.Ordinal);
        Assert.Contains("unique in the data of customers, but no key: name", finished.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Writes_statistics_of_a_corpus_to_a_file()
    {
        var finished = Workspace.Run("stats", _workspace.Folder, "--scale", "1", "--out", _workspace["s.json"], "--no-values", "--quiet");
        Assert.Equal((0, "", ""), (finished.Code, finished.Out, finished.Error));
        var read = StatisticsText.Read("s", File.ReadAllText(_workspace["s.json"])).Value!;
        Assert.False(read.HasValues);
        Assert.Equal(1000, read.Tables.Find("orders")!.Statistics!.Rows);
    }

    [Fact]
    public void Says_how_far_a_sample_may_be_off()
    {
        CreateDatabase("duckdb");
        var finished = Workspace.Run("stats", _workspace["data"], "--sample", "40", "--seed", "3");
        Assert.Matches(@"values of orders from a sample of \d+ rows or more, seed 3: shares of rows are off by \d+\.\d\d % at most, with 95 % confidence", finished.Error);
    }

    [Theory]
    [InlineData("schema.sql", "RW3306")]
    [InlineData("nowhere", "RW3101")]
    public void Says_what_has_no_data(string name, string code)
    {
        var finished = Workspace.Run("stats", _workspace[name]);
        Assert.Equal((1, ""), (finished.Code, finished.Out));
        Assert.Contains(code, finished.Error, StringComparison.Ordinal);
        Assert.Contains("hint:", finished.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Optimize_estimates_by_the_file()
    {
        var few = _workspace.Write("few.json", Statistics(10));
        var many = _workspace.Write("many.json", Statistics(1_000_000));
        Assert.True(Cost(_workspace.Optimize(Workspace.Rewritable, "--stats", few, "--json").Out) < Cost(_workspace.Optimize(Workspace.Rewritable, "--stats", many, "--json").Out) / 100);

        static double Cost(string json) => (double)System.Text.Json.Nodes.JsonNode.Parse(json)!["cost_before"]!;
    }

    [Fact]
    public void Wrong_statistics_change_no_result()
    {
        // They say that every order has another customer, that there is none without one, and that all are unique.
        var wrong = _workspace.Write("wrong.json", Statistics(3).Replace("\"unique_in_data\": []", "\"unique_in_data\": [\"amount\"]", StringComparison.Ordinal));
        var finished = _workspace.RunCorpus("--stats", wrong);
        Assert.Equal(0, finished.Code);
        Assert.Contains("results: 2 equal, 0 differ, 0 undetermined", finished.Out, StringComparison.Ordinal);
        Assert.Contains("warning RW3305: The statistics are stale: customers (100 rows, not 3), orders (1000 rows, not 3).", finished.Error, StringComparison.Ordinal);
        var kept = _workspace.Optimize("SELECT DISTINCT amount FROM orders\n", "--stats", wrong);
        Assert.Equal("SELECT DISTINCT amount FROM orders\n", kept.Out);
    }

    [Fact]
    public void A_damaged_file_says_where()
    {
        _workspace.Write("s.json", Statistics(10).Replace("\"rows\": 10", "\"rows\": ten", StringComparison.Ordinal));
        var finished = _workspace.Optimize(Workspace.Rewritable, "--stats", _workspace["s.json"]);
        Assert.Equal((1, ""), (finished.Code, finished.Out));
        Assert.Matches(@"s\.json:\d+:\d+: error RW3302", finished.Error);
        Assert.Contains("hint:", finished.Error, StringComparison.Ordinal);
        Assert.Equal(1, _workspace.Optimize(Workspace.Rewritable, "--stats", _workspace["nowhere.json"]).Code);
        Assert.Equal(1, _workspace.RunCorpus("--stats", _workspace["s.json"]).Code);
    }

    [Theory]
    [InlineData("duckdb")]
    [InlineData("sqlite")]
    public void Explain_analyze_compares_estimates_with_counts(string engine)
    {
        CreateDatabase(engine);
        string[] arguments = ["optimize", _workspace.Write("query.sql", Workspace.Rewritable), "--schema", _workspace["data"], "--rules", Workspace.Rules, "--explain", "--analyze"];
        var finished = Workspace.Run(arguments);
        Assert.Equal(0, finished.Code);
        Assert.Matches(@"estimated +counted +q-error  operator\n.*\n(.*\n)*? +60\.0 +60 +table orders", finished.Error);
        Assert.Matches(@"q-error of 2 operators: median \d", finished.Error);
    }

    [Fact]
    public void Analyze_needs_data()
    {
        Assert.Contains("error RW3117: --analyze counts rows, and --schema names no data.", _workspace.Optimize(Workspace.Rewritable, "--explain", "--analyze").Error, StringComparison.Ordinal);
        CreateDatabase("sqlite");
        var finished = Workspace.Run("optimize", _workspace.Write("query.sql", Workspace.Rewritable), "--schema", _workspace["data"], "--rules", Workspace.Rules, "--explain", "--analyze", "--engine", "duckdb");
        Assert.Equal((1, ""), (finished.Code, finished.Out));
        Assert.Contains("error RW3117: --analyze counts rows with duckdb", finished.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_corpus_run_tells_its_q_error()
    {
        var finished = _workspace.RunCorpus("--analyze", "--out", _workspace["out"]);
        Assert.Equal(0, finished.Code);
        Assert.Matches(@"q-error of \d+ operators: median \d", finished.Out);
        Assert.Contains("q-error of estimated rows: median / 95th percentile", File.ReadAllText(_workspace["out/report.html"]), StringComparison.Ordinal);
        var last = System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllLines(_workspace["out/trials.jsonl"])[^1])!["operators"]!.AsArray();
        Assert.Contains(last, o => (string?)o!["operator"] == "table orders" && (long?)o["counted"] == 1000);
        Assert.DoesNotContain("q-error", _workspace.RunCorpus().Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_corpus_is_rewritten_without_its_data()
    {
        File.Delete(_workspace["generate.sql"]);
        string[] run = ["--stats", _workspace.Write("many.json", Statistics(1_000_000)), "--rewrite-only", "--out", _workspace["out"]];
        var finished = _workspace.RunCorpus(run);
        Assert.Equal(0, finished.Code);
        Assert.Contains("2 queries on DuckDB", finished.Out, StringComparison.Ordinal);
        Assert.Contains("1 rewritten", finished.Out, StringComparison.Ordinal);
        Assert.Contains("results: none compared", finished.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("LEFT JOIN", File.ReadAllText(_workspace["out/sql/02-left-join.sql"]), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("RW330", finished.Error, StringComparison.Ordinal);
        Assert.Contains("RW3118", _workspace.RunCorpus([.. run, "--analyze"]).Error, StringComparison.Ordinal);
    }

    private void CreateDatabase(string engine)
    {
        using var database = Engine.Find(engine)!.CreateFile(_workspace["data"]);
        database.Execute(Workspace.Schema);
        database.Execute("INSERT INTO customers VALUES (1, 'a', 'North'), (2, 'b', 'North'), (3, 'c', NULL)");
        database.Execute("INSERT INTO orders SELECT a.id + 3 * b.id + 9 * c.id + 27 * d.id, a.id, 5 FROM customers a, customers b, customers c, customers d LIMIT 60");
    }

    private static string Statistics(long rows)
    {
        var schema = DdlCatalog.Read("s", Workspace.Schema).Value!;
        return StatisticsText.Write(new(
            schema.WithTables(schema.Tables.Select(t => t with { Statistics = new(rows, [.. t.Columns.Select(_ => new ColumnStatistics(rows, 0, null, null, 4))]) })), "duckdb", 1, true));
    }
}
