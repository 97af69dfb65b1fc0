using FsCheck;
using FsCheck.Fluent;
using RewriteLang.Algebra.Graphs;

namespace RewriteLang.Algebra.Tests.Graphs;

public sealed class DirectedGraphTests
{
    [Fact]
    public void Orders_nodes_before_those_they_lead_to()
    {
        var graph = DirectedGraph.Of(5, [(3, 1), (1, 0), (3, 4), (4, 0)]);

        Assert.Equal([2, 3, 1, 4, 0], graph.TopologicalOrder()!);
    }

    [Fact]
    public void Has_no_order_where_there_is_a_cycle() => Assert.Null(DirectedGraph.Of(3, [(0, 1), (1, 2), (2, 1)]).TopologicalOrder());

    [Fact]
    public void Finds_the_components_that_reach_each_other()
    {
        var graph = DirectedGraph.Of(6, [(0, 1), (1, 2), (2, 0), (2, 3), (3, 4), (4, 3), (5, 5)]);

        var components = graph.StronglyConnectedComponents();

        Assert.Equal([[3, 4], [0, 1, 2], [5]], components);
        Assert.Equal([true, true, true], components.Select(graph.IsCyclic));
        Assert.False(graph.Reversed().IsCyclic([1]));
    }

    [Fact]
    public void Finds_the_last_node_on_every_way()
    {
        // The example of Lengauer and Tarjan's diamond: two ways round from 0 to 3, then on to 4.
        var graph = DirectedGraph.Of(6, [(0, 1), (0, 2), (1, 3), (2, 3), (3, 4), (4, 1)]);

        Assert.Equal([0, 0, 0, 0, 3, -1], graph.Dominators(0));
    }

    [Fact]
    public void Refuses_an_edge_to_nowhere() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => DirectedGraph.Of(2, [(0, 2)]));

    [Fact]
    public void Goes_a_million_nodes_deep()
    {
        const int count = 1_000_000;
        var chain = DirectedGraph.Of(count, Enumerable.Range(0, count - 1).Select(i => (i, i + 1)));

        Assert.Equal(count, chain.StronglyConnectedComponents().Count);
        Assert.Equal(count - 2, chain.Dominators(0)[count - 1]);
        Assert.Equal(count, chain.TopologicalOrder()!.Count);
    }

    [Fact]
    public void Prints_what_graphviz_reads() => Assert.Equal(
        "digraph \"lets\" {\n  0 [label=\"a \\\"b\\\"\"];\n  1 [label=\"1\"];\n  0 -> 1;\n}\n",
        DirectedGraph.Of(2, [(0, 1), (0, 1)]).ToDot(n => n == 0 ? "a \"b\"" : "1", "lets"));

    [Fact]
    public void Agrees_with_the_definitions_on_small_graphs()
    {
        var graphs = Gen.Choose(1, 7).SelectMany(n =>
            Gen.Choose(0, n * n - 1).ListOf().Select(e => DirectedGraph.Of(n, e.Select(p => (p / n, p % n)))));

        Prop.ForAll(graphs.ToArbitrary(), graph =>
        {
            for (var a = 0; a < graph.Count; a++)
            {
                for (var b = 0; b < graph.Count; b++)
                {
                    var together = graph.StronglyConnectedComponents().Any(c => c.Contains(a) && c.Contains(b));
                    Assert.Equal(Reaches(graph, a, b, -1) && Reaches(graph, b, a, -1), together);
                }
            }

            var dominators = graph.Dominators(0);
            for (var node = 1; node < graph.Count; node++)
            {
                Assert.Equal(Reaches(graph, 0, node, -1), dominators[node] >= 0);
                if (dominators[node] > 0)
                {
                    Assert.False(Reaches(graph, 0, node, dominators[node]));
                }
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000).WithReplay(20261121, 1).WithQuietOnSuccess(true));
    }

    // Whether there is a way from one node to another that avoids a third.
    private static bool Reaches(DirectedGraph graph, int from, int to, int avoiding)
    {
        var seen = new HashSet<int>();
        var open = new Stack<int>([from]);
        while (open.TryPop(out var node))
        {
            if (node == avoiding || !seen.Add(node))
            {
                continue;
            }

            foreach (var next in graph.Successors(node))
            {
                open.Push(next);
            }
        }

        return seen.Contains(to);
    }
}
