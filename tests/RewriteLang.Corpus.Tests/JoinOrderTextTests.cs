using RewriteLang.Algebra;
using RewriteLang.Engines;
using RewriteLang.Sql;
using RewriteLang.Sql.Printing;

namespace RewriteLang.Corpus.Tests;

/// <summary>How a join order that is imposed is written.</summary>
public sealed class JoinOrderTextTests
{
    private const string Schema = """
        create table a (id integer primary key, b_id integer);
        create table b (id integer primary key, x integer);
        create table c (id integer primary key, a_id integer);
        """;

    [Fact]
    public void Inner_joins_come_first_and_outer_joins_last() => Assert.Equal(
        """
        SELECT a.id, x
        FROM a
        CROSS JOIN c
        LEFT JOIN b ON b.id = b_id
        WHERE a_id = a.id
        """,
        Printed("select a.id, b.x from (a left join b on b.id = a.b_id), c where c.a_id = a.id", Dialect.Sqlite),
        ignoreLineEndingDifferences: true);

    [Fact]
    public void An_engine_that_cannot_be_told_is_not() =>
        Assert.DoesNotContain("CROSS", Printed("select a.id from a, c where c.a_id = a.id", Dialect.DuckDb), StringComparison.Ordinal);

    private static string Printed(string sql, Dialect dialect)
    {
        var bound = SqlBinder.Bind(sql, DdlCatalog.Read("schema.sql", Schema).Value!, new ColumnFactory(), "<sql>").Value!.Query;
        return SqlPrinter.Print(bound with { Body = InOrder(bound.Body) }, dialect, new()).Value!.Text;
    }

    private static Relation InOrder(Relation relation)
    {
        var inner = relation.WithChildren([.. relation.Children().Select(InOrder)]);
        return inner is Relation.Block { Inputs.Count: > 1 } block ? block with { JoinsInOrder = true } : inner;
    }
}
