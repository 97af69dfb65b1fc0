using RewriteLang.Dsl;
using RewriteLang.Dsl.Tests;
using RewriteLang.Engines;
using RewriteLang.Optimizer.Rules;
using RewriteLang.Sql.Printing;
using RewriteLang.Verify.Aggregates;
using RewriteLang.Verify.Rules;

namespace RewriteLang.Verify.Tests.Aggregates;

/// <summary>The table of aggregates is verified on both engines, and whatever is made wrong about it is noticed.</summary>
public sealed class AggregateVerifierTests
{
    private static readonly string File = System.IO.File.ReadAllText(Repository.PathOf("rules/aggregates.rw"));

    public static TheoryData<string> Names => [.. AggregateTable.Laws.Keys.Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public void What_the_table_says_holds(string name)
    {
        var report = Verify(Read(File).Single(l => l.Name == name), Engine.All);

        Assert.True(report.Status == RuleStatus.Verified, $"{report.Status} {report.Broken} {string.Join(", ", report.Laws)} seed {report.Seed}\n{report.Refutation?.Difference}\n{report.Refutation?.Script}");
    }

    [Fact]
    public void The_program_brings_the_library_s_table() => Assert.Equal(Read(File).ToDictionary(l => l.Name, l => l.Normalized), AggregateTable.Laws.ToDictionary(l => l.Key, l => l.Value.Normalized));

    [Theory]
    [InlineData("sum", "whole = [s := sum(p)]", "whole = [s := max(p)]", "parts")]
    [InlineData("sum", "parts = [p := sum(x)]", "parts = [p := max(x)]", "parts")]
    [InlineData("sum", "repeated = value * n", "repeated = value", "repeated")]
    [InlineData("sum", "empty = null", "empty = 0", "empty")]
    [InlineData("sum", "duplicates = counted", "duplicates = ignored", "duplicates")]
    [InlineData("sum", "exact = [integer, decimal]", "exact = [integer, decimal, float]", "parts")]
    [InlineData("count", "whole = [s := sum(p)]", "whole = [s := count(p)]", "parts")]
    [InlineData("count", "parts = [p := count(x)]", "parts = [p := count_star()]", "parts")]
    [InlineData("count", "empty = 0", "empty = null", "empty")]
    [InlineData("count_star", "repeated = value * n", "repeated = value + n", "repeated")]
    [InlineData("count_star", "duplicates = counted", "duplicates = ignored", "duplicates")]
    [InlineData("min", "whole = [s := min(p)]", "whole = [s := max(p)]", "parts")]
    [InlineData("max", "whole = [s := max(p)]", "whole = [s := sum(p)]", "parts")]
    [InlineData("avg", "parts = [p := sum(x), q := count(x)]", "parts = [p := sum(x), q := count_star()]", "parts")]
    [InlineData("avg", "value = s / n", "value = s", "parts")]
    [InlineData("avg", "parts = [p := sum(x), q := count(x)], whole = [s := sum(p), n := sum(q)], value = s / n", "parts = [p := avg(x)], whole = [s := avg(p)], value = s", "parts")]
    [InlineData("avg", "over = [integer, decimal], exact = [integer, decimal]", "over = [integer, decimal, float], exact = [integer, decimal, float]", "parts")]
    [InlineData("avg", "duplicates = counted", "duplicates = ignored", "duplicates")]
    [InlineData("bool_and", "whole = [s := bool_and(p)]", "whole = [s := bool_or(p)]", "parts")]
    [InlineData("bool_or", "parts = [p := bool_or(x)]", "parts = [p := bool_and(x)]", "parts")]
    [InlineData("stddev_samp", "duplicates = counted", "duplicates = counted, repeated = value", "repeated")]
    [InlineData("var_pop", "empty = null", "empty = 0", "empty")]
    [InlineData("first", "nulls = counted, empty = null", "nulls = counted, empty = 0", "empty")]
    public void A_wrong_law_is_refuted(string name, string right, string wrong, string broken)
    {
        var start = File.IndexOf($"aggregate {name}(", StringComparison.Ordinal);
        var end = File.IndexOf("\n\n", start, StringComparison.Ordinal);
        var declaration = File[start..(end < 0 ? File.Length : end)];
        Assert.Contains(right, declaration, StringComparison.Ordinal);

        var report = Verify(Read($"/// Wrong.\n{declaration.Replace(right, wrong, StringComparison.Ordinal)}\n").Single(), Engine.All);

        Assert.Equal((RuleStatus.Refuted, broken), (report.Status, report.Broken));
        Assert.InRange(report.Refutation!.Rows, 0, 4);
        Assert.Contains("-- rewritten", report.Refutation.Script, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_seed_finds_the_same_case()
    {
        var wrong = Read("/// Wrong.\naggregate sum(x)\n  let parts = [p := sum(x)], whole = [s := min(p)], value = s, empty = null\n").Single();

        Assert.Equal(Verify(wrong, []).Refutation!.Script, Verify(wrong, []).Refutation!.Script);
    }

    private static AggregateReport Verify(AggregateLaw law, IEnumerable<Engine> engines)
    {
        using var verifier = new AggregateVerifier(20261121, engines, (query, engine) => SqlPrinter.Print(query, engine == "sqlite" ? Dialect.Sqlite : Dialect.DuckDb).Value?.Text);
        return verifier.Verify(law, TestContext.Current.CancellationToken);
    }

    private static List<AggregateLaw> Read(string text)
    {
        var parsed = RuleParser.Parse(text, "aggregates.rw");
        Assert.True(parsed.IsSuccess, string.Join('\n', parsed.Diagnostics));
        return [.. parsed.Value.Aggregates];
    }
}
