using System.Text.Json.Nodes;

namespace RewriteLang.Cli.Tests;

public sealed class CorpusRunTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public void Rewrites_compares_and_times_every_query()
    {
        var finished = _workspace.RunCorpus();
        Assert.Equal(0, finished.Code);
        var lines = finished.Out.Split('\n');
        Assert.Contains(lines, l => l.StartsWith("01-plain", StringComparison.Ordinal) && l.Contains("unchanged", StringComparison.Ordinal));
        Assert.Contains(lines, l => l.StartsWith("02-left-join", StringComparison.Ordinal) && l.Contains("equal", StringComparison.Ordinal) && l.Contains("left-join-to-inner", StringComparison.Ordinal));
        Assert.Contains(lines, l => l.StartsWith("2 queries on DuckDB", StringComparison.Ordinal) && l.Contains("1 rewritten", StringComparison.Ordinal));
        Assert.Contains("results: 2 equal, 0 differ, 0 undetermined", lines);
    }

    [Fact]
    public void Counts_the_queries_with_a_pathology_that_gain()
    {
        _workspace.Write("queries/01-plain.sql", "-- pathology: D15\nSELECT count(*) AS n FROM orders WHERE amount > 500\n");
        _workspace.Write("queries/03-fine.sql", "-- pathology: none\nSELECT count(*) AS n FROM orders WHERE amount > 400\n");

        // The one that names a pathology is left alone.
        Assert.Contains("of 1 queries with a pathology 0 gain 1.30x or more", _workspace.RunCorpus().Out.Split('\n'));
    }

    [Fact]
    public void Compares_what_it_prints_for_sqlite_with_the_rows_of_duckdb()
    {
        var finished = _workspace.RunCorpus("--engine", "sqlite");
        Assert.Equal(0, finished.Code);
        Assert.Contains("2 queries on SQLite", finished.Out, StringComparison.Ordinal);
        Assert.Contains("results: 2 equal, 0 differ, 0 undetermined", finished.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Writes_trials_texts_and_a_page()
    {
        var folder = _workspace["out"];
        Assert.Equal(0, _workspace.RunCorpus("--out", folder).Code);

        var trials = File.ReadAllLines(Path.Combine(folder, "trials.jsonl")).Select(l => JsonNode.Parse(l)!).ToList();
        Assert.Equal(["01-plain", "02-left-join"], trials.Select(t => (string?)t["query_id"]));
        Assert.Equal(["unchanged", "chosen"], trials.Select(t => (string?)t["status"]));
        Assert.True((bool?)trials[1]["rows_match"]);
        Assert.NotNull(trials[1]["explain_after"]);

        Assert.Equal(File.ReadAllText(_workspace["queries/01-plain.sql"]), File.ReadAllText(Path.Combine(folder, "sql", "01-plain.sql")));
        Assert.DoesNotContain("LEFT JOIN", File.ReadAllText(Path.Combine(folder, "sql", "02-left-join.sql")), StringComparison.OrdinalIgnoreCase);
        var page = File.ReadAllText(Path.Combine(folder, "report.html"));
        Assert.Contains("id=\"q-02-left-join\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("http", page, StringComparison.Ordinal);

        // The SQL after each step, what is new in it marked; and what was considered and not applied.
        Assert.Contains("<p><code>left-join-to-inner</code>", page, StringComparison.Ordinal);
        Assert.Contains("<div class=\"added\">FROM orders AS o, customers AS c</div>", page, StringComparison.Ordinal);
        Assert.Contains("<h3>Rules that were considered and not applied</h3>", page, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(folder, "*.tmp", SearchOption.AllDirectories));
    }

    [Fact]
    public void What_takes_too_long_either_way_is_nobodys_fault()
    {
        File.Delete(_workspace["queries/01-plain.sql"]);
        _workspace.Write("queries/02-left-join.sql", "SELECT count(*) AS n FROM orders a LEFT JOIN customers c ON c.id = a.customer_id, orders b, orders d, orders e WHERE c.region = 'North' AND a.amount < b.amount AND b.amount < d.amount AND d.amount < e.amount\n");
        var finished = _workspace.RunCorpus("--limit", "0.01");
        Assert.Equal(4, finished.Code);
        Assert.Contains("RW4002: Neither the original nor the rewritten query finished within 0.01 s.", finished.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Writes_versioned_json()
    {
        var json = JsonNode.Parse(_workspace.RunCorpus("--json", "--quiet").Out)!;
        Assert.Equal(1, (int?)json["version"]);
        Assert.Equal(2, (int?)json["totals"]!["queries"]);
    }

    [Fact]
    public void A_wrong_query_says_where_and_the_others_still_run()
    {
        _workspace.Write("queries/03-wrong.sql", "SELECT\n  nothing\nFROM orders\n");
        var finished = _workspace.RunCorpus();
        Assert.Equal(1, finished.Code);
        Assert.Contains("03-wrong.sql:2:3: error RW1102", finished.Error, StringComparison.Ordinal);
        Assert.Contains("02-left-join", finished.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_query_that_the_engine_fails_on_is_a_fault()
    {
        _workspace.Write("queries/03-fails.sql", "SELECT CAST(name AS INTEGER) AS n FROM customers");
        var finished = _workspace.RunCorpus();
        Assert.Equal(2, finished.Code);
        Assert.Contains("RW3201", finished.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_queries_is_wrong_input()
    {
        Directory.Delete(_workspace["queries"], recursive: true);
        var finished = _workspace.RunCorpus();
        Assert.Equal(1, finished.Code);
        Assert.Contains("error RW3102", finished.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_folder_is_wrong_input()
    {
        var finished = Workspace.Run("corpus", "run", _workspace["nothing"], "--rules", Workspace.Rules);
        Assert.Equal(1, finished.Code);
        Assert.Contains("error RW3101", finished.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_database_file_that_is_none_is_a_fault()
    {
        var finished = _workspace.RunCorpus("--db", _workspace.Write("data.duckdb", new string('x', 20_000)));
        Assert.Equal(2, finished.Code);
        Assert.Contains("error RW3201", finished.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_query_that_is_not_there_is_named_with_one_that_is_alike()
    {
        var finished = _workspace.RunCorpus("--query", "02");
        Assert.Equal(1, finished.Code);
        Assert.Contains("hint: Did you mean '02-left-join'?", finished.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--scale", "0")]
    [InlineData("--limit", "-1")]
    [InlineData("--scale", "many")]
    public void A_number_out_of_range_is_wrong_input(params string[] option) => Assert.Equal(1, Workspace.Run(["corpus", "run", _workspace.Folder, .. option]).Code);

    [Fact]
    public void An_interruption_before_the_data_is_there_writes_nothing()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        var finished = Workspace.RunWith("", ["corpus", "run", _workspace.Folder, "--rules", Workspace.Rules, "--out", _workspace["out"]], source.Token);
        Assert.Equal(130, finished.Code);
        Assert.False(Directory.Exists(_workspace["out"]));
    }

    [Fact]
    public async Task An_interruption_in_the_middle_keeps_what_is_done()
    {
        // The third query is endless for practical purposes; the interruption comes when the first two have been written.
        _workspace.Write("queries/03-endless.sql", "SELECT count(*) AS n FROM orders a, orders b, orders c, orders d WHERE a.amount + b.amount + c.amount + d.amount = 17");
        var folder = _workspace["out"];
        using var source = new CancellationTokenSource();
        var waiting = Task.Run(async () =>
        {
            while (!File.Exists(Path.Combine(folder, "sql", "02-left-join.sql")))
            {
                await Task.Delay(20);
            }

            await source.CancelAsync();
        });
        var finished = Workspace.RunWith("", ["corpus", "run", _workspace.Folder, "--rules", Workspace.Rules, "--scale", "3", "--runs", "1", "--out", folder], source.Token);
        await waiting;
        Assert.Equal(130, finished.Code);
        Assert.Contains("interrupted: 1 queries did not run", finished.Out, StringComparison.Ordinal);
        Assert.Equal(2, File.ReadAllLines(Path.Combine(folder, "trials.jsonl")).Length);
        Assert.Contains("was interrupted", File.ReadAllText(Path.Combine(folder, "report.html")), StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(folder, "sql", "03-endless.sql")));
    }
}
