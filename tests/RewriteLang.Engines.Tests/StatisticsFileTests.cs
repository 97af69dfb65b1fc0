using RewriteLang.Algebra;

namespace RewriteLang.Engines.Tests;

/// <summary>Statistics of both engines, and the file that keeps them.</summary>
public sealed class StatisticsFileTests
{
    private const string Tables =
        """
        CREATE TABLE kinds (k INTEGER PRIMARY KEY, name VARCHAR NOT NULL);
        CREATE TABLE lines (id INTEGER PRIMARY KEY, k INTEGER REFERENCES kinds (k), no VARCHAR NOT NULL, price DOUBLE, day DATE, moment TIMESTAMP, yes BOOLEAN);
        """;

    private const string Rows =
        """
        INSERT INTO kinds SELECT x, 'kind "' || x || '"' FROM range(40) t(x);
        INSERT INTO lines SELECT x, CASE WHEN x % 2 = 0 THEN 1 WHEN x % 10 <> 1 THEN x % 40 END, 'n' || x, x * x / 4.0, DATE '2024-01-01' + CAST(x % 100 AS INTEGER), TIMESTAMP '2024-01-01 00:00:00' + to_hours(x), x % 4 = 0
        FROM range(4000) t(x);
        """;

    private const string SqliteRows =
        """
        CREATE TEMP TABLE r AS WITH RECURSIVE t(x) AS (SELECT 0 UNION ALL SELECT x + 1 FROM t WHERE x < 3999) SELECT x FROM t;
        INSERT INTO kinds SELECT x, 'kind "' || x || '"' FROM r WHERE x < 40;
        INSERT INTO lines SELECT x, CASE WHEN x % 2 = 0 THEN 1 WHEN x % 10 <> 1 THEN x % 40 END, 'n' || x, x * x / 4.0, date('2024-01-01', '+' || (x % 100) || ' days'), datetime('2024-01-01', '+' || x || ' hours'), x % 4 = 0
        FROM r;
        """;

    [Theory]
    [InlineData("duckdb")]
    [InlineData("sqlite")]
    public void Keep_counts_common_values_histograms_and_offers(string engine)
    {
        using var database = Filled(engine);
        var gathered = database.Gather(database.ReadCatalog(), new());
        var lines = gathered.Tables.Find("lines")!;
        var statistics = lines.Statistics!;
        Assert.Equal((4000, (long?)null), (statistics.Rows, statistics.SampledRows));
        Assert.Equal(["no"], statistics.UniqueInData);
        Assert.Equal(400, statistics.Columns[1].Nulls);
        Assert.Equal(new CommonValue(1.0, 2000), statistics.Columns[1].Common[0]);
        Assert.Equal([], statistics.Columns[0].Common);
        Assert.Equal(21, statistics.Columns[0].Histogram.Count);
        Assert.Equal((0.0, 1999.0, 3999.0), (statistics.Columns[0].Histogram[0], statistics.Columns[0].Histogram[10], statistics.Columns[0].Histogram[20]));
        Assert.Equal(19723.0 + 99, statistics.Columns[4].Histogram[20]);
        Assert.Equal([new CommonValue(0.0, 3000), new CommonValue(1.0, 1000)], statistics.Columns[6].Common);

        // Moments are the key in hours, prices its square; days start again every hundred rows.
        Assert.Equal((0.0, 0.968, 1.0), (statistics.Columns[0].KeyCorrelation, statistics.Columns[3].KeyCorrelation, statistics.Columns[5].KeyCorrelation));
        Assert.InRange(statistics.Columns[4].KeyCorrelation, 0, 0.1);
    }

    [Theory]
    [InlineData("duckdb")]
    [InlineData("sqlite")]
    public void Columns_run_along_with_numbers_that_never_repeat_where_no_key_is_declared(string engine)
    {
        using var database = engine == "duckdb" ? DuckDbEngine.Instance.OpenMemory() : SqliteEngine.Instance.OpenMemory();
        database.Execute("CREATE TABLE days (name VARCHAR, month INTEGER, day INTEGER NOT NULL, part INTEGER)");
        database.Execute("INSERT INTO days WITH RECURSIVE r(x) AS (SELECT 0 UNION ALL SELECT x + 1 FROM r WHERE x < 119) SELECT 'd' || x, x / 30, x, x % 2 FROM r");
        var statistics = database.GatherStatistics(database.ReadCatalog()).Find("days")!.Statistics!;
        Assert.InRange(statistics.Columns[1].KeyCorrelation, 0.96, 0.98);
        Assert.Equal((0.0, 0.0), (statistics.Columns[0].KeyCorrelation, statistics.Columns[2].KeyCorrelation));
        Assert.InRange(statistics.Columns[3].KeyCorrelation, 0, 0.1);
        database.Execute("INSERT INTO days VALUES ('again', 0, 0, 0)");
        Assert.Equal(0.0, database.GatherStatistics(database.ReadCatalog()).Find("days")!.Statistics!.Columns[1].KeyCorrelation);
    }

