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
        var law = $"/// On trial.\nrule on-trial\n  distinct(filter(R, x = 3)) => filter(distinct(R), x = 3)\n  gate {gate}\n";
        var parsed = RuleParser.Parse(law, "trial.rw");
        Assert.True(parsed.IsSuccess, string.Join('\n', parsed.Diagnostics));
        var plans = new Plans();
        var scan = plans.Scan(Measured);
        Relation body = new Relation.Distinct(Plans.Filter(scan, Plans.Col(scan, "a").Ref().EqualTo(new Scalar.Constant(3L, SqlType.Integer))));
        var query = new Query(body, [], [.. body.Columns.Select(c => new OutputColumn(c.Name, c))]);

        var optimized = new PlanOptimizer(new(parsed.Value.Rules), new("sqlite") { Features = new HashSet<string> { "full_join" }, TakeAnyChange = true }).Optimize(query, plans.Columns);

        Assert.Equal(!fires, optimized.Rejections.Any(r => r.Rejection.Reason.Contains("does not hold", StringComparison.Ordinal)));
        Assert.Equal(fires ? 5 : 3, optimized.Nodes);
    }
}
