using RewriteLang.Algebra;

namespace RewriteLang.Optimizer.Analyses;

/// <summary>
/// Which relations may give other rows when they are evaluated again. Such a relation is never shared, duplicated or removed.
/// </summary>
public static class Volatility
{
    private static readonly HashSet<string> OrderFree = new(StringComparer.Ordinal)
    {
        "count", "count_star", "sum", "min", "max", "avg", "stddev", "stddev_samp", "stddev_pop", "variance", "var_samp", "var_pop",
        "bool_and", "bool_or", "bit_and", "bit_or", "bit_xor", "median", "quantile_cont", "quantile_disc", "grouping", "product",
        "corr", "covar_pop", "covar_samp",
    };

    private static readonly HashSet<string> PeerFree = new(StringComparer.Ordinal) { "rank", "dense_rank", "percent_rank", "cume_dist" };

    /// <summary>Whether the operator or an input is volatile.</summary>
    public static bool IsVolatile(Relation relation, ReadOnlySpan<Facts> inputs)
    {
        foreach (var input in inputs)
        {
            if (input.IsVolatile)
            {
                return true;
            }
        }

        return relation switch
        {
            Relation.Opaque => true,
            Relation.TopN topN => !IsTotal(inputs[0], topN.Order.Select(k => k.Expression)) || !AllDeterministic(relation),
            Relation.Aggregate aggregate => aggregate.Aggregates.Any(a => !OrderFree.Contains(a.Call.Function)) || !AllDeterministic(relation),
            Relation.Window window => !AllDeterministic(relation) || DependsOnTies(window, inputs[0]),
            _ => !AllDeterministic(relation),
        };
    }

    /// <summary>Whether rows that agree on the column <paramref name="keys"/> are one row.</summary>
    public static bool IsTotal(Facts facts, IEnumerable<Scalar> keys) =>
        facts.IsUnique(ColumnSet.Of(keys.OfType<Scalar.ColumnRef>().Select(r => r.Column)));

    private static bool AllDeterministic(Relation relation)
    {
        foreach (var scalar in relation.OwnScalars())
        {
            if (!scalar.IsDeterministic())
            {
                return false;
            }
        }

        return true;
    }

    private static bool DependsOnTies(Relation.Window window, Facts input) => window.Items.Any(i =>
        !PeerFree.Contains(i.Call.Function)
        && !(OrderFree.Contains(i.Call.Function) && i.Call.Frame is null or { Unit: FrameUnit.Range or FrameUnit.Groups })
        && !IsTotal(input, i.Call.PartitionBy.Concat(i.Call.OrderBy.Select(k => k.Expression))));
}
