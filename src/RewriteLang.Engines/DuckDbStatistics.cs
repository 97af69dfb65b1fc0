using RewriteLang.Algebra;

namespace RewriteLang.Engines;

/// <summary>Counts a table of DuckDB's in three queries: its rows, everything about each of its columns in one scan, and how they run along with its key.</summary>
internal static class DuckDbStatistics
{
    /// <summary>Up to this many rows distinct values are counted; above, estimated by DuckDB's HyperLogLog, which can be off by a quarter.</summary>
    public const long ExactRows = 5_000_000;

    private const int PerColumn = 5;

    /// <summary>Counts a table.</summary>
    public static TableStatistics Gather(EngineDatabase database, Table table, CancellationToken token)
    {
        var rows = (long)database.Query($"SELECT count(*) FROM {SqlName.Of(table)}", null, token).Rows[0][0]!;
        var select = string.Join(", ", table.Columns.Select(column => Expressions(table, column, exact: rows <= ExactRows)));
        var counted = database.Query($"SELECT {select} FROM {SqlName.Of(table)}", null, token).Rows[0];
        var statistics = new TableStatistics(rows, [.. table.Columns.Select((column, i) => Column(column, rows, counted.AsSpan(i * PerColumn, PerColumn)))])
        {
            DistinctIsEstimated = rows > ExactRows,
        };
        return LeadingKey.Of(table with { Statistics = statistics }) is { } key ? statistics with { Columns = Along(database, table, key, statistics.Columns, token) } : statistics;
    }

    private static Sequence<ColumnStatistics> Along(EngineDatabase database, Table table, TableColumn key, Sequence<ColumnStatistics> columns, CancellationToken token)
    {
        var position = NumberOf(SqlName.Quote(key.Name), key.Type);
        var numbers = table.Columns.Select(c => position is null || c == key ? null : NumberOf(SqlName.Quote(c.Name), c.Type)).ToList();
        if (numbers.TrueForAll(n => n is null))
        {
            return columns;
        }

        var select = string.Join(", ", numbers.OfType<string>().Select(n => $"corr({n}, {position})"));
        var along = database.Query($"SELECT {select} FROM {SqlName.Of(table)}", null, token).Rows[0];
        var next = 0;
        return [.. columns.Select((c, i) => numbers[i] is null ? c : c with { KeyCorrelation = KeyCorrelations.Rounded(Finite(along[next++])) })];
    }

    private static string Expressions(Table table, TableColumn column, bool exact)
    {
        var name = SqlName.Quote(column.Name);
        var isKey = table.Keys.Any(key => key.Columns.Count == 1 && key.Columns[0] == column.Name && key.Trust != Trust.Declared);
        var distinct = isKey ? $"count({name})" : exact ? $"count(DISTINCT {name})" : $"approx_count_distinct({name})";
        var (least, most) = (NumberOf($"min({name})", column.Type) ?? "NULL", NumberOf($"max({name})", column.Type) ?? "NULL");
        var width = column.Type.Kind switch
        {
            TypeKind.Varchar => $"avg(strlen({name}))",
            TypeKind.Blob => $"avg(octet_length({name}))",
            _ => "NULL",
        };
        return $"count({name}), {distinct}, {least}, {most}, {width}";
    }

    /// <summary>An expression as the number that statistics have for its values; null if its type has none.</summary>
    public static string? NumberOf(string expression, SqlType type) => type.Kind switch
    {
        _ when type.IsNumeric => $"CAST({expression} AS DOUBLE)",
        TypeKind.Date => Days(expression),
        TypeKind.Timestamp or TypeKind.TimestampTz => Micros(expression),
        _ => null,
    };

    // Infinite days have no number.
    private static string Days(string day) => $"CASE WHEN isfinite({day}) THEN CAST(date_diff('day', DATE '1970-01-01', {day}) AS DOUBLE) END";

    private static string Micros(string moment) => $"CASE WHEN isfinite({moment}) THEN CAST(epoch_us({moment}) AS DOUBLE) END";

    private static ColumnStatistics Column(TableColumn column, long rows, ReadOnlySpan<object?> counted)
    {
        var present = (long)counted[0]!;
        var distinct = Math.Clamp((long)counted[1]!, present > 0 ? 1 : 0, present);
        return new ColumnStatistics(
            distinct, rows - present, Finite(counted[2]), Finite(counted[3]), counted[4] is double width ? width : StorageWidth.Of(column.Type));
    }

    private static double? Finite(object? value) => value is double number && double.IsFinite(number) ? number : null;
}
