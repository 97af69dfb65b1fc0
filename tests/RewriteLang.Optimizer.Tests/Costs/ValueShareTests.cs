using RewriteLang.Algebra;
using RewriteLang.Optimizer.Costs;
using RewriteLang.Optimizer.Plans;

namespace RewriteLang.Optimizer.Tests.Costs;

/// <summary>Estimates from common values and histograms, on a table of 1,000 rows.</summary>
public sealed class ValueShareTests
{
    private static readonly ColumnStatistics Skewed = new(102, 100, 0, 1000, 4)
    {
        Common = [new(7.0, 500), new(8.0, 200)],
        Histogram = [0, 7, 7, 7, 7, 7, 8, 8, 100, 500, 1000],
    };

    private static readonly ColumnStatistics Words = new(2, 0, null, null, 4) { Common = [new("big", 900), new("small", 100)] };

    private readonly Plans _plans = new();

    [Theory]
    [InlineData(7, 0.5)]
    [InlineData(8, 0.2)]
    [InlineData(42, 0.002)]
    public void A_common_value_has_its_share_and_the_others_share_the_rest(long value, double share) =>
        Assert.Equal(share, Selectivity(c => Compare(ComparisonOperator.Equal, c, value)), 1e-9);

    [Fact]
    public void Text_is_looked_up_too() => Assert.Equal(
        0.9,
        Selectivity(c => new Scalar.Comparison(ComparisonOperator.Equal, c.Ref(), new Scalar.Constant("big", SqlType.Varchar)), Words, SqlType.Varchar),
        1e-9);

    [Fact]
    public void A_value_that_a_whole_list_lacks_has_hardly_a_row() => Assert.Equal(
        0.00002,
        Selectivity(c => new Scalar.Comparison(ComparisonOperator.Equal, c.Ref(), new Scalar.Constant("new", SqlType.Varchar)), Words, SqlType.Varchar),
        1e-9);

    [Fact]
    public void A_list_has_the_shares_of_its_values() => Assert.Equal(
        0.702, Selectivity(c => new Scalar.InList(c.Ref(), [new Scalar.Constant(7L, SqlType.Integer), new Scalar.Constant(8L, SqlType.Integer), new Scalar.Constant(9L, SqlType.Integer)])), 1e-9);

    [Fact]
    public void What_is_not_a_value_is_neither_it_nor_NULL() => Assert.Equal(0.4, Selectivity(c => Compare(ComparisonOperator.NotEqual, c, 7)), 1e-9);

    // 900 rows are not NULL, 90 in each part of the histogram.
    [Theory]
    [InlineData(ComparisonOperator.Less, 7, 0.09)]
    [InlineData(ComparisonOperator.LessOrEqual, 7, 0.45)]
    [InlineData(ComparisonOperator.GreaterOrEqual, 7, 0.81)]
    [InlineData(ComparisonOperator.Greater, 500, 0.09)]
    [InlineData(ComparisonOperator.Greater, 300, 0.135)]
    [InlineData(ComparisonOperator.Less, -5, 0.0001)]
    public void A_range_has_its_part_of_the_histogram(ComparisonOperator comparison, long bound, double share) =>
        Assert.Equal(share, Selectivity(c => Compare(comparison, c, bound)), 1e-9);

    [Fact]
    public void Two_bounds_are_one_range() => Assert.Equal(
        0.09, Selectivity(c => new Scalar.And([Compare(ComparisonOperator.Greater, c, 100), Compare(ComparisonOperator.LessOrEqual, c, 500)])), 1e-9);

    [Fact]
    public void A_key_has_as_many_values_as_rows_whatever_was_counted()
    {
        var table = Plans.T with { Statistics = new(1000, [new(3, 0, 0, 999, 4), new(10, 0, 0, 9, 4), new(10, 0, 0, 9, 4)]) };
        var scan = _plans.Scan(table);
        Assert.Equal(0.001, Estimate(scan).Selectivity([Compare(ComparisonOperator.Equal, Plans.Col(scan, "id"), 5)], 1000), 1e-9);
        var declared = _plans.Scan(table with { Keys = [new(["id"], true, Trust.Declared)] });
        Assert.Equal(1.0 / 3, Estimate(declared).Selectivity([Compare(ComparisonOperator.Equal, Plans.Col(declared, "id"), 5)], 1000), 1e-9);
    }

    [Fact]
    public void Equalities_on_a_whole_key_meet_one_of_its_rows()
    {
        var keyed = Plans.T with { Keys = [new(["a", "b"], true, Trust.Enforced)], Statistics = new(1000, [new(1000, 0, 0, 999, 4), new(100, 0, 0, 99, 4), new(500, 0, 0, 499, 4)]) };
        var (left, right) = (_plans.Scan(keyed), _plans.Scan(Plans.U with { Statistics = new(50, [new(50, 0, 0, 49, 4), new(50, 0, 0, 49, 4), new(50, 0, 0, 49, 4)]) }));
        Scalar[] equalities = [Plans.Col(left, "a").Ref().EqualTo(Plans.Col(right, "t_id").Ref()), Plans.Col(right, "x").Ref().EqualTo(Plans.Col(left, "b").Ref())];
        Assert.Equal(0.001, Estimate(left, right).Selectivity(equalities, 1000), 1e-9);
        Assert.Equal(0.01, Estimate(left, right).Selectivity(equalities[..1], 1000), 1e-9);

        // Two tables that are each equal to half of the key: most of their pairs meet nothing.
        var third = _plans.Scan(Plans.U with { Name = "v", Statistics = new(50, [new(50, 0, 0, 49, 4), new(50, 0, 0, 49, 4), new(50, 0, 0, 49, 4)]) });
        Scalar[] apart = [Plans.Col(left, "a").Ref().EqualTo(Plans.Col(right, "t_id").Ref()), Plans.Col(third, "x").Ref().EqualTo(Plans.Col(left, "b").Ref())];
        Assert.Equal(1.0 / 50_000, Estimate(left, right, third).Selectivity(apart, 1000), 1e-12);
        var unkeyed = _plans.Scan(keyed with { Keys = [new(["a", "b"], true, Trust.Declared)] });
        Assert.Equal(1.0 / 50_000, Estimate(unkeyed, right).Selectivity([Plans.Col(unkeyed, "a").Ref().EqualTo(Plans.Col(right, "t_id").Ref()), Plans.Col(unkeyed, "b").Ref().EqualTo(Plans.Col(right, "x").Ref())], 1000), 1e-12);
    }

    [Fact]
    public void Literals_that_differ_keep_no_row() => Assert.Equal(
        0, Selectivity(_ => new Scalar.Comparison(ComparisonOperator.Equal, new Scalar.Constant("s", SqlType.Varchar), new Scalar.Constant("w", SqlType.Varchar))));

    private double Selectivity(Func<Column, Scalar> condition, ColumnStatistics? statistics = null, SqlType? type = null)
    {
        var scan = _plans.Scan(new("s", [new("c", type ?? SqlType.Integer)], [], [], [], new(1000, [statistics ?? Skewed])));
        return Estimate(scan).Selectivity([condition(scan.Columns[0])], 1000);
    }

    private Estimator Estimate(params Relation.Scan[] scans) =>
        new(new PlanGraph(_plans.Columns, scans.SelectMany(s => s.Columns.Select((c, i) => (Column: c, Origin: new TableOrigin(s.Table, i, 0)))).ToDictionary(p => p.Column, p => p.Origin), new()));

    private static Scalar.Comparison Compare(ComparisonOperator comparison, Column column, long value) =>
        new(comparison, column.Ref(), new Scalar.Constant(value, SqlType.Integer));
}
