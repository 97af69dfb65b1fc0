using RewriteLang.Dsl;
using RewriteLang.Verify.Rules;

namespace RewriteLang.Verify.Tests.Rules;

public sealed class MutantTests : IDisposable
{
    private readonly RuleVerifier _verifier = new(new(Matches: 40), [], (query, engine) => null);

    public void Dispose() => _verifier.Dispose();

    private static Rule Parse(string law) => RuleParser.Parse($"language 1\n\n/// A rule on trial.\nsimplify on-trial{law}\n", "trial.rw").Value!.Rules[0];

    private List<string> Mutants(string law) =>
        [.. _verifier.Mutate(Parse(law), TestContext.Current.CancellationToken).Select(m => $"{(m.Killed ? "refuted" : m.EqualRows > 0 ? "equal" : m.Refused > 0 ? "refused" : m.NeverFalse ? "never false" : "survived")}: {m.Description}")];

    [Fact]
    public void A_condition_that_is_dropped_is_missed() =>
        Assert.Equal(["refuted: without has_key(R)"], Mutants("\n  distinct(R) => R\n  when has_key(R)"));

    [Fact]
    public void A_condition_that_always_holds_is_said_to() =>
        Assert.Contains("never false: without disjoint(out(R), out(L))", Mutants("\n  semi_join(L, project(R, xs) | ..on) => semi_join(L, R | substitute(on, xs))\n  when disjoint(out(R), out(L))"));

    [Fact]
    public void A_condition_that_is_not_needed_is_right_on_all_values() =>
        Assert.Contains("equal: without literal(y)", Mutants("\n  not (x = y) => x <> y\n  when literal(y)"));

    [Fact]
    public void What_the_optimizer_refuses_anyway_is_no_more_than_the_rule() =>
        Assert.Contains(
            "refused: without disjoint(outer_cols(xs), out(L))",
            Mutants("\n  apply_semi(L, join(..xs | ..p) | ..on) => semi_join(L, join(..xs | ..local) | ..outer & ..on)\n  let outer = using(p, out(L)), local = without(p, outer)\n  when disjoint(outer_cols(xs), out(L))"));

    [Fact]
    public void Sums_of_different_types_are_told_apart()
    {
        var mutants = Mutants("\n  x - y < z => x < z + y\n  when type(x) = type(y), type(y) = type(z), exact(x)");
        Assert.Contains("refuted: without exact(x)", mutants);
        Assert.Contains("refuted: without type(x) = type(y)", mutants);
    }

    [Fact]
    public void A_wider_level_is_noticed() => Assert.Contains("refuted: everywhere", Mutants(" in filter\n  x = x => x is not null"));

    [Fact]
    public void Other_operators_constants_and_operands_are_noticed()
    {
        Assert.Equal(["refuted: with <= for >=", "refuted: with > for >="], Mutants("\n  not (x < y) => x >= y").Order(StringComparer.Ordinal));
        Assert.Contains("refuted: with true for false", Mutants("\n  x is null => false\n  when not_null(x)"));
        Assert.Contains("refuted: with join without ..on", Mutants("\n  join(left_join(L, R | ..on), ..rest | p & ..ps) => join(L, R, ..rest | ..on & p & ..ps)\n  when rejects_null(p, out(R))"));
    }

    [Fact]
    public void A_plan_that_cannot_be_run_is_noticed() =>
        Assert.Contains("refuted: with ys for substitute(ys, xs)", Mutants("\n  project(project(R, xs), ys) => project(R, substitute(ys, xs))"));

    [Fact]
    public void Scalar_rules_are_tried_on_all_combinations_of_values()
    {
        var report = _verifier.Verify(Parse("\n  not (x = y and y = z) => not (x = y) or not (y = z)"), TestContext.Current.CancellationToken);
        Assert.InRange(report.ExhaustedRows, 500, 100_000);

        // Only x = 5 and y = 3 differ: random plans would need luck, and one row is enough to show it.
        var wrong = _verifier.Verify(Parse("\n  x * y = 15 => false"), TestContext.Current.CancellationToken);
        Assert.Equal((RuleStatus.Refuted, 1), (wrong.Status, wrong.Refutation!.Rows));
        Assert.Equal(-1, wrong.Refutation.Attempt);
    }
}
