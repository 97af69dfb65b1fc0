using System.Runtime.CompilerServices;

namespace RewriteLang.EGraphs;

/// <summary>Pairs of row numbers: what a join has found before its columns are gathered. One is kept by the graph and used by all searches.</summary>
internal sealed class RowList
{
    private int[] first = [];
    private int[] second = [];

    /// <summary>Number of pairs.</summary>
    public int Count { get; private set; }

    /// <summary>Begins anew, in the same memory.</summary>
    public void Clear() => Count = 0;

    /// <summary>Adds a pair.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(int a, int b)
    {
        if (Count == first.Length)
        {
            Grow();
        }

        (first[Count], second[Count]) = (a, b);
        Count++;
    }

    /// <summary>The values of a column at the first row numbers.</summary>
    public int[] GatherFirst(int[] column) => Gather(column, first);

    /// <summary>The values of a column at the second row numbers.</summary>
    public int[] GatherSecond(int[] column) => Gather(column, second);

    private int[] Gather(int[] column, int[] rows)
    {
        var values = GC.AllocateUninitializedArray<int>(Count);
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = column[rows[i]];
        }

        return values;
    }

    private void Grow()
    {
        var capacity = Math.Max(64, first.Length * 2);
        Array.Resize(ref first, capacity);
        Array.Resize(ref second, capacity);
    }
}
