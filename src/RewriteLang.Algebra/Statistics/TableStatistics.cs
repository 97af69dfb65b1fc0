namespace RewriteLang.Algebra;

/// <summary>What was counted of a table. Estimates rest on it; nothing that has to hold does.</summary>
/// <param name="Rows">The number of rows.</param>
/// <param name="Columns">By position of the table's columns.</param>
public sealed record TableStatistics(long Rows, Sequence<ColumnStatistics> Columns)
{
    /// <summary>The rows that common values and histograms were taken from; null when those were all.</summary>
    public long? SampledRows { get; init; }

    /// <summary>Whether the numbers of distinct values are estimates.</summary>
    public bool DistinctIsEstimated { get; init; }

    /// <summary>Columns that no key says to be unique, and in which nevertheless no value repeats and none is NULL: an offer to whoever may declare a key.</summary>
    public Sequence<string> UniqueInData { get; init; } = [];

    /// <summary>The bytes of all values, as wide as their types or texts are: what a table takes before an engine compresses or pads it.</summary>
    public double Bytes => Columns.Sum(c => (Rows - c.Nulls) * c.AverageWidth);

    /// <summary>
    /// How far a share of rows that was taken from so many sampled rows may be off, with 95 % confidence, wherever in a histogram it is read
    /// (Dvoretzky, Kiefer and Wolfowitz 1956; the constant by Massart 1990). A single value's share may be off by twice that.
    /// </summary>
    public static double ShareError(long sampledRows) => Math.Sqrt(Math.Log(2 / 0.05) / (2.0 * Math.Max(1, sampledRows)));
}

/// <summary>What was counted of a column. Estimates of distinct values may be off by some per cent on large tables.</summary>
/// <param name="Distinct">Distinct values, NULL not among them.</param>
/// <param name="Nulls">Rows that are NULL.</param>
/// <param name="Minimum">The smallest value as a number (see <see cref="StatisticValue"/>); null for text or when unknown.</param>
/// <param name="Maximum">The largest value, likewise.</param>
/// <param name="AverageWidth">Mean bytes of a value.</param>
public sealed record ColumnStatistics(long Distinct, long Nulls, double? Minimum, double? Maximum, double AverageWidth)
{
    /// <summary>The values that most rows have, the most common first; empty when they were not looked for or none stands out.</summary>
    public Sequence<CommonValue> Common { get; init; } = [];

    /// <summary>Bounds in ascending order, the same number of rows between any two neighbours, NULLs left out; empty when there are none. A bound that repeats is a value of many rows.</summary>
    public Sequence<double> Histogram { get; init; } = [];

    /// <summary>
    /// How far the column runs along with the table's <see cref="LeadingKey"/>: the correlation of the two (Pearson), from -1 to 1 with three decimals;
    /// 0 when there is no such key, or it was not looked for.
    /// </summary>
    public double KeyCorrelation { get; init; }

    /// <summary>
    /// The names of the table's other columns that have one value wherever this one has one, as a day's month is the same in all its rows (a functional dependency); NULLs are left out.
    /// It was seen in some rows and need not hold in all: estimates rest on it, nothing else.
    /// </summary>
    public Sequence<string> Determines { get; init; } = [];

    /// <summary>Statistics of a column of which nothing is known.</summary>
    public static ColumnStatistics Guess(SqlType type, long rows) => new(Math.Max(1, rows / 10), 0, null, null, StorageWidth.Of(type));
}

/// <summary>A value and the rows that have it.</summary>
/// <param name="Value">As <see cref="StatisticValue"/> has it.</param>
/// <param name="Rows">How many rows; at least one.</param>
public sealed record CommonValue(object Value, long Rows);
