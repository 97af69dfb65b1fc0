namespace RewriteLang.Verify.Equality;

/// <summary>
/// Compares two bags of canonical rows. Rows are grouped by their exact columns, and by what kind of value each tolerant one holds; within a group
/// the tolerant numbers are matched one to one.
/// </summary>
/// <param name="exactness">By column.</param>
/// <param name="tolerance">For the tolerant columns.</param>
internal sealed class BagComparison(Exactness[] exactness, Tolerance tolerance)
{
    private readonly int[] _tolerant = [.. Enumerable.Range(0, exactness.Length).Where(i => exactness[i] == Exactness.FloatTolerance)];

    /// <summary>The rows of each bag that have no partner in the other; both empty when the bags are equal.</summary>
    public (List<object?[]> OnlyLeft, List<object?[]> OnlyRight) Unmatched(IEnumerable<object?[]> left, IEnumerable<object?[]> right)
    {
        var groups = new Dictionary<object?[], (List<object?[]> Left, List<object?[]> Right)>(new ByExactColumns(exactness));
        var order = new List<(List<object?[]> Left, List<object?[]> Right)>();
        (List<object?[]> Left, List<object?[]> Right) GroupOf(object?[] row)
        {
            if (!groups.TryGetValue(row, out var group))
            {
                groups.Add(row, group = ([], []));
                order.Add(group);
            }

            return group;
        }

        foreach (var row in left)
        {
            GroupOf(row).Left.Add(row);
        }

        foreach (var row in right)
        {
            GroupOf(row).Right.Add(row);
        }

        var onlyLeft = new List<object?[]>();
        var onlyRight = new List<object?[]>();
        foreach (var (l, r) in order)
        {
            Match(l, r, onlyLeft, onlyRight);
        }

        return (onlyLeft, onlyRight);
    }

    /// <summary>Whether two canonical values of a column are equal as that column compares.</summary>
    public bool SameValue(int column, object? a, object? b) =>
        exactness[column] == Exactness.Exact || Kind(a) is not FiniteKind || Kind(b) is not FiniteKind
            ? exactness[column] == Exactness.Exact ? Equals(a, b) : Equals(Kind(a), Kind(b))
            : tolerance.Close(CanonicalValues.AsDouble(a)!.Value, CanonicalValues.AsDouble(b)!.Value);

    private void Match(List<object?[]> left, List<object?[]> right, List<object?[]> onlyLeft, List<object?[]> onlyRight)
    {
        if (_tolerant.Length == 0 || left.Count == 0 || right.Count == 0)
        {
            onlyLeft.AddRange(left.Skip(right.Count));
            onlyRight.AddRange(right.Skip(left.Count));
            return;
        }

        if (left.Count == 1 && right.Count == 1 && Close(left[0], right[0]))
        {
            return;
        }

        left.Sort(ByTolerant);
        right.Sort(ByTolerant);
        if (left.Count == right.Count && Enumerable.Range(0, left.Count).All(i => Close(left[i], right[i])))
        {
            return;
        }

        // Neighbours that are close in one column may be sorted differently by the next: look for a perfect matching.
        var matching = new TolerantMatching(left, right, r => Number(r, _tolerant[0]), Close, tolerance);
        onlyLeft.AddRange(matching.UnmatchedLeft());
        onlyRight.AddRange(matching.UnmatchedRight());
    }

    private bool Close(object?[] a, object?[] b)
    {
        foreach (var column in _tolerant)
        {
            if (!SameValue(column, a[column], b[column]))
            {
                return false;
            }
        }

        return true;
    }

    private int ByTolerant(object?[] a, object?[] b)
    {
        foreach (var column in _tolerant)
        {
            var order = Number(a, column).CompareTo(Number(b, column));
            if (order != 0)
            {
                return order;
            }
        }

        return 0;
    }

    // Values that are no finite number are equal within a group, by its key.
    private static double Number(object?[] row, int column) =>
        Kind(row[column]) is FiniteKind ? CanonicalValues.AsDouble(row[column])!.Value : 0;

    private const string FiniteKind = "finite";

    // What a value of a tolerant column is matched by exactly.
    private static object? Kind(object? value) => CanonicalValues.AsDouble(value) switch
    {
        null => value,
        double.NaN => "nan",
        double.PositiveInfinity => "+inf",
        double.NegativeInfinity => "-inf",
        _ => FiniteKind,
    };

    private sealed class ByExactColumns(Exactness[] exactness) : IEqualityComparer<object?[]>
    {
        public bool Equals(object?[]? x, object?[]? y)
        {
            for (var i = 0; i < exactness.Length; i++)
            {
                if (!(exactness[i] == Exactness.Exact ? object.Equals(x![i], y![i]) : object.Equals(Kind(x![i]), Kind(y![i]))))
                {
                    return false;
                }
            }

            return true;
        }

        public int GetHashCode(object?[] row)
        {
            var hash = 17;
            for (var i = 0; i < exactness.Length; i++)
            {
                var value = exactness[i] == Exactness.Exact ? row[i] : Kind(row[i]);
                hash = unchecked((hash * 31) + (value?.GetHashCode() ?? 0));
            }

            return hash;
        }
    }
}
