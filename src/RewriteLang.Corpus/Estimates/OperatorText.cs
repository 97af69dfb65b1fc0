using RewriteLang.Algebra;

namespace RewriteLang.Corpus.Estimates;

/// <summary>What an operator does, without what is below it.</summary>
internal static class OperatorText
{
    private const int Longest = 90;

    public static string Of(Relation relation)
    {
        var text = relation switch
        {
            Relation.Scan scan => $"table {scan.Table}",
            Relation.Values => "values",
            Relation.Block { Inputs.IsEmpty: true } => "one row",
            Relation.Block { Inputs: [_] } block => $"filter {On(block.Conjuncts)}",
            Relation.Block block => $"join of {block.Inputs.Count} on {On(block.Conjuncts)}",
            Relation.LeftJoin join => $"left join on {On(join.On)}",
            Relation.FullJoin join => $"full join on {On(join.On)}",
            Relation.SemiJoin join => $"semi join on {On(join.On)}",
            Relation.AntiJoin join => $"anti join on {On(join.On)}",
            Relation.NullAwareAntiJoin join => $"anti join (NOT IN) on {On(join.On)}",
            Relation.Apply apply => $"{apply.Kind.ToString().ToLowerInvariant()} subquery{(apply.On.IsEmpty ? "" : $" on {On(apply.On)}")}",
            Relation.Project => "project",
            Relation.Aggregate { Keys.IsEmpty: true } => "aggregate",
            Relation.Aggregate aggregate => $"aggregate by {string.Join(", ", aggregate.Keys.Select(k => k.In.Name))}{(aggregate.Sets.IsEmpty ? "" : $", {aggregate.Sets.Count} grouping sets")}",
            Relation.Distinct => "distinct",
            Relation.UnionAll union => $"union of {union.Inputs.Count}",
            Relation.SetOp set => set.Operator.ToString().ToLowerInvariant(),
            Relation.Window => "window",
            Relation.TopN => "top",
            Relation.Unnest => "unnest",
            Relation.With with => $"with {with.Name}",
            Relation.WithRef reference => $"reference to {reference.Name}",
            Relation.RecursiveWith with => $"recursive {with.Name}",
            Relation.Opaque => "part that is kept as its text",
            _ => throw new System.Diagnostics.UnreachableException(relation.GetType().Name),
        };
        return text.Length <= Longest ? text : string.Concat(text.AsSpan(0, Longest - 1), "…");
    }

    private static string On(Sequence<Scalar> conjuncts) => conjuncts.IsEmpty ? "nothing" : string.Join(" & ", conjuncts.Select(RelationText.Render));
}
