using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace RewriteLang.Algebra;

/// <summary>
/// Writes statistics as JSON that people read and version control compares: one line for a column's counts, one for its common values, one for its
/// histogram; the same text for the same statistics.
/// </summary>
internal static class StatisticsWriter
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(GatheredStatistics statistics) =>
        $$"""
        {
          "format": "{{StatisticsText.Format}}",
          "version": {{StatisticsText.Version}},
          "engine": {{Text(statistics.Engine)}},
          "seed": {{statistics.Seed}},
          "values": {{(statistics.HasValues ? "true" : "false")}},
          "tables": [{{Lines(statistics.Tables.Tables.Select(Table), 4)}}]
        }

        """;

    private static string Table(Table table)
    {
        var statistics = table.Statistics!;
        var text = new StringBuilder("{\n      ");
        text.Append(table.Schema is null ? "" : $"\"schema\": {Text(table.Schema)}, ");
        text.Append(CultureInfo.InvariantCulture, $"\"name\": {Text(table.Name)}, \"rows\": {statistics.Rows}, \"bytes\": {Number(Math.Round(statistics.Bytes))}, \"distinct_is_estimated\": {(statistics.DistinctIsEstimated ? "true" : "false")},");
        if (statistics.SampledRows is { } sampled)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n      \"sample\": {{ \"rows\": {sampled}, \"share_error\": {Number(Math.Round(TableStatistics.ShareError(sampled), 4))} }},");
        }

        text.Append(CultureInfo.InvariantCulture, $"\n      \"keys\": [{Lines(table.Keys.Select(Key), 8)}],");
        text.Append(CultureInfo.InvariantCulture, $"\n      \"foreign_keys\": [{Lines(table.ForeignKeys.Select(ForeignKey), 8)}],");
        text.Append(CultureInfo.InvariantCulture, $"\n      \"unique_in_data\": {Names(statistics.UniqueInData)},");
        text.Append(CultureInfo.InvariantCulture, $"\n      \"columns\": [{Lines(table.Columns.Select((column, i) => Column(column, statistics.Columns[i])), 8)}]");
        return text.Append("\n    }").ToString();
    }

    private static string Key(TableKey key) => $"{{ \"columns\": {Names(key.Columns)}, \"primary\": {(key.IsPrimary ? "true" : "false")}, \"trust\": {Trust(key.Trust)} }}";

    private static string ForeignKey(ForeignKey key) =>
        $"{{ \"columns\": {Names(key.Columns)}, \"references\": {Text(key.ReferencedTable)}, \"referenced\": {Names(key.ReferencedColumns)}, \"trust\": {Trust(key.Trust)} }}";

    private static string Column(TableColumn column, ColumnStatistics statistics)
    {
        var notNull = column.NotNull is { } trust ? $" \"not_null\": {Trust(trust)}," : "";
        var bounds = statistics is { Minimum: { } least, Maximum: { } most } ? $", \"min\": {Value(least, column.Type)}, \"max\": {Value(most, column.Type)}" : "";
        var along = statistics.KeyCorrelation == 0 ? "" : $", \"key_correlation\": {Number(statistics.KeyCorrelation)}";
        var common = statistics.Common.IsEmpty ? "" : $",\n          \"common\": [{string.Join(", ", statistics.Common.Select(c => $"[{Value(c.Value, column.Type)}, {c.Rows}]"))}]";
        var histogram = statistics.Histogram.IsEmpty ? "" : $",\n          \"histogram\": [{string.Join(", ", statistics.Histogram.Select(bound => Value(bound, column.Type)))}]";
        var determines = statistics.Determines.IsEmpty ? "" : $",\n          \"determines\": {Names(statistics.Determines)}";
        return $"{{ \"name\": {Text(column.Name)}, \"type\": {Text(column.Type.ToString())},{notNull} \"distinct\": {statistics.Distinct}, \"nulls\": {statistics.Nulls}, \"width\": {Number(statistics.AverageWidth)}{bounds}{along}{determines}{common}{histogram} }}";
    }

    private static string Lines(IEnumerable<string> items, int indent)
    {
        var lines = string.Join(",", items.Select(item => $"\n{new string(' ', indent)}{item}"));
        return lines.Length == 0 ? "" : $"{lines}\n{new string(' ', indent - 2)}";
    }

    private static string Names(IEnumerable<string> names) => $"[{string.Join(", ", names.Select(Text))}]";

    private static string Trust(Trust trust) => Text(trust.ToString().ToLowerInvariant());

    private static string Value(object value, SqlType type) => value switch
    {
        string text => Text(text),
        double number when type.Kind == TypeKind.Boolean => number != 0 ? "true" : "false",
        double number => StatisticValue.Temporal(number, type) is { } moment ? Text(moment) : Number(number),
        _ => throw new ArgumentException($"Statistics have no value such as {value}.", nameof(value)),
    };

    private static string Number(double number) =>
        number == Math.Floor(number) && Math.Abs(number) < 1e18 ? ((long)number).ToString(CultureInfo.InvariantCulture) : number.ToString("R", CultureInfo.InvariantCulture);

    private static string Text(string text) => JsonSerializer.Serialize(text, Relaxed);
}
