using System.Runtime.InteropServices;

namespace RewriteLang.EGraphs;

/// <summary>
/// Brings nodes up to date whose children were united into others: makes the children canonical in place and enters the node in the hash-cons again. One that is there
/// already is a copy: its class is united with the other's, and it dies. In batches, for the sake of prefetching (<see cref="Application"/>).
/// </summary>
internal sealed class NodeRepair
{
    private const int BatchSize = 64;

    // Nodes that wait, in order, and, while they are worked on, their new hashes.
    private readonly int[] batch = new int[BatchSize];
    private readonly int[] hashes = new int[BatchSize];
    private int count;

    /// <summary>Takes a node; at the latest with the next <see cref="Flush"/> it is up to date.</summary>
    public void Add(EGraph graph, int id)
    {
        batch[count++] = id;
        if (count == BatchSize)
        {
            Flush(graph);
        }
    }

    /// <summary>Works on all nodes that wait: all hashes first, asking for the places where they lead, then all look-ups.</summary>
    public void Flush(EGraph graph)
    {
        var nodes = graph.Nodes;
        for (var i = 0; i < count; i++)
        {
            Canonicalize(graph, batch[i]);
            hashes[i] = nodes.Hash(batch[i]);
            nodes.Prefetch(hashes[i]);
        }

        for (var i = 0; i < count; i++)
        {
            var same = nodes.Reenter(batch[i], hashes[i]);
            if (same >= 0)
            {
                Drop(graph, batch[i], same);
            }
        }

        count = 0;
    }

    private static void Canonicalize(EGraph graph, int id)
    {
        foreach (ref var child in graph.Nodes.Children(id))
        {
            child = graph.UnionFind.Find(child);
        }

        var shape = graph.Symbols.ShapeOf(new SymbolId(graph.Nodes[id].Symbol));
        if (!shape.IsPlain)
        {
            var children = MemoryMarshal.Cast<int, EClassId>(graph.Nodes.Children(id));
            var arity = shape.Canonicalize(children);
            if (arity < children.Length)
            {
                graph.Shrink(id, arity);
            }
        }
    }

    private static void Drop(EGraph graph, int copy, int kept)
    {
        if (graph.Join(graph.Nodes[copy].Class, graph.Nodes[kept].Class))
        {
            graph.Proofs?.AddCongruence(graph.Proofs.TermOf(copy), graph.Proofs.TermOf(kept));
        }

        graph.Nodes.Kill(copy);
        if (graph.Hidden.Contains(copy))
        {
            graph.Hidden.Remove(copy);
            graph.Hidden.Add(kept);
        }
    }
}
