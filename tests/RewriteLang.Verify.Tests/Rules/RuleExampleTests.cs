using System.Collections.Concurrent;
using RewriteLang.Algebra;
using RewriteLang.Dsl;
using RewriteLang.Engines;
using RewriteLang.Optimizer;
using RewriteLang.Sql;

namespace RewriteLang.Verify.Tests.Rules;

/// <summary>
/// Every rule of the library counts: it has an example, whose first query comes out as another plan when the rule is switched off and all others stay. What
/// the examples say is executed by <c>rw test</c>; this is about rules that others, or normal forms, make needless.
/// </summary>
public sealed class RuleExampleTests
{
    private static readonly Lazy<IReadOnlyList<(RuleFile File, Rule Rule)>> Rules = new(() =>
        [.. RuleLoader.LoadFiles([Path.Combine(Root(), "rules")]).Value!.SelectMany(f => f.Rules.Select(r => (f, r)))]);

    private static readonly ConcurrentDictionary<string, Catalog> Catalogs = new();

    public static TheoryData<string> Names => [.. Rules.Value.Select(r => r.Rule.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Switched_off_changes_its_example(string name)
    {
        var (file, rule) = Rules.Value.Single(r => r.Rule.Name == name);
        Assert.NotEmpty(rule.Examples);
        Assert.All(rule.Examples, example =>
        {
            var schema = example.Schema ?? file.Schema;
            Assert.NotNull(schema);
            var others = Rules.Value.Select(r => r.Rule).Where(r => r.Name != name).ToList();

            // Whether it pays depends on data that an example does not have.
            var without = Optimized(example.Before, schema, others);
            Assert.NotEqual(without, Optimized(example.Before, schema, [.. others, rule with { Simplify = true, Gates = [] }]));
        });
    }

    [Fact]
    public void Every_rule_says_what_it_does() => Assert.All(Rules.Value, r => Assert.NotEmpty(r.Rule.Doc));

    private static string Optimized(string sql, string schema, IReadOnlyList<Rule> rules)
    {
        var columns = new ColumnFactory();
        var query = SqlBinder.Bind(sql, Catalogs.GetOrAdd(schema, s => DdlCatalog.Read("example", s).Value!), columns);
        Assert.True(query.IsSuccess, string.Join('\n', query.Diagnostics));
        var optimized = new PlanOptimizer(new([.. rules]), new("duckdb")
        {
            Features = EngineFeatures.All,
            MinimumTrust = Trust.Enforced,
            Margin = 1e9,
        }).Optimize(query.Value.Query, columns);
        return RelationText.Render(optimized.Query);
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
