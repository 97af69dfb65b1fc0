using System.Globalization;
using RewriteLang.Algebra;

namespace RewriteLang.Engines;

/// <summary>How statistics are gathered.</summary>
/// <param name="SampleRows">Of a table of more rows, common values and histograms are taken from about so many, drawn at random.</param>
/// <param name="Seed">Decides which.</param>
/// <param name="Values">Whether values of the data may be kept: bounds, common values and histograms.</param>
public sealed record GatheringOptions(long SampleRows = 200_000, uint Seed = 1, bool Values = true);

/// <summary>
/// Gathers all that <c>rw stats</c> keeps: counts, bounds, common values, histograms, and which columns are unique without being declared so. Rows, NULLs
/// and bounds are exact; of large tables the rest comes from a sample.
/// </summary>
public static class StatisticsGathering
{
    /// <summary>At most so many common values are kept of a column; if it has no more than these, all of them.</summary>
    public const int CommonValues = 16;

    /// <summary>A histogram has so many parts with equally many rows.</summary>
    public const int Buckets = 20;

    // A value counts as common when it has this many times the rows of the mean value.
    private const double Outstanding = 1.25;

    private const int LongestText = 64;
    private const string Sample = "rewritelang_values";

    /// <summary>Gathers the statistics of the tables of a catalog: some scans a table, and two queries a column.</summary>
    /// <param name="database">Where the tables are, under the names of the catalog; it may be open for reading only.</param>
    /// <param name="catalog">The tables, with as much trust in their keys as is due.</param>
    /// <param name="options">How.</param>
    /// <param name="token">Stops it.</param>
    /// <exception cref="System.Data.Common.DbException">A table is damaged or not there.</exception>
    public static GatheredStatistics Gather(this EngineDatabase database, Catalog catalog, GatheringOptions options, CancellationToken token = default)
    {
        var counted = database.GatherStatistics(catalog, token);
        var tables = counted.WithTables(counted.Tables.Select(table => table with { Statistics = Detailed(database, table, options, token) }));
        return new(tables, database.Engine.Name, options.Seed, options.Values);
    }

    private static TableStatistics Detailed(EngineDatabase database, Table table, GatheringOptions options, CancellationToken token)
    {
        var counted = table.Statistics!;

        // Widths as precise as they are written, so that what is read again is the same.
        var statistics = counted with { Columns = [.. counted.Columns.Select(c => c with { AverageWidth = Math.Round(c.AverageWidth, 2) })], UniqueInData = [.. table.Columns.Where((_, i) => IsUnique(database, table, i, token)).Select(c => c.Name)] };
        if (!options.Values)
        {
            return statistics with { Columns = [.. statistics.Columns.Select(c => c with { Minimum = null, Maximum = null })] };
        }

        using var source = StatisticsSample.Draw(database, table, options, Sample, token);
        return statistics with
        {
            SampledRows = source.Rows,
            Columns = [.. table.Columns.Select((column, i) => WithValues(database, source, column, statistics.Columns[i], statistics.Rows, token))],
        };
    }

    // Offered where someone may want to declare a key: measures that happen not to repeat are no keys.
    private static bool IsUnique(EngineDatabase database, Table table, int position, CancellationToken token)
    {
        var column = table.Columns[position];
        var statistics = table.Statistics!.Columns[position];
        if (table.Statistics.Rows < 2 || statistics.Nulls > 0 || statistics.Distinct < table.Statistics.Rows / 2
            || !(column.Type.IsInteger || column.Type.Kind is TypeKind.Varchar or TypeKind.Uuid)
            || table.Keys.Any(key => key.Columns is [var only] && only.Equals(column.Name, StringComparison.OrdinalIgnoreCase)))
        {
            return false;
        }

        var name = SqlName.Quote(column.Name);
        return table.Statistics.DistinctIsEstimated
            ? database.Query($"SELECT 1 FROM {SqlName.Of(table)} GROUP BY {name} HAVING count(*) > 1 LIMIT 1", null, token).Rows.Count == 0
            : statistics.Distinct == table.Statistics.Rows;
    }

    private static ColumnStatistics WithValues(
        EngineDatabase database, StatisticsSample source, TableColumn column, ColumnStatistics statistics, long rows, CancellationToken token)
    {
        var present = rows - statistics.Nulls;
        if (present == 0 || !HasValues(column.Type))
        {
            return statistics;
        }

        var common = Common(database, source, column, statistics, present, token);
        var isWhole = source.Rows is null && common.Count == statistics.Distinct;
        return statistics with
        {
            Common = common,
            Histogram = isWhole || NumberOf(database.Engine, column) is not { } number ? [] : Histogram(database, source, number, statistics, token),
        };
    }

    private static bool HasValues(SqlType type) =>
        type.IsNumeric || type.Kind is TypeKind.Boolean or TypeKind.Varchar or TypeKind.Date or TypeKind.Timestamp or TypeKind.TimestampTz;

    private static Sequence<CommonValue> Common(
        EngineDatabase database, StatisticsSample source, TableColumn column, ColumnStatistics statistics, long present, CancellationToken token)
    {
        var name = SqlName.Quote(column.Name);
        var counted = database.Query(
            $"SELECT {name}, count(*) AS n, sum(count(*)) OVER () AS s FROM {source.From} WHERE {name} IS NOT NULL GROUP BY {name} ORDER BY n DESC, {name} LIMIT {CommonValues}", null, token).Rows;
        if (counted.Count == 0)
        {
            return [];
        }

        var drawn = Convert.ToDouble(counted[0][2], CultureInfo.InvariantCulture);
        var least = statistics.Distinct <= CommonValues ? 0 : Outstanding * drawn / statistics.Distinct;
        return
        [
            .. counted.Where(row => (long)row[1]! > least && (least == 0 || (long)row[1]! > 1))
                .Select(row => (Value: StatisticValue.Of(row[0], column.Type), Rows: (long)row[1]!))
                .Where(c => c.Value is not null and not string { Length: > LongestText })
                .Select(c => new CommonValue(c.Value!, Math.Clamp((long)Math.Round(c.Rows * present / drawn), 1, present))),
        ];
    }

    private static Sequence<double> Histogram(EngineDatabase database, StatisticsSample source, string number, ColumnStatistics statistics, CancellationToken token)
    {
        var drawn = (long)database.Query($"SELECT count({number}) FROM {source.From}", null, token).Rows[0][0]!;
        if (drawn < 2 || statistics is not { Minimum: { } least, Maximum: { } most })
        {
            return [];
        }

        var ranks = Enumerable.Range(0, Buckets + 1).Select(i => 1 + (i * (drawn - 1) / Buckets)).Distinct().ToList();
        var bounds = database.Query(
            $"SELECT v FROM (SELECT {number} AS v, row_number() OVER (ORDER BY {number}) AS r FROM {source.From} WHERE {number} IS NOT NULL) AS s WHERE r IN ({string.Join(", ", ranks)}) ORDER BY r",
            null,
            token).Rows.Select(row => (double)row[0]!).ToArray();

        // Which the sample need not have met.
        (bounds[0], bounds[^1]) = (least, most);
        return bounds.All(double.IsFinite) ? [.. bounds] : [];
    }

    private static string? NumberOf(Engine engine, TableColumn column)
    {
        var name = SqlName.Quote(column.Name);
        return column.Type.Kind is TypeKind.Varchar or TypeKind.Boolean ? null
            : engine is SqliteEngine ? SqliteStatistics.NumberOf(name, column.Type)
            : DuckDbStatistics.NumberOf(name, column.Type);
    }
}
