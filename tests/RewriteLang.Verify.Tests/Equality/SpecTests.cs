using RewriteLang.Algebra;
using RewriteLang.Verify.Equality;

namespace RewriteLang.Verify.Tests.Equality;

public sealed class SpecTests
{
    private static readonly Table Sales = new(
        "sales",
        [
            new("id", SqlType.Integer, Trust.Enforced), new("item", SqlType.Integer), new("price", SqlType.Decimal(9, 2)), new("weight", SqlType.Double),
        ],
        [new(["id"], IsPrimary: true, Trust.Enforced)],
        [],
        []);

    private readonly ColumnFactory _columns = new();

    private Relation.Scan Scan() => new(Sales, [.. Sales.Columns.Select(c => _columns.Fresh(c.Name, c.Type, c.NotNull is null))]);

    private Relation.Aggregate Total(Relation.Scan scan, int argument, string function = "sum") => new Relation.Aggregate(
        scan,
        [new(scan.Columns[1], scan.Columns[1])],
        [],
        [new(_columns.Fresh("total", SqlType.Double), new(function, [scan.Columns[argument].Ref()], false, null, [], SqlType.Decimal(38, 2)))]);

    private static Sequence<Exactness> Exactness(Relation body, NumberModel numbers) =>
        ComparisonSpec.For(new(body, [], [.. body.Columns.Select(c => new OutputColumn(c.Name, c))]), numbers).Exactness;

    private static ComparisonSpec SpecOf(Relation body, IEnumerable<SortKey> order, params Column[] outputs) =>
        ComparisonSpec.For(new(body, [.. order], [.. outputs.Select(c => new OutputColumn(c.Name, c))]), NumberModel.FixedPoint);

    private static SortKey By(Column column) => new(column.Ref(), false, false);

    [Fact]
    public void Sums_of_floats_are_tolerant_and_sums_of_decimals_only_where_they_are_floats()
    {
        Assert.Equal([Verify.Equality.Exactness.Exact, Verify.Equality.Exactness.FloatTolerance], Exactness(Total(Scan(), 3), NumberModel.FixedPoint));
        Assert.Equal([Verify.Equality.Exactness.Exact, Verify.Equality.Exactness.Exact], Exactness(Total(Scan(), 2), NumberModel.FixedPoint));
        Assert.Equal([Verify.Equality.Exactness.Exact, Verify.Equality.Exactness.FloatTolerance], Exactness(Total(Scan(), 2), NumberModel.Binary));
        Assert.Equal([Verify.Equality.Exactness.Exact, Verify.Equality.Exactness.Exact], Exactness(Total(Scan(), 0), NumberModel.Binary));
        Assert.Equal([Verify.Equality.Exactness.Exact, Verify.Equality.Exactness.Exact], Exactness(Total(Scan(), 3, "max"), NumberModel.Binary));
    }

    [Fact]
    public void Floats_and_decimals_of_SQLite_may_come_as_integers()
    {
        static Sequence<bool> Whole(Relation body, NumberModel numbers) =>
            ComparisonSpec.For(new(body, [], [.. body.Columns.Select(c => new OutputColumn(c.Name, c))]), numbers).WholeFloats;
        Assert.Equal([false, false, true, true], Whole(Scan(), NumberModel.Binary));
        Assert.Equal([false, false, false, false], Whole(Scan(), NumberModel.FixedPoint));
    }

    [Fact]
    public void Averages_are_tolerant_unless_of_integers()
    {
        Assert.Equal(Verify.Equality.Exactness.FloatTolerance, Exactness(Total(Scan(), 2, "avg"), NumberModel.FixedPoint)[1]);
        Assert.Equal(Verify.Equality.Exactness.Exact, Exactness(Total(Scan(), 0, "avg"), NumberModel.FixedPoint)[1]);
    }

