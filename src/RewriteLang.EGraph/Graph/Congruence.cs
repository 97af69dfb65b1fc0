namespace RewriteLang.EGraphs;

/// <summary>
/// Closes a graph under congruence when it is rebuilt (deferred, as in egg: Willsey et al., 2021), by passes over all nodes, without lists of parents. A bitmap tells
/// which class ids have been united into others: only nodes with such a child are touched (<see cref="NodeRepair"/>), which may unite further classes. Saturation needs
/// two to six passes; what is not settled then is left to a <see cref="ParentWorklist"/>.
/// </summary>
internal sealed class Congruence
{
    private const int MaxPasses = 6;

    // Ids that were united into others since the last Finish. Only nodes with one of these as a child or as class are out of date.
    private readonly IdSet lost = new();

    private readonly NodeRepair repair = new();

    // There only while it runs.
    private ParentWorklist? worklist;

    // Lost ids when the last pass began, and passes since the last Finish.
    private int seen;
    private int passes;

    /// <summary>Whether classes have been united since the last pass began.</summary>
    public bool IsDue => lost.Count > seen;

    /// <summary>A class id is no longer canonical.</summary>
    public void Lost(int id, int root)
    {
        lost.Add(id);
        worklist?.Lost(id, root);
    }

    /// <summary>Makes all nodes canonical and unites the classes of copies, until nothing is due.</summary>
    public void Close(EGraph graph)
    {
        while (IsDue && passes < MaxPasses)
        {
            passes++;
            Sweep(graph);
        }

        if (IsDue)
        {
            worklist = new ParentWorklist(graph, lost);
            worklist.Run(this);
            (worklist, seen) = (null, lost.Count);
        }
    }

    /// <summary>Brings one node up to date if a child was lost.</summary>
    public void Update(EGraph graph, int id)
    {
        if (HasLostChild(graph.Nodes, graph.Nodes[id], id))
        {
            repair.Add(graph, id);
            repair.Flush(graph);
        }
    }

    /// <summary>
    /// After <see cref="Close"/>: puts every node in its canonical class, hides what only leaves are kept of, and removes copies once they are many. Returns whether
    /// any class was united.
    /// </summary>
    public bool Finish(EGraph graph, IdSet leavesOnly)
    {
        var (nodes, united) = (graph.Nodes, lost.Count > 0);
        if (united)
        {
            MoveToCanonicalClasses(graph);
        }

        if (leavesOnly.Count > 0)
        {
            HideNonLeaves(graph, leavesOnly);
        }

        // Moving nodes means filling the hash-cons again: done after every rebuild, set B took 22 % longer and set C with back-off 45 %.
        if (nodes.DeadCount > nodes.Count / 2)
        {
            nodes.Compact((from, to) =>
            {
                graph.Hidden.Move(from, to);
                graph.Proofs?.Move(from, to);
            });
        }

        lost.Clear();
        (seen, passes) = (0, 0);
        return united;
    }

    private void Sweep(EGraph graph)
    {
        seen = lost.Count;
        for (var page = 0; page < graph.Nodes.Records.PageCount; page++)
        {
            var records = graph.Nodes.Records.Page(page, out var first);
            for (var i = 0; i < records.Length; i++)
            {
                if (HasLostChild(graph.Nodes, records[i], first + i))
                {
                    repair.Add(graph, first + i);
                }
            }
        }

        repair.Flush(graph);
    }

    private void MoveToCanonicalClasses(EGraph graph)
    {
        for (var page = 0; page < graph.Nodes.Records.PageCount; page++)
        {
            foreach (ref var node in graph.Nodes.Records.Page(page, out _))
            {
                if (lost.Contains(node.Class))
                {
                    node.Class = graph.UnionFind.Find(node.Class);
                }
            }
        }
    }

    private static void HideNonLeaves(EGraph graph, IdSet leavesOnly)
    {
        var nodes = graph.Nodes;
        for (var id = 0; id < nodes.Count; id++)
        {
            if (leavesOnly.Contains(nodes[id].Class) && nodes[id].Symbol != Node.Dead && nodes[id].Arity > 0)
            {
                graph.Hidden.Add(id);
            }
        }
    }

    private bool HasLostChild(NodeStore nodes, in Node node, int id)
    {
        if (!node.IsPooled)
        {
            // An absent child is −1, which no set contains.
            return (lost.Contains(node.A) || lost.Contains(node.B)) && node.Symbol != Node.Dead;
        }

        foreach (var child in nodes.Children(id))
        {
            if (lost.Contains(child))
            {
                return node.Symbol != Node.Dead;
            }
        }

        return false;
    }
}
