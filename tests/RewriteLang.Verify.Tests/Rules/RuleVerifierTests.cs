using RewriteLang.Algebra;
using RewriteLang.Dsl;
using RewriteLang.Engines;
using RewriteLang.Sql.Printing;
using RewriteLang.Verify.Rules;

namespace RewriteLang.Verify.Tests.Rules;

public sealed class RuleVerifierTests
{
    private static RuleReport Verify(string law, ulong seed = 1, int matches = 40, int further = 4)
    {
        var parsed = RuleParser.Parse($"language 1\n\n/// A rule on trial.\nsimplify on-trial {law}\n", "trial.rw");
        Assert.True(parsed.IsSuccess, string.Join('\n', parsed.Diagnostics));
        using var verifier = new RuleVerifier(new(seed, Matches: matches, Attempts: 600, FurtherFactor: further), [], (query, engine) => null);
        return verifier.Verify(parsed.Value.Rules[0]);
    }

    [Theory]
    [InlineData("\n  distinct(R) => R")]
    [InlineData("\n  join(left_join(L, R | ..on), ..rest | p & ..ps) => join(L, R, ..rest | ..on & p & ..ps)")]
    [InlineData("\n  null_aware_anti_join(L, R | ..on) => anti_join(L, R | ..on)")]
    [InlineData("\n  aggregate(distinct(R), ks, as) => aggregate(R, ks, as)")]
    [InlineData("\n  distinct(union_all(A, B)) => union_all(A, B)")]
    [InlineData("\n  x = x => x is not null")]
    [InlineData(" in filter\n  not (x = y) => not (x >= y)")]
    public void Unsound_rules_are_refuted(string law)
    {
        var report = Verify(law);
        Assert.Equal(RuleStatus.Refuted, report.Status);
        Assert.InRange(report.Refutation!.Rows, 0, 6);
        Assert.Contains("-- rewritten", report.Refutation.Script, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\n  join(join(..xs | ..p), ..ys | ..q) => join(..xs, ..ys | ..p & ..q)")]
    [InlineData("\n  distinct(distinct(R)) => distinct(R)")]
    [InlineData("\n  not (x < y) => x >= y")]
    [InlineData(" in filter\n  x = x => x is not null")]
    [InlineData("\n  not (not p) => p")]
    public void Sound_rules_survive(string law)
    {
        var report = Verify(law);
        Assert.Equal(RuleStatus.Verified, report.Status);
        Assert.Equal(40, report.Matches);
        Assert.InRange(report.Further, 120, 160);
        Assert.True(report.Judges[0].NonEmpty > 20, $"{report.Judges[0]}");
    }

    [Fact]
    public void The_reference_evaluator_goes_on_alone()
    {
        const string Law = "\n  distinct(project(R, xs)) => project(R, xs)\n  when unique(R, cols(xs))";
        Assert.Equal((RuleStatus.Verified, 0), (Verify(Law, matches: 1, further: 0).Status, Verify(Law, matches: 1, further: 0).Further));
        var report = Verify(Law, matches: 1, further: 600);
        Assert.Equal((RuleStatus.Refuted, "reference", 1), (report.Status, report.Refutation!.Judge, report.Matches));
    }

    [Fact]
    public void A_rule_that_reads_columns_which_are_not_there_is_unverified()
    {
        var report = Verify("\n  left_join(left_join(A, B | ..p), C | ..q) => left_join(left_join(A, C | ..q), B | ..p)");
        Assert.Equal(RuleStatus.Unverified, report.Status);
        Assert.Contains(report.Faults, f => f.Contains("is not in scope", StringComparison.Ordinal));
    }

    [Fact]
    public void A_rule_that_never_applies_is_unverified()
    {
        var report = Verify("\n  distinct(R) => R\n  when row_bound(R) = 12345");
        Assert.Equal((RuleStatus.Unverified, 0), (report.Status, report.Matches));
        Assert.NotEmpty(report.Rejections);
    }

    [Fact]
    public void Says_which_relations_were_only_tables_and_which_conditions_never_false()
    {
        const string Law = "\n  distinct(R) => R\n  when has_key(R), length(out(R)) > 0";
        Assert.Equal(["R"], Verify(Law, matches: 1, further: 0).OnlyTables);
        Assert.Empty(Verify(Law).OnlyTables);
        Assert.Equal(["length(out(R)) > 0"], Verify(Law).NeverFalse);
        Assert.Equal(["length(cols(x)) >= 0"], Verify("\n  x = x => true\n  when length(cols(x)) >= 0, not_null(x)").NeverFalse);
    }

    [Fact]
    public void Tells_each_case_before_it_is_tried()
    {
        var told = new List<PendingCase>();
        var rule = RuleParser.Parse("/// A.\nsimplify a\n  distinct(distinct(R)) => distinct(R)\n", "a.rw").Value!.Rules[0];
        using var verifier = new RuleVerifier(new(3, Matches: 4, FurtherFactor: 0, Pending: told.Add), [DuckDbEngine.Instance], (query, _) => SqlPrinter.Print(query, Dialect.DuckDb).Value?.Text);

        var report = verifier.Verify(rule, TestContext.Current.CancellationToken);

        Assert.Equal(report.Judges[1].Cases + report.Judges[1].Undetermined + report.Judges[1].Failed, told.Count(c => c.Judge == "duckdb" && c.Script!.Contains("CREATE TABLE", StringComparison.Ordinal)));
        Assert.Equal(report.Attempts, told.Count(c => c.Judge == "optimizer"));
        Assert.All(told, c => Assert.Equal(("a", 3UL), (c.Subject, c.Seed)));
    }

    // An engine that gets the original wrong is played by one that is asked for something else.
    [Theory]
    [InlineData(2, RuleStatus.Verified)]
    [InlineData(1, RuleStatus.Refuted)]
    public void What_an_engine_gets_wrong_of_the_original_alone_refutes_nothing(int wrong, RuleStatus expected)
    {
        var rule = RuleParser.Parse("/// A.\nsimplify a\n  distinct(distinct(R)) => distinct(R)\n", "a.rw").Value!.Rules[0];
        using var verifier = new RuleVerifier(new(3, Matches: 20, FurtherFactor: 0), [DuckDbEngine.Instance], (query, _) =>
            SqlPrinter.Print(query, Dialect.DuckDb).Value?.Text is { } sql
                ? query.Body.DescendantsAndSelf().OfType<Relation.Distinct>().Count() == wrong ? $"({sql}) UNION ALL ({sql})" : sql
                : null);

        var report = verifier.Verify(rule, TestContext.Current.CancellationToken);

        Assert.Equal(expected, report.Status);
        Assert.Equal(
            expected is RuleStatus.Verified,
            report.Faults.Any(f => f.Contains("duckdb and the reference evaluator have different results of the original", StringComparison.Ordinal) && f.Contains("CREATE TABLE", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_same_seed_finds_the_same_counterexample() =>
        Assert.Equal(Verify("\n  distinct(R) => R", 9).Refutation!.Script, Verify("\n  distinct(R) => R", 9).Refutation!.Script);
}
