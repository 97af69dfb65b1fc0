namespace RewriteLang.EGraphs;

/// <summary>Nodes that are subsumed: still part of congruence, but neither matched nor counted.</summary>
internal sealed class HiddenNodes
{
    private ulong[] bits = [];

    public int Count { get; private set; }

    public bool Contains(int id) => Count > 0 && id >> 6 < bits.Length && (bits[id >> 6] & (1UL << (id & 63))) != 0;

    public bool Add(int id)
    {
        if (Contains(id))
        {
            return false;
        }

        if (id >> 6 >= bits.Length)
        {
            Array.Resize(ref bits, Math.Max((id >> 6) + 1, bits.Length * 2));
        }

        bits[id >> 6] |= 1UL << (id & 63);
        Count++;
        return true;
    }

    public void Remove(int id)
    {
        if (Contains(id))
        {
            bits[id >> 6] &= ~(1UL << (id & 63));
            Count--;
        }
    }

    /// <summary>Follows a node to its new, lower id.</summary>
    public void Move(int from, int to)
    {
        if (from != to && Contains(from))
        {
            Remove(from);
            Add(to);
        }
    }
}
