using System.Text.Json.Nodes;

namespace RewriteLang.Cli.Tests;

public sealed class OptimizeTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public void Writes_a_query_that_nothing_can_be_done_for_byte_for_byte()
    {
        const string text = "-- a comment\r\nselect  ID ,\tAmount\nfrom   ORDERS  where amount>3 ;\n\n";
        var finished = _workspace.Optimize(text);
        Assert.Equal((0, text), (finished.Code, finished.Out));
    }

    [Fact]
    public void Writes_the_rewritten_query_and_keeps_the_comment_above_it()
    {
        var finished = _workspace.Optimize("-- Which orders come from the North?\n" + Workspace.Rewritable, "--explain");
        Assert.Equal(0, finished.Code);
        Assert.StartsWith("-- Which orders come from the North?\n", finished.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("LEFT JOIN", finished.Out, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("left-join-to-inner", finished.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Shows_the_sql_after_each_step()
    {
        var finished = _workspace.Optimize(Workspace.Rewritable, "--explain", "--steps");
        Assert.Equal(0, finished.Code);
        var steps = finished.Error[finished.Error.IndexOf("Step 1 of 4: what every engine does by itself\n", StringComparison.Ordinal)..].Split(" of 4\n");
        Assert.Contains("LEFT JOIN customers", steps[0], StringComparison.Ordinal);
        Assert.Contains("  left-join-to-inner  A filter that rejects the padded rows makes a left join inner.\n", steps[1], StringComparison.Ordinal);
        Assert.Contains("\n  + FROM orders AS o, customers AS c\n", steps[1], StringComparison.Ordinal);
        Assert.All(steps[1..], s => Assert.DoesNotContain("LEFT JOIN", s, StringComparison.Ordinal));
    }

    [Fact]
    public void Steps_in_json_end_with_the_new_text()
    {
        var json = JsonNode.Parse(_workspace.Optimize(Workspace.Rewritable, "--explain", "--steps", "--json").Out)!;
        var steps = json["steps"]!.AsArray();
        Assert.Equal(4, steps.Count);
        Assert.Equal(((string?)json["sql"])!.TrimEnd(), (string?)steps[^1]!["sql"]);
        Assert.Equal(["left-join-to-inner"], steps[1]!["rules"]!.AsArray().Select(r => (string?)r));
    }

    [Fact]
    public void Steps_belong_to_an_explanation()
    {
        var finished = _workspace.Optimize(Workspace.Rewritable, "--steps");
        Assert.Equal((1, ""), (finished.Code, finished.Out));
        Assert.Contains("RW3117", finished.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_plan_is_explained_on_several_lines()
    {
        const string sql = "SELECT o.id, c.name FROM orders o LEFT JOIN customers c ON c.id = o.customer_id WHERE c.region IN ('North', 'North by East', 'North by West') AND o.amount BETWEEN 100 AND 200";
        var lines = _workspace.Optimize(sql, "--explain").Error.Split('\n');
        Assert.Contains("  as read:", lines);
        Assert.Contains("    filter(", lines);
        Assert.All(lines.SkipWhile(l => l != "  as read:").TakeWhile(l => !l.StartsWith("The search", StringComparison.Ordinal)), l => Assert.InRange(l.Length, 0, 120));
    }

    [Fact]
    public void Reads_standard_input()
    {
        const string text = "SELECT id FROM orders";
        var finished = Workspace.RunWith(text, ["optimize", "-", "--schema", _workspace["schema.sql"], "--rules", Workspace.Rules], CancellationToken.None);
        Assert.Equal((0, text), (finished.Code, finished.Out));
    }

    [Fact]
    public void Leaves_a_query_alone_that_asks_for_it()
    {
        const string text = "-- rw: off\n" + Workspace.Rewritable;
        Assert.Equal(text, _workspace.Optimize(text).Out);
    }

    [Fact]
    public void Writes_versioned_json()
    {
        var finished = _workspace.Optimize(Workspace.Rewritable, "--json");
        var json = JsonNode.Parse(finished.Out)!;
        Assert.Equal(1, (int?)json["version"]);
        Assert.Equal("rewritten", (string?)json["status"]);
        Assert.Contains("left-join-to-inner", json["rules"]!.AsArray().Select(r => (string?)r));
    }

    [Fact]
    public void A_syntax_error_says_file_line_and_column()
    {
        var finished = _workspace.Optimize("SELECT id\nFROM orders\nWHERE amount > > 3\n");
        Assert.Equal((1, ""), (finished.Code, finished.Out));
        Assert.Contains($"{_workspace["query.sql"]}:3:16: error RW1001", finished.Error, StringComparison.Ordinal);
        Assert.Contains(" 3 | WHERE amount > > 3\n   |                ^", finished.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_table_is_named_with_one_that_is_alike()
    {
        var finished = _workspace.Optimize("SELECT id FROM order_s");
        Assert.Equal(1, finished.Code);
        Assert.Contains("query.sql:1:16: error RW1101", finished.Error, StringComparison.Ordinal);
        Assert.Contains("orders", finished.Error.Split("hint:")[1], StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_column_is_named_with_one_that_is_alike()
    {
        var finished = _workspace.Optimize("SELECT o.ammount FROM orders o");
        Assert.Equal(1, finished.Code);
        Assert.Contains("query.sql:1:8: error RW1102", finished.Error, StringComparison.Ordinal);
        Assert.Contains("amount", finished.Error.Split("hint:")[1], StringComparison.Ordinal);
    }

    [Fact]
    public void An_ambiguous_name_is_refused()
    {
        var finished = _workspace.Optimize("SELECT name\nFROM orders o, customers c\nWHERE id = 1");
        Assert.Equal(1, finished.Code);
        Assert.Contains("query.sql:3:7: error RW1103", finished.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Rewrites_the_queries_inside_other_statements_and_keeps_what_is_around_them()
    {
        const string query = "SELECT o.id, c.name FROM orders o LEFT JOIN customers c ON c.id = o.customer_id WHERE c.region = 'North'";
        const string Text = "\uFEFF-- nightly\r\nBEGIN;\r\ncreate  TABLE north (id, name) as\r\n" + query + " WITH DATA;\r\nCOPY (" + query + ") TO 'x;y.csv' (HEADER);\r\n"
            + "insert into target (a, b)\r\n" + query + " ON CONFLICT DO NOTHING; -- done\r\nCOMMIT;\r\n";
        var finished = _workspace.Optimize(Text);
        Assert.Equal(0, finished.Code);
        var around = finished.Out.Split("LEFT JOIN");
        Assert.Single(around);
        Assert.StartsWith("\uFEFF-- nightly\r\nBEGIN;\r\ncreate  TABLE north (id, name) as\r\nSELECT", finished.Out, StringComparison.Ordinal);
        Assert.Contains("'North' WITH DATA;\r\nCOPY (SELECT", finished.Out, StringComparison.Ordinal);
        Assert.Contains("'North') TO 'x;y.csv' (HEADER);\r\ninsert into target (a, b)\r\nSELECT", finished.Out, StringComparison.Ordinal);
        Assert.EndsWith("'North' ON CONFLICT DO NOTHING; -- done\r\nCOMMIT;\r\n", finished.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("\n", finished.Out.Replace("\r\n", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void Reads_text_in_SQLite_s_dialect_and_leaves_what_is_not_certain_alone()
    {
        const string Certain = "SELECT o.[id], c.name FROM orders AS o LEFT JOIN customers AS c ON c.id == o.customer_id WHERE c.region = 'North';\n";
        const string Uncertain = "SELECT max(id, amount) FROM orders";
        var first = _workspace.Optimize(Certain, "--dialect", "sqlite");
        Assert.Equal((0, ""), (first.Code, first.Error));
        Assert.DoesNotContain("LEFT JOIN", first.Out, StringComparison.Ordinal);
        var second = _workspace.Optimize(Uncertain, "--dialect", "sqlite");
        Assert.Equal((0, Uncertain), (second.Code, second.Out));
        Assert.Contains("note RW1209", second.Error, StringComparison.Ordinal);
        var other = _workspace.Optimize(Uncertain, "--dialect", "sqlite", "--engine", "duckdb");
        Assert.Equal((0, Uncertain), (other.Code, other.Out));
        Assert.Contains("note RW1303", other.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_that_is_not_UTF_8_is_named()
    {
        var path = _workspace.Write("query.sql", "");
        File.WriteAllBytes(path, [.. "SELECT '"u8, 0xC3, 0x28, .. "'"u8]);
        var finished = Workspace.Run(["optimize", path, "--schema", _workspace["schema.sql"], "--rules", Workspace.Rules]);
        Assert.Equal((1, ""), (finished.Code, finished.Out));
        Assert.Contains("error RW3103", finished.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_statement_sees_the_tables_that_earlier_ones_made_and_passes_through_where_they_are_not_known()
    {
        const string Text = """
            CREATE TEMP TABLE big AS SELECT id, amount FROM orders WHERE amount > 10;
            SELECT amount, nosuch FROM big;
            ALTER TABLE big ADD COLUMN nosuch INTEGER;
            SELECT amount, nosuch FROM big;
            """;
        var finished = _workspace.Optimize(Text);
        Assert.Equal((1, ""), (finished.Code, finished.Out));
        Assert.Contains("query.sql:2:16: error RW1102", finished.Error, StringComparison.Ordinal);
        Assert.Contains("query.sql:4:1: note RW1302", finished.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("query.sql:4:16", finished.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--schema")]
    [InlineData("--engine", "oracle", "--schema", "x")]
    public void Wrong_arguments_are_wrong_input(params string[] args)
    {
        var finished = Workspace.Run(["optimize", "-", .. args]);
        Assert.Equal(1, finished.Code);
        Assert.NotEqual("", finished.Error);
    }
}
