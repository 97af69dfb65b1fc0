using RewriteLang.Algebra;

namespace RewriteLang.Engines;

/// <summary>
/// Counts a table of SQLite's. Distinct values of a large table are estimated from a sample of its row ids by the estimator
/// that PostgreSQL uses (Haas and Stokes 1998, Duj1).
/// </summary>
internal static class SqliteStatistics
{
    /// <summary>Up to this many rows distinct values are counted; above, estimated.</summary>
    public const long ExactRows = 100_000;

    private const long SampleRows = 50_000;
    private const string Sample = "rewritelang_sample";
    private const int PerColumn = 4;

    /// <summary>Counts a table.</summary>
    public static TableStatistics Gather(EngineDatabase database, Table table, CancellationToken token)
    {
        var name = SqlName.Quote(table.Name);
        var columns = string.Concat(table.Columns.Select(column => ", " + Expressions(column)));
        var counted = database.Query($"SELECT count(*){columns} FROM {name}", null, token).Rows[0];
        var rows = (long)counted[0]!;
        var sampled = rows > ExactRows && table.RowIdIsVisible;
        if (sampled)
        {
            // Temporary tables can be made beside a database that is open for reading only.
            database.Execute($"CREATE TEMP TABLE {Sample} AS SELECT * FROM main.{name} WHERE {Drawn(Math.Max(1, rows / SampleRows))}", null, token);
        }

        try
        {
            return new TableStatistics(rows, [.. table.Columns.Select((column, i) =>
            {
                var values = counted.AsSpan(1 + (i * PerColumn), PerColumn);
                var present = (long)values[0]!;
                var quoted = SqlName.Quote(column.Name);
                var distinct = IsKey(table, column) ? present
                    : sampled ? Estimated(database, quoted, present, token)
                    : (long)database.Query($"SELECT count(DISTINCT {quoted}) FROM {name}", null, token).Rows[0][0]!;
                return new ColumnStatistics(
                    distinct, rows - present, Number(values[1]), Number(values[2]), values[3] is double width ? width : StorageWidth.Of(column.Type));
            })]);
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

    private static bool IsKey(Table table, TableColumn column) =>
        table.Keys.Any(key => key.Columns.Count == 1 && key.Columns[0] == column.Name && key.Trust != Trust.Declared);

    private static string Expressions(TableColumn column)
    {
        var name = SqlName.Quote(column.Name);
        return $"count({name}), {Bound("min", name, column)}, {Bound("max", name, column)}, "
            + (column.Type.Kind is TypeKind.Varchar or TypeKind.Blob or TypeKind.Unknown ? $"CAST(avg(length(CAST({name} AS BLOB))) AS REAL)" : "NULL");
    }

    // Only numbers have a bound as a number; days and moments that are written as ISO text have one too.
    private static string Bound(string function, string name, TableColumn column)
    {
        var bound = $"{function}({name})";
        return column.Type.Kind switch
        {
            TypeKind.Date => $"CASE typeof({bound}) WHEN 'text' THEN julianday({bound}) - 2440587.5 END",
            TypeKind.Timestamp or TypeKind.TimestampTz => $"CASE typeof({bound}) WHEN 'text' THEN (julianday({bound}) - 2440587.5) * 86400000000.0 END",
            _ => $"CASE WHEN typeof({bound}) IN ('integer', 'real') THEN CAST({bound} AS REAL) END",
        };
    }

    private static long Estimated(EngineDatabase database, string column, long present, CancellationToken token)
    {
        var drawn = database.Query(
            $"SELECT coalesce(sum(n), 0), count(*), coalesce(sum(n = 1), 0) FROM (SELECT count(*) AS n FROM temp.{Sample} WHERE {column} IS NOT NULL GROUP BY {column}) AS s",
            null,
            token).Rows[0];
        return Estimate(present, (long)drawn[0]!, (long)drawn[1]!, (long)drawn[2]!);
    }

    // Row ids are scattered first, by squares modulo a prime: neighbours are alike, and every k-th of them would never meet its like.
    private static string Drawn(long step) => $"((rowid + 123457) % 1000003) * ((rowid + 123457) % 1000003) % 1000003 % {step} = 0";

    private static double? Number(object? value) => value is double number && double.IsFinite(number) ? number : null;
}
