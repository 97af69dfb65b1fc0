using System.Diagnostics;
using RewriteLang.Algebra;
using RewriteLang.EGraphs;
using RewriteLang.Optimizer.Plans;

namespace RewriteLang.Optimizer.Costs;

/// <summary>
/// Estimated row counts, from statistics where there are any. One estimate a class, made from its first node, so that equal plans have
/// equal estimates; nothing that soundness rests on. A class whose outer columns are bound is estimated for one binding.
/// </summary>
/// <param name="plans">The graph.</param>
public sealed partial class Estimator(PlanGraph plans)
{
    /// <summary>How many rows a relation is taken to have of which nothing is known.</summary>
    public const double UnknownRows = 1000;

    private readonly Dictionary<EClassId, double> _rows = [];
    private readonly Dictionary<(EClassId, ColumnSet), double> _distinct = [];
    private readonly Dictionary<Column, ColumnStatistics?> _statistics = [];
    private readonly Dictionary<Scalar, Scalar> _folded = new(ReferenceEqualityComparer.Instance);
    private KeyRanges? _keyRanges;
    private readonly HashSet<EClassId> _busy = [];

    /// <summary>The estimated number of rows of a class, at least a fraction of one unless it is certain that there is none.</summary>
    public double Rows(EClassId id)
    {
        id = plans.Graph.Find(id);
        if (_rows.TryGetValue(id, out var rows))
        {
            return rows;
        }

        if (!_busy.Add(id))
        {
            return UnknownRows;
        }

        var node = plans.Graph.AnyNodeOf(id);
        var facts = plans.FactsOf(id);
        rows = Math.Clamp(RowsOf(plans.ShellOf(node), plans.Graph.ChildrenOf(node).ToArray()), facts.MinimumRows, facts.MaximumRows);
        _busy.Remove(id);
        _rows[id] = rows;
        return rows;
    }

    private KeyRanges KeyRanges => _keyRanges ??= new(plans, StatisticsOf, (column, range) => RangeSelectivity(column, range, 1));

    private static (Column Column, int Count)? Values(Scalar conjunct) => conjunct switch
    {
        Scalar.Comparison { Operator: ComparisonOperator.Equal, Left: Scalar.ColumnRef { Column: var column }, Right: var value } when IsConstant(Literal(value)) => (column, 1),
        Scalar.InList { Operand: Scalar.ColumnRef { Column: var column } } list when list.Items.All(i => IsConstant(Literal(i))) => (column, list.Items.Count),
        _ => null,
    };

    /// <summary>The estimated share of rows for which all conjuncts are TRUE.</summary>
    /// <param name="conjuncts">Over columns of one row.</param>
    /// <param name="rows">How many rows there are.</param>
    /// <param name="block">All conditions of the block that the conjuncts are of; the conjuncts themselves if not given.</param>
    public double Selectivity(IReadOnlyCollection<Scalar> conjuncts, double rows, IReadOnlyCollection<Scalar>? block = null)
    {
        if (conjuncts.Count == 0)
        {
            return 1;
        }

        var all = conjuncts.Select(Folded).ToList();
        var context = block is null ? all : block.Select(Folded);
        if (all is [var only] && ValueRange.Of(only) is null)
        {
            return SelectivityOf(only, rows) * KeyRanges.Density(only, context);
        }

        var product = 1.0;
        var ranges = new Dictionary<Column, ValueRange>();
        var inKeys = new HashSet<Scalar>(ReferenceEqualityComparer.Instance);
        foreach (var (key, keyRows) in KeyEqualities.Of(all, plans.Origins))
        {
            product /= keyRows;
            inKeys.UnionWith(key.Select(i => all[i]));
        }

        // What is asked of a column besides the one value that it has keeps that value or nothing.
        var fixedColumns = all.Select(Values).Where(v => v is { Count: 1 }).Select(v => v!.Value.Column).ToHashSet();
        foreach (var conjunct in all)
        {
            if (inKeys.Contains(conjunct) || (Values(conjunct) is { Count: > 1 } listed && fixedColumns.Contains(listed.Column)))
            {
                continue;
            }

            if (ValueRange.Of(conjunct) is var (column, range))
            {
                if (fixedColumns.Contains(column))
                {
                    continue;
                }

                ranges[column] = ranges.TryGetValue(column, out var known) ? known.And(range) : range;
            }
            else
            {
                product *= SelectivityOf(conjunct, rows) * KeyRanges.Density(conjunct, context);
            }
        }

        return ranges.Aggregate(product, (p, range) => p * RangeSelectivity(range.Key, range.Value, rows));
    }

    /// <summary>What is known of the base table column that a column is. A column that is a key by itself has as many values as rows, whatever was counted.</summary>
    public ColumnStatistics? StatisticsOf(Column column) =>
        _statistics.TryGetValue(column, out var known) ? known : _statistics[column] = OwnStatistics(column);

    private ColumnStatistics? OwnStatistics(Column column)
    {
        if (plans.Sources.Of(column) is not { Table.Statistics: { } statistics } origin)
        {
            return null;
        }

        var counted = statistics.Columns[origin.Position];
        return counted.Distinct < statistics.Rows - counted.Nulls && origin.IsKey ? counted with { Distinct = statistics.Rows - counted.Nulls } : counted;
    }

    /// <summary>The estimated bytes of a row of a class: of its columns, without what an engine adds.</summary>
    public double Width(EClassId id) => plans.FactsOf(id).Columns.Ids.Select(i => plans.Columns[i])
        .Sum(c => StatisticsOf(c) is { AverageWidth: > 0 and var width } ? width : StorageWidth.Of(c.Type));

