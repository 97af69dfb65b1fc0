namespace RewriteLang.Sql.Printing.Text;

/// <summary>Recognizes grouping sets that have a name.</summary>
internal static class GroupingShape
{
    /// <summary>Whether each set is the next longer one without its last key, down to none.</summary>
    public static bool IsRollup(IReadOnlyList<IReadOnlyList<int>> sets, int keys)
    {
        if (keys == 0 || sets.Count != keys + 1)
        {
            return false;
        }

        var bySize = sets.OrderByDescending(s => s.Count).ToList();
        for (var i = 0; i < bySize.Count; i++)
        {
            if (bySize[i].Count != keys - i || !bySize[i].SequenceEqual(bySize[0].Take(keys - i)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether every subset of the keys is there once.</summary>
    public static bool IsCube(IReadOnlyList<IReadOnlyList<int>> sets, int keys) =>
        keys is > 0 and < 12 && sets.Count == 1 << keys && sets.Select(s => s.Aggregate(0, (mask, i) => mask | (1 << i))).Distinct().Count() == sets.Count;
}
