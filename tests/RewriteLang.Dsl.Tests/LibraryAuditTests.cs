using RewriteLang.Dsl.Auditing;

namespace RewriteLang.Dsl.Tests;

/// <summary>What is said of rules side by side, and of conditions beside each other.</summary>
public sealed class LibraryAuditTests
{
    [Fact]
    public void Has_nothing_to_say_of_the_library()
    {
        var files = RuleLoader.LoadFiles([Repository.PathOf("rules")]);

        Assert.Equal("", string.Join('\n', [.. files.Diagnostics, .. LibraryAudit.Check(files.Value!)]));
    }

    [Fact]
    public void Asks_for_every_overlap_that_the_library_names()
    {
        var files = RuleLoader.LoadFiles([Repository.PathOf("rules")]).Value!;
        var silent = files.Select(f => f with { Rules = [.. f.Rules.Select(r => r with { Overlaps = [] })] });

        var asked = LibraryAudit.Check(silent).Where(d => d.Code == "RW2511");

        Assert.Equal(files.Sum(f => f.Rules.Sum(r => r.Overlaps.Count)), asked.Count());
    }

    [Theory]
    [InlineData("has_key(R), not has_key(R)")]
    [InlineData("not (has_key(R) or row_bound(R) <= 1), has_key(R)")]
    [InlineData("engine('duckdb'), engine('sqlite')")]
    [InlineData("row_bound(R) = 1, row_bound(R) = 2")]
    [InlineData("row_bound(R) < 3, 3 <= row_bound(R)")]
    [InlineData("row_bound(R) < 0")]
    [InlineData("empty(p), length(p) > 0")]
    [InlineData("type(x) = 'date', type(x) = 'varchar'")]
    [InlineData("row_bound(R) < row_bound(R)")]
    [InlineData("not has_key(R), (has_key(R) and engine('duckdb')) or (has_key(R) and engine('sqlite'))")]
    [InlineData("literal(x + 1)")]
    public void Sees_that_conditions_cannot_hold(string conditions) => Assert.Equal(["RW2507"], Codes(Conditional(conditions)));

    [Theory]
    [InlineData("has_key(R), not unique(R, cols(x))")]
    [InlineData("not row_bound(R) < 3, not row_bound(R) >= 3")]
    [InlineData("engine('duckdb') or engine('sqlite')")]
    [InlineData("row_bound(R) <= 1, row_bound(R) >= 1")]
    [InlineData("row_bound(R) <= 1, at_least(R) > 1")]
    [InlineData("not empty(p), length(p) > 0")]
    [InlineData("has_key(R) or not has_key(R)")]
    public void Leaves_conditions_alone_that_may_hold(string conditions) => Assert.Empty(Codes(Conditional(conditions)));

    [Theory]
    [InlineData("rule a\n  join(R, S | ..on) => join(distinct(R), S | ..on)\n  when has_key(R)", "rule b\n  join(A, B | ..on) => join(B, distinct(A) | ..on)\n  when row_bound(B) < 9, has_key(A)", "RW2508 b")]
    [InlineData("rule a in filter\n  x = x => x is not null", "simplify b in filter\n  y = y => y is not null", "RW2508 a")]
    [InlineData("rule a\n  or(p, and(p, .._q), ..rest) => or(p, ..rest)", "rule b\n  or(and(y, x), y) => or(y)", "RW2508 b")]
    [InlineData("rule a\n  x < y => not (y <= x)", "rule b\n  u > v => not (u <= v)", "RW2508 b")]
    [InlineData("rule a\n  not (x = y) => x <> y", "rule b\n  x <> y => not (y = x)", "RW2509 b")]
    public void Sees_that_a_rule_says_what_another_does(string first, string second, string expected) =>
        Assert.Equal([expected], Said(first, second));

    [Theory]
    [InlineData("rule a\n  distinct(R) => R\n  when has_key(R), row_bound(R) < 9", "rule b\n  distinct(R) => R\n  when has_key(R)", "RW2508 a")]
    [InlineData("rule a\n  distinct(R) => R\n  when has_key(R)", "rule b\n  distinct(R) => R\n  when row_bound(R) <= 1", "")]
    [InlineData("rule a in filter\n  x = x => x is not null", "rule b\n  y = y => y is not null", "RW2508 a")]
    [InlineData("rule a\n  distinct(R) => R\n  when has_key(R)\n  gate rows(R) > 9", "rule b\n  distinct(R) => R\n  when has_key(R)", "RW2508 a")]
    [InlineData("rule a\n  x + y = z => y + x = z", "rule b\n  x - y = z => x = z + y", "")]
    public void Looks_at_conditions_levels_and_gates(string first, string second, string expected) =>
        Assert.Equal(expected.Length == 0 ? [] : [expected], Said(first, second));

