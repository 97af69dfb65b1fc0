using System.Runtime.CompilerServices;

namespace RewriteLang.EGraphs;

/// <summary>Pairs of row numbers: what a join has found before its columns are gathered.</summary>
internal struct RowList
{
    private int[] first = [];
    private int[] second = [];

    public RowList()
    {
    }

    public int Count { get; private set; }

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

    /// <summary>The values of a column at the first or second row numbers.</summary>
    public readonly int[] Gather(int[] column, bool second)
    {
        var rows = second ? this.second : first;
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
