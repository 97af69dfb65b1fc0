using RewriteLang.Algebra;
using RewriteLang.EGraphs;
using RewriteLang.Optimizer.Costs.Joins;
using RewriteLang.Optimizer.Plans;

namespace RewriteLang.Optimizer.Costs;

/// <summary>
/// The cost of one evaluation of a plan, its outer columns bound. Reading a stored table is charged to the operator that reads it, because that
/// operator decides whether all of it is read.
/// </summary>
/// <param name="plans">The graph.</param>
/// <param name="estimator">Row counts.</param>
/// <param name="costs">What the engine pays.</param>
/// <param name="written">The blocks of the query as it was written; null if all are, and no join order may be imposed on any.</param>
/// <param name="enginePlan">How the engine would run the query as it was written, for the order of its joins; null if that is not known.</param>
internal sealed class CostModel(PlanGraph plans, Estimator estimator, EngineCosts costs, IReadOnlySet<SymbolId>? written, Lazy<EnginePlan?>? enginePlan = null) : ICostFunction<double>
{
    private readonly BlockCosts _blocks = new(plans, estimator, costs);
    private readonly JoinOrders? _orders = costs.HashesJoins ? null : new(plans, estimator, costs, written, enginePlan);

    private readonly CteFilters? _cteFilters = costs.FiltersCtes ? new(plans, estimator) : null;

    /// <inheritdoc/>
    public double Cost(ENode node, ReadOnlySpan<double> childCosts)
    {
        var shell = plans.ShellOf(node.Symbol);
        var inputs = node.Children.ToArray();
        if (shell is Relation.Apply apply)
        {
            return OfApply(apply, inputs, childCosts);
        }

        if (shell is Relation.With with)
        {
            var asked = _cteFilters?.ShareOf(with.Name) ?? 1;
            return childCosts[0] + (asked * (Read(inputs[0]) + OwnCost(shell, inputs))) + childCosts[1] + Read(inputs[1]) + 1e-3;
        }

        var below = 0.0;
        for (var i = 0; i < childCosts.Length; i++)
        {
            below += childCosts[i];
        }

        var own = shell is Relation.Block block ? OfBlock(node, block, inputs) : inputs.Sum(Read) + OwnCost(shell, inputs);
        return below + 1e-3 + (own * (_cteFilters?.ShareOf(node) ?? 1));
    }

    /// <summary>The order in which a block's inputs are to be joined, as positions; null to leave it to the engine.</summary>
    public Sequence<int>? OrderOf(ENode node) => written is not null && HasOrder(node.Children.Length) ? _orders!.Imposed(node)?.Inputs : null;

    private bool HasOrder(int inputs) => _orders is not null && inputs is > 0 and <= JoinProblem.MaximumInputs;

    private double OfBlock(ENode node, Relation.Block block, EClassId[] inputs)
    {
        if (!HasOrder(inputs.Length))
        {
            return _blocks.Cost(block, inputs);
        }

        var imposed = written is not null ? _orders!.Imposed(node) : null;
        return (imposed ?? _orders!.Usual(node)).Cost;
    }

    private double Read(EClassId id) => plans.ScanOf(id) is null ? 0 : estimator.Rows(id) * costs.ReadRow;

