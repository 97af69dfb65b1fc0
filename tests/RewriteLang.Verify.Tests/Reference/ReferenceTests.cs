using RewriteLang.Algebra;
using RewriteLang.Verify.Reference;
using RewriteLang.Verify.Rules;

namespace RewriteLang.Verify.Tests.Reference;

public sealed class ReferenceTests
{
    private static readonly Catalog Catalog = new(
    [
        new("t", [new("a", SqlType.Integer), new("s", SqlType.Varchar)], [], [], []),
        new("u", [new("b", SqlType.Integer)], [], [], []),
    ]);

    private readonly ColumnFactory _columns = new();

    private Relation.Scan Scan(int table) => new(Catalog.Tables[table], [.. Catalog.Tables[table].Columns.Select(c => _columns.Fresh(c.Name, c.Type))]);

    private static string Run(Relation body, object?[][] t, object?[][] u) => SqlScript.Text(ReferenceEvaluator.Evaluate(
        new(body, [], [.. body.Columns.Select(c => new OutputColumn(c.Name, c))]),
        new(Catalog, [t, u])));

    private static object?[] Row(params object?[] values) => values;

    private static string Value(Scalar scalar) => SqlScript.Text(ReferenceEvaluator.Evaluate(
        new(new Relation.Project(new Relation.Block([], []), [new(new(new(0), "x", scalar.Type), scalar)]), [], [new("x", new(new(0), "x", scalar.Type))]),
        new(Catalog, [[], []])));

    [Fact]
    public void A_block_keeps_rows_whose_condition_is_true()
    {
        var t = Scan(0);
        var filter = new Relation.Block([t], [new Scalar.Comparison(ComparisonOperator.Greater, t.Columns[0].Ref(), Scalars.Integer(1))]);
        Assert.Equal("(2, 'y')", Run(filter, [Row(1L, "x"), Row(2L, "y"), Row(null, "z")], []));
    }

    [Fact]
    public void A_left_join_pads_rows_without_partner_and_repeats_those_with_several()
    {
        var (t, u) = (Scan(0), Scan(1));
        var join = new Relation.LeftJoin(t, u, [t.Columns[0].Ref().EqualTo(u.Columns[0].Ref())], [new(_columns.Fresh("b", SqlType.Integer), u.Columns[0])]);
        Assert.Equal("(1, 'x', 1)\n(1, 'x', 1)\n(NULL, 'y', NULL)", Run(join, [Row(1L, "x"), Row(null, "y")], [Row(1L), Row(1L), Row((object?)null)]));
    }

    [Fact]
    public void Not_in_drops_everything_when_the_list_has_a_null()
    {
        var (t, u) = (Scan(0), Scan(1));
        Sequence<Scalar> on = [t.Columns[0].Ref().EqualTo(u.Columns[0].Ref())];
        object?[][] rows = [Row(1L, "x"), Row(2L, "y"), Row(null, "z")];
        Assert.Equal("no rows", Run(new Relation.NullAwareAntiJoin(t, u, on), rows, [Row(1L), Row((object?)null)]));
        Assert.Equal("(2, 'y')", Run(new Relation.NullAwareAntiJoin(t, u, on), rows, [Row(1L)]));
        Assert.Equal("(2, 'y')\n(NULL, 'z')", Run(new Relation.AntiJoin(t, u, on), rows, [Row(1L), Row((object?)null)]));
        Assert.Equal("(1, 'x')\n(2, 'y')\n(NULL, 'z')", Run(new Relation.NullAwareAntiJoin(t, u, on), rows, []));
    }

    [Fact]
    public void A_mark_is_unknown_where_in_is()
    {
        var (t, u) = (Scan(0), Scan(1));
        var mark = new Relation.Apply(ApplyKind.Mark, t, u, [t.Columns[0].Ref().EqualTo(u.Columns[0].Ref())], [], _columns.Fresh("m", SqlType.Boolean));
        Assert.Equal("(1, 'x', TRUE)\n(2, 'y', NULL)", Run(mark, [Row(1L, "x"), Row(2L, "y")], [Row(1L), Row((object?)null)]));
    }

    [Fact]
    public void A_grouping_without_keys_has_one_row_of_no_rows_and_with_keys_none()
    {
        var t = Scan(0);
        AggregateItem Item(string function, SqlType type, params Scalar[] arguments) => new(_columns.Fresh(function, type), new(function, [.. arguments], false, null, [], type));
        Sequence<AggregateItem> items = [Item("count_star", SqlType.BigInt), Item("sum", SqlType.HugeInt, t.Columns[0].Ref())];
        Assert.Equal("(0, NULL)", Run(new Relation.Aggregate(t, [], [], items), [], []));
        Assert.Equal("no rows", Run(new Relation.Aggregate(t, [new(t.Columns[1], t.Columns[1])], [], items), [], []));
        Assert.Equal("('x', 2, 3)\n(NULL, 1, NULL)", Run(
            new Relation.Aggregate(t, [new(t.Columns[1], t.Columns[1])], [], items), [Row(1L, "x"), Row(2L, "x"), Row(null, null)], []).Replace("(2, 3, 'x')", "", StringComparison.Ordinal));
    }