    [Theory]
    [InlineData("simplify a\n  not (x = y) => x <> y", "simplify b\n  x <> y => not (x = y)", "RW2510 a", "RW2509 b", "RW2510 b")]
    [InlineData("simplify a\n  x + y => y + x", "simplify b\n  not (not p) => p", "RW2510 a")]
    [InlineData("simplify a\n  coalesce(x, y) => case(x is null, y, x)", "simplify b\n  case(p, x, y) => coalesce(case(p, x, null), y)", "RW2510 a", "RW2510 b")]
    public void Sees_that_simplifications_do_not_end(string first, string second, params string[] expected) => Assert.Equal(expected, Said(first, second));

    [Theory]
    [InlineData("simplify a\n  coalesce(x, y) => y\n  when not_null(x)", "simplify b\n  coalesce(x, x) => x", "")]
    [InlineData("simplify a\n  coalesce(x, null) => x", "simplify b\n  coalesce(x, y) => y\n  when literal(y)", "RW2511 b")]
    [InlineData("simplify a\n  coalesce(x, null) => x", "simplify b\n  coalesce(x, y) => y\n  when not_null(y)", "")]
    public void Sees_whether_simplifications_agree(string first, string second, string expected) =>
        Assert.Equal(expected.Length == 0 ? [] : [expected], Said(first, second));

    [Fact]
    public void Finds_no_end_of_rules_soon_enough()
    {
        var many = string.Concat(Enumerable.Range(0, 300).Select(i => $"/// A.\nsimplify a{i}\n  or(p, x = {i}, and(q, x < {i}, ..qs), ..rest) => or(p, and(q, ..qs), x <= {i}, ..rest)\n\n"));

        Assert.DoesNotContain(LibraryAudit.Check([RuleParser.Parse(many, "many.rw").Value!]), d => d.Code is "RW2508" or "RW2509" or "RW2510");
    }

    [Fact]
    public void Finds_the_instance_and_the_inverse_among_a_thousand()
    {
        var many = string.Concat(Enumerable.Range(0, 1000).Select(i => $"/// A.\nrule a{i}\n  x + {i} = y => x = y - {i}\n  when constant(y)\n\n"));
        var two = "/// B.\nrule instance\n  z + 7 = 3 => z = 3 - 7\n  when constant(3), exact(z)\n\n/// C.\nrule inverse\n  x = y - 501 => x + 501 = y\n  when constant(y)\n\n";

        Assert.Equal(["RW2508 instance", "RW2509 inverse"], Said(RuleParser.Parse(many + two, "many.rw").Value!));
    }

    [Fact]
    public void Tells_a_dozen_disagreements_of_a_rule()
    {
        var many = string.Concat(Enumerable.Range(0, 40).Select(i => $"/// A.\nsimplify a{i}\n  coalesce(x, y) => {i}\n\n"));

        Assert.Equal(12, Said(RuleParser.Parse(many, "many.rw").Value!).Count(d => d == "RW2511 a39"));
    }

    private static string Conditional(string conditions) =>
        $"/// A.\nrule a\n  filter(R, x < 9 & ..p) => filter(R, not (x >= 9) & ..p)\n  when {conditions}\n";

    private static IEnumerable<string> Codes(string text) => RuleParser.Parse(text, "a.rw").Diagnostics.Select(d => d.Code);

    private static IEnumerable<string> Said(string first, string second)
    {
        var parsed = RuleParser.Parse($"/// A.\n{first}\n\n/// B.\n{second}\n", "ab.rw");
        Assert.True(parsed.IsSuccess, string.Join('\n', parsed.Diagnostics));
        return Said(parsed.Value);
    }

    private static IEnumerable<string> Said(RuleFile file) => LibraryAudit.Check([file]).Select(d => $"{d.Code} {d.Message.Split('`')[1]}");
}
