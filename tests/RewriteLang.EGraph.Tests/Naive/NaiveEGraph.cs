using RewriteLang.EGraphs;

namespace RewriteLang.EGraphTests.Naive;

/// <summary>An e-graph from the definitions, for comparison: a list of nodes and a partition of ids, closed under congruence by trying all pairs.</summary>
internal sealed class NaiveEGraph
{
    private readonly List<int> classOf = [];

    public List<(string Symbol, NodeShape Shape, int[] Children, int Id)> Nodes { get; } = [];

    public int Find(int id) => classOf[id];

    public int Add(string symbol, NodeShape shape, params int[] children)
    {
        foreach (var node in Nodes)
        {
            if (Same(node, (symbol, shape, children, 0)))
            {
                return Find(node.Id);
            }
        }

        classOf.Add(classOf.Count);
        Nodes.Add((symbol, shape, children, classOf.Count - 1));
        return classOf.Count - 1;
    }

    public void Unite(int a, int b)
    {
        var (root, child) = (Math.Min(Find(a), Find(b)), Math.Max(Find(a), Find(b)));
        for (var id = 0; id < classOf.Count; id++)
        {
            classOf[id] = classOf[id] == child ? root : classOf[id];
        }
    }

    public void Close()
    {
        for (var again = true; again;)
        {
            again = false;
            foreach (var a in Nodes)
            {
                foreach (var b in Nodes)
                {
                    if (Find(a.Id) != Find(b.Id) && Same(a, b))
                    {
                        Unite(a.Id, b.Id);
                        again = true;
                    }
                }
            }
        }
    }

    /// <summary>The distinct canonical nodes with their classes, as text.</summary>
    public SortedSet<string> Canonical() =>
        new(Nodes.Select(node => $"{Find(node.Id)}: {node.Symbol} {string.Join(' ', Key(node))}"), StringComparer.Ordinal);

    private bool Same((string Symbol, NodeShape Shape, int[] Children, int Id) a, (string Symbol, NodeShape Shape, int[] Children, int Id) b) =>
        a.Symbol == b.Symbol && Key(a).SequenceEqual(Key(b));

    // The definition of shapes, written again: a list, then a multiset, then a list, multiset or set.
    private IEnumerable<int> Key((string Symbol, NodeShape Shape, int[] Children, int Id) node)
    {
        var children = node.Children.Select(Find).ToArray();
        var (list, bag, rest) = (
            children.Take(node.Shape.Ordered),
            children.Skip(node.Shape.Ordered).Take(node.Shape.Multiset).Order(),
            children.Skip(node.Shape.Ordered + node.Shape.Multiset));
        return [.. list, .. bag, .. node.Shape.Rest switch { RestKind.Ordered => rest, RestKind.Multiset => rest.Order(), _ => rest.Distinct().Order() }];
    }
}
