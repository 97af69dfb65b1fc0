using RewriteLang.Algebra;
using RewriteLang.Corpus.Estimates;
using RewriteLang.Corpus.Reporting;
using RewriteLang.Corpus.Trials;
using RewriteLang.Dsl;
using RewriteLang.Engines;

namespace RewriteLang.Corpus.Tests.Estimates;

/// <summary>Estimated rows against counted ones.</summary>
public sealed class PlanAnalysisTests
{
    private const string Data =
        """
        CREATE TABLE kinds (k INTEGER PRIMARY KEY, name VARCHAR);
        CREATE TABLE lines (id INTEGER PRIMARY KEY, k INTEGER, price INTEGER);
        INSERT INTO kinds VALUES (1, 'a'), (2, 'b'), (3, 'c'), (4, 'd');
        INSERT INTO lines SELECT x.k + 4 * y.k + 16 * z.k, x.k, y.k FROM kinds x, kinds y, kinds z;
        """;

    [Theory]
    [InlineData("duckdb")]
    [InlineData("sqlite")]
    public void Counts_what_comes_out_of_every_operator(string engine)
    {
        var rows = Analyze(engine, "SELECT l.k, count(*) AS n FROM lines l JOIN kinds s ON s.k = l.k WHERE s.name = 'a' GROUP BY l.k");
        Assert.Equal(
            ["aggregate by k: 1", "  join of 2 on k = k' & name = 'a': 16", "    table lines: 64", "    table kinds: 4"],
            rows.Select(r => $"{new string(' ', 2 * r.Depth)}{r.Operator.Replace("k' = k", "k = k'", StringComparison.Ordinal)}: {r.Counted}"));
        Assert.Equal([4, 16, 64, 4], rows.Select(r => Math.Round(r.Estimated)));
    }

    [Fact]
    public void Has_no_count_of_what_depends_on_an_outer_row_or_on_chance()
    {
        var rows = Analyze("duckdb", "SELECT id, (SELECT max(m.price) FROM lines m WHERE m.k > l.k) AS most FROM lines l WHERE random() < 2");
        Assert.Contains(rows, r => r is { Counted: null, QError: null } && r.Operator.StartsWith("scalar subquery", StringComparison.Ordinal));
        Assert.Contains(rows, r => r is { Counted: null } && r.Operator.StartsWith("filter k", StringComparison.Ordinal));
        Assert.All(rows.Where(r => r.IsTable), r => Assert.Equal(64, r.Counted));
    }

    [Theory]
    [InlineData(100, 25L, 4)]
    [InlineData(25, 100L, 4)]
    [InlineData(0.01, 0L, 1)]
    [InlineData(0.01, 7L, 7)]
    public void The_q_error_says_how_many_times_an_estimate_is_off(double estimated, long counted, double error) =>
        Assert.Equal(error, new OperatorRows("filter", 0, estimated, counted, false).QError!.Value, 1e-9);

    [Fact]
    public void Errors_of_many_operators_have_a_median_and_a_95th_percentile_without_base_tables()
    {
        OperatorRows[] rows = [.. Enumerable.Range(1, 20).Select(i => new OperatorRows("filter", 0, i, 1, false)), new("table", 0, 1e9, 1, true), new("filter", 0, 5, null, false)];
        Assert.Equal(new QErrors(20, 10, 19), QErrors.Of(rows));
        Assert.Equal("q-error of 20 operators: median 10.0, 95th percentile 19.0", EstimateText.Of(QErrors.Of(rows)!));
        Assert.Null(QErrors.Of((OperatorRows[])[new("table", 0, 1, 1, true)]));
    }

    private static Sequence<OperatorRows> Analyze(string name, string sql)
    {
        var engine = Engine.Find(name)!;
        using var database = engine.OpenMemory();
        database.Execute(Data);
        var catalog = database.GatherStatistics(database.ReadCatalog());
        var rewriting = new Rewriter(catalog, VerifiedRules.Unchecked(new RuleLibrary([])), new(name) { Features = engine.Capabilities }, PrinterCapabilities.For(engine)).Rewrite(sql);
        Assert.NotNull(rewriting.Optimized);
        return new PlanAnalysis(database, PrinterCapabilities.For(engine), TimeSpan.FromSeconds(60)).Of(rewriting.Optimized, CancellationToken.None);
    }
}
