using RewriteLang.Algebra;
using RewriteLang.Sql.Printing;

namespace RewriteLang.Sql.Tests.Printing;

/// <summary>How semi joins and anti joins are written where their condition reads an enclosing query, which DuckDB refuses in FROM.</summary>
public sealed class MembershipFormTests
{
    private static readonly ColumnFactory Columns = new();
    private static readonly Column[] Left = [Fresh("a"), Fresh("b")];
    private static readonly Column[] Right = [Fresh("c"), Fresh("d")];
    private static readonly Column Outer = Fresh("e");

    [Theory]
    [InlineData(ApplyKind.Semi, MembershipForm.SemiJoin, MembershipForm.Exists)]
    [InlineData(ApplyKind.Anti, MembershipForm.AntiJoin, MembershipForm.NotExists)]
    public void A_condition_on_an_enclosing_query_stands_in_a_subquery(ApplyKind kind, MembershipForm own, MembershipForm enclosing)
    {
        Assert.Equal(own, Form(kind, Left[1]));
        Assert.Equal(enclosing, Form(kind, Outer));
    }

    /// <summary>SQLite goes through all rows of the subquery for each row that NOT IN does not find, if it has several keys.</summary>
    [Fact]
    public void SQLite_asks_whether_several_keys_are_in_a_subquery_and_not_whether_they_are_not()
    {
        Assert.Equal(MembershipForm.InIsNotTrue, OnSqlite(ApplyKind.Anti, 2));
        Assert.Equal(MembershipForm.GuardedNotIn, OnSqlite(ApplyKind.Anti, 1));
        Assert.Equal(MembershipForm.In, OnSqlite(ApplyKind.Semi, 2));
    }

    private static MembershipForm OnSqlite(ApplyKind kind, int keys) =>
        Membership.Of(kind, isApply: false, [.. Left], [.. Right], [.. Left.Zip(Right, (l, r) => l.Ref().EqualTo(r.Ref())).Take(keys)], Dialect.Sqlite);

    private static MembershipForm Form(ApplyKind kind, Column second) =>
        Membership.Of(kind, isApply: false, [.. Left], [.. Right], [Left[0].Ref().EqualTo(Right[0].Ref()), second.Ref().EqualTo(Right[1].Ref())], Dialect.DuckDb);

    private static Column Fresh(string name) => Columns.Fresh(name, SqlType.Integer);
}
