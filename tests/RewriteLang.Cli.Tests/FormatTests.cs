namespace RewriteLang.Cli.Tests;

public sealed class FormatTests : IDisposable
{
    private const string Untidy = "language 1\n// kept\n\n/// Two negations cancel.\nsimplify double-negation\n    not(not p)   =>p\n";

    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public void Lays_out_a_file_once()
    {
        var file = _workspace.Write("laws/a.rw", Untidy);
        Assert.Equal(0, Workspace.Run("fmt", _workspace["laws"]).Code);
        var tidy = File.ReadAllText(file);
        Assert.NotEqual(Untidy, tidy);
        Assert.Contains("// kept", tidy, StringComparison.Ordinal);
        Assert.Contains("  not (not p) => p\n", tidy, StringComparison.Ordinal);
        File.SetLastWriteTimeUtc(file, DateTime.UnixEpoch);
        Assert.Contains("Nothing to do", Workspace.Run("fmt", _workspace["laws"]).Error, StringComparison.Ordinal);
        Assert.Equal(DateTime.UnixEpoch, File.GetLastWriteTimeUtc(file));
    }

    [Fact]
    public void Check_changes_nothing_and_fails()
    {
        var file = _workspace.Write("laws/a.rw", Untidy);
        var finished = Workspace.Run("fmt", "--check", _workspace["laws"]);
        Assert.Equal(1, finished.Code);
        Assert.Contains("RW3110", finished.Error, StringComparison.Ordinal);
        Assert.Equal(Untidy, File.ReadAllText(file));
    }

    [Fact]
    public void A_file_with_syntax_errors_stays_as_it_is()
    {
        const string text = "language 1\n\nsimplify x\n  not (not p =>p\n";
        var file = _workspace.Write("laws/a.rw", text);
        var finished = Workspace.Run("fmt", file);
        Assert.Equal(1, finished.Code);
        Assert.Contains($"{file}:4:", finished.Error, StringComparison.Ordinal);
        Assert.Equal(text, File.ReadAllText(file));
    }

    [Fact]
    public void The_rules_of_the_repository_are_laid_out_and_locked()
    {
        Assert.Equal(0, Workspace.Run("fmt", "--check", Workspace.Rules).Code);
        var locked = Workspace.Run("lock", "--check", Workspace.Rules);
        Assert.True(locked.Code == 0, locked.Error);
    }
}
