using System.Diagnostics;
using RewriteLang.Algebra;
using RewriteLang.Optimizer.Analyses;

namespace RewriteLang.Optimizer.Rules;

/// <summary>Words about aggregates.</summary>
internal sealed partial class Evaluator
{
    private object? AggregateWord(WordCall call)
    {
        switch (call.Name)
        {
            case "decomposable":
                return Decompose(call) is not null;
            case "duplicate_insensitive":
                return CallsIn(call.Value(0)).All(a => AggregateTable.IsDuplicateInsensitive(a.Call));
            case "any_distinct":
                return CallsIn(call.Value(0)).Any(a => a.Call.Distinct);
            case "is_count":
                return CallsIn(call.Value(0)).All(a => a.Call.Function is "count" or "count_star");
            case "null_on_no_rows":
                return CallsIn(call.Value(0)).All(a => AggregateTable.OnNoRows(a.Call) is Scalar.Constant { Value: null });
            case "partials":
                return Decomposed(call).Partials;
            case "finals":
                return Decomposed(call);
            case "finals_padded":
                return Padded(Decomposed(call), CallsIn(call.Value(0)));
            case "merged":
                return Merged((Sequence<AggregateItem>)call.Value(0), (Sequence<AggregateItem>)call.Value(1));
            case "filtered":
                return AggregateTable.Filtered(CallsIn(call.Value(0)), call.Scalars(1));
            case "filtered_each":
                return FilteredEach(Members(call.Value(0)), Members(call.Value(1)));
            case "condition_cols":
                return Decomposer.ConditionColumns(CallsIn(call.Value(0)));
            case "conditional":
                return (double)CallsIn(call.Value(0)).Count(a => a.Call.Filter is not null || a.Call.Arguments.Any(x => x is Scalar.Case));
            case "running":
                return Running(CallsIn(call.Value(0)), call.Columns(1), call.Text(2), ScalarOf(call.Arguments[3], call.Bindings));
            case "neighbours":
                return Neighbours(Renamed(call.Columns(0), (RenamingValue)call.Value(1)), call.Columns(2), ScalarOf(call.Arguments[3], call.Bindings), call.Text(4));
            case "largest":
                return Renamed(call.Columns(0), (RenamingValue)call.Value(1))
                    .Select(p => new AggregateItem(p.In, new("max", [p.Out.Ref()], false, null, [], AggregateTable.TypeOf("max", p.Out.Type)!))).ToSequence();
            case "hidden":
                return CallsIn(call.Value(0)).Select(a => a with { Column = Hidden(a) }).ToSequence();
            case "restored":
                return CallsIn(call.Value(0)).Select(Restored).ToSequence();
            case "used":
                return Used(call.Value(0), call.Columns(1));
            default:
                return null;
        }
    }

    private Decomposition Decomposed(WordCall call) => Decompose(call) ?? throw new NotApplicableException("an aggregate has no partial form");

    // decomposable(as), partials(as), finals(as), or the same with the columns of the rows below and those on which the rows of a group agree.
    private Decomposition? Decompose(WordCall call) => call.Count == 1
        ? Decomposer.Decompose(CallsIn(call.Value(0)), plans.Columns)
        : Decomposer.Decompose(CallsIn(call.Value(0)), plans.Columns, call.Columns(1), call.Columns(2));

    // A group of padded rows alone has no partial result to add up: what is not NULL on no rows has to be said.
    private static Decomposition Padded(Decomposition parts, IEnumerable<AggregateItem> calls)
    {
        var counts = calls.Where(c => AggregateTable.OnNoRows(c.Call) is Scalar.Constant { Value: not null }).ToDictionary(c => c.Column, c => AggregateTable.OnNoRows(c.Call)!);
        return parts with
        {
            Results = parts.Results.Map(r => counts.TryGetValue(r.Column, out var nothing)
                ? r with { Expression = new Scalar.Call("coalesce", [r.Expression, nothing], r.Column.Type) }
                : r),
        };
    }

    // A row on which the columns are NULL changes nothing: an argument is NULL there, or the condition does not hold.
    private static bool LeavesOut(AggregateCall call, ColumnSet nulls) =>
        (call.Filter is { } filter && NullRejection.RejectsNull(filter, nulls))
        || (AggregateTable.Laws.GetValueOrDefault(call.Function)?.IgnoresNulls == true && call.Arguments.Any(a => NullRejection.IsNullOn(a, nulls)));

