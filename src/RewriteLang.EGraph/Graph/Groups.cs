namespace RewriteLang.EGraphs;

/// <summary>
/// Ids sorted into numbered groups by counting, as two flat arrays: the ids of a group lie beside each other, in the order in which they were put. Made in two passes
/// over the same pairs: <see cref="Count"/> each, <see cref="Allocate"/>, then <see cref="Put"/> each. Read only after the second.
/// </summary>
internal sealed class Groups
{
    // While counting, [g + 2] is the size of group g; while putting, [g + 1] is where its next id goes; from then on group g lies from [g] to [g + 1].
    private readonly int[] starts;
    private int[] ids = [];

    public Groups(int groupCount) => starts = new int[groupCount + 2];

    /// <summary>Number of ids in all groups.</summary>
    public int Total => ids.Length;

    /// <summary>All ids, group by group.</summary>
    public ReadOnlySpan<int> All => ids;

    /// <summary>The ids of a group; none of a number that there was no group for when this was made.</summary>
    public ReadOnlySpan<int> this[int group] => group + 2 < starts.Length ? ids.AsSpan(starts[group]..starts[group + 1]) : [];

    /// <summary>First pass: one more id will be put into a group.</summary>
    public void Count(int group) => starts[group + 2]++;

    /// <summary>Between the passes: makes room.</summary>
    public void Allocate()
    {
        for (var group = 1; group < starts.Length; group++)
        {
            starts[group] += starts[group - 1];
        }

        ids = GC.AllocateUninitializedArray<int>(starts[^1]);
    }

    /// <summary>Second pass: puts an id into a group.</summary>
    public void Put(int group, int id) => ids[starts[group + 1]++] = id;
}
