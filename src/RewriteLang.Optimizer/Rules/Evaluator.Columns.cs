using RewriteLang.Algebra;
using RewriteLang.Optimizer.Analyses;

namespace RewriteLang.Optimizer.Rules;

/// <summary>Words that give columns.</summary>
internal sealed partial class Evaluator
{
    private object? ColumnWord(WordCall call)
    {
        switch (call.Name)
        {
            case "out":
                return OutOf(call.Value(0));
            case "cols":
                return AllColumns(call);
            case "outer_cols":
                return OuterOf(call.Value(0));
            case "items" when call is { Count: 2, Op.Groups: [[_, { Sort: Dsl.Sort.Renaming }]] }:
                return Renamed(call.Columns(0), (RenamingValue)call.Value(1)).Select(p => new ProjectItem(p.Out, p.In.Ref())).ToSequence();
            case "nulls":
                return call.Columns(0).Ids.Select(id => plans.Columns[id]).Select(c => new ProjectItem(c, Algebra.Scalars.Null(c.Type))).ToSequence();
            case "constants":
                return Constants(call.Columns(0), call.View(1));
            case "items":
                return ItemsOf(call.Arguments, call.Bindings);
            case "keys":
                return SmallestKey(call.View(0));
            case "set_cols":
                return ((GroupingSetsValue)call.Value(0)).Columns;
            case "partition_cols":
                return PartitionColumns((Sequence<WindowItem>)call.Value(0));
            case "equated":
                return Equated(call.Scalars(0), call.Columns(1));
            case "partners":
                return Partners(call.Scalars(0), call.Columns(1));
            default:
                return null;
        }
    }

    // A value equal to a text or a float need not be that text or float.
    // Texts that are equal are one on SQLite, whose columns with another collation are not known as texts; DuckDB does not say which columns have one.
    private Sequence<ProjectItem> Constants(ColumnSet columns, RelationView relation) => FactsOf(relation).Constants
        .Where(c => c.Column.Type == c.Value.Type && c.Column.Type.IsExact && (c.Column.Type.Kind != TypeKind.Varchar || target.Engine == "sqlite"))
        .Select(c => new ProjectItem(relation.Seen(c.Column), c.Value))
        .Where(i => columns.Contains(i.Column)).ToSequence();

    private ColumnSet AllColumns(WordCall call)
    {
        var all = ColumnSet.Empty;
        for (var i = 0; i < call.Count; i++)
        {
            all = all.Union(ColumnsOf(call.Value(i)));
        }

        return all;
    }

    private ColumnSet SmallestKey(RelationView view)
    {
        var key = KeysOf(view).OrderBy(k => k.Count).ThenBy(k => k.ToString(), StringComparer.Ordinal).FirstOrDefault()
            ?? throw new NotApplicableException("no key is known");
        return Seen(view, key);
    }

    // The keys of which all columns are seen.
    private IEnumerable<ColumnSet> KeysOf(RelationView view) =>
        plans.FactsOf(view.Class).Keys.Where(k => !view.IsNarrow || k.IsSubsetOf(ColumnSet.Of(view.Renaming.Select(p => p.In))));

    // Columns of a class as the view shows them.
    private ColumnSet Seen(RelationView view, ColumnSet columns) => view.Renaming.IsEmpty
        ? columns
        : ColumnSet.Of(columns.Ids.Select(id => view.Seen(plans.Columns[id])));

    private ColumnSet OutOf(object value) => value switch
    {
        Sequence<ProjectItem> items => ColumnSet.Of(items.Select(i => i.Column)),
        Sequence<AggregateItem> items => ColumnSet.Of(items.Select(i => i.Column)),
        Sequence<WindowItem> items => ColumnSet.Of(items.Select(i => i.Column)),
        _ => OutOfRelations(value),
    };

    private ColumnSet OutOfRelations(object value)
    {
        var all = ColumnSet.Empty;
        foreach (var view in ViewsIn(value))
        {
            all = all.Union(Out(view));
        }

        return all;
    }

    private ColumnSet OuterOf(object value) => ViewsIn(value).Aggregate(ColumnSet.Empty, (all, v) => all.Union(plans.FactsOf(v.Class).Outer));

    private ColumnSet ColumnsOf(object value) => value switch
    {
        ColumnSet set => set,
        Sequence<AggregateItem> items => AggregateTable.ColumnsOf(items),
        Sequence<SortKey> keys => ColumnSet.ReadBy(keys.Select(k => k.Expression)),
        Sequence<WindowItem> items => ColumnSet.ReadBy(items.SelectMany(i => i.Call.OwnScalars())),
        Sequence<object> many => many.Aggregate(ColumnSet.Empty, (all, one) => all.Union(ColumnsOf(one))),
        _ => ColumnSet.ReadBy(ScalarsIn(value)),
    };

    // Columns as the view's class knows them.
    private static ColumnSet Inside(RelationView view, ColumnSet seen)
    {
        if (view.Renaming.IsEmpty)
        {
            return seen;
        }

        var renamed = ColumnSet.Of(view.Renaming.Where(p => seen.Contains(p.Out)).Select(p => p.In));
        return seen.Except(ColumnSet.Of(view.Renaming.Select(p => p.Out))).Union(renamed);
    }

    private static ColumnSet Equated(IEnumerable<Scalar> conjuncts, ColumnSet side) =>
        ColumnSet.Of(conjuncts.SelectMany(c => FactsDerivation.EquatedWith(c, side, ColumnSet.Empty)));

    private static ColumnSet PartitionColumns(Sequence<WindowItem> calls)
    {
        ColumnSet? all = null;
        foreach (var call in calls)
        {
            var own = ColumnSet.Of(call.Call.PartitionBy.OfType<Scalar.ColumnRef>().Select(k => k.Column));
            all = all is null ? own : all.Intersect(own);
        }

        return all ?? ColumnSet.Empty;
    }

    // The columns that are set equal to one of these.
    private static ColumnSet Partners(IEnumerable<Scalar> conjuncts, ColumnSet columns) => ColumnSet.Of(conjuncts
        .OfType<Scalar.Comparison>()
        .Where(c => c is { Operator: ComparisonOperator.Equal, Left: Scalar.ColumnRef, Right: Scalar.ColumnRef })
        .Select(c => (Left: ((Scalar.ColumnRef)c.Left).Column, Right: ((Scalar.ColumnRef)c.Right).Column))
        .SelectMany(c => new[] { columns.Contains(c.Left) ? c.Right : null, columns.Contains(c.Right) ? c.Left : null })
        .OfType<Column>());
}
