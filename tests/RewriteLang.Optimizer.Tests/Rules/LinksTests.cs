using RewriteLang.Algebra;
using RewriteLang.Optimizer.Analyses;

namespace RewriteLang.Optimizer.Tests.Rules;

/// <summary>Equalities that follow from others.</summary>
public sealed class LinksTests
{
    private readonly ColumnFactory _columns = new();

    [Fact]
    public void What_both_equal_a_third_equals_each_other()
    {
        var (a, b, c) = (Fresh("a"), Fresh("b"), Fresh("c"));

        Assert.Equal([a.Ref().EqualTo(c.Ref())], Between([a.Ref().EqualTo(b.Ref()), c.Ref().EqualTo(b.Ref())], a, c));
        Assert.Empty(Between([a.Ref().EqualTo(b.Ref())], a, c));
        Assert.Empty(Between([a.Ref().EqualTo(b.Ref()), new Scalar.Comparison(ComparisonOperator.LessOrEqual, b.Ref(), c.Ref())], a, c));
    }

    [Fact]
    public void Of_several_partners_the_first_is_taken()
    {
        var (a, b, c, d) = (Fresh("a"), Fresh("b"), Fresh("c"), Fresh("d"));

        Assert.Equal(
            [a.Ref().EqualTo(c.Ref())],
            Links.Between([d.Ref().EqualTo(b.Ref()), c.Ref().EqualTo(b.Ref()), b.Ref().EqualTo(a.Ref())], ColumnSet.Of(a), ColumnSet.Of(d, c), _columns));
    }

    [Fact]
    public void A_conjunct_that_links_them_is_taken_as_it_is()
    {
        var (a, b, c) = (Fresh("a"), Fresh("b"), Fresh("c"));
        var direct = a.Ref().EqualTo(new Scalar.Call("+", [c.Ref(), Scalars.Integer(1)], SqlType.Integer));

        Assert.Equal([direct], Between([direct, a.Ref().EqualTo(b.Ref()), c.Ref().EqualTo(b.Ref())], a, c));
        Assert.Empty(Between([a.Ref().EqualTo(new Scalar.Call("+", [c.Ref(), b.Ref()], SqlType.Integer))], a, c));
        Assert.Empty(Between([a.Ref().EqualTo(Scalars.Integer(1))], a, c));
    }

    // 1.4 and 1.2 may both be compared with 1 as integers.
    [Fact]
    public void Columns_of_other_types_are_no_links_of_a_chain()
    {
        var (a, b, c) = (_columns.Fresh("a", SqlType.Double), Fresh("b"), _columns.Fresh("c", SqlType.Double));

        Assert.Empty(Between([a.Ref().EqualTo(b.Ref()), c.Ref().EqualTo(b.Ref())], a, c));
    }

    private Column Fresh(string name) => _columns.Fresh(name, SqlType.Integer);

    private Sequence<Scalar> Between(Sequence<Scalar> conjuncts, Column side, Column other) =>
        Links.Between(conjuncts, ColumnSet.Of(side), ColumnSet.Of(other), _columns);
}