    // 12,000 lines of 3,000 orders, more than are looked at; of an order the day and the customer are the same, where they are known; a place is one of a hundred, in another order each time.
    [Theory]
    [InlineData("duckdb")]
    [InlineData("sqlite")]
    public void Columns_determine_those_that_are_the_same_wherever_they_are(string engine)
    {
        using var database = engine == "duckdb" ? DuckDbEngine.Instance.OpenMemory() : SqliteEngine.Instance.OpenMemory();
        database.Execute("CREATE TABLE lines (no INTEGER, ordered INTEGER, day INTEGER, month INTEGER, customer VARCHAR, place INTEGER, price DOUBLE, shop INTEGER)");
        database.Execute(
            "INSERT INTO lines WITH RECURSIVE r(x) AS (SELECT 0 UNION ALL SELECT x + 1 FROM r WHERE x < 11999) "
            + "SELECT x, (x - x % 4) / 4, (x - x % 40) / 40, (x - x % 1200) / 1200, CASE WHEN x % 3 > 0 THEN 'c' || ((x - x % 4) * 7 % 500) END, x * 37 % 101, x / 4, 1 FROM r");
        var columns = database.GatherStatistics(database.ReadCatalog()).Find("lines")!.Statistics!.Columns;
        Assert.Equal([[], ["day", "month", "customer"], ["month"], [], [], [], [], []], columns.Select(c => c.Determines));
        database.Execute("UPDATE lines SET month = 99 WHERE no % 400 = 3");
        Assert.Equal(["day", "customer"], database.GatherStatistics(database.ReadCatalog()).Find("lines")!.Statistics!.Columns[1].Determines);
    }

    // Two hundred customers and ten days of which a hundred rows know nothing more: what has more values than there are, or repeats too seldom, is chance.
    [Theory]
    [InlineData("duckdb")]
    [InlineData("sqlite")]
    public void What_was_seen_too_seldom_determines_nothing(string engine)
    {
        using var database = engine == "duckdb" ? DuckDbEngine.Instance.OpenMemory() : SqliteEngine.Instance.OpenMemory();
        database.Execute("CREATE TABLE visits (customer INTEGER, day INTEGER)");
        database.Execute("INSERT INTO visits WITH RECURSIVE r(x) AS (SELECT 0 UNION ALL SELECT x + 1 FROM r WHERE x < 89) SELECT x % 45, x % 45 % 5 FROM r");
        Assert.Equal([[], []], Determined());
        database.Execute("INSERT INTO visits SELECT * FROM visits");
        Assert.Equal([["day"], []], Determined());

        IEnumerable<Sequence<string>> Determined() => database.GatherStatistics(database.ReadCatalog()).Find("visits")!.Statistics!.Columns.Select(c => c.Determines);
    }

