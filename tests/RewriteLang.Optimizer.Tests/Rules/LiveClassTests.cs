using RewriteLang.Algebra;
using RewriteLang.Optimizer.Plans;
using RewriteLang.Optimizer.Rules;

namespace RewriteLang.Optimizer.Tests.Rules;

/// <summary>What a simplification leaves behind is not rewritten any more.</summary>
public sealed class LiveClassTests
{
    private readonly Plans _plans = new();

    [Fact]
    public void What_only_a_replaced_operator_reads_is_not_live_until_something_reads_it_again()
    {
        var graph = new PlanGraph(_plans.Columns, new Dictionary<Column, TableOrigin>(), new());
        var scan = _plans.Scan(Plans.T);
        var rows = graph.Add(scan);
        var inner = graph.Add(Plans.Filter(scan, Plans.Less(Plans.Col(scan, "a"), 3)));
        var root = graph.Add(new Relation.Block([scan], [Plans.Less(Plans.Col(scan, "b"), 5)]), [inner]);
        graph.Graph.Rebuild();
        var live = new LiveClasses(graph, root);
        Assert.True(live.Contains(inner));

        var merged = graph.Add(Plans.Filter(scan, Plans.Less(Plans.Col(scan, "a"), 3), Plans.Less(Plans.Col(scan, "b"), 5)));
        var replaced = graph.Graph.NodesOf(root)[0];
        graph.Union(root, merged, new("test"));
        graph.Graph.Subsume(replaced);
        graph.Graph.Rebuild();
        Assert.False(live.Contains(inner));
        Assert.True(live.Contains(rows));
        Assert.True(live.Contains(merged));

        graph.Union(root, graph.Add(new Relation.Distinct(scan), [inner]), new("test"));
        graph.Graph.Rebuild();
        Assert.True(live.Contains(inner));
    }
}
