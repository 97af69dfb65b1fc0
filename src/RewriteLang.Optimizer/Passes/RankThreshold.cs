using RewriteLang.Algebra;
using RewriteLang.Optimizer.Costs;
using RewriteLang.Optimizer.Plans;

namespace RewriteLang.Optimizer.Passes;

/// <summary>
/// RANK() &lt;= k over rows that are calculated: the k-th best value of each partition is found by a grouping, which keeps k values a partition, and rows behind it are dropped before the
/// rest is sorted. Rows that are ranked before a kept one are kept, too, so ranks stay what they are.
/// It is no rule: what is ranked is read twice and computed once, and the language has no name for that.
/// </summary>
/// <param name="columns">Where new columns come from.</param>
/// <param name="minimumTrust">Constraints below this trust are ignored.</param>
internal sealed class RankThreshold(ColumnFactory columns, Trust minimumTrust)
{
    // Beyond that many values a partition the lists that keep them cost more than a sort.
    private const int MostRanks = 1000;

    // A partition has to have so many rows for each that is kept.
    private const double LeastShare = 4;

    // Below, nothing takes long.
    private const double LeastRows = 10_000;

    private static readonly HashSet<string> Ranks = new(StringComparer.Ordinal) { "rank", "dense_rank", "row_number" };

    private int _made;

    /// <summary>The query with all such rows dropped early; the same object if there are none. The CTE that it makes is for engines that compute one once if told to.</summary>
    public Query Of(Query query)
    {
        if (!query.Body.DescendantsAndSelf().Any(r => r is Relation.Block block && Limited(block).Any()))
        {
            return query;
        }

        var canonicalizer = new PlanCanonicalizer(columns);
        var canonical = canonicalizer.Canonicalize(query);
        var plans = new PlanGraph(columns, canonicalizer.Origins, new(minimumTrust));
        plans.Add(canonical.Body);
        plans.Graph.Rebuild();
        var estimator = new Estimator(plans);
        var made = Of(canonical, (input, keys, most) => plans.Add(input) is var id && estimator.Rows(id) is var rows && rows >= LeastRows && rows >= LeastShare * most * estimator.DistinctValues(id, keys));
        return ReferenceEquals(made, canonical) ? query : made;
    }

    /// <summary>The same, where something else decides what pays.</summary>
    /// <param name="query">The query.</param>
    /// <param name="pays">Told what is ranked, by which partitions, and how many rows of each are wanted.</param>
    internal Query Of(Query query, Func<Relation, IEnumerable<Column>, long, bool> pays)
    {
        var body = query.Body.Transform(r => r is Relation.Block block ? OfBlock(block, pays) : r);
        return ReferenceEquals(body, query.Body) ? query : query with { Body = body };
    }

    private Relation.Block OfBlock(Relation.Block block, Func<Relation, IEnumerable<Column>, long, bool> pays)
    {
        foreach (var (window, most) in Limited(block))
        {
            var call = window.Items[0].Call;
            if (pays(window.Input, call.PartitionBy.Select(p => ((Scalar.ColumnRef)p).Column), most))
            {
                block = block with { Inputs = block.Inputs.Map(i => ReferenceEquals(i, window) ? window with { Input = Kept(window.Input, call, most) } : i) };
            }
        }

        return block;
    }

    // Windows whose columns are all ranks in one order, of which a block keeps the first ones, with how many these are.
    private static IEnumerable<(Relation.Window Window, long Most)> Limited(Relation.Block block)
    {
        foreach (var window in block.Inputs.OfType<Relation.Window>())
        {
            var first = window.Items[0].Call;
            if (window.Items.All(i => Ranks.Contains(i.Call.Function) && i.Call is { Arguments.IsEmpty: true, Frame: null, Filter: null } && i.Call.PartitionBy.Equals(first.PartitionBy) && i.Call.OrderBy.Equals(first.OrderBy))
                && first.PartitionBy.All(p => p is Scalar.ColumnRef)
                && first.OrderBy is [{ Expression: Scalar.ColumnRef { Type: var type } }, ..] && (type.IsNumeric || type.Kind is TypeKind.Date or TypeKind.Timestamp)
                && window.Input is not Relation.Scan && window.Input.OuterColumns().Count == 0 && !window.Input.HasVolatileScalars()
                && window.Items.Where(i => i.Call.Function == "rank").SelectMany(i => block.Conjuncts.Select(c => Most(c, i.Column))).OfType<long>().DefaultIfEmpty(0).Min() is > 0 and <= MostRanks and var most)
            {
                yield return (window, most);
            }
        }
    }

    // What a condition leaves of a rank at most; null if it says nothing of the kind.
    private static long? Most(Scalar conjunct, Column rank) => Conditions.Tidied(conjunct) is Scalar.Comparison { Left: Scalar.ColumnRef left, Right: Scalar.Constant { Value: long bound } } comparison && left.Column == rank
        ? comparison.Operator switch
        {
            ComparisonOperator.LessOrEqual or ComparisonOperator.Equal => bound,
            ComparisonOperator.Less => bound - 1,
            _ => null,
        }
        : null;

    // Rows without a value are kept, wherever the order puts them.
    private Relation.With Kept(Relation ranked, WindowCall call, long most)
    {
        var name = $"ranked{(_made++ == 0 ? "" : $"_{_made}")}";
        var key = ((Scalar.ColumnRef)call.OrderBy[0].Expression).Column;
        var descending = call.OrderBy[0].Descending;
        var rows = Reference();
        var others = Reference();
        Column In(Relation.WithRef reference, Column column) => reference.Pairs.First(p => p.In == column).Out;

        var list = columns.Fresh("best", SqlType.Other($"{key.Type}[]"));
        var threshold = columns.Fresh("threshold", key.Type);
        var value = In(others, key).Ref();
        var partition = call.PartitionBy.Select(p => ((Scalar.ColumnRef)p).Column).Distinct().ToList();
        var grouped = new Relation.Aggregate(
            others, [.. partition.Select(p => new ColumnPair(In(others, p), In(others, p)))], [], [new(list, new(descending ? "arg_max" : "arg_min", [value, value, Scalars.Integer(most)], false, null, [], list.Type))]);
        var thresholds = new Relation.Project(
            grouped, [.. grouped.Keys.Select(k => new ProjectItem(k.Out, k.Out.Ref())), new(threshold, new Scalar.Call("list_extract", [list.Ref(), Scalars.Integer(-1)], key.Type))]);
        var own = In(rows, key).Ref();
        var block = new Relation.Block(
            [rows, thresholds],
            [
                .. partition.Select(p => (Scalar)new Scalar.Comparison(ComparisonOperator.IsNotDistinct, In(rows, p).Ref(), In(others, p).Ref())),
                Scalars.AnyOf([new Scalar.Comparison(descending ? ComparisonOperator.GreaterOrEqual : ComparisonOperator.LessOrEqual, own, threshold.Ref()), new Scalar.IsNull(own)]),
            ]);
        return new(name, ranked, new Relation.Project(block, [.. rows.Pairs.Select(p => new ProjectItem(p.In, p.Out.Ref()))]), Materialization.Always);

        Relation.WithRef Reference() => new(name, [.. ranked.Columns.Distinct().Select(c => new ColumnPair(columns.Fresh(c.Name, c.Type, c.Nullable), c))]);
    }
}
