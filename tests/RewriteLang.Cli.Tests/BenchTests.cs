namespace RewriteLang.Cli.Tests;

public sealed class BenchTests
{
    [Fact]
    public void Times_a_set_and_checks_its_counts()
    {
        var finished = Workspace.RunWith("", ["bench", "kernel", "--set", "A", "--runs", "1"], CancellationToken.None);
        Assert.Equal((0, ""), (finished.Code, finished.Error));
        Assert.Matches(@"^calibration loop [\d.]+ ms; \d+ processors, .NET [\d.]+\n", finished.Out);
        Assert.Matches(@"\nA, until saturated +1939 +127 ", finished.Out);
        Assert.DoesNotContain("B, ", finished.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Wants_at_least_one_run()
    {
        var finished = Workspace.RunWith("", ["bench", "kernel", "--runs", "0"], CancellationToken.None);
        Assert.Equal(1, finished.Code);
        Assert.Contains("--runs must be at least 1.", finished.Error, StringComparison.Ordinal);
    }
}
