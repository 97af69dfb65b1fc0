namespace RewriteLang.EGraphs;

/// <summary>
/// Closes a graph under congruence by following parents, for what a few passes have not settled: long chains of consequences, each of
/// which would cost a pass of its own. The lists of parents are made once, for the child ids that nodes have at that moment; ids united later are linked in rings, so
/// that the parents of a class are those of all ids in its ring.
/// </summary>
internal sealed class ParentWorklist
{
    private readonly EGraph graph;

    // The nodes that had an id as a child when this was made. Complete for the ids of a ring together, also after nodes are made canonical.
    private readonly Groups parents;

    // The next id of the same class; a class of one id leads to itself. Complete for unions that Lost was told of.
    private readonly int[] ring;

    // Ids whose parents are to be looked at; an id may be in it twice.
    private readonly Queue<int> pending = new();

    public ParentWorklist(EGraph graph, IdSet lost)
    {
        this.graph = graph;
        parents = Parents.Group(graph.Nodes, graph.ClassIdCount);
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
            foreach (var parent in parents[child])
            {
                congruence.Update(graph, parent);
            }
        }
    }
}
