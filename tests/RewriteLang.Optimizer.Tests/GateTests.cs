using RewriteLang.Algebra;
using RewriteLang.Dsl;

namespace RewriteLang.Optimizer.Tests;

/// <summary>Every word of gates is evaluated: a rule that its gate admits fires on a small plan, and one that its gate stops does not.</summary>
public sealed class GateTests
{
    private static readonly Table Measured = Plans.T with
    {
        Statistics = new(1000, [new(1000, 0, 0, 999, 8), new(10, 0, 0, 9, 4), new(2, 0, 0, 1, 100)]),
    };

    public static TheoryData<string, bool> Gates => new()
    {
        { "rows(R) = 1000", true },
        { "rows(R) < 1000", false },
        { "distinct_values(R, cols(x)) = 10", true },
        { "distinct_values(R, out(R)) > 1000", false },
        { "selectivity(x = 3, R) = 0.1", true },
        { "selectivity(x = 3, R) > 0.5", false },
        { "width(R) = 112", true },
        { "width(R) < 100", false },
        { "uses(R) = 1", true },
        { "uses(R) > 1", false },
        { "serial(R) = serial(R)", true },
        { "serial(R) < 0", false },
        { "first_form(R)", true },
        { "indexed(R, keys(R))", true },
        { "indexed(R, cols(x))", false },
        { "engine('sqlite')", true },
        { "engine('duckdb')", false },
        { "supports('full_join')", true },
        { "supports('lateral')", false },
        { "not row_bound(R) <= 5", false },
        { "-1 < 1 - 3 + rows(R) * 2 / 4 % 7", true },
    };

    [Theory]
    [MemberData(nameof(Gates))]
    public void Decide_whether_a_rule_fires(string gate, bool fires)
    {
        var optimized = Search(gate, null);

        Assert.Equal(!fires, optimized.Rejections.Any(r => r.Rejection.Reason.Contains("does not hold", StringComparison.Ordinal)));
        Assert.Equal(fires ? 5 : 3, optimized.Nodes);
    }

    private static readonly EnginePlan Loops = new([new(PlanOperatorKind.NestedLoop, null, 500), new(PlanOperatorKind.FullScan, "t", 20)], ["window"]);

    public static TheoryData<string, bool> PlanGates => new()
    {
        { "explain('nested_loop')", true },
        { "explain('hash_join')", false },
        { "not explain('nested_loop')", false },
        { "explain('window')", true },
        { "not explain('window')", true },
        { "explain('hash_join') or explain('full_scan')", true },
        { "explain('hash_join') or rows(R) > 10", true },
        { "explain('hash_join') or rows(R) < 10", false },
        { "explain('window') and rows(R) < 10", false },
        { "explain_rows('nested_loop') > 499", true },
        { "explain_rows('nested_loop') > 500", false },
        { "explain_rows('hash_join') = 0", true },
        { "explain_rows('nested_loop') > rows(R)", false },
    };

    [Theory]
    [MemberData(nameof(PlanGates))]
    public void Look_at_the_plan_of_the_engine(string gate, bool fires) => Assert.Equal(fires, Search(gate, new(() => Loops)).Nodes == 5);

    [Theory]
    [InlineData("explain('hash_join')")]
    [InlineData("not explain('nested_loop')")]
    [InlineData("explain_rows('nested_loop') > 500")]
    [InlineData("explain('hash_join') or rows(R) < 10")]
    public void Are_open_where_there_is_no_plan(string gate)
    {
        Assert.Equal(5, Search(gate, null).Nodes);
        Assert.Equal(5, Search(gate, new(() => null)).Nodes);
    }

    [Fact]
    public void Spare_a_rule_the_search_and_say_so()
    {
        var optimized = Search("explain('hash_join')", new(() => Loops));

        Assert.Equal("on-trial: 'explain('hash_join')' does not hold", string.Join("; ", optimized.Untried.Select(u => $"{u.Rule}: {u.Reason}")));
        Assert.Empty(optimized.Rejections);
    }

    [Theory]
    [InlineData("rows(R) > 10", "distinct(R)")]
    [InlineData("explain('nested_loop')", "union_all(..xs)")]
    [InlineData("engine('duckdb'), explain('nested_loop')", "distinct(R)")]
    public void Ask_the_engine_only_for_a_rule_that_could_match(string gate, string left)
    {
        var plan = new Lazy<EnginePlan?>(() => Loops);

        Search(gate, plan, $"{left} => distinct({left})");

        Assert.False(plan.IsValueCreated);
    }

    private static Optimized Search(string gate, Lazy<EnginePlan?>? plan, string law = "distinct(filter(R, x = 3)) => filter(distinct(R), x = 3)")
    {
        var parsed = RuleParser.Parse($"/// On trial.\nrule on-trial\n  {law}\n  gate {gate}\n", "trial.rw");
        Assert.True(parsed.IsSuccess, string.Join('\n', parsed.Diagnostics));
        var plans = new Plans();
        var scan = plans.Scan(Measured);
        Relation body = new Relation.Distinct(Plans.Filter(scan, Plans.Col(scan, "a").Ref().EqualTo(new Scalar.Constant(3L, SqlType.Integer))));
        var query = new Query(body, [], [.. body.Columns.Select(c => new OutputColumn(c.Name, c))]);
        return new PlanOptimizer(new(parsed.Value.Rules), new("sqlite") { Features = new HashSet<string> { "full_join" }, TakeAnyChange = true }).Optimize(query, plans.Columns, plan);
    }
}
