using System.Text.Json;

namespace RewriteLang.Algebra;

/// <summary>Reads a statistics file. A mistake is noted and reading goes on, so that several come in one run.</summary>
internal sealed class StatisticsReader(string file, string text)
{
    private const string Again = "Gather the statistics again with rw stats.";

    // One wrong figure, such as the rows of a table, makes many others impossible.
    private const int ShownAtMost = 5;

    private readonly List<Diagnostic> _mistakes = [];

    public Result<GatheredStatistics> Read()
    {
        LocatedJson root;
        try
        {
            root = LocatedJson.Parse(text);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            var at = fault is JsonException { LineNumber: { } line, BytePositionInLine: { } position } ? OffsetOf((int)line, (int)position) : text.Length;
            return Result<GatheredStatistics>.Failure(Diagnostic.Error(StatisticsText.Damaged, "The statistics file is not JSON, or ends too early.", SourceSpan.At(file, text, at), Again));
        }

        if (root is not LocatedJson.Object top || (top.Members.GetValueOrDefault("format") as LocatedJson.Text)?.Value != StatisticsText.Format)
        {
            return Other("This is no statistics file.", root, "Name a file that rw stats wrote.");
        }

        if (top.Members.GetValueOrDefault("version") is not LocatedJson.Number { Value: StatisticsText.Version })
        {
            return Other($"The statistics file is not of version {StatisticsText.Version}.", top.Members.GetValueOrDefault("version") ?? root, Again);
        }

        var read = new GatheredStatistics(
            new([.. Array(top, "tables").Select(Table).OfType<Table>()]), String(top, "engine"), (uint)Math.Min(uint.MaxValue, Count(top, "seed")), Truth(top, "values"));
        return _mistakes.Count > 0 ? Result<GatheredStatistics>.Failure([.. _mistakes.Take(ShownAtMost)]) : Result<GatheredStatistics>.Success(read);
    }

    private Result<GatheredStatistics> Other(string message, LocatedJson place, string hint) =>
        Result<GatheredStatistics>.Failure(Diagnostic.Error(StatisticsText.NotStatistics, message, SourceSpan.At(file, text, place.Offset), hint));

    private Table? Table(LocatedJson json)
    {
        if (json is not LocatedJson.Object table)
        {
            Mistake(json, "A table is an object.");
            return null;
        }

        var rows = Count(table, "rows");
        var columns = Array(table, "columns").OfType<LocatedJson.Object>().Select(column => Column(column, rows)).ToList();
        return new(
            String(table, "name"),
            [.. columns.Select(c => c.Column)],
            [.. Array(table, "keys").OfType<LocatedJson.Object>().Select(key => new TableKey(Names(key, "columns"), Truth(key, "primary"), TrustOf(key, "trust")))],
            [.. Array(table, "foreign_keys").OfType<LocatedJson.Object>().Select(key => new ForeignKey(Names(key, "columns"), String(key, "references"), Names(key, "referenced"), TrustOf(key, "trust")))],
            [],
            new(rows, [.. columns.Select(c => c.Statistics)])
            {
                SampledRows = table.Members.GetValueOrDefault("sample") is LocatedJson.Object sample ? Count(sample, "rows") : null,
                DistinctIsEstimated = Truth(table, "distinct_is_estimated"),
                UniqueInData = Names(table, "unique_in_data"),
            },
            table.Members.ContainsKey("schema") ? String(table, "schema") : null);
    }

    private (TableColumn Column, ColumnStatistics Statistics) Column(LocatedJson.Object column, long rows)
    {
        var type = SqlType.Parse(String(column, "type"));
        var distinct = Count(column, "distinct");
        var nulls = Count(column, "nulls");
        if (nulls > rows || distinct > rows - nulls)
        {
            Mistake(column, $"A column of {rows} rows cannot have {distinct} distinct values and {nulls} NULLs.");
        }

        var (least, most) = (Bound(column, "min", type), Bound(column, "max", type));
        var histogram = Array(column, "histogram", isNeeded: false).Select(bound => NumberOf(bound, type)).ToList();
        if (least > most || histogram.Zip(histogram.Skip(1)).Any(pair => pair.First > pair.Second) || histogram.Count == 1)
        {
            Mistake(column.Members.GetValueOrDefault(least > most ? "min" : "histogram")!, "Bounds go from the smallest to the largest.");
        }

        var along = column.Members.TryGetValue("key_correlation", out var said) ? NumberOf(said, SqlType.Double) : 0;
        if (Math.Abs(along) > 1)
        {
            Mistake(said!, "A correlation lies between -1 and 1.");
        }

        return (
            new(String(column, "name"), type, column.Members.ContainsKey("not_null") ? TrustOf(column, "not_null") : null),
            new(distinct, nulls, least, most, column.Members.GetValueOrDefault("width") is LocatedJson.Number { Value: >= 0 and var width } ? width : StorageWidth.Of(type))
            {
                Common = [.. Array(column, "common", isNeeded: false).Select(pair => Common(pair, type, rows)).OfType<CommonValue>()],
                Histogram = [.. histogram],
                KeyCorrelation = along,
                Determines = [.. Array(column, "determines", isNeeded: false).OfType<LocatedJson.Text>().Select(word => word.Value)],
            });
    }

