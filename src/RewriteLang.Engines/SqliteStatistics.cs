using RewriteLang.Algebra;

namespace RewriteLang.Engines;

/// <summary>
/// Counts a table of SQLite's. Distinct values and widths of a large table are estimated from a sample of its row ids, the former by the estimator
/// that PostgreSQL uses (Haas and Stokes 1998, Duj1).
/// </summary>
internal static class SqliteStatistics
{
    /// <summary>Up to this many rows distinct values are counted; above, estimated.</summary>
    public const long ExactRows = 100_000;

    private const long SampleRows = 50_000;
    private const string Sample = "rewritelang_sample";
    private const int PerColumn = 3;

    /// <summary>Counts a table.</summary>
    public static TableStatistics Gather(EngineDatabase database, Table table, CancellationToken token)
    {
        var name = SqlName.Quote(table.Name);
        var columns = string.Concat(table.Columns.Select(column => ", " + Bounds(column)));
        var counted = database.Query($"SELECT count(*){columns} FROM {name}", null, token).Rows[0];
        var rows = (long)counted[0]!;
        var sampled = rows > ExactRows && table.RowIdIsVisible;
        if (sampled)
        {
            // Temporary tables can be made beside a database that is open for reading only.
            database.Execute($"CREATE TEMP TABLE {Sample} AS SELECT * FROM main.{name} WHERE {Drawn(Math.Max(1, rows / SampleRows), 0)}", null, token);
        }

        try
        {
            var from = sampled ? $"temp.{Sample}" : $"main.{name}";
            var statistics = new TableStatistics(rows, [.. table.Columns.Select((column, i) =>
            {
                var values = counted.AsSpan(1 + (i * PerColumn), PerColumn);
                var present = values[0] is long count ? count : rows;
                var (distinct, width) = Values(database, from, table, column, present, token);
                return new ColumnStatistics(distinct, rows - present, Number(values[1]), Number(values[2]), width);
            })])
            {
                DistinctIsEstimated = sampled,
            };
            var along = Correlations(database, from, table with { Statistics = statistics }, token);
            return statistics with { Columns = [.. statistics.Columns.Select((c, i) => c with { KeyCorrelation = along[i] })] };
        }
        finally
        {
            database.Execute($"DROP TABLE IF EXISTS temp.{Sample}", token: CancellationToken.None);
        }
    }

    /// <summary>
    /// Estimates the distinct values of a whole from a sample: <paramref name="once"/> of its <paramref name="distinct"/> values came once.
    /// </summary>
    internal static long Estimate(long whole, long sample, long distinct, long once)
    {
        if (sample == 0)
        {
            return whole > 0 ? 1 : 0;
        }

        var estimate = (double)sample * distinct / (sample - once + ((double)once * sample / whole));
        return Math.Clamp((long)Math.Round(estimate), distinct, whole);
    }

    // Text has no bound as a number; days and moments that are written as ISO text have one.
    private static string Bounds(TableColumn column)
    {
        var name = SqlName.Quote(column.Name);
        var present = column.NotNull == Trust.Enforced ? "NULL" : $"count({name})";
        return $"{present}, {NumberOf($"min({name})", column.Type) ?? "NULL"}, {NumberOf($"max({name})", column.Type) ?? "NULL"}";
    }

    /// <summary>An expression as the number that statistics have for its values; null if its type has none.</summary>
    public static string? NumberOf(string expression, SqlType type) => type.Kind switch
    {
        TypeKind.Varchar or TypeKind.Blob => null,
        TypeKind.Date => Days(expression),
        TypeKind.Timestamp or TypeKind.TimestampTz => $"{Days(expression)} * 86400000000.0",
        _ => Real(expression),
    };

    private static string Days(string bound) => $"CASE typeof({bound}) WHEN 'text' THEN julianday({bound}) - 2440587.5 END";

    private static string Real(string bound) => $"CASE WHEN typeof({bound}) IN ('integer', 'real') THEN CAST({bound} AS REAL) END";

    private static double[] Correlations(EngineDatabase database, string from, Table table, CancellationToken token)
    {
        var along = new double[table.Columns.Count];
        if (LeadingKey.Of(table) is { } key && NumberOf(SqlName.Quote(key.Name), key.Type) is { } position)
        {
            // Deviations from the means: sums of squares of the numbers themselves would lose the digits that matter.
            var others = table.Columns.Select((column, i) => (Column: column, Index: i, Number: NumberOf(SqlName.Quote(column.Name), column.Type)))
                .Where(c => c.Number is not null && c.Column != key).ToList();
            foreach (var (_, index, number) in others)
            {
                var sums = database.Query(
                    $"SELECT sum((x - a) * (y - b)), sum((x - a) * (x - a)), sum((y - b) * (y - b)) FROM (SELECT {position} AS x, {number} AS y FROM {from}) AS s, "
                    + $"(SELECT avg({position}) AS a, avg({number}) AS b FROM {from} WHERE {number} IS NOT NULL) AS m WHERE y IS NOT NULL",
                    null,
                    token).Rows[0];
                if (sums is [double together, double ofKey, double ofColumn] && ofKey > 0 && ofColumn > 0)
                {
                    along[index] = KeyCorrelations.Rounded(together / Math.Sqrt(ofKey * ofColumn));
                }
            }
        }

        return along;
    }

    private static (long Distinct, double Width) Values(
        EngineDatabase database, string from, Table table, TableColumn column, long present, CancellationToken token)
    {
        var isKey = table.Keys.Any(key => key.Columns.Count == 1 && key.Columns[0] == column.Name && key.Trust != Trust.Declared);
        var isWide = column.Type.Kind is TypeKind.Varchar or TypeKind.Blob or TypeKind.Unknown or TypeKind.Other;
        if (isKey && !isWide)
        {
            return (present, StorageWidth.Of(column.Type));
        }

        var name = SqlName.Quote(column.Name);
        var width = isWide ? $"sum(n * length(CAST({name} AS BLOB)))" : "NULL";
        var values = database.Query(
            $"SELECT sum(n), count(*), sum(n = 1), {width} FROM (SELECT {name}, count(*) AS n FROM {from} WHERE {name} IS NOT NULL GROUP BY {name}) AS s",
            null,
            token).Rows[0];
        if (values[0] is not long drawn)
        {
            return (present > 0 ? 1 : 0, StorageWidth.Of(column.Type));
        }

        var distinct = isKey ? present : Estimate(present, drawn, (long)values[1]!, (long)values[2]!);
        return (distinct, values[3] is long bytes ? (double)bytes / drawn : StorageWidth.Of(column.Type));
    }

    // Row ids are scattered first, by squares modulo a prime: neighbours are alike, and every k-th of them would never meet its like.
    /// <summary>A condition that about one row in so many meets.</summary>
    public static string Drawn(long step, uint seed)
    {
        // Far from 0, where squares are smaller than the prime.
        var start = 123_457 + (seed * 7_919L);
        return $"((rowid + {start}) % 1000003) * ((rowid + {start}) % 1000003) % 1000003 % {step} = 0";
    }

    private static double? Number(object? value) => value is double number && double.IsFinite(number) ? number : null;
}
