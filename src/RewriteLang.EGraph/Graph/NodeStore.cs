using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace RewriteLang.EGraphs;

/// <summary>All e-nodes in flat arrays, in order of creation, and their hash-cons.</summary>
internal sealed class NodeStore
{
    private Node[] nodes = new Node[16];
    private int[] pool = new int[16];
    private int poolCount;
    private readonly HashCons table = new();

    /// <summary>Number of records, dead ones included.</summary>
    public int Count { get; private set; }

    /// <summary>The record of a node. Do not keep the reference over an <see cref="Append"/>.</summary>
    public ref Node this[int id]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref nodes[id];
    }

    public Span<Node> Records => nodes.AsSpan(0, Count);

    public long Bytes => (16L * nodes.Length) + (4L * pool.Length) + table.Bytes;

    /// <summary>The children of a node where they lie.</summary>
    public Span<int> Children(int id)
    {
        ref var node = ref nodes[id];
        return node.IsPooled ? pool.AsSpan(node.A, -node.B) : MemoryMarshal.CreateSpan(ref node.A, node.Arity);
    }

    /// <summary>The live node with exactly this symbol and these children, or −1.</summary>
    public int Find(int symbol, ReadOnlySpan<int> children) => table.Find(this, symbol, children, Hash(symbol, children));

    /// <inheritdoc cref="Find(int, ReadOnlySpan{int})"/>
    public int Find(int symbol, ReadOnlySpan<int> children, int hash) => table.Find(this, symbol, children, hash);

    /// <summary>Asks for the cache line where a look-up with this hash will begin.</summary>
    public void Prefetch(int hash) => table.Prefetch(hash);

    /// <summary>Adds a node that is not there yet and returns its id.</summary>
    public int Append(int symbol, ReadOnlySpan<int> children, int @class, int hash)
    {
        if (Count == nodes.Length)
        {
            Array.Resize(ref nodes, Growth.Next(Count));
        }

        nodes[Count] = new Node { Symbol = symbol, Class = @class };
        Write(ref nodes[Count], children);
        table.Insert(Count, hash);
        return Count++;
    }

    /// <summary>
    /// Enters a node again after its children changed in place. Returns −1, or the node that already holds the same symbol and children.
    /// The old entry stays behind in the table and is never found again, because an entry is compared with the node it points to.
    /// </summary>
    public int Reenter(int id, int arity)
    {
        ref var node = ref nodes[id];
        Shrink(ref node, arity);
        var children = Children(id);
        var hash = Hash(node.Symbol, children);
        var same = table.Find(this, node.Symbol, children, hash);
        if (same >= 0)
        {
            return same == id ? -1 : same;
        }

        table.Insert(id, hash);
        return -1;
    }

    /// <summary>
    /// Moves the live nodes together, in order, with their classes made canonical, and enters them in a fresh table. <paramref name="moved"/> hears each
    /// (from, to).
    /// </summary>
    public void Compact(UnionFind classes, Action<int, int>? moved)
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
            node.Class = classes.Find(node.Class);
            if (node.IsPooled)
            {
                pool.AsSpan(node.A, -node.B).CopyTo(newPool.AsSpan(keptPool));
                node.A = keptPool;
                keptPool -= node.B;
            }

            moved?.Invoke(id, kept);
            nodes[kept++] = node;
        }

        (Count, pool, poolCount) = (kept, newPool, keptPool);
        table.Refill(this);
    }

    public int Hash(int id) => Hash(nodes[id].Symbol, Children(id));

    public static int Hash(int symbol, ReadOnlySpan<int> children)
    {
        // Fixed constants: the same layout, hence the same output, on every machine.
        var hash = (ulong)(uint)symbol * 0x9E3779B97F4A7C15;
        var (a, b) = (uint.MaxValue, uint.MaxValue);
        switch (children.Length)
        {
            case 0:
                break;
            case 1:
                a = (uint)children[0];
                break;
            case 2:
                (a, b) = ((uint)children[0], (uint)children[1]);
                break;
            default:
                foreach (var child in children)
                {
                    hash = (hash ^ (uint)child) * 0xD6E8FEB86659FD93;
                    hash ^= hash >> 32;
                }

                break;
        }

        hash = (hash + (((ulong)a << 32) | b)) * 0xD6E8FEB86659FD93;
        hash ^= hash >> 29;
        hash *= 0xBF58476D1CE4E5B9;
        return (int)(hash >> 32);
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

    private void Shrink(ref Node node, int arity)
    {
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
}