    [Fact]
    public void A_scalar_subquery_of_two_rows_is_an_error()
    {
        var (t, u) = (Scan(0), Scan(1));
        var apply = new Relation.Apply(ApplyKind.Scalar, t, u, [], [new(_columns.Fresh("x", SqlType.Integer), u.Columns[0])], null);
        Assert.Throws<EvaluationException>(() => Run(apply, [Row(1L, "x")], [Row(1L), Row(2L)]));
        Assert.Equal("(1, 'x', NULL)", Run(apply, [Row(1L, "x")], []));
    }

    [Fact]
    public void Except_all_takes_occurrences_one_by_one()
    {
        var (t, u) = (Scan(1), Scan(1));
        var except = new Relation.SetOp(SetOperator.Except, true, t, u, [_columns.Fresh("b", SqlType.Integer)], t.Columns, u.Columns);
        Assert.Equal("no rows", Run(except, [], [Row(1L), Row(1L)]));
        var filtered = new Relation.TopN(u, [new(u.Columns[0].Ref(), false, false)], Scalars.Integer(1), null);
        Assert.Equal("(1)", Run(except with { Right = filtered }, [], [Row(1L), Row(1L)]));
    }

    [Fact]
    public void Three_valued_logic_holds()
    {
        var unknown = Scalars.Null(SqlType.Boolean);
        Assert.Equal("(FALSE)", Value(new Scalar.And([unknown, Scalars.False])));
        Assert.Equal("(NULL)", Value(new Scalar.And([unknown, Scalars.True])));
        Assert.Equal("(TRUE)", Value(new Scalar.Or([unknown, Scalars.True])));
        Assert.Equal("(NULL)", Value(new Scalar.Not(unknown)));
        Assert.Equal("(NULL)", Value(new Scalar.InList(Scalars.Integer(1), [Scalars.Integer(2), Scalars.Null(SqlType.BigInt)])));
        Assert.Equal("(TRUE)", Value(new Scalar.Comparison(ComparisonOperator.IsNotDistinct, unknown, unknown)));
    }

    [Theory]
    [InlineData("/", 1L, 0L, "(Infinity)")]
    [InlineData("//", 1L, 0L, "(NULL)")]
    [InlineData("%", -7L, 2L, "(-1)")]
    [InlineData("//", -7L, 2L, "(-3)")]
    public void Division_follows_DuckDB(string function, object a, object b, string expected) => Assert.Equal(
        expected,
        Value(new Scalar.Call(function, [new Scalar.Constant(a, SqlType.Integer), new Scalar.Constant(b, SqlType.Integer)], function == "/" ? SqlType.Double : SqlType.Integer)));

    [Fact]
    public void A_cast_of_text_that_is_no_number_fails_and_try_cast_is_null()
    {
        Assert.Throws<EvaluationException>(() => Value(new Scalar.Cast(Scalars.Text("abc"), SqlType.Integer)));
        Assert.Equal("(NULL)", Value(new Scalar.Cast(Scalars.Text("abc"), SqlType.Integer, Try: true)));
        Assert.Equal("(2)", Value(new Scalar.Cast(new Scalar.Constant(2.5, SqlType.Double), SqlType.Integer)));
        Assert.Equal("(3)", Value(new Scalar.Cast(new Scalar.Constant(2.5m, SqlType.Decimal(4, 1)), SqlType.Integer)));
    }

    [Fact]
    public void Windows_rank_and_sum_over_their_frames()
    {
        var u = Scan(1);
        WindowItem Item(string function, SqlType type, params Scalar[] arguments) => new(
            _columns.Fresh(function, type), new(function, [.. arguments], false, null, false, [], [new(u.Columns[0].Ref(), false, false)], null, type));
        var window = new Relation.Window(u, [Item("rank", SqlType.BigInt), Item("dense_rank", SqlType.BigInt), Item("sum", SqlType.HugeInt, u.Columns[0].Ref()), Item("lag", SqlType.Integer, u.Columns[0].Ref())]);
        Assert.Equal("(1, 1, 1, 2, NULL)\n(1, 1, 1, 2, 1)\n(3, 3, 2, 5, 1)", Run(window, [], [Row(1L), Row(1L), Row(3L)]));
    }
}
