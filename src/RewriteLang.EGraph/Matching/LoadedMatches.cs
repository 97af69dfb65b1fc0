using System.Collections.Immutable;

namespace RewriteLang.EGraphs;

/// <summary>The matches of a <see cref="Batch"/>: a few of all that were found, as columns of their own.</summary>
internal sealed class LoadedMatches
{
    private readonly EGraph graph;
    private readonly Rewrite rewrite;
    private readonly Columns matches;

    // Which columns of all matches are the matched class and the variables.
    private readonly ImmutableArray<int> kept;

    // What a condition asks about.
    private readonly EClassId[] asked;

    public LoadedMatches(EGraph graph, Rewrite rewrite, SearchPlan plan, Columns matches, int size)
    {
        (this.graph, this.rewrite, this.matches, kept) = (graph, rewrite, matches, plan.Kept);
        (Roots, Rows, Variables) = (new int[size], new int[size], Batch.Arrays(rewrite.Variables.Length, size));
        asked = new EClassId[rewrite.Variables.Length];
    }

    /// <summary>The matched class of each.</summary>
    public int[] Roots { get; }

    /// <summary>The row of each among all matches.</summary>
    public int[] Rows { get; }

    /// <summary>The classes of each variable, in the order of <see cref="Rewrite.Variables"/>.</summary>
    public int[][] Variables { get; }

    /// <summary>Loads the matches from <paramref name="first"/> whose conditions hold now; returns how many.</summary>
    public int Load(int first, int count)
    {
        if (!rewrite.BoundConditions.IsEmpty)
        {
            return LoadSome(first, count);
        }

        matches[0].AsSpan(first, count).CopyTo(Roots);
        for (var i = 0; i < count; i++)
        {
            Rows[i] = first + i;
        }

        for (var v = 0; v < Variables.Length; v++)
        {
            matches[kept[v + 1]].AsSpan(first, count).CopyTo(Variables[v]);
        }

        return count;
    }

    private int LoadSome(int first, int count)
    {
        var loaded = 0;
        for (var row = first; row < first + count; row++)
        {
            for (var v = 0; v < Variables.Length; v++)
            {
                Variables[v][loaded] = matches[kept[v + 1]][row];
            }

            if (ConditionsHold(loaded))
            {
                Rows[loaded] = row;
                Roots[loaded++] = matches[0][row];
            }
        }

        return loaded;
    }

    private bool ConditionsHold(int at)
    {
        foreach (var condition in rewrite.BoundConditions)
        {
            if (!condition.Holds(graph, Variables, at, asked))
            {
                return false;
            }
        }

        return true;
    }
}
