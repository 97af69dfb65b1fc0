using RewriteLang.Algebra;
using RewriteLang.Dsl;
using RewriteLang.Dsl.Tests;
using RewriteLang.Engines;
using RewriteLang.Optimizer;
using RewriteLang.Optimizer.Theories;
using RewriteLang.Sql;
using RewriteLang.Sql.Printing;
using RewriteLang.Verify.Equality;
using RewriteLang.Verify.Examples;
using RewriteLang.Verify.Rules;

namespace RewriteLang.Verify.Tests.Rules;

/// <summary>
/// Every rule that the manual, the tutorial and the samples show is executed: its examples and counterexamples do what they say, its law survives random plans
/// and data, and the terms of theories are rewritten.
/// </summary>
public sealed class ManualExampleTests
{
    private static readonly string[] Pages = ["dsl/manual.md", "docs/tutorial.md"];

    private static readonly Lazy<IReadOnlyList<Rule>> Structure = new(() =>
        [.. RuleLoader.Load([Repository.PathOf("rules")]).Value!.Rules.Where(r => r.Tags.Contains(PlanOptimizer.StructureTag))]);

    // The tutorial also shows wrong attempts, without a language: only whole files are executed.
    private static IEnumerable<(string Place, string Text)> Files =>
    [
        .. Pages.SelectMany(p => MarkdownExamples.Read(Repository.PathOf(p)).Where(b => b.Language == "rw").Select(b => ($"{p}:{b.Line}", b.Text))),
        .. Directory.GetFiles(Repository.PathOf("dsl/examples"), "*.rw").Order(StringComparer.Ordinal)
            .Select(f => ($"dsl/examples/{Path.GetFileName(f)}", File.ReadAllText(f))),
    ];

    public static TheoryData<string> WithRules => [.. Files.Where(f => Read(f.Place, f.Text).Rules.Count > 0).Select(f => f.Place)];

    public static TheoryData<string> WithExamples =>
        [.. Files.Where(f => Read(f.Place, f.Text).Rules.Any(r => r.Examples.Count + r.Counterexamples.Count > 0)).Select(f => f.Place)];

    public static TheoryData<string> WithTerms => [.. Files.Where(f => Read(f.Place, f.Text).Theories.Any(t => t.Terms.Count > 0)).Select(f => f.Place)];

    [Theory]
    [MemberData(nameof(WithRules))]
    public void A_law_that_is_shown_survives_random_plans(string place)
    {
        using var verifier = new RuleVerifier(
            new(20261121, Matches: 12, MinimumMatches: 4),
            Engine.All,
            (query, engine) => SqlPrinter.Print(query, engine == "sqlite" ? Dialect.Sqlite : Dialect.DuckDb).Value?.Text);

        Assert.All(Read(place).Rules, rule =>
        {
            var report = verifier.Verify(rule, TestContext.Current.CancellationToken);
            Assert.True(report.Status == RuleStatus.Verified, $"{rule.Name}: {report.Status}, {report.Matches} matches, seed {report.Seed}\n{report.Refutation?.Script}\n{string.Join('\n', report.Rejections)}");
        });
    }

    [Theory]
    [MemberData(nameof(WithExamples))]
    public void An_example_that_is_shown_does_what_it_says(string place)
    {
        var file = Read(place);
        var checker = new ExampleChecker(Structure.Value, new(Cases: 10, Attempts: 300, Comparison: new ComparisonOptions(Names: false, Types: false)));

        Assert.All(file.Rules, r => Assert.Equal("", string.Join('\n', checker.Check(r, file.Schema, TestContext.Current.CancellationToken))));
    }

    public static TheoryData<string, string> Matched => [.. File.ReadAllLines(Repository.PathOf("dsl/manual.md")).SkipWhile(l => l != "## From SQL to patterns").TakeWhile(l => l != "## Patterns")
        .Where(l => l.StartsWith("| `", StringComparison.Ordinal)).Select(l => l.Split('`')).Select(c => (c[1], c[3].Replace("\\|", "|", StringComparison.Ordinal)))];

    [Theory]
    [MemberData(nameof(Matched))]
    public void A_pattern_that_is_shown_beside_a_query_matches_it(string sql, string pattern)
    {
        const string Tables = "create table t (id integer primary key, a integer not null, b integer); create table u (id integer primary key, t_id integer not null references t (id), x integer)";
        var columns = new ColumnFactory();
        var query = SqlBinder.Bind(sql, DdlCatalog.Read("tables.sql", Tables).Value!, columns).Value!.Query;
        var rule = Read("pattern", $"/// A pattern.\nrule a-rule\n  {pattern} => empty({pattern})\n").Rules[0];

        Assert.InRange(RuleTrial.Run(rule, query, columns, "duckdb").Applications, 1, int.MaxValue);
    }

    [Theory]
    [MemberData(nameof(WithTerms))]
    public void A_theory_that_is_shown_runs(string place) => Assert.All(Read(place).Theories.Where(t => t.Terms.Count > 0), theory =>
    {
        var program = TheoryProgram.Compile(theory);
        Assert.Equal(theory.Terms.Count, program.Terms.Length);
        Assert.Equal(theory.Rules.Count, program.Rules.Length);
        var before = program.Graph.UnionCount;
        var run = program.Run(new() { MaxIterations = 6, MaxNodes = 50_000 });
        Assert.True(program.Graph.UnionCount > before || run.Iterations[0].Nodes > theory.Terms.Count, "nothing was rewritten");
    });

    private static RuleFile Read(string place) => Read(place, Files.Single(f => f.Place == place).Text);

    private static RuleFile Read(string place, string text)
    {
        var parsed = RuleParser.Parse(text, place);
        Assert.True(parsed.IsSuccess, string.Join('\n', parsed.Diagnostics));
        return parsed.Value;
    }
}