    [Fact]
    public void Tolerance_flows_through_float_expressions_but_not_through_comparisons()
    {
        var total = Total(Scan(), 3);
        var sum = total.Columns[1];
        var ratio = _columns.Fresh("ratio", SqlType.Double);
        var large = _columns.Fresh("large", SqlType.Boolean);
        var project = new Relation.Project(
            total,
            [
                new(ratio, new Scalar.Call("/", [sum.Ref(), Scalars.Integer(2)], SqlType.Double)),
                new(large, new Scalar.Comparison(ComparisonOperator.Greater, sum.Ref(), Scalars.Integer(2))),
            ]);
        Assert.Equal([Verify.Equality.Exactness.FloatTolerance, Verify.Equality.Exactness.Exact], Exactness(project, NumberModel.FixedPoint));
    }

    [Fact]
    public void Tolerance_flows_through_padding_and_unions()
    {
        var total = Total(Scan(), 3);
        var outer = Scan();
        var padded = _columns.Fresh("padded", SqlType.Double);
        var join = new Relation.LeftJoin(outer, total, [outer.Columns[1].Ref().EqualTo(total.Columns[0].Ref())], [new(padded, total.Columns[1])]);
        Assert.Equal(Verify.Equality.Exactness.FloatTolerance, Exactness(join, NumberModel.FixedPoint)[^1]);

        var merged = _columns.Fresh("merged", SqlType.Double);
        var union = new Relation.UnionAll([join, Scan()], [merged], [[padded], [_columns.Fresh("other", SqlType.Double)]]);
        Assert.Equal(Verify.Equality.Exactness.FloatTolerance, Exactness(union, NumberModel.FixedPoint)[0]);
    }

    [Fact]
    public void A_limit_by_a_key_cuts_no_ties_and_by_another_column_does()
    {
        var scan = Scan();
        var byKey = new Relation.TopN(scan, [By(scan.Columns[0])], Scalars.Integer(2), null);
        var byItem = new Relation.TopN(scan, [By(scan.Columns[1])], Scalars.Integer(2), null);
        Assert.Null(SpecOf(byKey, byKey.Order, [.. scan.Columns]).Cut);
        Assert.NotNull(SpecOf(byItem, byItem.Order, [.. scan.Columns]).Cut);
        Assert.Null(SpecOf(byItem, byItem.Order, scan.Columns[1]).Cut);
    }

    [Fact]
    public void A_nullable_or_only_declared_key_does_not_make_an_order_total()
    {
        var declared = Sales with { Keys = [new(["id"], true, Trust.Declared)] };
        var nullable = Sales with { Keys = [new(["item"], false, Trust.Enforced)] };
        foreach (var (table, key) in new[] { (declared, 0), (nullable, 1) })
        {
            var scan = Scan() with { Table = table };
            var top = new Relation.TopN(scan, [By(scan.Columns[key])], Scalars.Integer(2), null);
            Assert.NotNull(SpecOf(top, top.Order, [.. scan.Columns]).Cut);
        }
    }

    [Fact]
    public void A_sort_key_that_does_not_come_out_is_hidden_unless_determined()
    {
        var scan = Scan();
        var spec = SpecOf(scan, [By(scan.Columns[1]), By(scan.Columns[2])], scan.Columns[1], scan.Columns[0]);
        Assert.Equal(new RowOrder([0], HiddenKeys: true), spec.Order);
        var determined = SpecOf(scan, [By(scan.Columns[0]), By(scan.Columns[2])], scan.Columns[0]);
        Assert.Equal(new RowOrder([0], HiddenKeys: false), determined.Order);
    }

    [Fact]
    public void An_order_without_ties_fixes_every_row_also_by_keys_that_do_not_come_out()
    {
        // By id, which does not come out and is a key: each row has its place.
        var scan = Scan();
        var spec = SpecOf(scan, [By(scan.Columns[0])], scan.Columns[1], scan.Columns[2]);
        Assert.Equal(new RowOrder([0, 1], HiddenKeys: false), spec.Order);
    }

