using RewriteLang.Algebra;
using RewriteLang.Optimizer.Rules;

namespace RewriteLang.Optimizer.Tests.Rules;

/// <summary>Ranges of one integer column are joined where no integer lies between them, and everything else stays as it was.</summary>
public sealed class ClosedRangesTests
{
    private static readonly Column A = new(new(1), "a", SqlType.Integer);
    private static readonly Column B = new(new(2), "b", SqlType.Integer);
    private static readonly Column Cost = new(new(4), "cost", SqlType.Decimal(7, 2));
    private static readonly Column Day = new(new(5), "day", SqlType.Date);
    private static readonly Column Price = new(new(3), "price", SqlType.Double);

    [Fact]
    public void Ranges_that_touch_are_one() =>
        Assert.Equal(Between(A, 1, 6), ClosedRanges.AnyOf([Between(A, 1, 3), Between(A, 4, 6)]));

    [Fact]
    public void Ranges_that_overlap_are_one_in_whatever_order_and_one_may_lie_in_another() =>
        Assert.Equal(Between(A, 1, 9), ClosedRanges.AnyOf([Between(A, 5, 9), Between(A, 1, 6), Between(A, 2, 3)]));

    [Fact]
    public void A_single_value_is_a_range() =>
        Assert.Equal(Between(A, 3, 6), ClosedRanges.AnyOf([A.Ref().EqualTo(Scalars.Integer(3)), Between(A, 4, 6)]));

    [Fact]
    public void A_gap_of_one_value_keeps_ranges_apart() =>
        Stays([Between(A, 1, 3), Between(A, 5, 6)]);

    [Fact]
    public void Of_three_ranges_those_that_touch_are_joined() =>
        Assert.Equal(Scalars.AnyOf([Between(A, 1, 4), Between(A, 8, 9)]), ClosedRanges.AnyOf([Between(A, 8, 9), Between(A, 3, 4), Between(A, 1, 2)]));

    [Fact]
    public void Ranges_of_two_columns_stay() => Stays([Between(A, 1, 3), Between(B, 4, 6)]);

    [Fact]
    public void Between_integers_other_numbers_lie() => Stays([Between(Price, 1, 3), Between(Price, 4, 6)]);

    [Fact]
    public void Between_decimals_that_follow_each_other_others_lie() => Stays([Between(Cost, 1, 3), Between(Cost, 4, 6)]);

    [Fact]
    public void Decimals_and_days_that_two_ranges_share_join_them()
    {
        Assert.Equal(Between(Cost, 1, 6), ClosedRanges.AnyOf([Between(Cost, 3, 6), Between(Cost, 1, 3)]));
        Assert.Equal(Range(Cost, Decimal(0.5m), Decimal(2.75m)), ClosedRanges.AnyOf([Range(Cost, Decimal(0.5m), Decimal(1.50m)), Range(Cost, Decimal(1.5m), Decimal(2.75m))]));
        Assert.Equal(Range(Day, On(1), On(9)), ClosedRanges.AnyOf([Range(Day, On(1), On(4)), Range(Day, On(4), On(9))]));
        Stays([Range(Day, On(1), On(4)), Range(Day, On(5), On(9))]);
        Stays([Range(Cost, Decimal(0.5m), Decimal(1.49m)), Range(Cost, Decimal(1.5m), Decimal(2.75m))]);
    }

    [Fact]
    public void A_range_with_one_end_stays() => Stays([Between(A, 1, 3), Least(A, 4)]);

    [Fact]
    public void A_range_without_values_stays() => Stays([Between(A, 5, 3), Between(A, 4, 6)]);

    [Fact]
    public void A_third_bound_is_not_lost() => Stays([Scalars.AllOf([Between(A, 1, 3), Least(A, 2)]), Between(A, 4, 6)]);

    [Fact]
    public void The_end_of_the_numbers_has_no_next_one() => Stays([Between(A, 1, long.MaxValue), Between(A, 0, 0)]);

    private static void Stays(Sequence<Scalar> ranges) => Assert.Equal(Scalars.AnyOf(ranges), ClosedRanges.AnyOf(ranges));

    private static Scalar Between(Column column, long low, long high) =>
        Scalars.AllOf([Least(column, low), new Scalar.Comparison(ComparisonOperator.LessOrEqual, column.Ref(), Scalars.Integer(high))]);

    private static Scalar Range(Column column, Scalar low, Scalar high) => Scalars.AllOf([
        new Scalar.Comparison(ComparisonOperator.GreaterOrEqual, column.Ref(), low), new Scalar.Comparison(ComparisonOperator.LessOrEqual, column.Ref(), high)]);

    private static Scalar.Constant Decimal(decimal value) => new(value, Cost.Type);

    private static Scalar.Constant On(int day) => new(new DateOnly(2024, 3, day), SqlType.Date);

    private static Scalar.Comparison Least(Column column, long low) => new(ComparisonOperator.GreaterOrEqual, column.Ref(), Scalars.Integer(low));
}