    private double OwnCost(Relation shell, EClassId[] inputs)
    {
        double Rows(int i) => estimator.Rows(inputs[i]);
        switch (shell)
        {
            case Relation.Values values:
                return 1 + (costs.GivenValue * values.Rows.Count * values.Columns.Count);
            case Relation.Scan or Relation.Opaque or Relation.WithRef or Relation.RecursiveWith:
                return 1;
            case Relation.With:
                return Rows(0) * costs.EmitRow;
            case Relation.FullJoin join when !costs.HashesJoins && !IsIndexed(inputs[1], join.On):
                // SQLite makes no temporary index for the right side of a full join: each left row meets all of them.
                return Rows(0) * Rows(1) * costs.EmitRow;
            case Relation.LeftJoin join when !costs.HashesJoins && !join.On.Any(c => c is Scalar.Comparison { Operator: ComparisonOperator.Equal }):
                return Math.Max(1, Rows(0)) * _orders!.Loop(join.On, inputs[1]);
            case Relation.LeftJoin or Relation.FullJoin:
                return Hashed(Rows(0), Rows(1)) + (Rows(0) * costs.EmitRow);
            case Relation.SemiJoin { On: var on }:
                return Searched(on, inputs) ?? OfPartners(inputs);
            case Relation.AntiJoin { On: var on }:
                return Searched(on, inputs) ?? OfPartners(inputs);
            case Relation.NullAwareAntiJoin:
                return Hashed(Rows(0), Rows(1));
            case Relation.Project project:
                return Rows(0) * costs.EmitRow * 0.2 * (1 + project.Items.Count(i => i.Expression is not Scalar.ColumnRef));
            case Relation.Aggregate aggregate:
                return Math.Max(1, aggregate.Sets.Count) * OfGrouping(aggregate, inputs[0], Rows(0));
            case Relation.Distinct:
                return Rows(0) * KeyCost(plans.FactsOf(inputs[0]).Columns.Ids.Select(id => plans.Columns[id]));
            case Relation.UnionAll:
                return inputs.Sum(estimator.Rows) * costs.EmitRow;
            case Relation.SetOp setOp:
                return (Rows(0) + Rows(1)) * KeyCost(setOp.LeftSource);
            case Relation.Window window:
                return (Sort(Rows(0)) + (Rows(0) * costs.GroupRow)) * window.Items.Select(i => (i.Call.PartitionBy, i.Call.OrderBy)).Distinct().Count();
            case Relation.TopN topN:
                return topN.Order.IsEmpty ? 0 : Rows(0) * costs.SortRow * 2;
            case Relation.Unnest:
                return Rows(0) * costs.EmitRow * 3;
            default:
                throw new System.Diagnostics.UnreachableException(shell.GetType().Name);
        }
    }

    // An index of a stored table starts with a column that the condition asks for.
    private bool IsIndexed(EClassId input, Sequence<Scalar> on) => plans.ScanOf(input) is { } scan && ColumnSet.ReadBy(on) is var asked
        && scan.Table.Indexes.Any(i => asked.Contains(scan.Columns[scan.Table.IndexOf(i.Columns[0])]));

    private double OfGrouping(Relation.Aggregate aggregate, EClassId input, double rows)
    {
        var calls = rows * (costs.EmitRow + aggregate.Aggregates.Sum(a => CallCost(a.Call)));
        if (aggregate.Keys.IsEmpty)
        {
            return calls;
        }

        var groups = estimator.DistinctValues(input, aggregate.Keys.Select(k => k.In));
        return calls + OfGroups(rows, aggregate.Keys.Select(k => k.In), groups);
    }

    // Where rows are sorted by their keys, those of one group are soon told to be equal.
    private double OfGroups(double rows, IEnumerable<Column> keys, double groups) =>
        (rows * KeyCost(keys) * costs.Scattered(groups))
        + (costs.HashesJoins ? groups * costs.HashRow : (rows * costs.SortRow * Math.Log2(Math.Max(2, groups))) + costs.Spilled(rows));

    private double KeyCost(IEnumerable<Column> keys) =>
        costs.GroupRow + keys.Select((k, i) => (i > 0 ? costs.KeyRow : 0) + (k.Type.Kind == TypeKind.Varchar ? costs.TextRow : 0)).Sum();

    // Conditions inside aggregates are asked of every row, each call for itself. A mean is a sum and a count.
    private double CallCost(AggregateCall call) => (costs.AggregateRow * (call.Function == "avg" ? 2 : 1))
        + (call.Filter is null ? 0 : ConditionCost(call.Filter))
        + call.Arguments.Where(a => a is Scalar.Case).Sum(ConditionCost)
        + (call.Distinct && call.Function is not ("min" or "max") ? costs.DistinctRow : 0);

