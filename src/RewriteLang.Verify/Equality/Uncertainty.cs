using RewriteLang.Algebra;

namespace RewriteLang.Verify.Equality;

/// <summary>Why two runs of one query may differ although nothing is wrong.</summary>
public static class Uncertainty
{
    private static readonly HashSet<string> OrderedAggregates =
    [
        "first", "last", "any_value", "arbitrary", "list", "array_agg", "string_agg", "group_concat", "listagg", "arg_min", "arg_max", "argmin",
        "argmax", "min_by", "max_by", "mode", "histogram",
    ];

    private static readonly HashSet<string> PositionalWindows =
        ["row_number", "ntile", "lag", "lead", "first_value", "last_value", "nth_value", "first", "last"];

    /// <summary>The reasons, in the order of the plan; empty for a query whose result its data determine. The root's LIMIT is judged by its rows instead.</summary>
    public static Sequence<string> Reasons(Query query)
    {
        var root = ComparisonSpec.RootTopN(query.Body);
        var reasons = new List<string>();
        foreach (var relation in query.Body.DescendantsAndSelf())
        {
            var reason = ReferenceEquals(relation, root) ? null : ReasonOf(relation);
            if (reason is not null && !reasons.Contains(reason))
            {
                reasons.Add(reason);
            }
        }

        return [.. reasons];
    }

    private static string? ReasonOf(Relation relation)
    {
        if (relation.OwnScalars().SelectMany(s => s.DescendantsAndSelf()).OfType<Scalar.Call>().FirstOrDefault(c => !Functions.Of(c.Function).Deterministic)
            is { } call)
        {
            return $"the function {call.Function} may give another value each time";
        }

        return relation switch
        {
            Relation.Opaque => "it contains SQL that is not understood",
            Relation.TopN top when !Dependencies.IsTotal(top.Order, top.Input, top.Input.Columns) =>
                top.Order.IsEmpty ? "a LIMIT without ORDER BY takes any rows" : "a LIMIT below the root may cut through ties",
            Relation.Aggregate aggregate when aggregate.Aggregates.FirstOrDefault(a => IsOrdered(a.Call, aggregate.Input)) is { } item =>
                $"the aggregate {item.Call.Function} depends on the order of its rows",
            Relation.Window window when window.Items.FirstOrDefault(w => IsOrdered(w.Call, window.Input)) is { } item =>
                $"the window function {item.Call.Function} depends on the order of ties",
            _ => null,
        };
    }

    private static bool IsOrdered(AggregateCall call, Relation input) =>
        OrderedAggregates.Contains(call.Function)
        && !Dependencies.IsTotal(call.OrderBy, input, call.Arguments.SelectMany(a => a.ReferencedColumns()));

    internal static bool IsOrdered(WindowCall call, Relation input)
    {
        var positional = PositionalWindows.Contains(call.Function) || OrderedAggregates.Contains(call.Function)
            || call.Frame is { Unit: FrameUnit.Rows } frame
                && !(frame.Start.Kind == FrameBoundKind.UnboundedPreceding && frame.End.Kind == FrameBoundKind.UnboundedFollowing);
        if (!positional)
        {
            return false;
        }

        // Within a partition its keys are known.
        Sequence<SortKey> order = [.. call.PartitionBy.Select(p => new SortKey(p, false, false)), .. call.OrderBy];
        return !Dependencies.IsTotal(order, input, input.Columns);
    }
}
