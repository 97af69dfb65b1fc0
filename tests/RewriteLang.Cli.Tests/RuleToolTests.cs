namespace RewriteLang.Cli.Tests;

/// <summary>The tools of a rule author: <c>rw test</c>, <c>rw explain</c>, <c>rw new</c>.</summary>
public sealed class RuleToolTests : IDisposable
{
    private const string Schema = """
        language 1

        schema
          create table t (id integer primary key, a integer not null, b integer);
          create table u (id integer primary key, t_id integer not null, x integer)


        """;

    private const string Law = """
        /// A filter that rejects the padded rows makes a left join inner.
        simplify left-join-to-inner
          join(left_join(L, R | ..on), ..rest | p & ..ps) => join(L, R, ..rest | ..on & p & ..ps)
          when rejects_null(p, out(R))

        """;

    private const string Example = """
          example
            before  select * from t left join u on t.id = u.t_id where u.x > 1
            after   select * from t join u on t.id = u.t_id where u.x > 1

        """;

    private const string Counterexample = """
          counterexample rejects_null
            query   select * from t left join u on t.id = u.t_id where u.x is null

        """;

    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public void Test_executes_examples_and_verifies_what_has_no_record()
    {
        _workspace.Write("laws/a.rw", Schema + Law + Example + Counterexample);
        var finished = Workspace.Run("test", _workspace["laws"], "--matches", "10");
        Assert.Equal(("", 0), (finished.Error, finished.Code));
        Assert.Contains("1 rules in 1 files, 1 examples, 1 counterexamples: nothing wrong; 1 verified, 0 refuted, 0 unverified", finished.Out, StringComparison.Ordinal);
        Assert.Equal(0, Workspace.Run("lock", _workspace["laws"], "--matches", "10").Code);
        Assert.Contains("nothing wrong; all verified", Workspace.Run("test", _workspace["laws"]).Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("where u.x > 1\n    after", "where t.a > 1\n    after", "RW4202", "does not apply to this example")]
    [InlineData("after   select * from t join", "after   select * from t left join", "RW4203", "makes something else")]
    [InlineData("join u on t.id = u.t_id where u.x > 1\n  c", "join u on t.id = u.t_id where u.x > 2\n  c", "RW4204", "results of this example differ")]
    [InlineData("where u.x is null", "where u.x = 3", "RW4205", "applies to this counterexample")]
    [InlineData("select * from t left join u on t.id = u.t_id where u.x is null", "select * from t where b is null", "RW4206", "Also without `rejects_null`")]
    [InlineData("where u.x is null", "where t.a = t.a and (u.x is null or t.a > 0) and u.x > 0 or u.x > 5", "RW4205", "applies to this counterexample")]
    public void Test_says_what_is_wrong_with_an_example(string right, string wrong, string code, string message)
    {
        var text = Schema + Law + Example + Counterexample;
        Assert.Contains(right, text, StringComparison.Ordinal);
        var file = _workspace.Write("laws/a.rw", text.Replace(right, wrong, StringComparison.Ordinal));
        var finished = Workspace.Run("test", file, "--matches", "5");
        Assert.Equal(1, finished.Code);
        Assert.Matches($@"a\.rw:1\d:3: error {code}: ", finished.Error);
        Assert.Contains(message, finished.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Test_says_that_a_condition_does_not_matter_for_its_counterexample()
    {
        var idle = Law.Replace("when ", "when row_bound(L) <= 1, ", StringComparison.Ordinal);
        var file = _workspace.Write("laws/a.rw", Schema + idle + Counterexample.Replace("rejects_null", "row_bound", StringComparison.Ordinal).Replace("u.x is null", "u.x > 3", StringComparison.Ordinal));
        Assert.Contains("error RW4207: Without `row_bound`", Workspace.Run("test", file, "--matches", "5").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Test_asks_for_a_schema() => Assert.Contains(
        "a.rw:5:3: error RW4201: The example has no schema.",
        Workspace.Run("test", _workspace.Write("laws/a.rw", Law + Example), "--matches", "5").Error,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("select * from read_csv('FILE')", "RW1110")]
    [InlineData("select * from 'FILE.parquet'", "RW1110")]
    [InlineData("select * from t where id in (select column0 from 'FILE')", "RW1110")]
    [InlineData("copy t to 'FILE'", "RW1201")]
    [InlineData("copy (select * from t) to 'FILE'", "RW1110")]
    [InlineData("create table x as select * from t", "RW1110")]
    [InlineData("attach 'FILE' as other", "RW1201")]
    [InlineData("select * from information_schema.tables", "RW1110")]
    [InlineData("select * from read_parquet('FILE')", "RW1110")]
    [InlineData("select * from read_text('FILE')", "RW1110")]
    [InlineData("select * from glob('FILE')", "RW1110")]
    [InlineData("select * from duckdb_settings()", "RW1110")]
    [InlineData("select * from t where id = (select count(*) from pragma_table_info('t'))", "RW1110")]
    [InlineData("install httpfs", "RW1201")]
    [InlineData("load httpfs", "RW1201")]
    [InlineData("pragma enable_profiling", "RW1201")]
    [InlineData("set enable_external_access = true", "RW1201")]
    [InlineData("detach other", "RW1201")]
    [InlineData("export database 'FILE'", "RW1201")]
    public void Test_refuses_examples_that_read_or_write_anything_else(string sql, string code)
    {
        var data = _workspace.Write("data.csv", "column0\n1\n");
        var file = _workspace.Write("laws/a.rw", Schema + Law + Example.Replace("select * from t left join u on t.id = u.t_id where u.x > 1", sql.Replace("FILE", data, StringComparison.Ordinal), StringComparison.Ordinal));
        var finished = Workspace.Run("test", file, "--matches", "5");
        Assert.Equal(1, finished.Code);
        Assert.Contains($"error {code}: ", finished.Error, StringComparison.Ordinal);
        Assert.Equal("column0\n1\n", File.ReadAllText(data));
    }

    [Theory]
    [InlineData("create table t as select * from 'FILE'")]
    [InlineData("attach 'FILE' as other")]
    [InlineData("create table t (a integer); copy t to 'FILE'")]
    [InlineData("create table t (a integer); install httpfs")]
    [InlineData("create table t (a integer); load httpfs")]
    [InlineData("set enable_external_access = true; create table t (a integer)")]
    [InlineData("create table t (a integer); pragma enable_profiling = 'json'; pragma profiling_output = 'FILE'")]
    [InlineData("create view t as select * from read_csv('FILE')")]
    public void Test_runs_schemas_without_access_to_files(string ddl)
    {
        var data = _workspace.Write("data.csv", "column0\n1\n");
        var file = _workspace.Write("laws/a.rw", Law + Example.Replace("example\n", $"example\n    schema  {ddl.Replace("FILE", data, StringComparison.Ordinal)}\n", StringComparison.Ordinal));
        Assert.Contains("error RW3001: ", Workspace.Run("test", file, "--matches", "5").Error, StringComparison.Ordinal);
        Assert.Equal("column0\n1\n", File.ReadAllText(data));
    }

    [Theory]
    [InlineData("select * from read_parquet('FILE')", "RW1110")]
    [InlineData("attach 'FILE' as other", "RW1201")]
    [InlineData("copy t to 'FILE'", "RW1201")]
    [InlineData("pragma database_list", "RW1201")]
    public void Test_refuses_counterexamples_that_read_or_write_anything_else(string sql, string code)
    {
        var data = _workspace.Write("data.csv", "column0\n1\n");
        var query = Counterexample.Split('\n').First(l => l.Contains("query", StringComparison.Ordinal));
        var file = _workspace.Write("laws/a.rw", Schema + Law + Counterexample.Replace(query, $"    query   {sql.Replace("FILE", data, StringComparison.Ordinal)}", StringComparison.Ordinal));
        var finished = Workspace.Run("test", file, "--matches", "5");
        Assert.Equal(1, finished.Code);
        Assert.Contains($"error {code}: ", finished.Error, StringComparison.Ordinal);
        Assert.Equal("column0\n1\n", File.ReadAllText(data));
    }

    [Fact]
    public void Test_watches_until_it_is_interrupted()
    {
        _workspace.Write("laws/a.rw", Schema + Law);
        using var stop = new CancellationTokenSource();
        using var output = new StopAt("waiting for changes", stop);
        Assert.Equal(130, CommandLine.Run(["test", _workspace["laws"], "--watch", "--matches", "5"], new Terminal(TextReader.Null, output, TextWriter.Null), stop.Token));
        Assert.Contains("ok; waiting for changes", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Explain_shows_law_conditions_example_and_record()
    {
        var finished = Workspace.Run("explain", "left-join-to-inner", "--rules", Workspace.Rules);
        Assert.Equal(("", 0), (finished.Error, finished.Code));
        foreach (var part in (string[])["A filter that rejects the padded rows", "=> join(L, R, ..rest | ..on & p & ..ps)", "p is not TRUE where all the columns are NULL", "must not fail: on",
            "plan    filter(left_join(t, u", "becomes join(t, ", "FROM t, u", "galindo-legaria-1997", "the record is current: seed 1"])
        {
            Assert.Contains(part, finished.Out, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("left-join-to-inner", "select t.id from t left join u on t.id = u.t_id where u.x is null", "A condition stopped it once: 'rejects_null(p, out(R))' does not hold")]
    [InlineData("left-join-to-inner", "select t.id from t left join u on t.id = u.t_id where u.x > 1", "Nothing: it is one of the rules that led to the chosen plan")]
    [InlineData("aggregate-below-join", "select id from t", "starts with aggregate, which the query does not have")]
    [InlineData("exists-to-semi-join", "select id from t where exists (select 1 from u where u.t_id = t.id)", "A gate stopped it")]
    [InlineData("self-join-to-group-by", "select id from t where a in (select t_id from u)", "matches 1 of 2 operators")]
    public void Explain_says_why_not(string rule, string sql, string reason)
    {
        var query = _workspace.Write("q.sql", sql);
        var schema = _workspace.Write("s.sql", "create table t (id integer primary key, a integer not null, b integer); create table u (id integer primary key, t_id integer not null, x integer)");
        var finished = Workspace.Run("explain", "--why-not", rule, "--query", query, "--schema", schema, "--rules", Workspace.Rules);
        Assert.Equal(("", 0), (finished.Error, finished.Code));
        Assert.Contains(reason, finished.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Explain_shows_how_a_query_is_rewritten()
    {
        var (query, schema) = (_workspace.Write("q.sql", Workspace.Rewritable), _workspace["schema.sql"]);
        var finished = Workspace.Run("explain", "--steps", "--query", query, "--schema", schema, "--rules", Workspace.Rules);
        Assert.Equal(("", 0), (finished.Error, finished.Code));
        Assert.Contains("Step 2 of 4\n  left-join-to-inner", finished.Out, StringComparison.Ordinal);

        var unchanged = _workspace.Write("q.sql", "select id from orders");
        Assert.Contains("not rewritten", Workspace.Run("explain", "--steps", "--query", unchanged, "--schema", schema, "--rules", Workspace.Rules).Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Explain_asks_for_a_rule_that_there_is()
    {
        Assert.Contains("RW3115", Workspace.Run("explain", "--steps", "--rules", Workspace.Rules).Error, StringComparison.Ordinal);
        Assert.Contains("RW3111", Workspace.Run("explain", "left-join", "--rules", Workspace.Rules).Error, StringComparison.Ordinal);
        Assert.Contains("RW3115", Workspace.Run("explain", "--why-not", "left-join-to-inner", "--rules", Workspace.Rules).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void New_writes_a_rule_that_passes_every_test()
    {
        var finished = Workspace.Run("new", "rule", "drop-it", "--rules", _workspace["laws"]);
        Assert.Equal((0, _workspace["laws/drop-it.rw"] + "\n"), (finished.Code, finished.Out));
        Assert.Equal(0, Workspace.Run("fmt", "--check", _workspace["laws"]).Code);
        Assert.Equal(0, Workspace.Run("test", _workspace["laws"], "--matches", "10").Code);
        Assert.Contains("RW3114: There is already a file", Workspace.Run("new", "rule", "drop-it", "--rules", _workspace["laws"]).Error, StringComparison.Ordinal);
        Assert.Contains("RW3114: 'Drop_It' is no name", Workspace.Run("new", "rule", "Drop_It", "--rules", _workspace["laws"]).Error, StringComparison.Ordinal);
    }
}
