using RewriteLang.Dsl;
using RewriteLang.Verify.Rules;

namespace RewriteLang.Verify.Tests.Rules;

public sealed class RuleVerifierTests
{
    private static RuleReport Verify(string law, ulong seed = 1)
    {
        var parsed = RuleParser.Parse($"language 1\n\n/// A rule on trial.\nsimplify on-trial {law}\n", "trial.rw");
        Assert.True(parsed.IsSuccess, string.Join('\n', parsed.Diagnostics));
        using var verifier = new RuleVerifier(new(seed, Matches: 40, Attempts: 600), [], (query, engine) => null);
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
        Assert.True(report.Judges[0].NonEmpty > 20, $"{report.Judges[0]}");
    }

    [Fact]
    public void A_rule_that_never_applies_is_unverified()
    {
        var report = Verify("\n  distinct(R) => R\n  when row_bound(R) = 12345");
        Assert.Equal((RuleStatus.Unverified, 0), (report.Status, report.Matches));
        Assert.NotEmpty(report.Rejections);
    }

    [Fact]
    public void The_same_seed_finds_the_same_counterexample() =>
        Assert.Equal(Verify("\n  distinct(R) => R", 9).Refutation!.Script, Verify("\n  distinct(R) => R", 9).Refutation!.Script);
}
