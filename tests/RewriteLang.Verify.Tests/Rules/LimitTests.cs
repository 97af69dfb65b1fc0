using RewriteLang.Algebra;
using RewriteLang.Dsl;
using RewriteLang.Engines;
using RewriteLang.Verify.Rules;

namespace RewriteLang.Verify.Tests.Rules;

/// <summary>Queries that hang, or need more memory than there is, or have more rows than anyone reads: they are stopped, and the run goes on.</summary>
public sealed class LimitTests
{
    private const string Endless = "WITH RECURSIVE t(x) AS (SELECT 1 UNION ALL SELECT x FROM t)";

    private static readonly RunLimits Short = RunLimits.OfCases with { Time = TimeSpan.FromMilliseconds(200) };

    public static TheoryData<string> Engines => ["duckdb", "sqlite"];

    [Theory]
    [MemberData(nameof(Engines))]
    public void A_query_that_hangs_is_stopped_and_the_next_one_runs(string engine) =>
        Assert.Contains("ran longer than its limit", Stopped(engine, $"{Endless} SELECT count(*) FROM t", Short), StringComparison.Ordinal);

    [Theory]
    [InlineData("duckdb", "SELECT * FROM range(100000)")]
    [InlineData("sqlite", $"{Endless} SELECT x FROM t")]
    public void A_result_without_end_is_not_read(string engine, string sql) =>
        Assert.Equal("The query has more than 1000 rows and was stopped.", Stopped(engine, sql, RunLimits.OfCases with { Rows = 1000 }));

    [Theory]
    [InlineData("duckdb", "SELECT list(a || 'a long text that needs memory') FROM range(40000000) t(a)")]
    [InlineData("sqlite", "SELECT length(zeroblob(700000000) || zeroblob(200000000))")]
    public void A_query_that_needs_too_much_memory_fails_and_the_next_one_runs(string engine, string sql) =>
        Assert.Contains("more memory than it may have", Stopped(engine, sql, RunLimits.OfCases with { Time = TimeSpan.FromMinutes(5) }), StringComparison.Ordinal);

    [Fact]
    public void A_rule_whose_cases_hang_is_unverified_and_its_case_is_kept()
    {
        using var verifier = new RuleVerifier(
            new(Matches: 20, Limits: Short), [SqliteEngine.Instance], (query, engine) => $"{Endless} SELECT count(*) AS n FROM t");
        var rules = RuleParser.Parse("language 1\n\n/// Hangs.\nsimplify one\n  distinct(distinct(R)) => distinct(R)\n", "trial.rw").Value!.Rules;
        var report = verifier.Verify(rules[0], TestContext.Current.CancellationToken);
        Assert.Equal((RuleStatus.Unverified, 0), (report.Status, report.Judges[1].Cases));
        var kept = Assert.Single(report.Faults, f => f.StartsWith("sqlite stops at its limits on plan ", StringComparison.Ordinal));
        Assert.Contains("CREATE TABLE", kept, StringComparison.Ordinal);
        Assert.Contains($"-- original\n{Endless}", kept, StringComparison.Ordinal);
    }

    // What was said when a query was stopped; the session must answer afterwards.
    private static string Stopped(string name, string sql, RunLimits limits)
    {
        using var session = new EngineSession(Engine.All.First(e => e.Name == name), [new(Catalog.Empty, [])], limits);
        var fault = Assert.Throws<ResourceLimitException>(() => session.Run(0, sql));
        Assert.Equal(7L, session.Run(0, "SELECT 7").Rows[0][0]);
        return fault.Message;
    }
}
