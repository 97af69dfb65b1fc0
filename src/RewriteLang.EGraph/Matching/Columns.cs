namespace RewriteLang.EGraphs;

/// <summary>Rows of classes or nodes, kept as one array per column; absent columns are null. Arrays may be those of a frozen table, so they are not changed.</summary>
internal sealed class Columns(int columnCount)
{
    private readonly int[]?[] columns = new int[]?[columnCount];

    /// <summary>Number of rows.</summary>
    public int Count { get; set; }

    /// <summary>A column that is not absent.</summary>
    public int[] this[int column]
    {
        get => columns[column]!;
        set => columns[column] = value;
    }
}
