namespace RewriteLang.Cli.Tests;

public sealed class RuleTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public void Checks_the_rules_of_the_repository()
    {
        var finished = Workspace.Run("check", Workspace.Rules);
        Assert.Equal((0, ""), (finished.Code, finished.Out));
        Assert.Contains("no errors", finished.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rule_with_a_typo_says_where_and_what_was_meant()
    {
        var rules = _workspace.Write("rules/a.rw", """
            language 1

            /// A typo.
            rule drop-it
              filter(R, p) => fliter(R, p)
            """);
        var finished = Workspace.Run("check", rules);
        Assert.Equal(1, finished.Code);
        Assert.Contains($"{rules}:5:19: error RW2", finished.Error, StringComparison.Ordinal);
        Assert.Contains("filter", finished.Error.Split("hint:")[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Rules_with_errors_are_not_used()
    {
        var rules = _workspace.Write("rules/a.rw", "language 1\n\nrule x\n  filter(R, p) => fliter(R, p)\n");
        var finished = Workspace.Run("optimize", _workspace.Write("q.sql", Workspace.Rewritable), "--schema", _workspace["schema.sql"], "--rules", rules);
        Assert.Equal((1, ""), (finished.Code, finished.Out));
    }

    [Fact]
    public void A_missing_rule_folder_is_wrong_input()
    {
        var finished = Workspace.Run("check", _workspace["nothing"]);
        Assert.Equal(1, finished.Code);
        Assert.Contains("nothing", finished.Error, StringComparison.Ordinal);
    }
}
