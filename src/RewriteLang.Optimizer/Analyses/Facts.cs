using RewriteLang.Algebra;

namespace RewriteLang.Optimizer.Analyses;

/// <summary>A functional dependency: rows that agree on <paramref name="From"/>, NULLs being equal, agree on <paramref name="To"/>.</summary>
public sealed record FunctionalDependency(ColumnSet From, ColumnSet To);

/// <summary>
/// What is certain of a relation's rows, whatever the data. Facts only ever grow: what one member of an e-class proves holds for all,
/// because all have the same rows. What is not here is unknown, and unknown satisfies no condition.
/// </summary>
public sealed record Facts
{
    /// <summary>More keys than this are not kept; dropping one only loses an opportunity.</summary>
    private const int MaximumKeys = 6;

    /// <summary>The columns that come out, as a set.</summary>
    public required ColumnSet Columns { get; init; }

    /// <summary>Columns that are never NULL.</summary>
    public ColumnSet NotNull { get; init; } = ColumnSet.Empty;

    /// <summary>Column sets on which no two rows agree, NULLs being equal. The empty set: there is at most one row.</summary>
    public Sequence<ColumnSet> Keys { get; init; } = [];

    /// <summary>Dependencies beyond those of the keys.</summary>
    public Sequence<FunctionalDependency> Dependencies { get; init; } = [];

    /// <summary>Sets of columns that are equal in every row, none of them NULL.</summary>
    public Sequence<ColumnSet> Equivalences { get; init; } = [];

    /// <summary>Columns with one and the same known value in every row.</summary>
    public Sequence<(Column Column, Scalar.Constant Value)> Constants { get; init; } = [];

    /// <summary>The fewest rows there can be.</summary>
    public long MinimumRows { get; init; }

    /// <summary>The most rows there can be; <see cref="long.MaxValue"/> for no bound.</summary>
    public long MaximumRows { get; init; } = long.MaxValue;

    /// <summary>Columns of enclosing scopes that are used below.</summary>
    public ColumnSet Outer { get; init; } = ColumnSet.Empty;

    /// <summary>Whether two evaluations may differ: volatile functions, limits and row numbers through ties, SQL that is not understood.</summary>
    public bool IsVolatile { get; init; }

    /// <summary>Every column that <paramref name="columns"/> determine, themselves included.</summary>
    public ColumnSet Closure(ColumnSet columns) => Closure(columns, byKeys: true);

    /// <summary>The same, without keys if not asked for.</summary>
    internal ColumnSet Closure(ColumnSet columns, bool byKeys)
    {
        var closure = Constants.IsEmpty ? columns : columns.Union(ColumnSet.Of(Constants.Select(c => c.Column)));
        for (var grown = true; grown;)
        {
            grown = false;
            foreach (var dependency in Dependencies)
            {
                grown |= dependency.From.IsSubsetOf(closure) && Grow(ref closure, dependency.To);
            }

            foreach (var equivalence in Equivalences)
            {
                grown |= equivalence.Overlaps(closure) && Grow(ref closure, equivalence);
            }

            foreach (var key in byKeys ? Keys : [])
            {
                grown |= key.IsSubsetOf(closure) && Grow(ref closure, Columns);
            }
        }

        return closure;

        static bool Grow(ref ColumnSet closure, ColumnSet more)
        {
            var before = closure;
            closure = closure.Union(more);
            return !ReferenceEquals(before, closure);
        }
    }

    /// <summary>Whether no two rows agree on <paramref name="columns"/>.</summary>
    public bool IsUnique(ColumnSet columns)
    {
        if (MaximumRows <= 1)
        {
            return true;
        }

        if (Keys.IsEmpty)
        {
            return false;
        }

        var closure = Closure(columns);
        return Keys.Any(k => k.IsSubsetOf(closure));
    }

    /// <summary>The facts of both: two descriptions of the same rows.</summary>
    public static Facts Both(Facts one, Facts other) => one with
    {
        NotNull = one.NotNull.Union(other.NotNull),
        Keys = one.Keys == other.Keys ? one.Keys : Minimal(one.Keys.Concat(other.Keys)),
        Dependencies = one.Dependencies == other.Dependencies ? one.Dependencies : [.. one.Dependencies.Union(other.Dependencies)],
        Equivalences = one.Equivalences == other.Equivalences ? one.Equivalences : MergeEquivalences(one.Equivalences.Concat(other.Equivalences)),
        Constants = one.Constants == other.Constants ? one.Constants : [.. one.Constants.UnionBy(other.Constants, c => c.Column)],
        MinimumRows = Math.Max(one.MinimumRows, other.MinimumRows),
        MaximumRows = Math.Min(one.MaximumRows, other.MaximumRows),
        Outer = one.Outer.Intersect(other.Outer),
        IsVolatile = one.IsVolatile && other.IsVolatile,
    };

    /// <summary>Keys without those that contain another, smallest first.</summary>
    public static Sequence<ColumnSet> Minimal(IEnumerable<ColumnSet> keys)
    {
        // Asked for every operator, most of which have one key or none.
        var all = keys.ToSequence();
        if (all.Count < 2)
        {
            return all;
        }

        var kept = new List<ColumnSet>(all);

        var smallest = kept.OrderBy(k => k.Count).ToList();
        kept.Clear();
        foreach (var key in smallest)
        {
            if (!kept.Exists(k => k.IsSubsetOf(key)))
            {
                kept.Add(key);
            }
        }

        return [.. kept.Take(MaximumKeys)];
    }

    /// <summary>Equivalences with overlapping sets joined.</summary>
    public static Sequence<ColumnSet> MergeEquivalences(IEnumerable<ColumnSet> equivalences)
    {
        var merged = new List<ColumnSet>();
        foreach (var equivalence in equivalences)
        {
            var joined = equivalence;
            for (var i = merged.Count - 1; i >= 0; i--)
            {
                if (merged[i].Overlaps(joined))
                {
                    joined = joined.Union(merged[i]);
                    merged.RemoveAt(i);
                }
            }

            merged.Add(joined);
        }

        return [.. merged.OrderBy(e => e.Ids.First().Value)];
    }
}
