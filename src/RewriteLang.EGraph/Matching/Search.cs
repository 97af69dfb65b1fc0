using System.Runtime.InteropServices;

namespace RewriteLang.EGraphs;

/// <summary>Runs a <see cref="SearchPlan"/> on a frozen graph.</summary>
internal sealed class Search
{
    private readonly EGraph graph;
    private readonly SearchPlan plan;

    // The classes of the plan's ground patterns.
    private readonly int[] grounds;
    private readonly long limit;

    private Search(EGraph graph, SearchPlan plan, int[] grounds, long limit) =>
        (this.graph, this.plan, this.grounds, this.limit) = (graph, plan, grounds, limit);

    /// <summary>All matches, ordered by matched class; or more than <paramref name="limit"/>, if there are.</summary>
    public static Columns Run(EGraph graph, SearchPlan plan, long limit)
    {
        var grounds = new int[plan.Grounds.Length];
        for (var i = 0; i < grounds.Length; i++)
        {
            grounds[i] = GroundClass(graph, plan.Grounds[i]);
            if (grounds[i] < 0)
            {
                return new Columns(plan.ColumnCount);
            }
        }

        return plan.Steps.IsEmpty ? AllClasses(graph) : new Search(graph, plan, grounds, limit).Run();
    }

    // All that have a visible node.
    private static Columns AllClasses(EGraph graph)
    {
        var ids = new int[graph.Classes.Length];
        MemoryMarshal.Cast<EClassId, int>(graph.Classes).CopyTo(ids);
        return new Columns(1) { Count = ids.Length, [0] = ids };
    }

    // The class of a term, or −1 if the graph has no visible node for it.
    private static int GroundClass(EGraph graph, Pattern pattern)
    {
        var apply = (Pattern.Apply)pattern;
        Span<EClassId> children = new EClassId[apply.Children.Length];
        for (var i = 0; i < children.Length; i++)
        {
            var id = GroundClass(graph, apply.Children[i]);
            if (id < 0)
            {
                return -1;
            }

            children[i] = new EClassId(id);
        }

        return graph.TryFindVisible(apply.Symbol, children, out var found) ? found.Value : -1;
    }

    private Columns Run()
    {
        foreach (var step in plan.Steps)
        {
            if (graph.Rows(step.Symbol, step.Parts.Length).Count == 0)
            {
                return new Columns(plan.ColumnCount);
            }
        }

        var rows = Scan(plan.Steps[0]);
        foreach (var step in plan.Steps.AsSpan()[1..])
        {
            rows = Join(rows, step);
        }

        return rows;
    }

    // The first step: the table itself where nothing is to be compared, else the rows that pass.
    private Columns Scan(SearchStep step)
    {
        var table = graph.Rows(step.Symbol, step.Parts.Length);
        var found = Bind(step, table);
        var checks = RowCheck.Of(step, table, null, grounds);
        if (checks.IsEmpty)
        {
            return found;
        }

        var (rows, most) = (graph.SearchRows, MostAfter(step));
        rows.Clear();
        for (var row = 0; row < table.Count && rows.Count <= most; row++)
        {
            row = NextCandidate(step, table, row);
            if (row < table.Count && RowCheck.Pass(checks, row, 0))
            {
                rows.Add(0, row);
            }
        }

        var passed = new Columns(plan.ColumnCount) { Count = rows.Count };
        foreach (var column in step.Output)
        {
            passed[column] = rows.GatherSecond(found[column]);
        }

        return passed;
    }

    // Only what the last step finds are matches.
    private long MostAfter(SearchStep step) => ReferenceEquals(step, plan.Steps[^1]) ? limit : long.MaxValue;

    // Constants are rare: leap to the next row that has the first one, many rows in one vector instruction.
    private int NextCandidate(SearchStep step, SymbolRows table, int row)
    {
        for (var i = 0; i < step.Parts.Length; i++)
        {
            if (step.Parts[i].Kind == PartKind.Ground)
            {
                var next = table.Children[i].AsSpan(row).IndexOf(grounds[step.Parts[i].Index]);
                return next < 0 ? table.Count : row + next;
            }
        }

        return row;
    }

    // A further step: pairs of a row found so far and a row of the table first, then their columns.
    private Columns Join(Columns rows, SearchStep step)
    {
        var table = graph.Rows(step.Symbol, step.Parts.Length);
        var (keys, starts) = (rows[step.Column], table.Starts);
        var checks = RowCheck.Of(step, table, rows, grounds);
        var (pairs, most) = (graph.SearchRows, MostAfter(step));
        pairs.Clear();
        for (var row = 0; row < rows.Count && pairs.Count <= most; row++)
        {
            var (inner, end) = (starts[keys[row]], starts[keys[row] + 1]);
            for (; inner < end; inner++)
            {
                if (checks.IsEmpty || RowCheck.Pass(checks, inner, row))
                {
                    pairs.Add(row, inner);
                }
            }
        }

        var bound = Bind(step, table);
        var joined = new Columns(plan.ColumnCount) { Count = pairs.Count };
        foreach (var column in step.Output)
        {
            joined[column] = step.Makes(column) ? pairs.GatherSecond(bound[column]) : pairs.GatherFirst(rows[column]);
        }

        return joined;
    }

    // The table's own columns under the numbers that the step gives them; no copy.
    private Columns Bind(SearchStep step, SymbolRows table)
    {
        var bound = new Columns(plan.ColumnCount) { Count = table.Count, [step.Column] = table.Classes };
        for (var i = 0; i < step.Parts.Length; i++)
        {
            if (step.Parts[i].Kind == PartKind.Binds)
            {
                bound[step.Parts[i].Index] = table.Children[i];
            }
        }

        if (step.TermColumn >= 0)
        {
            bound[step.TermColumn] = table.Terms;
        }

        return bound;
    }
}
