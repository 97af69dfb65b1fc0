using RewriteLang.Algebra;
using RewriteLang.EGraphs;
using RewriteLang.Optimizer.Costs.Joins;
using RewriteLang.Optimizer.Plans;

namespace RewriteLang.Optimizer.Costs;

/// <summary>
/// What an engine pays for the work it does, in nanoseconds on the machine where it was calibrated; only ratios matter.
/// </summary>
/// <param name="ReadRow">To read a stored row.</param>
/// <param name="EmitRow">To hand a row to the next operator.</param>
/// <param name="HashRow">To put a row in a hash table or a temporary index.</param>
/// <param name="ProbeRow">To look a row up there.</param>
/// <param name="ProbeIndex">To look a key up in a stored index, per doubling of the number of rows.</param>
/// <param name="GroupRow">To add a row to its group.</param>
/// <param name="SortRow">To sort a row, per doubling of the number of rows.</param>
/// <param name="Decorrelates">Whether the engine turns correlated subqueries into joins by itself; otherwise it runs them row by row.</param>
/// <param name="HashesJoins">Whether joins hash; otherwise they loop over indexes, stored or made for the purpose.</param>
public sealed record EngineCosts(
    double ReadRow,
    double EmitRow,
    double HashRow,
    double ProbeRow,
    double ProbeIndex,
    double GroupRow,
    double SortRow,
    bool Decorrelates,
    bool HashesJoins)
{
    /// <summary>DuckDB: columns, vectors, hash joins, decorrelation.</summary>
    public static EngineCosts DuckDb { get; } = new(1, 0.5, 8, 3, 2, 6, 1, Decorrelates: true, HashesJoins: true);

    /// <summary>SQLite: rows, nested loops over B-trees, subqueries row by row. Measured on TPC-H's tables at scale 0.1, in memory (docs/benchmarks.md).</summary>
    public static EngineCosts Sqlite { get; } = new(300, 60, 2000, 700, 25, 600, 30, Decorrelates: false, HashesJoins: false);

    /// <summary>The costs of an engine by name.</summary>
    /// <exception cref="ArgumentException">The engine is not known.</exception>
    public static EngineCosts Of(string engine) => engine switch
    {
        "duckdb" => DuckDb,
        "sqlite" => Sqlite,
        _ => throw new ArgumentException($"No costs are known for the engine '{engine}'.", nameof(engine)),
    };
}

/// <summary>
/// The cost of one evaluation of a plan, its outer columns bound. Reading a stored table is charged to the operator that reads it, because that
/// operator decides whether all of it is read.
/// </summary>
/// <param name="plans">The graph.</param>
/// <param name="estimator">Row counts.</param>
/// <param name="costs">What the engine pays.</param>
/// <param name="written">The blocks of the query as it was written; null if no join order may be imposed on any.</param>
internal sealed class CostModel(PlanGraph plans, Estimator estimator, EngineCosts costs, IReadOnlySet<SymbolId>? written) : ICostFunction<double>
{
    private readonly BlockCosts _blocks = new(plans, estimator, costs);
    private readonly JoinOrders? _orders = costs.HashesJoins ? null : new(plans, estimator, costs, written ?? new HashSet<SymbolId>());

    /// <inheritdoc/>
    public double Cost(ENode node, ReadOnlySpan<double> childCosts)
    {
        var shell = plans.ShellOf(node.Symbol);
        var inputs = node.Children.ToArray();
        if (shell is Relation.Apply apply)
        {
            return OfApply(apply, inputs, childCosts);
        }

        var below = 0.0;
        for (var i = 0; i < childCosts.Length; i++)
        {
            below += childCosts[i];
        }

        return below + 1e-3 + (shell is Relation.Block block ? OfBlock(node, block, inputs) : inputs.Sum(Read) + OwnCost(shell, inputs));
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
            case Relation.Scan or Relation.Values or Relation.Opaque or Relation.WithRef or Relation.With or Relation.RecursiveWith:
                return 1;
            case Relation.LeftJoin or Relation.FullJoin:
                return (Rows(1) * costs.HashRow) + (Rows(0) * (costs.ProbeRow + costs.EmitRow));
            case Relation.SemiJoin or Relation.AntiJoin or Relation.NullAwareAntiJoin:
                return (Rows(1) * costs.HashRow) + (Rows(0) * costs.ProbeRow);
            case Relation.Project project:
                return Rows(0) * costs.EmitRow * 0.2 * (1 + project.Items.Count(i => i.Expression is not Scalar.ColumnRef));
            case Relation.Aggregate { Keys.IsEmpty: true } aggregate:
                return Rows(0) * costs.EmitRow * Math.Max(1, aggregate.Aggregates.Count) * FilterFactor(aggregate);
            case Relation.Aggregate aggregate:
                return (Rows(0) * costs.GroupRow * FilterFactor(aggregate)) + (Rows(0) * costs.EmitRow * aggregate.Aggregates.Count)
                    + (costs.HashesJoins ? estimator.DistinctValues(inputs[0], aggregate.Keys.Select(k => k.In)) * costs.HashRow : Sort(Rows(0)));
            case Relation.Distinct:
                return Rows(0) * costs.GroupRow;
            case Relation.UnionAll:
                return inputs.Sum(estimator.Rows) * costs.EmitRow;
            case Relation.SetOp:
                return (Rows(0) + Rows(1)) * costs.GroupRow;
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

    // Conditions inside aggregates are evaluated for every row, each on its own.
    private static double FilterFactor(Relation.Aggregate aggregate) => 1 + (0.3 * aggregate.Aggregates.Count(a => a.Call.Filter is not null));

    private double Sort(double rows) => rows * costs.SortRow * Math.Log2(Math.Max(2, rows));

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

        return costs.Decorrelates
            ? left + right + (plans.StoredRows(inputs[1], estimator) * costs.GroupRow) + (rows * (costs.HashRow + costs.ProbeRow)) + 1e-3
            : left + (rows * (right + costs.EmitRow)) + 1e-3;
    }
}
