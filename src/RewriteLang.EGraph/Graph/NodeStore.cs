using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace RewriteLang.EGraphs;

/// <summary>All e-nodes in order of creation, and their hash-cons. Knows nothing of equality: children are compared as the numbers that they are.</summary>
internal sealed class NodeStore
{
    // By id, in order of creation; a dead one stays until Compact, which is all that moves nodes.
    private readonly Pages<Node> nodes = new();

    // The children of nodes with three or more, each node's beside each other. What a node that shrank or died held is unused until Compact.
    private int[] pool = new int[16];
    private int poolCount;

    // Holds every live node under its symbol and children as they are, except between a change of children in place and Reenter.
    private readonly HashCons table = new();

    /// <summary>Number of records, dead ones included.</summary>
    public int Count => nodes.Count;

    /// <summary>Number of dead records among them.</summary>
    public int DeadCount { get; private set; }

    /// <summary>The record of a node. Do not keep the reference while nodes are appended.</summary>
    public ref Node this[int id]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref nodes[id];
    }

    /// <summary>All records, dead ones included.</summary>
    public Pages<Node> Records => nodes;

    /// <summary>Bytes of all arrays.</summary>
    public long Bytes => nodes.Bytes + (4L * pool.Length) + table.Bytes;

    /// <summary>The children of a node where they lie.</summary>
    public Span<int> Children(int id)
    {
        ref var node = ref nodes[id];
        return node.IsPooled ? pool.AsSpan(node.A, -node.B) : MemoryMarshal.CreateSpan(ref node.A, node.Arity);
    }

    /// <summary>The live node with exactly this symbol and these children, or −1.</summary>
    public int Find(int symbol, ReadOnlySpan<int> children) => table.Find(this, symbol, children, NodeHash.Of(symbol, children));

    /// <inheritdoc cref="Find(int, ReadOnlySpan{int})"/>
    public int Find(int symbol, ReadOnlySpan<int> children, int hash) => table.Find(this, symbol, children, hash);

    /// <inheritdoc cref="HashCons.Find(NodeStore, int, int, int, int)"/>
    public int Find(int symbol, int a, int b, int hash) => table.Find(this, symbol, a, b, hash);

    /// <summary>Asks for the cache line where a look-up with this hash will begin.</summary>
    public void Prefetch(int hash) => table.Prefetch(hash);

    /// <summary>Adds a node that is not there yet and returns its id.</summary>
    public int Append(int symbol, ReadOnlySpan<int> children, int @class, int hash)
    {
        var node = new Node { Symbol = symbol, Class = @class };
        Write(ref node, children);
        nodes.Add(node);
        table.Insert(Count - 1, hash);
        return Count - 1;
    }

    /// <summary>Adds a node of at most two children, absent ones being −1, that is not there yet.</summary>
    public int Append(int symbol, int a, int b, int @class, int hash)
    {
        nodes.Add(new Node { Symbol = symbol, Class = @class, A = a, B = b });
        table.Insert(Count - 1, hash);
        return Count - 1;
    }

    /// <summary>Marks a node as a copy of another.</summary>
    public void Kill(int id)
    {
        nodes[id].Symbol = Node.Dead;
        DeadCount++;
    }

    /// <summary>
    /// Enters a node again after its children changed in place. Returns −1, or the node that already holds the same symbol and children.
    /// The old entry stays behind in the table and is never found again, because an entry is compared with the node it points to.
    /// </summary>
    public int Reenter(int id, int hash)
    {
        ref var node = ref nodes[id];
        var same = node.IsPooled ? table.Find(this, node.Symbol, Children(id), hash) : table.Find(this, node.Symbol, node.A, node.B, hash);
        if (same >= 0)
        {
            return same == id ? -1 : same;
        }

        table.Insert(id, hash);
        return -1;
    }

    /// <summary>Moves the live nodes together, in order, and enters them in a fresh table. <paramref name="moved"/> hears each (from, to).</summary>
    public void Compact(Action<int, int> moved)
    {
        var (kept, keptPool) = (0, 0);
        var newPool = poolCount == 0 ? pool : new int[Math.Max(16, poolCount)];
        for (var id = 0; id < Count; id++)
        {
            if (nodes[id].Symbol == Node.Dead)
            {
                continue;
            }

            var node = nodes[id];
            if (node.IsPooled)
            {
                pool.AsSpan(node.A, -node.B).CopyTo(newPool.AsSpan(keptPool));
                node.A = keptPool;
                keptPool -= node.B;
            }

            moved(id, kept);
            nodes[kept++] = node;
        }

        nodes.Truncate(kept);
        (DeadCount, pool, poolCount) = (0, newPool, keptPool);
        table.Refill(this);
    }

    /// <summary>The hash of a node as it is now.</summary>
    public int Hash(int id) => NodeHash.Of(nodes[id].Symbol, Children(id));

    /// <summary>Keeps only the first children of a node: a set whose members merged.</summary>
    public void Shrink(int id, int arity)
    {
        ref var node = ref nodes[id];
        if (arity == node.Arity)
        {
            return;
        }

        if (node.IsPooled && arity <= 2)
        {
            var children = pool.AsSpan(node.A, arity);
            (node.A, node.B) = (arity > 0 ? children[0] : -1, arity > 1 ? children[1] : -1);
        }
        else if (node.IsPooled)
        {
            node.B = -arity;
        }
        else
        {
            node.B = -1;
        }
    }

    private void Write(ref Node node, ReadOnlySpan<int> children)
    {
        (node.A, node.B) = children.Length switch
        {
            0 => (-1, -1),
            1 => (children[0], -1),
            2 => (children[0], children[1]),
            _ => (poolCount, -children.Length),
        };
        if (children.Length <= 2)
        {
            return;
        }

        while (poolCount + children.Length > pool.Length)
        {
            Array.Resize(ref pool, Growth.Next(pool.Length));
        }

        children.CopyTo(pool.AsSpan(poolCount));
        poolCount += children.Length;
    }
}