    private double ConditionCost(Scalar condition) =>
        costs.ConditionRow * (costs.AsksOneByOne ? Math.Max(1, condition.DescendantsAndSelf().Count(s => s is Scalar.Comparison or Scalar.InList)) : 1);

    // An engine that loops runs a semi join or anti join as a correlated EXISTS, where conditions over both sides are more than equalities: it goes through the other side for each row, unless an
    // index finds it.
    private double? Searched(Sequence<Scalar> on, EClassId[] inputs)
    {
        var inner = plans.FactsOf(inputs[1]).Columns;
        if (costs.HashesJoins || on.All(c => c is Scalar.Comparison { Operator: ComparisonOperator.Equal } || ColumnSet.ReadBy(c).IsSubsetOf(inner)))
        {
            return null;
        }

        var scan = plans.ScanOf(inputs[1]);
        return scan is not null && scan.Table.Indexes.Any(i => IsKnown(scan, i.Columns[0], on, inner)) ? null
            : Skipped(scan, on, inputs) ?? (Math.Max(1, estimator.Rows(inputs[0])) * _orders!.Loop(on, inputs[1]));
    }

    // Whether a condition equates a column of the table with something that is not of it.
    private static bool IsKnown(Relation.Scan scan, string name, Sequence<Scalar> on, ColumnSet inner) => on.Any(c => c is Scalar.Comparison { Operator: ComparisonOperator.Equal } e
        && new[] { (e.Left, e.Right), (e.Right, e.Left) }.Any(s => s.Item1 is Scalar.ColumnRef r && r.Column == scan.Columns[scan.Table.IndexOf(name)] && !ColumnSet.ReadBy(s.Item2).Overlaps(inner)));

    // It asks it as soon as the outer columns are there: for each row of their table. It skips along an index whose leading column has many rows a value, if the next one is known, rather than make
    // another index (https://www.sqlite.org/optoverview.html#skipscan).
    private double? Skipped(Relation.Scan? scan, Sequence<Scalar> on, EClassId[] inputs)
    {
        var rows = estimator.Rows(inputs[1]);
        var skipped = scan?.Table.Indexes.Where(i => i.Columns.Count > 1 && IsKnown(scan, i.Columns[1], on, plans.FactsOf(inputs[1]).Columns))
            .Select(i => (double?)estimator.DistinctValues(inputs[1], [scan.Columns[scan.Table.IndexOf(i.Columns[0])]])).FirstOrDefault(d => rows / d >= SkippedRows);
        if (skipped is null)
        {
            return null;
        }

        var asked = on.SelectMany(c => c.ReferencedColumns()).Where(plans.FactsOf(inputs[0]).Columns.Contains).Select(c => plans.Origins.TryGetValue(c, out var origin) ? origin.Table.Statistics?.Rows ?? 0 : 0).Append(0).Max();
        return Math.Max(asked, estimator.Rows(inputs[0])) * skipped.Value * costs.ProbeIndex * Math.Log2(Math.Max(2, rows));
    }

    // SQLite skips where a value of the leading column has as many rows.
    private const double SkippedRows = 18;

    // The smaller side is put in the table.
    private double Hashed(double left, double right) => costs.HashesJoins
        ? (Math.Min(left, right) * costs.HashRow) + (Math.Max(left, right) * costs.Probe(Math.Min(left, right)))
        : (right * costs.HashRow) + (left * costs.ProbeRow);

    // Which side of a semi or anti join is the smaller one a hashing engine guesses from the tables that it reads: what conditions leave of them it hardly knows.
    private double OfPartners(EClassId[] inputs)
    {
        var (left, right) = (estimator.Rows(inputs[0]), estimator.Rows(inputs[1]));
        return !costs.HashesJoins || plans.StoredRows(inputs[0], estimator) < plans.StoredRows(inputs[1], estimator)
            ? Hashed(left, right)
            : (right * costs.HashRow) + (left * costs.Probe(right));
    }

