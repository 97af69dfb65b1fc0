using RewriteLang.Algebra;
using RewriteLang.Optimizer.Plans;

namespace RewriteLang.Optimizer.Costs;

/// <summary>
/// Joins by a key of a table whose other columns run along with it, as the years of a calendar do with its numbered days. A year is a two-hundredth of the
/// calendar, and a fifth of the sales, which are of five years: a condition on a column that runs along is a range of the key, and of what refers to it.
/// </summary>
/// <param name="plans">The graph.</param>
/// <param name="statisticsOf">What is known of a column.</param>
/// <param name="shareWithin">The share of a column's table that lies in a range.</param>
internal sealed class KeyRanges(PlanGraph plans, Func<Column, ColumnStatistics?> statisticsOf, Func<Column, ValueRange, double> shareWithin)
{
    /// <summary>From this correlation on, a column counts as running along with the key.</summary>
    public const double RunsAlong = 0.95;

    private readonly Dictionary<Column, bool> _keys = [];
    private readonly Dictionary<Scalar, (Column Column, ValueRange Range)?> _hulls = new(ReferenceEqualityComparer.Instance);

    /// <summary>How many times more (or less) of the referring rows a join by a key keeps than it would if they were spread over all of the key's values.</summary>
    /// <param name="conjunct">The condition of the join; 1 for anything else than an equality of a key and a column that refers to it.</param>
    /// <param name="context">All conditions of the block that the join is in.</param>
    public double Density(Scalar conjunct, IEnumerable<Scalar> context)
    {
        if (conjunct is not Scalar.Comparison { Operator: ComparisonOperator.Equal, Left: Scalar.ColumnRef { Column: var left }, Right: Scalar.ColumnRef { Column: var right } })
        {
            return 1;
        }

        return IsKey(right) ? Density(left, right, context) : IsKey(left) ? Density(right, left, context) : 1;
    }

    private bool IsKey(Column column) => _keys.TryGetValue(column, out var isKey) ? isKey
        : _keys[column] = plans.Origins.TryGetValue(column, out var origin) && LeadingKey.Of(origin.Table) == origin.Column;

    private double Density(Column referring, Column key, IEnumerable<Scalar> context)
    {
        if (statisticsOf(referring) is not { Minimum: not null, Maximum: not null } || statisticsOf(key) is not { Minimum: { } first, Maximum: { } last } || last <= first)
        {
            return 1;
        }

        var (low, high) = (0.0, 1.0);
        foreach (var condition in context)
        {
            if (Along(condition, plans.Origins[key]) is var (from, to))
            {
                (low, high) = (Math.Max(low, from), Math.Min(high, to));
            }
        }

        if (high <= low || high - low >= 1)
        {
            return 1;
        }

        var range = new ValueRange(first + (low * (last - first)), true, first + (high * (last - first)), true);
        return shareWithin(referring, range) / (high - low);
    }

    // Where along the key, from 0 to 1, a condition on one column of its table keeps rows; null if that column does not run along.
    private (double From, double To)? Along(Scalar condition, TableOrigin key)
    {
        if (Hull(condition) is not var (column, range)
            || !plans.Origins.TryGetValue(column, out var origin) || origin.Table != key.Table || origin.Occurrence != key.Occurrence
            || statisticsOf(column) is not { Minimum: { } least, Maximum: { } most } statistics || Math.Abs(statistics.KeyCorrelation) < RunsAlong || most <= least)
        {
            return null;
        }

        // A value stands for all keys until the next one.
        var step = (most - least) / Math.Max(1, statistics.Distinct - 1);
        var from = Math.Clamp((range.Low + (range.HasLow ? 0 : step) - least) / (most - least + step), 0, 1);
        var to = Math.Clamp((range.High + (range.HasHigh ? step : 0) - least) / (most - least + step), 0, 1);
        return statistics.KeyCorrelation > 0 ? (from, to) : (1 - to, 1 - from);
    }

    // The column that a condition keeps between two values.
    private (Column Column, ValueRange Range)? Hull(Scalar condition) => _hulls.TryGetValue(condition, out var known) ? known : _hulls[condition] = condition switch
    {
        Scalar.Comparison { Operator: ComparisonOperator.Equal, Left: Scalar.ColumnRef { Column: var column }, Right: Scalar.Constant value } => Hull(column, [value]),
        Scalar.InList { Operand: Scalar.ColumnRef { Column: var column } } list => Hull(column, list.Items),
        _ => ValueRange.Of(condition),
    };

    private static (Column Column, ValueRange Range)? Hull(Column column, IEnumerable<Scalar> values)
    {
        var numbers = values.Select(v => v is Scalar.Constant constant ? StatisticValue.Number(constant.Value, column.Type) : null).ToList();
        return numbers.Count > 0 && numbers.All(n => n is not null) ? (column, new(numbers.Min()!.Value, true, numbers.Max()!.Value, true)) : null;
    }
}
