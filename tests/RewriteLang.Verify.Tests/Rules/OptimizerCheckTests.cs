using RewriteLang.Dsl;
using RewriteLang.Engines;
using RewriteLang.Sql.Printing;
using RewriteLang.Verify.Optimizing;

namespace RewriteLang.Verify.Tests.Rules;

/// <summary>Random queries through the whole optimizer.</summary>
public sealed class OptimizerCheckTests
{
    private static readonly RuleLibrary Library = RuleLoader.Load([Path.Combine(Root(), "rules")]).Value!;

    [Fact]
    public void The_library_changes_no_rows()
    {
        using var check = Check(11, Library.Rules);
        var report = check.Run(250, TestContext.Current.CancellationToken);
        Assert.True(report.Refutation is null, $"{string.Join(", ", report.Refutation?.Rules ?? [])}\n{report.Refutation?.Case.Script}");
        Assert.Equal([], report.Faults);
        Assert.InRange(report.Rewritten, 80, 250);
        Assert.InRange(report.Rules.Count, 20, Library.Rules.Count + 1);
        Assert.All(report.Judges, j => Assert.InRange(j.NonEmpty, 100, int.MaxValue));
    }

    [Fact]
    public void A_wrong_rule_among_right_ones_is_found_and_named()
    {
        var wrong = RuleParser.Parse("language 1\n\n/// DISTINCT dropped without a key.\nsimplify drop-any-distinct\n  distinct(R) => R\n", "wrong.rw").Value!.Rules[0];
        using var check = Check(3, [.. Library.Rules, wrong]);
        var report = check.Run(2000, TestContext.Current.CancellationToken);
        Assert.Contains("drop-any-distinct", report.Refutation!.Value.Rules);
        Assert.InRange(report.Refutation.Value.Case.Rows, 1, 4);
        Assert.Contains("-- rewritten\n", report.Refutation.Value.Case.Script, StringComparison.Ordinal);
    }

    private static OptimizerCheck Check(ulong seed, IEnumerable<Rule> rules) => new(
        seed, new([.. rules]), Engine.All, (query, engine) => SqlPrinter.Print(query, engine == "sqlite" ? Dialect.Sqlite : Dialect.DuckDb).Value?.Text);

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "RewriteLang.sln")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }
}
