using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace RewriteLang.EGraphs;

/// <summary>
/// A hash table of the nodes of a <see cref="NodeStore"/>: open addressing over 8-byte entries, the hash of a node beside its id, so that most misses are decided without
/// touching the node; with a <see cref="Dictionary{TKey, TValue}"/> instead set B took nearly twice as long. Entries of nodes that changed or died stay until the next refill; they cannot be found, since the node itself is compared too.
/// </summary>
internal sealed class HashCons
{
    private const ulong Empty = 0;

    // The upper half is a hash, the lower the id plus 1; a power of two of them, probed one after the other from the hash on.
    private ulong[] entries = new ulong[32];

    // Entries that are not empty, those that can no longer be found included.
    private int used;

    /// <summary>Bytes of the table.</summary>
    public long Bytes => 8L * entries.Length;

    /// <summary>The live node with exactly this symbol and these children, or −1.</summary>
    public int Find(NodeStore nodes, int symbol, ReadOnlySpan<int> children, int hash)
    {
        var table = entries;
        var mask = table.Length - 1;
        for (var slot = hash & mask; ; slot = (slot + 1) & mask)
        {
            var entry = table[slot];
            if (entry == Empty)
            {
                return -1;
            }

            if ((int)(entry >> 32) == hash)
            {
                var id = (int)(uint)entry - 1;
                if (nodes[id].Symbol == symbol && nodes.Children(id).SequenceEqual(children))
                {
                    return id;
                }
            }
        }
    }

    /// <summary>The same for at most two children, absent ones being −1, which lie in the record itself.</summary>
    public int Find(NodeStore nodes, int symbol, int a, int b, int hash)
    {
        var table = entries;
        var mask = table.Length - 1;
        for (var slot = hash & mask; ; slot = (slot + 1) & mask)
        {
            var entry = table[slot];
            if (entry == Empty)
            {
                return -1;
            }

            if ((int)(entry >> 32) == hash)
            {
                var id = (int)(uint)entry - 1;
                ref var node = ref nodes[id];
                if (node.A == a && node.B == b && node.Symbol == symbol)
                {
                    return id;
                }
            }
        }
    }

    /// <summary>Asks for the cache line where a look-up with this hash will begin. Without it set B took 30 % longer (<see cref="Application"/>).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public unsafe void Prefetch(int hash)
    {
        if (Sse.IsSupported)
        {
            // A prefetch of an address that a collection has just moved is harmless.
            Sse.Prefetch0(Unsafe.AsPointer(ref entries[hash & (entries.Length - 1)]));
        }
    }

    /// <summary>Enters a node; the caller has made sure that no equal one is there. At three quarters full the table doubles.</summary>
    public void Insert(int id, int hash)
    {
        if (4L * (used + 1) > 3L * entries.Length)
        {
            Grow();
        }

        Place(((ulong)(uint)hash << 32) | (uint)(id + 1));
        used++;
    }

    /// <summary>Empties the table and enters all live nodes; makes it smaller where it is more than eight times too large.</summary>
    public void Refill(NodeStore nodes)
    {
        var size = entries.Length;
        while (size > 64 && size > 8 * nodes.Count)
        {
            size /= 2;
        }

        if (size == entries.Length)
        {
            Array.Clear(entries);
        }
        else
        {
            entries = new ulong[size];
        }

        used = 0;
        for (var id = 0; id < nodes.Count; id++)
        {
            if (nodes[id].Symbol != Node.Dead)
            {
                Insert(id, nodes.Hash(id));
            }
        }
    }

    private void Grow()
    {
        var old = entries;
        entries = new ulong[old.Length * 2];
        foreach (var entry in old)
        {
            if (entry != Empty)
            {
                Place(entry);
            }
        }
    }

    private void Place(ulong entry)
    {
        var table = entries;
        var mask = table.Length - 1;
        var slot = (int)(entry >> 32) & mask;
        while (table[slot] != Empty)
        {
            slot = (slot + 1) & mask;
        }

        table[slot] = entry;
    }
}