    private CommonValue? Common(LocatedJson json, SqlType type, long rows)
    {
        if (json is LocatedJson.Array { Items: [var value, LocatedJson.Number { Value: >= 1 and var count }] } && count <= rows)
        {
            return value is LocatedJson.Text word && type.Kind == TypeKind.Varchar ? new(word.Value, (long)count) : new(NumberOf(value, type), (long)count);
        }

        Mistake(json, $"A common value is a pair: the value, and how many of the {rows} rows have it.");
        return null;
    }

    private double? Bound(LocatedJson.Object column, string name, SqlType type) => column.Members.TryGetValue(name, out var bound) ? NumberOf(bound, type) : null;

    private double NumberOf(LocatedJson json, SqlType type)
    {
        var number = json switch
        {
            LocatedJson.Number n when double.IsFinite(n.Value) => n.Value,
            LocatedJson.Truth truth => truth.Value ? 1 : 0,
            LocatedJson.Text word => StatisticValue.Number(word.Value, type),
            _ => null,
        };
        if (number is null)
        {
            Mistake(json, $"This is no value of a column of type {type}.");
        }

        return number ?? 0;
    }

    private IReadOnlyList<LocatedJson> Array(LocatedJson.Object parent, string name, bool isNeeded = true)
    {
        switch (parent.Members.GetValueOrDefault(name))
        {
            case LocatedJson.Array array:
                return array.Items;
            case null when !isNeeded:
                return [];
            default:
                Mistake(parent.Members.GetValueOrDefault(name) ?? parent, $"There is no array \"{name}\" here.");
                return [];
        }
    }

    private long Count(LocatedJson.Object parent, string name)
    {
        if (parent.Members.GetValueOrDefault(name) is LocatedJson.Number { Value: >= 0 and < 9e18 and var value } && value == Math.Floor(value))
        {
            return (long)value;
        }

        Mistake(parent.Members.GetValueOrDefault(name) ?? parent, $"\"{name}\" is a whole number, 0 or more.");
        return 0;
    }

    private string String(LocatedJson.Object parent, string name)
    {
        if (parent.Members.GetValueOrDefault(name) is LocatedJson.Text word)
        {
            return word.Value;
        }

        Mistake(parent.Members.GetValueOrDefault(name) ?? parent, $"There is no text \"{name}\" here.");
        return "";
    }

    private bool Truth(LocatedJson.Object parent, string name)
    {
        if (parent.Members.GetValueOrDefault(name) is LocatedJson.Truth truth)
        {
            return truth.Value;
        }

        Mistake(parent.Members.GetValueOrDefault(name) ?? parent, $"\"{name}\" is true or false.");
        return false;
    }

    private Sequence<string> Names(LocatedJson.Object parent, string name) => [.. Array(parent, name).OfType<LocatedJson.Text>().Select(word => word.Value)];

    private Trust TrustOf(LocatedJson.Object parent, string name)
    {
        if (Enum.TryParse<Trust>(String(parent, name), ignoreCase: true, out var trust))
        {
            return trust;
        }

        Mistake(parent.Members.GetValueOrDefault(name) ?? parent, $"\"{name}\" is declared, validated or enforced.");
        return Trust.Declared;
    }

    private void Mistake(LocatedJson place, string message) =>
        _mistakes.Add(Diagnostic.Error(StatisticsText.Damaged, message, SourceSpan.At(file, text, place.Offset), Again));

    private int OffsetOf(int line, int position)
    {
        var start = 0;
        for (var i = 0; i < line && text.IndexOf('\n', start) is >= 0 and var end; i++)
        {
            start = end + 1;
        }

        return Math.Min(start + position, text.Length);
    }
}