    private double Sort(double rows) => (rows * costs.SortRow * Math.Log2(Math.Max(2, rows))) + costs.Spilled(rows);

    private double OfApply(Relation.Apply apply, EClassId[] inputs, ReadOnlySpan<double> childCosts)
    {
        var left = childCosts[0] + Read(inputs[0]);
        var right = childCosts[1] + Read(inputs[1]);
        var rows = Math.Max(1, estimator.Rows(inputs[0]));
        var correlated = plans.FactsOf(inputs[1]).Outer.Overlaps(plans.FactsOf(inputs[0]).Columns);
        if (!correlated)
        {
            return left + right + (rows * (apply.On.IsEmpty ? costs.EmitRow : costs.ProbeRow)) + 1e-3;
        }

        if (!costs.Decorrelates)
        {
            return left + (rows * (right + costs.EmitRow)) + 1e-3;
        }

        var decorrelated = apply.Kind is ApplyKind.Semi or ApplyKind.Anti && UncorrelatedRows(inputs[1]) is { } found
            ? Found(inputs, rows, found)
            : (plans.StoredRows(inputs[1], estimator) * costs.GroupRow) + (rows * (costs.HashRow + costs.ProbeRow));
        return left + right + decorrelated + (rows * ComparedRows(inputs[1])) + 1e-3;
    }

    // By one column an EXISTS becomes a semi join; by several, the inner rows are joined with the outer values, each once, and what is found with the outer rows.
    private double Found(EClassId[] inputs, double rows, double inner)
    {
        var keys = plans.FactsOf(inputs[1]).Outer.Intersect(plans.FactsOf(inputs[0]).Columns).Ids.Select(id => plans.Columns[id]).ToList();
        if (keys.Count == 1)
        {
            return Hashed(rows, inner);
        }

        var values = estimator.DistinctValues(inputs[0], keys);
        return OfGroups(rows, keys, values) + (inner * costs.Probe(values)) + (rows * (costs.HashRow + costs.ProbeRow));
    }

    // How many rows a block has if nothing is asked of outer columns; null of anything else.
    private double? UncorrelatedRows(EClassId id)
    {
        var facts = plans.FactsOf(id);
        var node = plans.Graph.AnyNodeOf(id);
        if (plans.ShellOf(node) is not Relation.Block block)
        {
            return null;
        }

        var inputs = plans.Graph.ChildrenOf(node).ToArray().Select(estimator.Rows).ToList();
        return inputs.Aggregate(1.0, (product, rows) => product * rows)
            * estimator.Selectivity([.. block.Conjuncts.Where(c => !ColumnSet.ReadBy(c).Overlaps(facts.Outer))], inputs.Append(1).Max());
    }

    // What a correlation by equalities finds is as much as there is; by other conditions a row may be found by each outer row, and is grouped for each.
    private double ComparedRows(EClassId inner)
    {
        // A class may be a projection of itself.
        var seen = new HashSet<EClassId>();
        var node = plans.Graph.AnyNodeOf(inner);
        while (plans.ShellOf(node) is Relation.Aggregate or Relation.Project && seen.Add(inner))
        {
            inner = plans.Graph.Find(plans.Graph.ChildrenOf(node)[0]);
            node = plans.Graph.AnyNodeOf(inner);
        }

        return plans.ShellOf(node) switch
        {
            Relation.Block block when block.Conjuncts.Any(c => c is not Scalar.Comparison { Operator: ComparisonOperator.Equal } && ColumnSet.ReadBy(c).Overlaps(plans.FactsOf(inner).Outer)) =>
                estimator.Rows(inner) * (costs.EmitRow + costs.GroupRow),
            _ => 0,
        };
    }
}
