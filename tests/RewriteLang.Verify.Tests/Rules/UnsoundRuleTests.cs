using System.Diagnostics;
using RewriteLang.Dsl;
using RewriteLang.Engines;
using RewriteLang.Sql.Printing;
using RewriteLang.Verify.Rules;

namespace RewriteLang.Verify.Tests.Rules;

/// <summary>A verifier on both engines, for all tests of a class.</summary>
public sealed class EngineVerifier : IDisposable
{
    /// <summary>The verifier.</summary>
    public RuleVerifier Verifier { get; } = new(
        new(), Engine.All, (query, engine) => SqlPrinter.Print(query, engine == "sqlite" ? Dialect.Sqlite : Dialect.DuckDb).Value?.Text);

    /// <inheritdoc/>
    public void Dispose() => Verifier.Dispose();
}

/// <summary>Rules that were published, or shipped, or are the mistakes that everybody makes, each with its story: none survives.</summary>
public sealed class UnsoundRuleTests(EngineVerifier engines) : IClassFixture<EngineVerifier>
{
    private static readonly RuleLibrary Library = RuleLoader.Load([Path.Combine(Root(), "tests", "fixtures", "unsound")]).Value!;

    public static TheoryData<string> Names => [.. Library.Rules.Select(r => r.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Is_refuted(string name)
    {
        var rule = Library.Rules.First(r => r.Name == name);
        var watch = Stopwatch.StartNew();
        var report = engines.Verifier.Verify(rule, TestContext.Current.CancellationToken);
        TestContext.Current.TestOutputHelper!.WriteLine($"{name}: {watch.ElapsedMilliseconds} ms, {report.Refutation?.Rows} rows, seed {report.Seed}");
        Assert.True(report.Status == RuleStatus.Refuted, $"{name}: {report.Status} after {report.Matches} matches, seed {report.Seed}\n{string.Join('\n', report.Rejections)}");
        Assert.InRange(report.Refutation!.Rows, 0, 4);
        Assert.Contains("-- rewritten\n", report.Refutation.Script, StringComparison.Ordinal);
        Assert.DoesNotContain("cannot be printed", report.Refutation.Script, StringComparison.Ordinal);
    }

    [Fact]
    public void There_are_many_and_each_has_a_story()
    {
        Assert.InRange(Library.Rules.Count, 100, int.MaxValue);
        Assert.All(Library.Rules, r => Assert.NotEmpty(r.Doc));
    }

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
