using System.Text.Json.Nodes;

namespace RewriteLang.Cli.Tests;

public sealed class EquivTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public void Says_how_much_was_tried_when_it_finds_nothing()
    {
        var finished = Equiv("-- in full\nSELECT id FROM orders WHERE amount > 1000;\n", "SELECT id FROM orders WHERE amount >= 1001", "--cases", "20");
        Assert.Equal(0, finished.Code);
        Assert.Matches(@"^No difference found: 20 useful cases of \d+, on DuckDB [\d.]+; seed 1\.\n$", finished.Out);
    }

    [Fact]
    public void Prints_the_smallest_database_on_which_they_differ()
    {
        var finished = Equiv("SELECT id FROM orders WHERE amount > 1000", "SELECT id FROM orders WHERE amount >= 1000");
        Assert.Equal(3, finished.Code);
        Assert.Matches(@"INSERT INTO orders VALUES \(\d+, \d+, 1000\);\n(.|\n)*-- first\nSELECT id FROM orders WHERE amount > 1000;\n--   no rows\n\n-- second\n(.|\n)*--   \(\d+\)\n$", finished.Out);
    }

    [Fact]
    public void Says_so_when_too_few_cases_are_useful()
    {
        var finished = Equiv("SELECT id FROM orders WHERE amount > 3 AND amount < 3", "SELECT id FROM orders WHERE FALSE", "--cases", "5", "--seed", "9");
        Assert.Equal(4, finished.Code);
        Assert.Contains("It cannot be told: 0 useful cases of 100", finished.Out, StringComparison.Ordinal);
        Assert.EndsWith("seed 9.\n", finished.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_can_be_ignored_and_json_has_the_outcome()
    {
        var finished = Equiv("SELECT id AS a FROM orders", "SELECT id AS b FROM orders", "--ignore-names", "--cases", "5", "--json");
        Assert.Equal(("no_difference", 5), ((string)JsonNode.Parse(finished.Out)!["status"]!, (int)JsonNode.Parse(finished.Out)!["useful"]!));
        var refuted = Equiv("SELECT id AS a FROM orders", "SELECT id AS b FROM orders", "--json");
        Assert.Equal((3, "refuted"), (refuted.Code, (string)JsonNode.Parse(refuted.Out)!["status"]!));
    }

    [Fact]
    public void A_wrong_query_is_an_error_with_its_place()
    {
        var finished = Equiv("SELECT id FROM orders", "SELECT idd FROM orders");
        Assert.Equal((1, ""), (finished.Code, finished.Out));
        Assert.Contains("b.sql:1:8: error RW", finished.Error, StringComparison.Ordinal);
        var missing = Workspace.Run("equiv", _workspace["none.sql"], _workspace["none.sql"], "--schema", _workspace["schema.sql"]);
        Assert.Equal(1, missing.Code);
    }

    [Fact]
    public void Runs_text_of_sqlite_on_sqlite()
    {
        var finished = Equiv("SELECT id FROM orders WHERE amount IS 3", "SELECT id FROM orders WHERE amount = 3", "--engine", "sqlite", "--cases", "10");
        Assert.Equal(0, finished.Code);
        Assert.Contains("RW4104", finished.Error, StringComparison.Ordinal);
        Assert.Contains("on SQLite", finished.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Views_of_the_schema_are_known_and_are_part_of_the_script()
    {
        var schema = _workspace.Write("views.sql", """
            CREATE TABLE orders (id INTEGER PRIMARY KEY, amount INTEGER);
            CREATE VIEW large AS SELECT id, amount FROM orders WHERE amount > 1000;
            CREATE VIEW larger AS SELECT id FROM large WHERE amount > 2000;
            """);
        var first = _workspace.Write("a.sql", "SELECT id FROM larger");
        var finished = Workspace.Run("equiv", first, _workspace.Write("b.sql", "SELECT id FROM orders WHERE amount > 2000"), "--schema", schema, "--cases", "20");
        Assert.Equal((0, ""), (finished.Code, finished.Error));

        var refuted = Workspace.Run("equiv", first, _workspace.Write("b.sql", "SELECT id FROM orders WHERE amount >= 2000"), "--schema", schema);
        Assert.Equal(3, refuted.Code);
        Assert.Matches(@"CREATE TABLE orders(.|\n)*INSERT INTO orders VALUES \(\d+, 2000\);\nCREATE VIEW ""large"" (.|\n)*CREATE VIEW larger ", refuted.Out);
    }

    [Fact]
    public void Views_of_a_text_are_known_to_sqlite_in_its_own_words()
    {
        var schema = _workspace.Write("views.sql", """
            CREATE TABLE orders (id INTEGER PRIMARY KEY, amount INTEGER);
            CREATE VIEW large AS SELECT id, amount::BIGINT AS much FROM orders WHERE amount > 1000;
            CREATE VIEW larger AS SELECT id FROM large WHERE much > 2000;
            """);
        var first = _workspace.Write("a.sql", "SELECT id FROM larger");
        var finished = Workspace.Run("equiv", first, _workspace.Write("b.sql", "SELECT id FROM orders WHERE amount > 2000"), "--schema", schema, "--engine", "sqlite", "--cases", "20");
        Assert.Equal((0, ""), (finished.Code, finished.Error));

        var refuted = Workspace.Run("equiv", first, _workspace.Write("b.sql", "SELECT id FROM orders WHERE amount >= 2000"), "--schema", schema, "--engine", "sqlite");
        Assert.Equal(3, refuted.Code);
        Assert.Matches("CREATE TABLE orders(.|\n)*CREATE VIEW larger AS SELECT", refuted.Out);
    }

    private Finished Equiv(string first, string second, params string[] more) =>
        Workspace.Run(["equiv", _workspace.Write("a.sql", first), _workspace.Write("b.sql", second), "--schema", _workspace["schema.sql"], .. more]);
}
