using RewriteLang.Algebra;
using RewriteLang.Optimizer.Rules;

namespace RewriteLang.Optimizer.Costs;

/// <summary>The share of rows that one predicate keeps, whatever else is asked of them.</summary>
public sealed partial class Estimator
{
    private double SelectivityOf(Scalar predicate, double rows)
    {
        switch (predicate)
        {
            case Scalar.Constant constant:
                return constant.Value is true ? 1 : 0;
            case Scalar.And and:
                return Selectivity(and.Operands, rows);
            case Scalar.Or or:
                return 1 - or.Operands.Aggregate(1.0, (p, o) => p * (1 - Selectivity([o], rows)));
            case Scalar.Not { Operand: Scalar.IsNull { Operand: Scalar.ColumnRef c } }:
                return 1 - NullShare(c.Column);
            case Scalar.Not not:
                return 1 - SelectivityOf(not.Operand, rows);
            case Scalar.IsNull { Operand: Scalar.ColumnRef c }:
                return NullShare(c.Column);
            case Scalar.InList { Operand: Scalar.ColumnRef listed } inList when inList.Items.All(i => ShareOf(listed.Column, i) is not null):
                return Math.Min(1, inList.Items.Sum(i => ShareOf(listed.Column, i)!.Value));
            case Scalar.InList inList:
                return Math.Min(1, inList.Items.Count / DistinctOf(inList.Operand, rows));
            case Scalar.Comparison { Operator: ComparisonOperator.Equal or ComparisonOperator.IsNotDistinct } equality when KnownShareOf(equality) is { } share:
                return share;
            case Scalar.Comparison { Operator: ComparisonOperator.Equal or ComparisonOperator.IsNotDistinct } equality:
                var left = IsConstant(equality.Left) ? 1 : DistinctOf(equality.Left, rows);
                var right = IsConstant(equality.Right) ? 1 : DistinctOf(equality.Right, rows);
                var known = equality.Operator == ComparisonOperator.Equal ? KnownShare(equality.Left) * KnownShare(equality.Right) : 1;
                return known / Math.Max(1, Math.Max(left, right));
            case Scalar.Comparison { Operator: ComparisonOperator.NotEqual, Left: Scalar.ColumnRef c } inequality when KnownShareOf(inequality) is { } share:
                return Math.Max(0, 1 - share - NullShare(c.Column));
            case Scalar.Comparison { Operator: ComparisonOperator.NotEqual or ComparisonOperator.IsDistinct }:
                return 0.9;
            case Scalar.Comparison:
                return 1.0 / 3;
            case Scalar.Call { Function: "like" or "~~" or "ilike" or "~~*" or "starts_with" or "contains" or "prefix" or "suffix" }:
                return 0.05;
            default:
                return 0.25;
        }
    }

    // What common values say of a column and a literal.
    private double? KnownShareOf(Scalar.Comparison comparison) => comparison switch
    {
        { Left: Scalar.Constant { Value: { } left }, Right: Scalar.Constant { Value: { } right } } when left.GetType() == right.GetType() => left.Equals(right) ? 1 : 0,
        { Left: Scalar.ColumnRef column } => ShareOf(column.Column, comparison.Right),
        { Right: Scalar.ColumnRef column } => ShareOf(column.Column, comparison.Left),
        _ => null,
    };

    private double? ShareOf(Column column, Scalar literal) => literal is Scalar.Constant { Value: { } value } && StatisticsOf(column) is { Common.IsEmpty: false } statistics
        ? ValueShares.Equal(statistics, plans.Sources.Of(column)!.Table.Statistics!.Rows, StatisticValue.Of(value, column.Type))
        : null;

    private static bool IsConstant(Scalar scalar) => scalar is Scalar.Constant or Scalar.Parameter;

    // A rewrite would fold 2001 + 1 into a literal; an estimate that changed by that would tell equal plans apart.
    private Scalar Folded(Scalar conjunct) => _folded.TryGetValue(conjunct, out var known) ? known : _folded[conjunct] = conjunct switch
    {
        Scalar.Comparison comparison when comparison.Left is Scalar.Call || comparison.Right is Scalar.Call =>
            comparison with { Left = Literal(comparison.Left), Right = Literal(comparison.Right) },
        Scalar.InList list when list.Items.Any(i => i is Scalar.Call) => list with { Items = list.Items.Map(Literal) },
        _ => conjunct,
    };

    private static Scalar Literal(Scalar scalar) => scalar is Scalar.Call ? ConstantFolding.Fold(scalar) ?? scalar : scalar;

    private double DistinctOf(Scalar scalar, double rows) => scalar switch
    {
        Scalar.ColumnRef reference => Math.Max(1, StatisticsOf(reference.Column)?.Distinct ?? plans.GivenValues(reference.Column) ?? Math.Max(10, rows / 10)),
        _ => Math.Max(10, Math.Min(rows / 10, 100)),
    };

    // NULL equals nothing.
    private double KnownShare(Scalar side) => side is Scalar.ColumnRef reference && StatisticsOf(reference.Column) is not null ? 1 - NullShare(reference.Column) : 1;

    private double NullShare(Column column) =>
        StatisticsOf(column) is { } statistics && plans.Origins.TryGetValue(column, out var origin) && origin.Table.Statistics is { Rows: > 0 } table
            ? (double)statistics.Nulls / table.Rows
            : 0.05;

    private double RangeSelectivity(Column column, ValueRange range, double rows)
    {
        var statistics = StatisticsOf(column);
        if (statistics is not null && ValueShares.Within(statistics, plans.Sources.Of(column)!.Table.Statistics!.Rows, range) is { } share)
        {
            return share;
        }

        if (statistics is not { Minimum: { } minimum, Maximum: { } maximum })
        {
            return double.IsFinite(range.Low) && double.IsFinite(range.High) ? 0.15 : rows > 0 ? 1.0 / 3 : 1;
        }

        var width = maximum - minimum;
        if (width <= 0)
        {
            return range.Low <= minimum && maximum <= range.High ? 1 : 1e-4;
        }

        var covered = Math.Min(range.High, maximum) - Math.Max(range.Low, minimum);

        // A bound that is met covers a value, also where the range has no width.
        return Math.Clamp((covered / width) + (covered >= 0 ? 1.0 / Math.Max(1, statistics.Distinct) : 0), 1e-4, 1);
    }
}
