namespace RewriteLang.EGraphs;

/// <summary>What a child column must equal in the row at hand of a table: an earlier column, another child column of the same row, or a constant.</summary>
/// <param name="Child">The child column.</param>
/// <param name="Earlier">A column of what was found so far, or null.</param>
/// <param name="SameRow">A child column of the same table, or null.</param>
/// <param name="Constant">What it must be if both are null.</param>
internal readonly record struct RowCheck(int[] Child, int[]? Earlier, int[]? SameRow, int Constant)
{
    /// <summary>The checks of a step, with the columns looked up once; <paramref name="found"/> is null in the first step, which has nothing earlier.</summary>
    public static ReadOnlySpan<RowCheck> Of(SearchStep step, SymbolRows table, Columns? found, ReadOnlySpan<int> grounds)
    {
        var checks = new RowCheck[step.Parts.Length];
        var count = 0;
        for (var i = 0; i < step.Parts.Length; i++)
        {
            var (part, child) = (step.Parts[i], table.Children[i]);
            switch (part.Kind)
            {
                case PartKind.Bound:
                    checks[count++] = new RowCheck(child, found![part.Index], null, 0);
                    break;
                case PartKind.SameRow:
                    checks[count++] = new RowCheck(child, null, table.Children[step.Parts.IndexOf(new ChildPart(PartKind.Binds, part.Index))], 0);
                    break;
                case PartKind.Ground:
                    checks[count++] = new RowCheck(child, null, null, grounds[part.Index]);
                    break;
            }
        }

        return checks.AsSpan(0, count);
    }

    /// <summary>Whether a row of the table goes with a row of what was found so far.</summary>
    public static bool Pass(ReadOnlySpan<RowCheck> checks, int inner, int row)
    {
        foreach (ref readonly var check in checks)
        {
            var expected = check.Earlier is not null ? check.Earlier[row] : check.SameRow is not null ? check.SameRow[inner] : check.Constant;
            if (check.Child[inner] != expected)
            {
                return false;
            }
        }

        return true;
    }
}
