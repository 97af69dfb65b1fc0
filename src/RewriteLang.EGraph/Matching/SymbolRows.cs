namespace RewriteLang.EGraphs;

/// <summary>
/// All visible nodes of one symbol and arity as a table: a column for the class and one per child, sorted by class. A pattern is matched by
/// joining such tables column by column, which reads memory in order.
/// </summary>
internal sealed class SymbolRows
{
    private readonly int classIdCount;
    private int[]? starts;

    /// <summary>A table of so many rows, to be filled by <see cref="SymbolTables"/>.</summary>
    public SymbolRows(int count, int arity, int classIdCount, bool withTerms)
    {
        this.classIdCount = classIdCount;
        Terms = withTerms ? GC.AllocateUninitializedArray<int>(count) : [];
        Classes = GC.AllocateUninitializedArray<int>(count);
        Children = new int[arity][];
        for (var i = 0; i < arity; i++)
        {
            Children[i] = GC.AllocateUninitializedArray<int>(count);
        }
    }

    /// <summary>Number of rows.</summary>
    public int Count => Classes.Length;

    /// <summary>The ids that stand for the terms of the nodes; empty in graphs that keep no explanations.</summary>
    public int[] Terms { get; }

    /// <summary>The class of each row, ascending.</summary>
    public int[] Classes { get; }

    /// <summary>The child classes, one column per position.</summary>
    public int[][] Children { get; }

    /// <summary>Where the rows of each class id begin; the rows of class c end where those of c + 1 begin. Made when first asked for.</summary>
    public int[] Starts => starts ??= MakeStarts();

    private int[] MakeStarts()
    {
        var made = GC.AllocateUninitializedArray<int>(classIdCount + 1);
        var next = 0;
        for (var row = 0; row < Classes.Length; row++)
        {
            while (next <= Classes[row])
            {
                made[next++] = row;
            }
        }

        made.AsSpan(next).Fill(Classes.Length);
        return made;
    }
}
