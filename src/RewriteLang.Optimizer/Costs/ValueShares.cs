using RewriteLang.Algebra;

namespace RewriteLang.Optimizer.Costs;

/// <summary>Numbers between two bounds, each of which may be among them.</summary>
internal readonly record struct ValueRange(double Low, bool HasLow, double High, bool HasHigh)
{
    /// <summary>All numbers.</summary>
    public static readonly ValueRange All = new(double.NegativeInfinity, true, double.PositiveInfinity, true);

    /// <summary>The column that a comparison with a literal keeps in a range, and the range; null for any other condition.</summary>
    public static (Column Column, ValueRange Range)? Of(Scalar conjunct)
    {
        if (conjunct is not Scalar.Comparison { Left: Scalar.ColumnRef column, Right: Scalar.Constant constant } comparison
            || StatisticValue.Number(constant.Value, column.Column.Type) is not { } number)
        {
            return null;
        }

        return comparison.Operator switch
        {
            ComparisonOperator.Less or ComparisonOperator.LessOrEqual =>
                (column.Column, All with { High = number, HasHigh = comparison.Operator == ComparisonOperator.LessOrEqual }),
            ComparisonOperator.Greater or ComparisonOperator.GreaterOrEqual =>
                (column.Column, All with { Low = number, HasLow = comparison.Operator == ComparisonOperator.GreaterOrEqual }),
            _ => null,
        };
    }

    /// <summary>The numbers that are in both ranges.</summary>
    public ValueRange And(ValueRange other)
    {
        var (low, hasLow) = Low == other.Low ? (Low, HasLow && other.HasLow) : Low > other.Low ? (Low, HasLow) : (other.Low, other.HasLow);
        var (high, hasHigh) = High == other.High ? (High, HasHigh && other.HasHigh) : High < other.High ? (High, HasHigh) : (other.High, other.HasHigh);
        return new(low, hasLow, high, hasHigh);
    }

    /// <summary>Whether a number is in the range.</summary>
    public bool Contains(double number) => (HasLow ? number >= Low : number > Low) && (HasHigh ? number <= High : number < High);
}

/// <summary>Which share of a table's rows has certain values in a column, as far as common values and histograms say.</summary>
internal static class ValueShares
{
    private const double Least = 1e-4;

    // Of a value that is not in a list of all values.
    private const double UnlistedRows = 0.02;

    /// <summary>The share of rows with a value; null if nothing more is known than how many values there are.</summary>
    /// <param name="column">The column.</param>
    /// <param name="rows">The table's rows.</param>
    /// <param name="value">The value as <see cref="StatisticValue"/> has it; null if it has none.</param>
    public static double? Equal(ColumnStatistics column, long rows, object? value)
    {
        if (column.Common.IsEmpty || value is null || rows <= 0)
        {
            return null;
        }

        var listed = 0L;
        foreach (var common in column.Common)
        {
            if (common.Value.Equals(value))
            {
                return (double)common.Rows / rows;
            }

            listed += common.Rows;
        }

        // All others share the rest; where there are no others, statistics are older than the value, or no row has it.
        var others = column.Distinct - column.Common.Count;
        var rest = Math.Max(0, rows - column.Nulls - listed);
        return (others > 0 ? Math.Max(1, (double)rest / others) : UnlistedRows) / rows;
    }

    /// <summary>The share of rows whose value is in a range; null if there is neither a histogram nor a list of all values.</summary>
    public static double? Within(ColumnStatistics column, long rows, ValueRange range)
    {
        if (rows <= 0)
        {
            return null;
        }

        if (column.Histogram.Count >= 2)
        {
            var within = Below(column.Histogram, range.High, range.HasHigh) - Below(column.Histogram, range.Low, !range.HasLow);
            return Math.Clamp(within * (rows - column.Nulls) / rows, Least, 1);
        }

        return !column.Common.IsEmpty && column.Common.Count >= column.Distinct && column.Common.All(c => c.Value is double)
            ? Math.Clamp((double)column.Common.Where(c => range.Contains((double)c.Value)).Sum(c => c.Rows) / rows, Least, 1)
            : null;
    }

    // The share of values below a bound; those equal to it counted or not. Within a part of the histogram values are taken to lie evenly.
    private static double Below(Sequence<double> bounds, double number, bool included)
    {
        var parts = bounds.Count - 1;
        var whole = 0.0;
        for (var i = 0; i < parts; i++)
        {
            var (low, high) = (bounds[i], bounds[i + 1]);
            if (included ? high <= number : high < number)
            {
                whole++;
            }
            else if (low < number && high > low)
            {
                whole += Math.Min(1, (number - low) / (high - low));
            }
        }

        return whole / parts;
    }
}
