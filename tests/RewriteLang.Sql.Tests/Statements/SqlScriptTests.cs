namespace RewriteLang.Sql.Tests.Statements;

public sealed class SqlScriptTests
{
    [Fact]
    public void Splits_at_semicolons() =>
        Assert.Equal(["select 1", "select 2"], SqlScript.Split("select 1;\nselect 2 ;").Select(s => s.Text));

    [Theory]
    [InlineData("select ';'")]
    [InlineData("select 'it''s;'")]
    [InlineData("select E'\\';'")]
    [InlineData("select \";\"")]
    [InlineData("select $$;$$")]
    [InlineData("select $tag$ $$;$$ ; $tag$")]
    [InlineData("select 1 /* ; /* ; */ ; */ + 2")]
    [InlineData("select 1 -- ;\n + 2")]
    public void Does_not_split_inside(string sql) => Assert.Equal([sql], SqlScript.Split(sql).Select(s => s.Text));

    [Fact]
    public void Keeps_leading_comments_apart()
    {
        var statement = SqlScript.Split("select 0; -- first\r\n/* second */ select 1 -- tail\r\n;")[1];
        Assert.Equal("select 1", statement.Text);
        Assert.Equal("-- first\r\n/* second */ ", statement.LeadingText);
    }

    [Fact]
    public void A_byte_order_mark_is_no_part_of_a_statement()
    {
        var statement = Assert.Single(SqlScript.Split("\uFEFFselect 1"));
        Assert.Equal((1, "select 1"), (statement.Offset, statement.Text));
    }

    [Fact]
    public void Empty_statements_are_left_out() => Assert.Equal(["select 1"], SqlScript.Split(";; -- nothing\n; select 1; /* end */").Select(s => s.Text));

    [Theory]
    [InlineData("-- rw: off\nselect 1", true)]
    [InlineData("/* rw:off */ select 1", true)]
    [InlineData("select 1 -- rw: off\n + 1", true)]
    [InlineData("-- rw: offer\nselect 1", false)]
    [InlineData("select '-- rw: off'", false)]
    public void Sees_rw_off(string sql, bool isOff) => Assert.Equal(isOff, Assert.Single(SqlScript.Split(sql)).IsOff);

    [Theory]
    [InlineData("select 'open")]
    [InlineData("select \"open")]
    [InlineData("select $$open")]
    [InlineData("select /* open")]
    [InlineData("select E'\\")]
    public void What_is_not_closed_ends_with_the_text(string sql) => Assert.Single(SqlScript.Split(sql));

    [Theory]
    [InlineData("insert into t select 1", "Insert", "select 1")]
    [InlineData("insert or replace into s.t as x (a, b) by name with c as (select 1) select * from c returning a", "Insert", "with c as (select 1) select * from c")]
    [InlineData("insert into t (select 1) on conflict (a) do nothing", "Insert", "(select 1)")]
    [InlineData("insert into t select * from a join b on conflict = 1", "Insert", "select * from a join b on conflict = 1")]
    [InlineData("insert into t values (1, default)", "Other", "insert into t values (1, default)")]
    [InlineData("insert into t default values", "Other", "insert into t default values")]
    [InlineData("create or replace temp table if not exists \"a b\".t (x) as (select 1) with no data", "CreateTable", "(select 1)")]
    [InlineData("create view v as from t", "CreateView", "from t")]
    [InlineData("create recursive view v as select 1", "Other", "create recursive view v as select 1")]
    [InlineData("create table t (a integer default (1))", "Other", "create table t (a integer default (1))")]
    [InlineData("create macro m(a) as select a", "Other", "create macro m(a) as select a")]
    [InlineData("copy (select ')' as a) to 'f' (format csv)", "Copy", "select ')' as a")]
    [InlineData("copy t to 'f'", "Other", "copy t to 'f'")]
    [InlineData("with c as (select 1) insert into t select * from c", "Other", "with c as (select 1) insert into t select * from c")]
    [InlineData("with c as (select 1) select * from c", "Query", "with c as (select 1) select * from c")]
    [InlineData("insert into t (select", "Insert", "(select")]
    [InlineData("create table t as", "Other", "create table t as")]
    [InlineData("copy (", "Other", "copy (")]
    public void Finds_the_query_inside(string sql, string kind, string query)
    {
        var statement = Assert.Single(SqlScript.Split(sql));
        Assert.Equal((kind, query), (statement.Kind.ToString(), statement.QueryText));
    }

    [Fact]
    public void A_replaced_query_takes_the_line_ends_of_the_file_and_keeps_its_hint()
    {
        var statement = SqlScript.Split("-- a\r\nselect /*+ fast */ 1;\r\n")[0];
        Assert.Equal("-- a\r\nSELECT /*+ fast */\r\n    'x\ny';\r\n", SqlScript.Replace(statement, "SELECT\n    'x\ny'"));
    }

    [Theory]
    [InlineData("select [a;b], `c;d`, 'e;f' from t", 1)]
    [InlineData("select 1 /* /* ; */ ; select 2 */", 2)]
    [InlineData("select $a; select $$", 2)]
    public void Splits_sqlite_by_its_own_quotes(string sql, int statements) =>
        Assert.Equal(statements, SqlScript.Split(sql, dialect: RewriteLang.Sql.Printing.Dialect.Sqlite).Count);
}