    [Fact]
    public void A_limit_below_the_root_is_a_reason_unless_its_order_is_total()
    {
        var scan = Scan();
        Relation Counted(Column key) => new Relation.Aggregate(
            new Relation.TopN(scan, [By(key)], Scalars.Integer(2), null),
            [],
            [],
            [new(_columns.Fresh("n", SqlType.BigInt), new("count_star", [], false, null, [], SqlType.BigInt))]);
        Assert.Equal(["a LIMIT below the root may cut through ties"], Uncertainty.Reasons(new(Counted(scan.Columns[1]), [], [])));
        Assert.Empty(Uncertainty.Reasons(new(Counted(scan.Columns[0]), [], [])));
    }

    [Fact]
    public void Volatile_and_unknown_functions_are_reasons()
    {
        var scan = Scan();
        var block = new Relation.Block([scan], [new Scalar.Comparison(ComparisonOperator.Less, new Scalar.Call("random", [], SqlType.Double), Scalars.Integer(1))]);
        Assert.Equal(["the function random may give another value each time"], Uncertainty.Reasons(new(block, [], [])));
    }

    [Fact]
    public void A_row_number_over_ties_is_a_reason()
    {
        var scan = Scan();
        Relation Numbered(Column key) => new Relation.Window(
            scan,
            [new(_columns.Fresh("r", SqlType.BigInt), new("row_number", [], false, null, false, [scan.Columns[1].Ref()], [By(key)], null, SqlType.BigInt))]);
        Assert.Equal(["the window function row_number depends on the order of ties"], Uncertainty.Reasons(new(Numbered(scan.Columns[2]), [], [])));
        Assert.Empty(Uncertainty.Reasons(new(Numbered(scan.Columns[0]), [], [])));
    }

    [Fact]
    public void A_limit_above_a_window_cuts_no_ties_where_its_order_determines_partition_and_place()
    {
        var scan = Scan();
        ComparisonSpec By(WindowCall call, Column key)
        {
            var column = _columns.Fresh("w", call.Type);
            Relation.TopN top = new(new Relation.Window(scan, [new(column, call)]), [SpecTests.By(key)], Scalars.Integer(2), null);
            return SpecOf(top, [], scan.Columns[0], scan.Columns[1], column);
        }

        WindowCall Call(string function, Sequence<SortKey> order, WindowFrame? frame = null) => new(function, [], false, null, false, [scan.Columns[1].Ref()], order, frame, SqlType.BigInt);
        Assert.Null(By(Call("count_star", []), scan.Columns[0]).Cut);
        Assert.Null(By(Call("rank", [SpecTests.By(scan.Columns[2])]), scan.Columns[0]).Cut);
        Assert.Null(By(Call("row_number", [SpecTests.By(scan.Columns[0])]), scan.Columns[0]).Cut);
        Assert.NotNull(By(Call("row_number", [SpecTests.By(scan.Columns[2])]), scan.Columns[0]).Cut);
        Assert.NotNull(By(Call("count_star", []), scan.Columns[1]).Cut);
        var others = new WindowFrame(FrameUnit.Range, new(FrameBoundKind.UnboundedPreceding), new(FrameBoundKind.CurrentRow), FrameExclusion.CurrentRow);
        Assert.NotNull(By(Call("count_star", [SpecTests.By(scan.Columns[2])], others), scan.Columns[0]).Cut);
    }

    [Fact]
    public void A_join_on_a_key_determines_the_partner()
    {
        var (a, b) = (Scan(), Scan());
        var join = new Relation.Block([a, b], [a.Columns[1].Ref().EqualTo(b.Columns[0].Ref())]);
        Assert.True(Dependencies.Closure(join, [a.Columns[0]]).IsSupersetOf(join.Columns));
        Assert.False(Dependencies.Closure(join, [b.Columns[0]]).IsSupersetOf(join.Columns));
    }
}
