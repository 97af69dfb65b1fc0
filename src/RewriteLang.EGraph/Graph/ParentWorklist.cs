namespace RewriteLang.EGraphs;

/// <summary>
/// Closes a graph under congruence by following parents, for what a few passes have not settled: long chains of consequences, each of
/// which would cost a pass of its own. The lists of parents are made once, for the child ids that nodes have at that moment; ids united later are linked in rings, so
/// that the parents of a class are those of all ids in its ring.
/// </summary>
internal sealed class ParentWorklist
{
    private readonly EGraph graph;
    private readonly int[] starts;
    private readonly int[] parents;
    private readonly int[] ring;
    private readonly Queue<int> pending = new();

    public ParentWorklist(EGraph graph, IdSet lost)
    {
        this.graph = graph;
        var nodes = graph.Nodes;
        starts = new int[graph.ClassIdCount + 2];
        for (var id = 0; id < nodes.Count; id++)
        {
            foreach (var child in nodes[id].Symbol == Node.Dead ? [] : nodes.Children(id))
            {
                starts[child + 2]++;
            }
        }

        for (var id = 1; id < starts.Length; id++)
        {
            starts[id] += starts[id - 1];
        }

        parents = new int[starts[^1]];
        for (var id = 0; id < nodes.Count; id++)
        {
            foreach (var child in nodes[id].Symbol == Node.Dead ? [] : nodes.Children(id))
            {
                parents[starts[child + 1]++] = id;
            }
        }

        ring = new int[graph.ClassIdCount];
        for (var id = 0; id < ring.Length; id++)
        {
            ring[id] = id;
        }

        for (var id = 0; id < ring.Length; id++)
        {
            if (lost.Contains(id))
            {
                Lost(id, graph.UnionFind.Find(id));
            }
        }
    }

    /// <summary>A class id was united into another: all its parents are to be looked at.</summary>
    public void Lost(int id, int root)
    {
        var member = id;
        do
        {
            pending.Enqueue(member);
            member = ring[member];
        }
        while (member != id);
        (ring[id], ring[root]) = (ring[root], ring[id]);
    }

    /// <summary>Looks at parents until nothing is pending.</summary>
    public void Run(Congruence congruence)
    {
        while (pending.TryDequeue(out var child))
        {
            for (var at = starts[child]; at < starts[child + 1]; at++)
            {
                congruence.Update(graph, parents[at]);
            }
        }
    }
}
