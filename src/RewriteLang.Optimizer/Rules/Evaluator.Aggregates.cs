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
            case "filtered":
                return AggregateTable.Filtered(CallsIn(call.Value(0)), call.Scalars(1));
            case "filtered_each":
                return FilteredEach(Members(call.Value(0)), Members(call.Value(1)));
            case "condition_cols":
                return Decomposer.ConditionColumns(CallsIn(call.Value(0)));
            case "conditional":
                return (double)CallsIn(call.Value(0)).Count(a => a.Call.Filter is not null || a.Call.Arguments.Any(x => x is Scalar.Case));
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

    private static IEnumerable<AggregateItem> CallsIn(object value) => value switch
    {
        Sequence<AggregateItem> items => items,
        Sequence<object> lists => lists.SelectMany(CallsIn),
        _ => throw new UnreachableException(value.GetType().Name),
    };

    private Sequence<AggregateItem> FilteredEach(Sequence<object> calls, Sequence<object> conditions) =>
        [.. calls.Zip(conditions, (c, p) => AggregateTable.Filtered((Sequence<AggregateItem>)c, ScalarsIn(p))).SelectMany(c => c)];

    private static object Used(object value, ColumnSet needed) => value switch
    {
        Sequence<AggregateItem> items => items.Where(i => needed.Contains(i.Column)).ToSequence(),
        Sequence<ProjectItem> items => items.Where(i => needed.Contains(i.Column)).ToSequence(),
        Sequence<WindowItem> items => items.Where(i => needed.Contains(i.Column)).ToSequence(),
        _ => throw new UnreachableException(value.GetType().Name),
    };
}
