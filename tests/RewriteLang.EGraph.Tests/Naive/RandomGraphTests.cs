using RewriteLang.EGraphs;

namespace RewriteLang.EGraphTests.Naive;

/// <summary>Random additions, unions and rebuilds give the same graph as the definitions do. A failure names its seed.</summary>
public sealed class RandomGraphTests
{
    private static readonly NodeShape[] Shapes =
        [NodeShape.List, NodeShape.List, NodeShape.Bag, NodeShape.Set, new(1, 0, RestKind.Set), new(0, 2, RestKind.Set), new(1, 1, RestKind.Multiset)];

    /// <summary>The least number of nodes in a term of the class, or more than any such number.</summary>
    private sealed class LeastSize : IAnalysis<int>
    {
        public int Make(ENode node, ClassData<int> data)
        {
            var size = 1;
            foreach (var child in node.Children)
            {
                size = Math.Min(10_000, size + data[child]);
            }

            return size;
        }

        public Merged<int> Merge(int a, int b) => new(Math.Min(a, b), b < a, a < b);
    }

    [Theory]
    [InlineData(1, 400, 20)]
    [InlineData(1001, 60, 120)]
    public void Random_graphs_agree_with_the_definitions(int firstSeed, int count, int operations)
    {
        for (var seed = firstSeed; seed < firstSeed + count; seed++)
        {
            var random = new Random(seed);
            var (terms, naive) = (new Terms(), new NaiveEGraph());
            var sizes = terms.Graph.Attach(new LeastSize());
            var ids = new List<(EClassId Id, int Naive)>();
            for (var i = 0; i < operations; i++)
            {
                if (ids.Count < 3 || random.Next(3) > 0)
                {
                    ids.Add(Add(random, terms, naive, ids));
                }
                else
                {
                    var (a, b) = (ids[random.Next(ids.Count)], ids[random.Next(ids.Count)]);
                    terms.Unite(a.Id, b.Id);
                    naive.Unite(a.Naive, b.Naive);
                }

                if (random.Next(6) == 0 || i == operations - 1)
                {
                    terms.Graph.Rebuild();
                    naive.Close();
                    Compare(seed, terms.Graph, naive, ids);
                    CheckInvariants(seed, terms, sizes);
                }
            }
        }
    }

    private static (EClassId Id, int Naive) Add(Random random, Terms terms, NaiveEGraph naive, List<(EClassId Id, int Naive)> ids)
    {
        var symbol = random.Next(Shapes.Length);
        var shape = Shapes[symbol];
        var least = shape.Ordered + shape.Multiset;
        var children = ids.Count == 0 ? [] : Enumerable.Range(0, least + random.Next(4)).Select(_ => ids[random.Next(ids.Count)]).ToArray();
        if (children.Length < least || random.Next(5) == 0)
        {
            var leaf = $"x{random.Next(6)}";
            return (terms.Add(leaf), naive.Add(leaf, NodeShape.List));
        }

        var name = $"f{symbol}";
        return (terms.Add(name, shape, [.. children.Select(child => child.Id)]), naive.Add(name, shape, [.. children.Select(child => child.Naive)]));
    }

    private static void Compare(int seed, EGraph graph, NaiveEGraph naive, List<(EClassId Id, int Naive)> ids)
    {
        for (var i = 0; i < ids.Count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                var equal = naive.Find(ids[i].Naive) == naive.Find(ids[j].Naive);
                Assert.True(equal == graph.AreEqual(ids[i].Id, ids[j].Id), $"seed {seed}: {ids[i]} and {ids[j]} should be {(equal ? "equal" : "different")}");
            }
        }

        var expected = naive.Canonical();
        Assert.True(expected.Count == graph.NodeCount, $"seed {seed}: {graph.NodeCount} nodes, not {expected.Count}");
        var classCount = naive.Nodes.Select(node => naive.Find(node.Id)).Distinct().Count();
        Assert.True(classCount == graph.ClassCount && classCount == graph.Classes.Length, $"seed {seed}: {graph.ClassCount} classes, not {classCount}");
    }

    private static void CheckInvariants(int seed, Terms terms, ClassData<int> sizes)
    {
        var graph = terms.Graph;
        var seen = new HashSet<string>();
        foreach (var id in graph.Classes)
        {
            Assert.True(graph.Find(id) == id, $"seed {seed}: {id} is not canonical");
            var least = int.MaxValue;
            foreach (var node in graph.NodesOf(id))
            {
                Assert.True(seen.Add(terms.Show(node)), $"seed {seed}: {terms.Show(node)} is there twice");
                Assert.True(graph.TryFind(graph.SymbolOf(node), graph.ChildrenOf(node), out var found) && found == id, $"seed {seed}: {terms.Show(node)} is not found");
                Assert.Contains(node, graph.NodesOfKind(graph.Symbols.KindOf(graph.SymbolOf(node))).ToArray());
                var size = 1;
                foreach (var child in graph.ChildrenOf(node))
                {
                    Assert.True(graph.Find(child) == child, $"seed {seed}: a child of {terms.Show(node)} is not canonical");
                    Assert.Contains(node, graph.ParentsOf(child).ToArray());
                    size += sizes[child];
                }

                least = Math.Min(least, size);
            }

            Assert.True(sizes[id] == least, $"seed {seed}: the analysis says {sizes[id]} of {id}, its nodes {least}");
        }
    }
}
