using System.Runtime.CompilerServices;

namespace RewriteLang.EGraphs;

/// <summary>
/// Disjoint sets of class ids. The oldest id of a set is its root, so which id is canonical does not depend on the order of unions. That gives up union by size; with
/// path halving alone a look-up still takes logarithmic time, amortized (Tarjan and van Leeuwen, 1984).
/// </summary>
internal sealed class UnionFind
{
    // An older id of the same set; a root's is itself.
    private int[] parent = new int[16];

    /// <summary>Number of ids.</summary>
    public int Count { get; private set; }

    /// <summary>A new set of one new id.</summary>
    public int MakeSet()
    {
        if (Count == parent.Length)
        {
            Array.Resize(ref parent, Growth.Next(Count));
        }

        parent[Count] = Count;
        return Count++;
    }

    /// <summary>The root, with path halving.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Find(int id)
    {
        var links = parent;
        var up = links[id];
        return up == id ? id : Climb(links, id, up);
    }

    /// <summary>Joins two roots; the younger points to the older, which is returned.</summary>
    public int Join(int a, int b)
    {
        var (root, child) = a < b ? (a, b) : (b, a);
        parent[child] = root;
        return root;
    }

    private static int Climb(int[] links, int id, int up)
    {
        while (up != id)
        {
            var next = links[up];
            links[id] = next;
            id = next;
            up = links[id];
        }

        return id;
    }
}
