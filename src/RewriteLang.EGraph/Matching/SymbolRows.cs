namespace RewriteLang.EGraphs;

/// <summary>
/// All visible nodes of one symbol and arity as a table: a column for the class and one per child, sorted by class. A pattern is matched by
/// joining such tables column by column, which reads memory in order; backtracking class by class took 1.6 times as long on the math sets.
/// </summary>
internal sealed class SymbolRows
{
    private readonly int classIdCount;
    private int[]? starts;

    public SymbolRows(int count, int arity, int classIdCount)
    {
        this.classIdCount = classIdCount;
        Nodes = GC.AllocateUninitializedArray<int>(count);
        Classes = GC.AllocateUninitializedArray<int>(count);
        Children = new int[arity][];
        for (var i = 0; i < arity; i++)
        {
            Children[i] = GC.AllocateUninitializedArray<int>(count);
        }
    }

    public static SymbolRows None { get; } = new(0, 0, 0);

    public int Count => Classes.Length;

    /// <summary>Node ids.</summary>
    public int[] Nodes { get; }

    /// <summary>The class of each row, ascending.</summary>
    public int[] Classes { get; }

    /// <summary>The child classes, one column per position.</summary>
    public int[][] Children { get; }

    /// <summary>Where the rows of each class id begin; the rows of class c end where those of c + 1 begin. Made when first asked for.</summary>
    public int[] Starts => starts ??= MakeStarts();

    /// <summary>The distinct classes if there are at most four, the last repeated to fill up; else null.</summary>
    public int[]? FewClasses()
    {
        Span<int> few = stackalloc int[4];
        var count = 0;
        foreach (var id in Classes)
        {
            if (count == 0 || few[count - 1] != id)
            {
                if (count == 4)
                {
                    return null;
                }

                few[count++] = id;
            }
        }

        for (var i = count; i < 4; i++)
        {
            few[i] = few[count - 1];
        }

        return few.ToArray();
    }

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
