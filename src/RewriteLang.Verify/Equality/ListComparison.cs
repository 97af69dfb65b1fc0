namespace RewriteLang.Verify.Equality;

/// <summary>
/// Compares two lists of equally many rows up to ties. The original is cut into runs of rows that agree in the sort keys, key by key; the rewritten
/// list must hold the same bag of rows in the same places. No collation and no placement of NULLs needs to be known for that.
/// </summary>
internal sealed class ListComparison(object?[][] left, object?[][] right, ComparisonSpec spec, Exactness[] exactness, BagComparison bags)
{
    private Difference? _difference;
    private Difference? _cutDifference;
    private Difference? _hiddenDifference;

    public Verdict Compare()
    {
        CompareRun(0, left.Length, 0);
        return _difference is not null ? new Verdict.Differs(_difference)
            : _cutDifference is not null ? new Verdict.Undetermined("The LIMIT cuts through ties.", _cutDifference)
            : _hiddenDifference is not null ? new Verdict.Undetermined("The rows are ordered by something that the result does not show.", _hiddenDifference)
            : Verdict.Equal.Instance;
    }

    private void CompareRun(int start, int end, int depth)
    {
        if (_difference is not null || end == start)
        {
            return;
        }

        var keys = spec.Order?.Keys ?? default;
        if (depth == keys.Count)
        {
            CompareTies(start, end);
            return;
        }

        var key = keys[depth];
        for (var from = start; from < end;)
        {
            var to = from + 1;
            while (to < end && bags.SameValue(key, left[to - 1][key], left[to][key]))
            {
                to++;
            }

            if (exactness[key] == Exactness.FloatTolerance && !SameBits(key, from, to))
            {
                // Sums that are nearly equal may stand in either order, and then decide before later keys do.
                CompareBags(from, to, spec.Cut is not null);
            }
            else if (!KeysAgree(key, from, to))
            {
                return;
            }
            else
            {
                CompareRun(from, to, depth + 1);
            }

            from = to;
        }
    }

    private bool SameBits(int key, int from, int to) =>
        Enumerable.Range(from, to - from).All(i => Equals(left[i][key], left[from][key]) && Equals(right[i][key], left[from][key]));

    private bool KeysAgree(int key, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            if (!bags.SameValue(key, left[i][key], right[i][key]))
            {
                _difference ??= At(i, "differs in a sort key");
                return false;
            }
        }

        return true;
    }

    // Rows that agree in every visible key.
    private void CompareTies(int start, int end)
    {
        if (Enumerable.Range(start, end - start).All(RowsAgree))
        {
            return;
        }

        CompareBags(start, end, spec.Cut is { OnlyNearTies: false });
        if (spec.Order is { HiddenKeys: true })
        {
            var row = Enumerable.Range(start, end - start).First(i => !RowsAgree(i));
            _hiddenDifference ??= At(row, "differs, with the same rows around it in another order");
        }
    }

    private void CompareBags(int start, int end, bool mayBeCut)
    {
        var unmatched = bags.Unmatched(left[start..end], right[start..end]);
        if (unmatched.OnlyLeft.Count == 0)
        {
            return;
        }

        var difference = ResultComparer.Sampled(end - start == 1 ? $"Row {end} differs." : $"Rows {start + 1} to {end} differ.", unmatched);
        if (mayBeCut && (end == left.Length || (spec.Cut!.CutsStart && start == 0)))
        {
            _cutDifference ??= difference;
        }
        else
        {
            _difference ??= difference;
        }
    }

    private bool RowsAgree(int i)
    {
        for (var c = 0; c < exactness.Length; c++)
        {
            if (!bags.SameValue(c, left[i][c], right[i][c]))
            {
                return false;
            }
        }

        return true;
    }

    private Difference At(int i, string what) =>
        new($"Row {i + 1} {what}.", [ResultText.Of(left[i])], [ResultText.Of(right[i])]);
}