    // A call over groups whose parts and whole are calls of itself is the call over the rows: sums, least and largest values.
    private static Sequence<AggregateItem> Merged(Sequence<AggregateItem> outer, Sequence<AggregateItem> inner) => outer.Map(item =>
    {
        if (item.Call is not { Distinct: false, Filter: null, OrderBy.IsEmpty: true, Arguments: [Scalar.ColumnRef { Column: var column }] })
        {
            return OfKeys(item);
        }

        return inner.FirstOrDefault(i => i.Column == column)?.Call is not { } below ? OfKeys(item)
            : below is { Distinct: false, OrderBy.IsEmpty: true } && below.Function == item.Call.Function && below.Type == item.Call.Type && AggregateTable.IsWholeOfItself(below.Function)
            ? item with { Call = below }
            : throw new NotApplicableException($"{item.Call.Function} of {below.Function} is no aggregate of the rows");

        AggregateItem OfKeys(AggregateItem call) => AggregateTable.IsDuplicateInsensitive(call.Call) && AggregateTable.ColumnsOf([call]) is var read && inner.All(i => !read.Contains(i.Column))
            ? call
            : throw new NotApplicableException($"{call.Call.Function} counts groups");
    });

    private static IEnumerable<AggregateItem> CallsIn(object value) => value switch
    {
        Sequence<AggregateItem> items => items,
        Sequence<object> lists => lists.SelectMany(CallsIn),
        _ => throw new UnreachableException(value.GetType().Name),
    };

    private Sequence<AggregateItem> FilteredEach(Sequence<object> calls, Sequence<object> conditions) =>
        [.. calls.Zip(conditions, (c, p) => AggregateTable.Filtered((Sequence<AggregateItem>)c, ScalarsIn(p))).SelectMany(c => c)];

    // Peers count as the row itself does, so the frame is one of values, and leaves out the group of the row where it must not count.
    private Sequence<WindowItem> Running(IEnumerable<AggregateItem> items, ColumnSet partition, string comparison, Scalar by)
    {
        var keys = partition.Ids.Select(id => (Scalar)plans.Columns[id].Ref()).ToSequence();
        var (descending, strict) = comparison switch
        {
            "<=" => (false, false),
            "<" => (false, true),
            ">=" => (true, false),
            ">" => (true, true),
            _ => throw new NotApplicableException($"'{comparison}' is no comparison by which rows run"),
        };
        var frame = strict
            ? new WindowFrame(FrameUnit.Range, new(FrameBoundKind.UnboundedPreceding), new(FrameBoundKind.CurrentRow), FrameExclusion.Group)
            : null;
        return items.Select(i => i.Call is { Distinct: false, OrderBy.IsEmpty: true } call
            ? new WindowItem(i.Column, new(call.Function, call.Arguments, false, call.Filter, false, keys, [new(by, descending, NullsFirst: false)], frame, call.Type))
            : throw new NotApplicableException($"{i.Call.Function} with DISTINCT or an order cannot run")).ToSequence();
    }

    private Sequence<WindowItem> Neighbours(IEnumerable<ColumnPair> columns, ColumnSet partition, Scalar by, string function)
    {
        if (function is not ("lag" or "lead"))
        {
            throw new NotApplicableException($"'{function}' is no neighbour");
        }

        var keys = partition.Ids.Select(id => (Scalar)plans.Columns[id].Ref()).ToSequence();
        return [.. columns.Select(p => new WindowItem(p.In, new(function, [p.Out.Ref()], false, null, false, keys, [new(by, Descending: false, NullsFirst: false)], null, p.In.Type)))];
    }

    private Column Hidden(AggregateItem item) => plans.Columns.Keyed(("hidden", item.Column.Id, item.Call), item.Column.Name, item.Call.Type);

    // What a row without partner is padded with is not what the calls give on no rows.
    private ProjectItem Restored(AggregateItem item) => new(item.Column, AggregateTable.OnNoRows(item.Call) switch
    {
        Scalar.Constant { Value: null } => Hidden(item).Ref(),
        { } nothing => new Scalar.Call("coalesce", [Hidden(item).Ref(), nothing], item.Call.Type),
        null => throw new NotApplicableException($"the value of {item.Call.Function} on no rows is not known"),
    });

    private static object Used(object value, ColumnSet needed) => value switch
    {
        Sequence<AggregateItem> items => items.Where(i => needed.Contains(i.Column)).ToSequence(),
        Sequence<ProjectItem> items => items.Where(i => needed.Contains(i.Column)).ToSequence(),
        Sequence<WindowItem> items => items.Where(i => needed.Contains(i.Column)).ToSequence(),
        _ => throw new UnreachableException(value.GetType().Name),
    };
}
