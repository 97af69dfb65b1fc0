using System.Globalization;
using RewriteLang.Algebra;

namespace RewriteLang.Engines;

/// <summary>Where values of a table are looked at: in the table itself, or, of a large one, in a temporary table of rows drawn from it.</summary>
internal sealed class StatisticsSample : IDisposable
{
    private readonly EngineDatabase _database;
    private readonly string? _temporary;

    private StatisticsSample(EngineDatabase database, string from, string? temporary, long? rows) => (_database, From, _temporary, Rows) = (database, from, temporary, rows);

    /// <summary>The name to read from.</summary>
    public string From { get; }

    /// <summary>The rows that were drawn; null if it is the whole table.</summary>
    public long? Rows { get; }

    /// <summary>Draws the rows; the same seed draws the same ones from the same table.</summary>
    public static StatisticsSample Draw(EngineDatabase database, Table table, GatheringOptions options, string name, CancellationToken token)
    {
        var rows = table.Statistics!.Rows;
        if (rows <= options.SampleRows || (database.Engine is SqliteEngine && !table.RowIdIsVisible))
        {
            return new(database, SqlName.Of(table), null, null);
        }

        // Temporary tables can be made beside a database that is open for reading only.
        var temporary = $"temp.{name}";
        if (database.Engine is SqliteEngine)
        {
            var drawn = SqliteStatistics.Drawn(Math.Max(1, (rows + options.SampleRows - 1) / options.SampleRows), options.Seed);
            database.Execute($"CREATE TEMP TABLE {name} AS SELECT * FROM main.{SqlName.Quote(table.Name)} WHERE {drawn}", null, token);
        }
        else
        {
            // With several threads the same seed would draw other rows each time.
            var threads = database.Query("SELECT current_setting('threads')", null, token).Rows[0][0];
            database.Execute("SET threads = 1", null, token);
            try
            {
                var share = string.Create(CultureInfo.InvariantCulture, $"{100.0 * options.SampleRows / rows:0.########}");
                database.Execute($"CREATE TEMP TABLE {name} AS SELECT * FROM {SqlName.Of(table)} TABLESAMPLE bernoulli({share}%) REPEATABLE ({options.Seed % int.MaxValue})", null, token);
            }
            finally
            {
                database.Execute($"SET threads = {threads}", null, CancellationToken.None);
            }
        }

        return new(database, temporary, temporary, (long)database.Query($"SELECT count(*) FROM {temporary}", null, token).Rows[0][0]!);
    }

    public void Dispose()
    {
        if (_temporary is not null)
        {
            _database.Execute($"DROP TABLE IF EXISTS {_temporary}");
        }
    }
}
