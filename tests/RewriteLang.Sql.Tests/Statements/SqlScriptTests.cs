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
}
