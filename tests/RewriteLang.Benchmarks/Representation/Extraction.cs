namespace RewriteLang.Benchmarks.Representation;

/// <summary>Smallest terms, and what is shared in a graph.</summary>
internal static class Extraction
{
    /// <summary>Per class the position of the node with the smallest tree (in operators), the first of equals; -1 where there is no class.</summary>
    public static int[] SmallestNodes(IEGraph graph, int count)
    {
        var size = new long[count];
        var best = new int[count];
        Array.Fill(size, int.MaxValue);
        Array.Fill(best, -1);
        for (var changed = true; changed;)
        {
            changed = false;
            foreach (var @class in graph.Classes)
            {
                var position = 0;
                foreach (var (_, children) in graph.NodesOf(@class))
                {
                    var total = 1 + children.Sum(child => size[child]);
                    if (total < size[@class])
                        (size[@class], best[@class], changed) = (total, position, true);
                    position++;
                }
            }
        }

        return best;
    }

    /// <summary>Operators, and scans among them, of the smallest plan of a class: every occurrence counted, and each class once.</summary>
    public static (int Operators, int Scans, int DistinctOperators, int DistinctScans) SmallestPlan(IEGraph graph, int root)
    {
        var best = SmallestNodes(graph, graph.Classes.Max() + 1);
        var seen = new HashSet<int>();
        var (operators, scans, distinctScans) = (0, 0, 0);
        Visit(root);
        return (operators, scans, seen.Count, distinctScans);

        void Visit(int @class)
        {
            var (op, children) = graph.NodesOf(@class).ElementAt(best[@class]);
            operators++;
            scans += op is Operator.Scan ? 1 : 0;
            if (seen.Add(@class) && op is Operator.Scan)
                distinctScans++;
            foreach (var child in children)
                Visit(child);
        }
    }

    /// <summary>The number of classes other than scans that more than one node reads, or one node more than once.</summary>
    public static int SharedCores(IEGraph graph)
    {
        var uses = new Dictionary<int, int>();
        foreach (var child in graph.Classes.SelectMany(graph.NodesOf).SelectMany(node => node.Children))
            uses[child] = uses.GetValueOrDefault(child) + 1;
        return uses.Count(use => use.Value > 1 && graph.NodesOf(use.Key).First().Operator is not Operator.Scan);
    }
}