    private double DistinctValues(Column column, double rows) =>
        StatisticsOf(column) is { } statistics ? Math.Min(statistics.Distinct + (statistics.Nulls > 0 ? 1 : 0), rows)
        : plans.GivenValues(column) is { } given ? Math.Min(given, rows)
        : column.Type.Kind == TypeKind.Boolean ? 2
        : ValuesOfParts(column, MostParts) is { } parts ? Math.Min(parts, rows)
        : Math.Max(1, rows / 10);

    // As many as the branches of a union have, where these are stored columns.
    private double? ValuesOfParts(Column column, int depth)
    {
        var total = 0.0;
        foreach (var part in depth > 0 ? plans.Sources.Parts(column) : [])
        {
            if ((StatisticsOf(part)?.Distinct ?? ValuesOfParts(part, depth - 1)) is not { } values)
            {
                return null;
            }

            total += values;
        }

        return total > 0 ? total : null;
    }

    // A rule may name columns back and forth.
    private const int MostParts = 4;

    private double RowsOf(Relation shell, EClassId[] inputs)
    {
        switch (shell)
        {
            case Relation.Scan scan:
                return scan.Table.Statistics?.Rows ?? UnknownRows;
            case Relation.Values values:
                return values.Rows.Count;
            case Relation.Block block:
                var product = inputs.Aggregate(1.0, (p, i) => p * Rows(i));
                return product * Selectivity(block.Conjuncts, Math.Max(1, inputs.Length == 0 ? 1 : inputs.Max(Rows)));
            case Relation.LeftJoin join:
                return Math.Max(Rows(inputs[0]), JoinRows(inputs, join.On));
            case Relation.FullJoin join:
                return Math.Max(Math.Max(Rows(inputs[0]), Rows(inputs[1])), JoinRows(inputs, join.On));
            case Relation.SemiJoin join:
                return Rows(inputs[0]) * MatchedShare(inputs[0], inputs[1], join.On);
            case Relation.AntiJoin join:
                return Rows(inputs[0]) * Math.Max(0.05, 1 - MatchedShare(inputs[0], inputs[1], join.On));
            case Relation.NullAwareAntiJoin join:
                return Rows(inputs[0]) * Math.Max(0.05, 1 - MatchedShare(inputs[0], inputs[1], join.On));
            case Relation.Apply apply:
                return apply.Kind switch
                {
                    ApplyKind.Scalar or ApplyKind.Mark => Rows(inputs[0]),
                    ApplyKind.Semi => Rows(inputs[0]) * Math.Min(0.5, Rows(inputs[1])),
                    ApplyKind.Anti or ApplyKind.NullAwareAnti => Rows(inputs[0]) * 0.5,
                    ApplyKind.Left => Rows(inputs[0]) * Math.Max(1, Rows(inputs[1])),
                    ApplyKind.Inner => Rows(inputs[0]) * Rows(inputs[1]),
                    _ => throw new UnreachableException(apply.Kind.ToString()),
                };
            case Relation.Project:
                return Rows(inputs[0]);
            case Relation.Aggregate aggregate:
                var groups = aggregate.Sets.IsEmpty
                    ? DistinctValues(inputs[0], aggregate.Keys.Select(k => k.In))
                    : aggregate.Sets.Sum(s => DistinctValues(inputs[0], s.Select(k => aggregate.Keys[k].In)));
                return Math.Min(groups, Math.Max(Rows(inputs[0]), aggregate.Sets.Count));
            case Relation.Distinct:
                return DistinctValues(inputs[0], plans.FactsOf(inputs[0]).Columns.Ids.Select(c => plans.Columns[c]));
            case Relation.UnionAll:
                return inputs.Sum(Rows);
            case Relation.SetOp setOp:
                return setOp.Operator == SetOperator.Intersect ? Math.Min(Rows(inputs[0]), Rows(inputs[1])) / 2 : Rows(inputs[0]) / 2;
            case Relation.TopN topN:
                return topN.Limit is Scalar.Constant { Value: long n } ? Math.Min(n, Rows(inputs[0])) : Rows(inputs[0]);
            case Relation.Window:
                return Rows(inputs[0]);
            case Relation.Unnest:
                return Rows(inputs[0]) * 3;
            case Relation.With:
                return Rows(inputs[1]);
            case Relation.RecursiveWith:
                return Rows(inputs[2]);
            case Relation.WithRef reference:
                return plans.DefinitionOf(reference.Name) is { } definition ? Rows(definition) : UnknownRows;
            case Relation.Opaque:
                return UnknownRows;
            default:
                throw new UnreachableException(shell.GetType().Name);
        }
    }

    private double JoinRows(EClassId[] inputs, Sequence<Scalar> on) =>
        Rows(inputs[0]) * Rows(inputs[1]) * Selectivity(on, Math.Max(1, Math.Max(Rows(inputs[0]), Rows(inputs[1]))));

    // The share of left rows with a partner: for equalities, how many of the left side's values the right side has; containment assumed.
    private double MatchedShare(EClassId left, EClassId right, Sequence<Scalar> on)
    {
        var share = 1.0;
        foreach (var conjunct in on)
        {
            if (conjunct is Scalar.Comparison { Operator: ComparisonOperator.Equal, Left: Scalar.ColumnRef l, Right: Scalar.ColumnRef r })
            {
                var leftColumns = plans.FactsOf(left).Columns;
                var (mine, theirs) = leftColumns.Contains(l.Column) ? (l.Column, r.Column) : (r.Column, l.Column);
                share = Math.Min(share, DistinctValues(theirs, Rows(right)) / Math.Max(1, StatisticsOf(mine)?.Distinct ?? DistinctValues(mine, Rows(left))));
            }
            else
            {
                share *= 0.5;
            }
        }

        return Math.Clamp(share, 0.0001, on.IsEmpty ? 1 : 0.95);
    }
}
