using System.Text.Json.Nodes;
using RewriteLang.Algebra;

namespace RewriteLang.Engines.Tests;

/// <summary>Plans of engines are read into signs: recorded ones, those of the engines at hand, and such as no engine writes.</summary>
public sealed class EnginePlanTests
{
    private const string Schema =
        "CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER, b INTEGER); CREATE TABLE u (id INTEGER PRIMARY KEY, t_id INTEGER, x INTEGER);";

    // Enough rows that an engine has no reason to see through the query by its statistics.
    private const string Rows =
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000) INSERT INTO t SELECT i, i % 100, i % 7 FROM n; INSERT INTO u SELECT id, a, b FROM t;";

    /// <summary>A query, a sign, and what the plans of DuckDB and SQLite say of it; null where a plan does not tell.</summary>
    public static TheoryData<string, string, bool?, bool?> Queries => new()
    {
        { "SELECT sum(a) FROM t WHERE b = 3", "repeated_scan", false, false },
        { "SELECT sum(a) FROM t WHERE b = 3", "full_scan", true, true },
        { "SELECT sum(a) FROM t WHERE b = 3", "nested_loop", false, false },
        { "SELECT count(*) FROM t JOIN u ON t.a = u.t_id", "repeated_scan", false, null },
        { "SELECT count(*) FROM t JOIN u ON t.a = u.t_id", "hash_join", true, false },
        { "SELECT count(*) FROM t x JOIN t y ON x.a = y.b", "repeated_scan", true, null },
        { "SELECT (SELECT sum(a) FROM t WHERE b = 1), (SELECT sum(b) FROM t WHERE a = 1)", "repeated_scan", true, true },
        { "SELECT count(*) FROM t JOIN u ON t.a = u.t_id OR t.b = u.x", "nested_loop", true, true },
        { "SELECT count(*) FROM t JOIN u ON t.a = u.t_id", "nested_loop", false, null },
        { "SELECT count(*) FROM t JOIN u ON t.a + 0 > u.t_id", "correlated", false, false },
        { "SELECT t.id FROM t WHERE (SELECT sum(x) FROM u WHERE u.t_id > t.a) > 3", "correlated", true, true },
        { "SELECT t.id FROM t WHERE (SELECT sum(x) FROM u WHERE u.t_id > t.a) > 3", "delimiter_join", true, false },
        { "SELECT t.id FROM t WHERE t.a IN (SELECT x FROM u)", "correlated", false, false },
        { "SELECT count(*) FROM t, u", "cross_product", true, null },
        { "SELECT a, rank() OVER (ORDER BY b) FROM t", "window", true, null },
        { "SELECT a, count(*) FROM t GROUP BY a", "group_by", true, true },
        { "SELECT a FROM t ORDER BY b", "sort", true, true },
        { "SELECT a FROM t ORDER BY id", "sort", true, null },
        { "WITH c AS MATERIALIZED (SELECT a, sum(b) s FROM t GROUP BY a) SELECT count(*) FROM c x JOIN c y ON x.a = y.s", "materialized", true, true },
        { "WITH c AS MATERIALIZED (SELECT a, sum(b) s FROM t GROUP BY a) SELECT count(*) FROM c x JOIN c y ON x.a = y.s", "repeated_scan", true, null },
        { "SELECT a FROM t WHERE id = 17", "index_search", null, true },
    };

    [Theory]
    [MemberData(nameof(Queries))]
    public void Say_what_the_engines_at_hand_do(string sql, string sign, bool? onDuckDb, bool? onSqlite)
    {
        Assert.Equal(onSqlite, PlanOn(SqliteEngine.Instance, sql).Shows(sign));

        // Whether DuckDB looks into its index depends on the rows that it expects.
        var duck = PlanOn(DuckDbEngine.Instance, sql).Shows(sign);
        Assert.True(duck == onDuckDb || (onDuckDb is null && sign == "index_search"), $"{duck}");
    }

    [Fact]
    public void Tell_how_many_rows_an_engine_expects()
    {
        const string Sql = "SELECT count(*) FROM t JOIN u ON t.a = u.t_id OR t.b = u.x";

        Assert.True(PlanOn(DuckDbEngine.Instance, "SELECT a, b FROM t WHERE a >= 0").RowsOf("full_scan") > 0);
        Assert.Equal(0, PlanOn(DuckDbEngine.Instance, Sql).RowsOf("window"));
        Assert.Null(PlanOn(SqliteEngine.Instance, Sql).RowsOf("nested_loop"));
    }

    // A plan of TPC-DS query 16's form as DuckDB 1.5 writes it, cut down.
    private const string RecordedDuckDb =
        """
        [{"name": "UNGROUPED_AGGREGATE ", "children": [
          {"name": "RIGHT_DELIM_JOIN", "extra_info": {"Join Type": "RIGHT_SEMI", "Conditions": ["a IS NOT DISTINCT FROM a"], "Estimated Cardinality": "~70"}, "children": [
            {"name": "SEQ_SCAN ", "extra_info": {"Table": "memory.main.\"returns\"", "Type": "Sequential Scan", "Estimated Cardinality": "500"}, "children": []},
            {"name": "HASH_JOIN", "extra_info": {"Join Type": "INNER"}, "children": [
              {"name": "SEQ_SCAN ", "extra_info": {"Table": "memory.main.\"returns\"", "Type": "Index Scan", "Estimated Cardinality": "20"}, "children": []},
              {"name": "DELIM_SCAN", "extra_info": {"Delim Index": "1"}, "children": []}]}]}]}]
        """;

    [Fact]
    public void Are_read_from_recorded_plans_of_DuckDB()
    {
        var plan = DuckDbEngine.Instance.ReadPlan(JsonNode.Parse(RecordedDuckDb));

        Assert.Equal(
            [
                new(PlanOperatorKind.Other),
                new(PlanOperatorKind.DelimiterJoin, null, 70),
                new(PlanOperatorKind.FullScan, "memory.main.\"returns\"", 500),
                new(PlanOperatorKind.HashJoin),
                new(PlanOperatorKind.IndexSearch, "memory.main.\"returns\"", 20),
                new(PlanOperatorKind.Other),
            ],
            plan.Operators);
        Assert.Equal(500, plan.RowsOf("full_scan"));
        Assert.Equal(["correlated", "delimiter_join", "full_scan", "hash_join", "index_search", "repeated_scan"], Shown(plan));
    }

    // The words before 3.36, and those since.
    [Theory]
    [InlineData("SCAN TABLE t AS x|SEARCH TABLE u USING INDEX i (a=?)", "full_scan index_search")]
    [InlineData("SCAN TABLE t|SCAN TABLE u|USE TEMP B-TREE FOR GROUP BY|EXECUTE CORRELATED SCALAR SUBQUERY 1", "correlated full_scan group_by nested_loop")]
    [InlineData("SCAN t|MULTI-INDEX OR|USE TEMP B-TREE FOR RIGHT PART OF ORDER BY", "full_scan sort")]
    [InlineData("SCAN CONSTANT ROW|SCAN t", "full_scan")]
    [InlineData("SCAN 2 CONSTANT ROWS|SCALAR SUBQUERY 1|MATERIALIZE c|BLOOM FILTER ON t (a=?)", "materialized")]
    [InlineData("SEARCH a USING AUTOMATIC COVERING INDEX (x=?)|SCAN b LEFT-JOIN", "full_scan index_search nested_loop")]
    public void Are_read_from_lines_of_SQLite(string lines, string signs)
    {
        var json = new JsonArray([.. lines.Split('|').Select(l => (JsonNode)new JsonObject { ["name"] = l, ["children"] = new JsonArray() })]);

        Assert.Equal(signs.Split(' '), Shown(SqliteEngine.Instance.ReadPlan(json)));
    }

    [Fact]
    public void Tell_the_loops_of_each_select()
    {
        var plan = PlanOn(SqliteEngine.Instance, "SELECT count(*) FROM t x, u WHERE x.id = u.t_id AND u.x IN (SELECT t_id FROM u y)");

        Assert.Equal([new("u", PlanLoopKind.Scan), new("x", PlanLoopKind.StoredIndex)], plan.LoopsOver(["X", "u"])!.Value);
        Assert.Equal([new("y", PlanLoopKind.Scan)], plan.LoopsOver(["y"])!.Value);
        Assert.Null(plan.LoopsOver(["x", "y"]));
    }

    [Fact]
    public void Tell_no_loops_where_selects_nest_the_same_tables_differently()
    {
        PlanLoop a = new("a", PlanLoopKind.Scan), b = new("b", PlanLoopKind.Scan), c = new("c", PlanLoopKind.MadeIndex);

        Assert.Null((new EnginePlan([], []) { Nests = [[a, b], [b, a]] }).LoopsOver(["a", "b"]));
        Assert.Null((new EnginePlan([], []) { Nests = [[a, a, b]] }).LoopsOver(["a", "b"]));
        Assert.Equal([a, b], (new EnginePlan([], []) { Nests = [[a, c, b], [a, b]] }).LoopsOver(["a", "b"])!.Value);
    }

    [Fact]
    public void Count_the_branches_of_a_disjunction_as_one_loop()
    {
        const string Json =
            """
            [{"name": "SCAN t"},
             {"name": "MULTI-INDEX OR", "children": [
               {"name": "INDEX 1", "children": [{"name": "SEARCH u USING INTEGER PRIMARY KEY (rowid=?)"}]},
               {"name": "INDEX 2", "children": [{"name": "SEARCH u USING INDEX i (x=?)"}]}]},
             {"name": "SEARCH v USING AUTOMATIC COVERING INDEX (a=?)"}]
            """;
        var plan = SqliteEngine.Instance.ReadPlan(JsonNode.Parse(Json));

        Assert.Equal([new("t", PlanLoopKind.Scan), new("u", PlanLoopKind.StoredIndex), new("v", PlanLoopKind.MadeIndex)], plan.LoopsOver(["t", "u", "v"])!.Value);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[{\"name\": 3, \"children\": 4, \"extra_info\": []}]")]
    [InlineData("[{\"children\": [{\"name\": \"SOMETHING_NEW\", \"extra_info\": {\"Estimated Cardinality\": \"many\"}}]}, 7, \"x\"]")]
    public void Of_a_form_that_is_not_known_are_no_fault(string json)
    {
        Assert.Empty(Shown(DuckDbEngine.Instance.ReadPlan(JsonNode.Parse(json))));
        Assert.Empty(Shown(SqliteEngine.Instance.ReadPlan(JsonNode.Parse(json))));
    }

    [Fact]
    public void Of_a_query_that_an_engine_rejects_are_not_there()
    {
        foreach (var engine in Engine.All)
        {
            using var database = engine.OpenMemory();
            Assert.Null(database.Plan("SELECT no FROM nowhere"));
        }
    }

    [Fact]
    public void Say_nothing_of_a_sign_that_there_is_not() => Assert.Null(new EnginePlan([], []).Shows("nested_loops"));

    // Two sources without a name may be one; a single one cannot be another.
    [Theory]
    [InlineData(1, false)]
    [InlineData(2, null)]
    public void Do_not_tell_sources_without_a_name_apart(int unnamed, bool? expected)
    {
        var sources = Enumerable.Repeat(new PlanOperator(PlanOperatorKind.OtherSource), unnamed).Append(new(PlanOperatorKind.FullScan, "t"));

        Assert.Equal(expected, new EnginePlan([.. sources], []).Shows("repeated_scan"));
    }

    private static EnginePlan PlanOn(Engine engine, string sql)
    {
        using var database = engine.OpenMemory();
        database.Execute(Schema + Rows);
        return Assert.IsType<EnginePlan>(database.Plan(sql));
    }

    private static IEnumerable<string> Shown(EnginePlan plan) => EnginePlan.Signs.Where(s => plan.Shows(s) == true).Order(StringComparer.Ordinal);
}