    [Theory]
    [InlineData("duckdb", 0)]
    [InlineData("duckdb", 500)]
    [InlineData("sqlite", 0)]
    [InlineData("sqlite", 500)]
    public void Are_read_as_they_were_written_and_written_the_same_each_time(string engine, long sample)
    {
        using var database = Filled(engine);
        var options = new GatheringOptions(SampleRows: sample == 0 ? 200_000 : sample, Seed: 5);
        var text = StatisticsText.Write(database.Gather(database.ReadCatalog(), options));
        Assert.Equal(text, StatisticsText.Write(database.Gather(database.ReadCatalog(), options)));
        var read = StatisticsText.Read("s.json", text);
        Assert.Empty(read.Diagnostics);
        Assert.Equal(text, StatisticsText.Write(read.Value!));
        Assert.Equal(sample > 0, text.Contains("\"share_error\"", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("duckdb")]
    [InlineData("sqlite")]
    public void Samples_estimate_shares_within_the_stated_error(string engine)
    {
        using var database = Filled(engine);
        var statistics = database.Gather(database.ReadCatalog(), new(SampleRows: 1000)).Tables.Find("lines")!.Statistics!;
        Assert.InRange(statistics.SampledRows!.Value, 700, 1300);
        var error = TableStatistics.ShareError(statistics.SampledRows.Value);
        Assert.InRange(error, 0.03, 0.06);
        Assert.InRange(statistics.Columns[1].Common[0].Rows / 4000.0, 0.5 - (2 * error), 0.5 + (2 * error));
        Assert.InRange(statistics.Columns[0].Histogram[10] / 4000, 0.5 - error, 0.5 + error);
    }

    [Fact]
    public void Hold_no_values_where_none_are_wanted()
    {
        using var database = Filled("duckdb");
        var text = StatisticsText.Write(database.Gather(database.ReadCatalog(), new(Values: false)));
        Assert.DoesNotContain("\"min\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\"common\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\"histogram\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("2024", text, StringComparison.Ordinal);
        Assert.Equal(4000, StatisticsText.Read("s.json", text).Value!.Tables.Find("lines")!.Statistics!.Columns[0].Distinct);
    }

    [Fact]
    public void Give_a_schema_estimates_and_no_constraints()
    {
        using var database = Filled("duckdb");
        var gathered = StatisticsText.Read("s.json", StatisticsText.Write(database.Gather(database.ReadCatalog(), new()))).Value!;
        var schema = DdlCatalog.Read("d.sql", "CREATE TABLE lines (no VARCHAR, id BIGINT, k VARCHAR, extra INTEGER); CREATE TABLE others (x INTEGER);").Value!;
        var applied = gathered.ApplyTo(schema, "s.json");
        var lines = applied.Value!.Find("lines")!;
        Assert.Empty(lines.Keys);
        Assert.All(lines.Columns, c => Assert.Null(c.NotNull));
        Assert.Equal([4000L, 4000L, gathered.Tables.Find("lines")!.Statistics!.Columns[1].Distinct, 400L], lines.Statistics!.Columns.Select(c => c.Distinct));
        Assert.Equal([0, 21, 0, 0], lines.Statistics.Columns.Select(c => c.Histogram.Count));
        Assert.Null(applied.Value.Find("others")!.Statistics);
        Assert.Equal(
            ["RW3303: The statistics lack tables of the schema, whose sizes are guessed: others.", "RW3304: The statistics lack columns of the schema, or have them with other types; their values are guessed: lines.k, lines.extra."],
            applied.Diagnostics.Select(d => $"{d.Code}: {d.Message}"));
    }

    [Fact]
    public void Are_called_stale_when_a_table_has_grown()
    {
        using var database = Filled("duckdb");
        var gathered = database.Gather(database.ReadCatalog(), new());
        database.Execute("INSERT INTO kinds SELECT x, 'more' FROM range(100, 200) t(x)");
        var warning = Assert.Single(gathered.ApplyTo(database.GatherStatistics(database.ReadCatalog()), "s.json").Diagnostics);
        Assert.Equal(("RW3305", Severity.Warning), (warning.Code, warning.Severity));
        Assert.Equal("The statistics are stale: kinds (140 rows, not 40).", warning.Message);
    }

    [Theory]
    [InlineData("", "s.json:1:1: error RW3302: The statistics file is not JSON, or ends too early.")]
    [InlineData("{\n  \"format\": \"rewritelang-statistics\",\n  \"version\": 1", "s.json:3:15: error RW3302: The statistics file is not JSON, or ends too early.")]
    [InlineData("{\n  \"rows\": 1 }", "s.json:1:1: error RW3301: This is no statistics file.")]
    [InlineData("{\n  \"format\": \"rewritelang-statistics\",\n  \"version\": 9 }", "s.json:3:14: error RW3301: The statistics file is not of version 1.")]
    [InlineData("{ \"format\": \"rewritelang-statistics\", \"version\": 1, \"engine\": \"duckdb\", \"seed\": 1, \"values\": true,\n  \"tables\": 3 }", "s.json:2:13: error RW3302: There is no array \"tables\" here.")]
    public void Say_what_is_wrong_with_a_file_and_where(string text, string message)
    {
        var problem = Assert.Single(StatisticsText.Read("s.json", text).Diagnostics);
        Assert.Equal(message, problem.ToString().Split('\n')[0].TrimEnd('\r'));
        Assert.NotNull(problem.Hint);
    }

    [Theory]
    [InlineData("\"rows\": 40,", "\"rows\": -4,", "\"rows\" is a whole number, 0 or more.")]
    [InlineData("\"distinct\": 40,", "\"distinct\": 41,", "A column of 40 rows cannot have 41 distinct values and 0 NULLs.")]
    [InlineData("\"histogram\": [0, 1,", "\"histogram\": [5, 1,", "Bounds go from the smallest to the largest.")]
    [InlineData("\"histogram\": [\"2024-01-01\",", "\"histogram\": [\"yesterday\",", "This is no value of a column of type DATE.")]
    [InlineData("[1, 2000]", "[1, 5000]", "A common value is a pair: the value, and how many of the 4000 rows have it.")]
    [InlineData("\"trust\": \"enforced\"", "\"trust\": \"blind\"", "\"trust\" is declared, validated or enforced.")]
    public void Say_which_figure_cannot_be(string right, string wrong, string message)
    {
        using var database = Filled("duckdb");
        var text = StatisticsText.Write(database.Gather(database.ReadCatalog(), new()));
        var at = text.IndexOf(right, StringComparison.Ordinal);
        Assert.True(at > 0, text);
        var problem = StatisticsText.Read("s.json", string.Concat(text.AsSpan(0, at), wrong, text.AsSpan(at + right.Length))).Diagnostics[0];
        Assert.Equal(("RW3302", message), (problem.Code, problem.Message));
        Assert.Equal(text[..at].Count(c => c == '\n') + 1, problem.Span!.Value.Line);
    }

    private static EngineDatabase Filled(string engine)
    {
        var database = Engine.Find(engine)!.OpenMemory();
        database.Execute(Tables + (engine == "duckdb" ? Rows : SqliteRows));
        return database;
    }
}
