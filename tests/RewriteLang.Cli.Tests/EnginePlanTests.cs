using System.Text.Json.Nodes;
using RewriteLang.Engines;

namespace RewriteLang.Cli.Tests;

/// <summary>Gates that look at the engine's plan: rules that it leaves nothing to mend are not tried, and whoever asks is told.</summary>
public sealed class EnginePlanTests : IDisposable
{
    private const string Plain = "SELECT count(*) AS n FROM orders WHERE amount > 500\n";
    private const string OrJoin = "SELECT c.name, o.amount FROM orders o JOIN customers c ON o.customer_id = c.id OR o.amount = c.id\n";

    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [InlineData("sqlite")]
    [InlineData("sqlite", "--engine-plan", "always")]
    [InlineData("duckdb", "--engine-plan", "always")]
    public void Optimize_tries_no_rule_for_which_the_plan_shows_nothing_to_mend(string engine, params string[] more)
    {
        var finished = Optimize(engine, Plain, ["--explain", .. more]);

        Assert.Equal(0, finished.Code);
        Assert.Contains("or-join-to-union-all was not tried: in the engine's plan of the query, 'or(explain('nested_loop'), explain('cross_product'), explain('inequality_join'))' does not hold", finished.Error, StringComparison.Ordinal);
    }

    // DuckDB's EXPLAIN takes longer than what it spares.
    [Theory]
    [InlineData("sqlite", "--engine-plan", "never")]
    [InlineData("sqlite", "--engine-plan", "always", "--engine", "duckdb")]
    [InlineData("duckdb")]
    public void Optimize_tries_all_of_them_where_it_does_not_ask(string engine, params string[] more) =>
        Assert.DoesNotContain("was not tried", Optimize(engine, Plain, ["--explain", .. more]).Error, StringComparison.Ordinal);

    [Fact]
    public void Optimize_tries_all_of_them_without_a_database() =>
        Assert.DoesNotContain("was not tried", _workspace.Optimize(Plain, "--explain", "--engine-plan", "always").Error, StringComparison.Ordinal);

    [Fact]
    public void Optimize_tries_a_rule_whose_sign_the_plan_shows()
    {
        var finished = Optimize("duckdb", OrJoin, "--explain", "--engine-plan", "always");

        Assert.Contains("UNION ALL", finished.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("or-join-to-union-all was not tried", finished.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_names_the_rules_that_were_not_tried()
    {
        var json = JsonNode.Parse(Optimize("sqlite", Plain, "--json").Out)!;

        Assert.Contains("or-join-to-union-all", json["untried"]!.AsArray().Select(r => (string?)r));
    }

    [Fact]
    public void Explain_names_the_gate_that_kept_a_rule_from_being_tried()
    {
        var finished = Workspace.Run(
            "explain", "--why-not", "or-join-to-union-all", "--query", _workspace.Write("q.sql", Plain), "--schema", Database("duckdb"), "--rules", Workspace.Rules);

        Assert.Equal(("", 0), (finished.Error, finished.Code));
        Assert.Contains("A gate kept it from being tried: in the engine's plan of the query, 'or(explain('nested_loop')", finished.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Explain_says_what_a_rule_asks_of_the_plan()
    {
        var finished = Workspace.Run("explain", "consolidate-scans", "--rules", Workspace.Rules);

        Assert.Contains("explain('repeated_scan')\n", finished.Out, StringComparison.Ordinal);
        Assert.Contains("The engine's own plan of the original query shows", finished.Out, StringComparison.Ordinal);
    }

    private Finished Optimize(string engine, string sql, params string[] more) =>
        Workspace.Run(["optimize", _workspace.Write("query.sql", sql), "--schema", Database(engine), "--rules", Workspace.Rules, .. more]);

    private string Database(string engine)
    {
        var path = _workspace[$"orders.{engine}"];
        if (!File.Exists(path))
        {
            using var database = Engine.Find(engine)!.CreateFile(path);
            database.Execute(Workspace.Schema);
            database.Execute("WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 4999) INSERT INTO customers SELECT i, 'name ' || i, 'North' FROM n");
            database.Execute("INSERT INTO orders SELECT id, id, id * 7919 % 1000 FROM customers");
        }

        return path;
    }
}
