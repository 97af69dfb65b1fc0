using RewriteLang.Optimizer.Costs;

namespace RewriteLang.Cli.Tests;

public sealed class CalibrateTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [InlineData("duckdb")]
    [InlineData("sqlite")]
    public void Writes_a_file_of_costs_that_other_commands_take(string engine)
    {
        var file = _workspace["costs"];
        var finished = Workspace.Run("calibrate", "--engine", engine, "--rows", "4000", "--runs", "1", "--out", file);
        Assert.Equal((0, ""), (finished.Code, finished.Out));
        Assert.Contains("estimates of the statements are off by", finished.Error, StringComparison.Ordinal);

        var read = CostsText.Read(file, File.ReadAllText(file));
        Assert.Empty(read.Diagnostics);
        Assert.Equal(engine, read.Value!.Engine);
        Assert.Equal(0, _workspace.Optimize(Workspace.Rewritable, "--engine", engine, "--costs", file).Code);
        Assert.Equal(0, _workspace.RunCorpus("--engine", engine, "--costs", file).Code);
    }

    // Where reading, hashing and probing cost nothing, a plan without the join is no better.
    [Fact]
    public void Optimize_chooses_by_the_file()
    {
        var nothing = CostParameters.All.Aggregate(EngineCosts.DuckDb, (c, p) => p.With(c, 0));
        var file = _workspace.Write("costs", CostsText.Write(new("duckdb", nothing)));

        Assert.NotEqual(Workspace.Rewritable, _workspace.Optimize(Workspace.Rewritable).Out);
        Assert.Equal(Workspace.Rewritable, _workspace.Optimize(Workspace.Rewritable, "--costs", file).Out);
    }

    [Theory]
    [InlineData("optimize")]
    [InlineData("corpus")]
    public void Says_what_is_wrong_with_the_file(string command)
    {
        var file = _workspace.Write("costs", "format = rewritelang-costs 1\nengine = sqlite\nread_row = -3\n");
        var wrong = Run(command, file);
        Assert.Equal((1, ""), (wrong.Code, wrong.Out));
        Assert.Contains($"{file}:3:12: error RW3312: `-3` is no cost.", wrong.Error, StringComparison.Ordinal);

        _workspace.Write("costs", CostsText.Write(new("sqlite", EngineCosts.Sqlite)));
        Assert.Contains("RW3315", Run(command, file).Error, StringComparison.Ordinal);
        Assert.Contains("RW3101", Run(command, _workspace["nowhere"]).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--rows", "10")]
    [InlineData("--rows", "2000000")]
    [InlineData("--runs", "0")]
    public void Calibrate_says_which_numbers_it_takes(string option, string value)
    {
        var finished = Workspace.Run("calibrate", option, value);
        Assert.Equal((1, ""), (finished.Code, finished.Out));
        Assert.Contains("RW3109", finished.Error, StringComparison.Ordinal);
    }

    private Finished Run(string command, string file) => command == "optimize"
        ? _workspace.Optimize(Workspace.Rewritable, "--engine", "duckdb", "--costs", file)
        : _workspace.RunCorpus("--engine", "duckdb", "--costs", file);
}
