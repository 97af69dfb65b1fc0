using RewriteLang.Algebra;

namespace RewriteLang.Verify.Queries;

/// <summary>A column of a base table, by its positions in a catalog.</summary>
internal readonly record struct BaseColumn(int Table, int Column);

/// <summary>What flows into a column of a plan.</summary>
/// <param name="Bases">The base columns that its values are computed from.</param>
/// <param name="Counts">A number of rows flowed in: COUNT, or a numbering window.</param>
/// <param name="Sums">An aggregate of several values flowed in.</param>
internal sealed record ColumnFlow(IReadOnlySet<BaseColumn> Bases, bool Counts, bool Sums)
{
    public static readonly ColumnFlow None = new(new HashSet<BaseColumn>(), false, false);

    public ColumnFlow With(ColumnFlow other) => new(new HashSet<BaseColumn>([.. Bases, .. other.Bases]), Counts || other.Counts, Sums || other.Sums);
}

/// <summary>A column of an occurrence of a table, seen from above.</summary>
/// <param name="Scan">The occurrence.</param>
/// <param name="Position">The column's position in the table.</param>
/// <param name="Use">Through which uses of CTEs it is seen: what one use asks of a row, another does not.</param>
internal sealed record ScannedColumn(Relation.Scan Scan, int Position, string Use);

/// <summary>Follows the columns of a plan down to those of base tables.</summary>
internal sealed class BaseColumns
{
    private readonly Catalog _catalog;
    private readonly Dictionary<ColumnId, ColumnFlow> _flows = [];
    private readonly Dictionary<ColumnId, ScannedColumn> _scanned = [];

    public BaseColumns(Catalog catalog, Relation plan)
    {
        _catalog = catalog;
        Visit(plan);
    }

    /// <summary>What flows into a scalar.</summary>
    public ColumnFlow Of(Scalar scalar) => Of(scalar.ReferencedColumns());

    /// <summary>The occurrence of a table whose column this is under another name; null if it is computed, or not of a table.</summary>
    public ScannedColumn? ScannedAs(Column column) => _scanned.GetValueOrDefault(column.Id);

    private ColumnFlow Of(IEnumerable<Column> columns) =>
        columns.Aggregate(ColumnFlow.None, (flow, c) => _flows.TryGetValue(c.Id, out var found) ? flow.With(found) : flow);

    private void Visit(Relation relation)
    {
        if (relation is Relation.RecursiveWith recursive)
        {
            Visit(recursive.Anchor);
            Positional(recursive.Definition, recursive.AnchorSource);
            Visit(recursive.Step);
            Positional(recursive.Definition, recursive.StepSource);
            Visit(recursive.Body);
            return;
        }

        foreach (var child in relation.Children())
        {
            Visit(child);
        }

        switch (relation)
        {
            case Relation.Scan scan:
                Scanned(scan);
                break;
            case Relation.LeftJoin join:
                Renamed(join.Padded);
                break;
            case Relation.FullJoin join:
                Renamed([.. join.PaddedLeft, .. join.PaddedRight]);
                break;
            case Relation.Apply apply:
                Renamed(apply.Outputs);
                break;
            case Relation.WithRef reference:
                Renamed(reference.Pairs, $"/{reference.Pairs[0].Out.Id.Value}");
                break;
            case Relation.Project project:
                foreach (var item in project.Items)
                {
                    Add(item.Column, Of(item.Expression));
                    if (item.Expression is Scalar.ColumnRef r)
                    {
                        Alias(item.Column, r.Column);
                    }
                }

                break;
            case Relation.Aggregate aggregate:
                Renamed(aggregate.Keys);
                foreach (var (column, call) in aggregate.Aggregates)
                {
                    Add(column, Of(call.Arguments.SelectMany(a => a.ReferencedColumns())) with { Counts = call.Function.StartsWith("count", StringComparison.Ordinal), Sums = true });
                }

                break;
            case Relation.Window window:
                foreach (var (column, call) in window.Items)
                {
                    Add(column, Of(call.Arguments.SelectMany(a => a.ReferencedColumns())) with { Counts = call.Arguments.IsEmpty || call.Function == "count", Sums = true });
                }

                break;
            case Relation.UnionAll union:
                foreach (var source in union.Sources)
                {
                    Positional(union.Columns, source);
                }

                break;
            case Relation.SetOp setOp:
                Positional(setOp.Columns, setOp.LeftSource);
                Positional(setOp.Columns, setOp.RightSource);
                break;
        }
    }

    private void Scanned(Relation.Scan scan)
    {
        var table = _catalog.Tables.ToList().FindIndex(t => t.Equals(scan.Table));
        for (var c = 0; table >= 0 && c < scan.Columns.Count; c++)
        {
            Add(scan.Columns[c], new(new HashSet<BaseColumn> { new(table, c) }, false, false));
            _scanned[scan.Columns[c].Id] = new(scan, c, "");
        }
    }

    private void Renamed(Sequence<ColumnPair> pairs, string use = "")
    {
        foreach (var (@out, @in) in pairs)
        {
            if (@out != @in)
            {
                Add(@out, Of([@in]));
                Alias(@out, @in, use);
            }
        }
    }

    private void Positional(Sequence<Column> columns, Sequence<Column> sources)
    {
        for (var i = 0; i < columns.Count; i++)
        {
            Add(columns[i], Of([sources[i]]));
        }
    }

    private void Add(Column column, ColumnFlow flow) => _flows[column.Id] = _flows.TryGetValue(column.Id, out var before) ? before.With(flow) : flow;

    private void Alias(Column column, Column of, string use = "")
    {
        if (_scanned.TryGetValue(of.Id, out var scanned))
        {
            _scanned[column.Id] = scanned with { Use = scanned.Use + use };
        }
    }
}
