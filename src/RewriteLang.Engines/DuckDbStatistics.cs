using RewriteLang.Algebra;

namespace RewriteLang.Engines;

/// <summary>Counts a table of DuckDB's in two queries: its rows, then everything about its columns in one scan.</summary>
internal static class DuckDbStatistics
{
    /// <summary>Up to this many rows distinct values are counted; above, estimated by DuckDB's HyperLogLog, which can be off by a quarter.</summary>
    public const long ExactRows = 5_000_000;

    private const int PerColumn = 6;

    /// <summary>Counts a table.</summary>
    public static TableStatistics Gather(EngineDatabase database, Table table, CancellationToken token)
    {
        var rows = (long)database.Query($"SELECT count(*) FROM {SqlName.Of(table)}", null, token).Rows[0][0]!;
        var select = string.Join(", ", table.Columns.Select(column => Expressions(table, column, exact: rows <= ExactRows)));
        var counted = database.Query($"SELECT {select} FROM {SqlName.Of(table)}", null, token).Rows[0];
        return new TableStatistics(rows, [.. table.Columns.Select((column, i) => Column(column, rows, counted.AsSpan(i * PerColumn, PerColumn)))])
        {
            DistinctIsEstimated = rows > ExactRows,
        };
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
        var along = KeyCorrelations.KeyOf(table) is { } key && key != column && NumberOf(name, column.Type) is { } number && NumberOf(SqlName.Quote(key.Name), key.Type) is { } position
            ? $"corr({number}, {position})"
            : "NULL";
        return $"count({name}), {distinct}, {least}, {most}, {width}, {along}";
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
            distinct, rows - present, Finite(counted[2]), Finite(counted[3]), counted[4] is double width ? width : StorageWidth.Of(column.Type))
        {
            KeyCorrelation = KeyCorrelations.Rounded(Finite(counted[5])),
        };
    }

    private static double? Finite(object? value) => value is double number && double.IsFinite(number) ? number : null;
}
