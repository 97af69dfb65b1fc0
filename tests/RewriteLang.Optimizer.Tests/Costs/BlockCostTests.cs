using RewriteLang.Algebra;
using RewriteLang.EGraphs;
using RewriteLang.Optimizer.Costs;
using RewriteLang.Optimizer.Plans;

namespace RewriteLang.Optimizer.Tests.Costs;

/// <summary>What planning adds to the cost of a block: an engine that tries all orders tries very many where no condition says what goes together.</summary>
public sealed class BlockCostTests
{
    private readonly Plans _plans = new();

    [Fact]
    public void A_product_of_nine_counts_is_dear_to_plan() => Assert.True(Cost(9) > 50 * Cost(3));

    [Fact]
    public void A_product_of_twelve_is_not_because_the_engine_stops_looking_for_the_best_order() => Assert.True(Cost(12) < Cost(7));

    [Fact]
    public void Inputs_that_conditions_connect_are_not() => Assert.True(Cost(9, connected: true) < Cost(9) / 50);

    [Fact]
    public void Nested_loops_have_their_own_search() => Assert.Equal(0, EngineCosts.Sqlite.Planning(9, 9));

    [Fact]
    public void Equalities_of_what_may_be_null_are_hashed_by_too()
    {
        var (left, right) = (_plans.Scan(Plans.T), _plans.Scan(Plans.U));
        var graph = new PlanGraph(_plans.Columns, new Dictionary<Column, TableOrigin>(), new());
        EClassId[] ids = [graph.Add(left), graph.Add(right)];
        graph.Graph.Rebuild();
        double Joined(ComparisonOperator by) => new BlockCosts(graph, new(graph), EngineCosts.DuckDb)
            .Cost(new([left, right], [new Scalar.Comparison(by, Plans.Col(left, "a").Ref(), Plans.Col(right, "x").Ref())]), ids);
        Assert.Equal(Joined(ComparisonOperator.Equal), Joined(ComparisonOperator.IsNotDistinct));
        Assert.True(Joined(ComparisonOperator.Less) > 2 * Joined(ComparisonOperator.Equal));
    }

    private double Cost(int inputs, bool connected = false)
    {
        var counts = Enumerable.Range(0, inputs).Select(_ => _plans.Count(_plans.Scan(Plans.T))).ToList();
        var links = connected
            ? counts.Zip(counts.Skip(1), (a, b) => a.Columns[0].Ref().EqualTo(b.Columns[0].Ref()))
            : [];
        var graph = new PlanGraph(_plans.Columns, new Dictionary<Column, TableOrigin>(), new());
        var ids = counts.Select(graph.Add).ToArray();
        graph.Graph.Rebuild();
        return new BlockCosts(graph, new(graph), EngineCosts.DuckDb).Cost(new([.. counts], [.. links]), ids);
    }
}
