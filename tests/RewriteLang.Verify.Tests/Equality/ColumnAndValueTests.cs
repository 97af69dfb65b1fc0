using RewriteLang.Engines;
using RewriteLang.Verify.Equality;
using static RewriteLang.Verify.Tests.Equality.Tables;

namespace RewriteLang.Verify.Tests.Equality;

public sealed class ColumnAndValueTests
{
    private static Verdict Values(string type, object? a, object? b, ComparisonOptions? options = null, ComparisonSpec? spec = null) =>
        ResultComparer.Compare(Table($"x {type}", Row(a)), Table($"x {type}", Row(b)), spec ?? ComparisonSpec.Bag, options);

    [Fact]
    public void Names_must_agree_unless_ignored()
    {
        var (a, b) = (Table("a INTEGER", Row(1)), Table("b INTEGER", Row(1)));
        IsDifferent("Column 1 is named a in the original, b in the rewritten query.", ResultComparer.Compare(a, b, ComparisonSpec.Bag));
        IsEqual(ResultComparer.Compare(a, b, ComparisonSpec.Bag, new(Names: false)));
    }

    [Fact]
    public void Column_order_must_agree_unless_matched_by_name()
    {
        var (a, b) = (Table("a INTEGER; b INTEGER", Row(1, 2)), Table("b INTEGER; a INTEGER", Row(2, 1)));
        IsDifferent("Column 1 is named a in the original, b in the rewritten query.", ResultComparer.Compare(a, b, ComparisonSpec.Bag));
        IsEqual(ResultComparer.Compare(a, b, ComparisonSpec.Bag, new(ColumnOrder: false)));
    }

    [Fact]
    public void The_number_of_columns_must_agree() => IsDifferent(
        "The original has 2 columns, the rewritten query 1.",
        ResultComparer.Compare(Table("a; b"), Table("a"), ComparisonSpec.Bag));

    [Fact]
    public void Types_must_agree_unless_ignored()
    {
        var (a, b) = (Table("a HUGEINT", Row(1)), Table("a BIGINT", Row(1)));
        IsDifferent("Column 1 (a) has type HUGEINT in the original, BIGINT in the rewritten query.", ResultComparer.Compare(a, b, ComparisonSpec.Bag));
        IsEqual(ResultComparer.Compare(a, b, ComparisonSpec.Bag, new(Types: false)));
    }

    [Fact]
    public void Storage_classes_of_SQLite_differ_while_types_are_compared()
    {
        IsDifferent("1 row of 1 differ.", Values("?", 3L, 3.0));
        IsEqual(Values("?", 3L, 3.0, new(Types: false)));
    }

    [Fact]
    public void A_whole_float_may_come_as_an_integer_where_the_plan_has_a_float()
    {
        var (a, b) = (Table("x; y", Row(3L, 3L)), Table("x; y", Row(3.0, 3L)));
        IsEqual(ResultComparer.Compare(a, b, new(WholeFloats: [true])));
        IsDifferent("1 row of 1 differ.", ResultComparer.Compare(a, b, new(WholeFloats: [false, true])));
        IsDifferent("1 row of 1 differ.", ResultComparer.Compare(a, Table("x; y", Row(4.0, 3L)), new(WholeFloats: [true])));
    }

    [Fact]
    public void Null_equals_null_only()
    {
        IsEqual(Values("VARCHAR", null, null));
        IsDifferent("1 row of 1 differ.", Values("VARCHAR", null, ""));
        IsDifferent("1 row of 1 differ.", Values("INTEGER", null, 0L));
    }

    [Fact]
    public void Decimals_compare_by_value()
    {
        IsEqual(Values("DECIMAL(9,2)", 1.50m, 1.5m));
        IsDifferent("1 row of 1 differ.", Values("DECIMAL(9,2)", 1.50m, 1.51m));
        IsEqual(Values("DECIMAL(38,2)", new WideDecimal(System.Numerics.BigInteger.Pow(10, 35), 2), new WideDecimal(System.Numerics.BigInteger.Pow(10, 36), 3)));
    }

    [Fact]
    public void Large_integers_compare_exactly()
    {
        IsDifferent("1 row of 1 differ.", Values("BIGINT", 9007199254740993L, 9007199254740992L));
        IsEqual(Values("HUGEINT", new System.Numerics.BigInteger(7), 7L));
    }

    [Fact]
    public void Text_compares_by_code_point() => IsDifferent("1 row of 1 differ.", Values("VARCHAR", "a", "A"));

    [Fact]
    public void Floats_compare_exactly_without_provenance() => IsDifferent("1 row of 1 differ.", Values("DOUBLE", 0.3, 0.1 + 0.2));

    [Fact]
    public void Negative_zero_equals_zero() => IsEqual(Values("DOUBLE", -0.0, 0.0));

    [Fact]
    public void NaN_equals_NaN_and_nothing_else()
    {
        IsEqual(Values("DOUBLE", double.NaN, double.NaN));
        IsDifferent("1 row of 1 differ.", Values("DOUBLE", double.NaN, 0.0));
        IsDifferent("1 row of 1 differ.", Values("DOUBLE", double.NaN, null, null, Tolerant(0)));
        IsEqual(Values("DOUBLE", double.NaN, double.NaN, null, Tolerant(0)));
        IsDifferent("1 row of 1 differ.", Values("DOUBLE", double.PositiveInfinity, 1e308, null, Tolerant(0)));
    }

    [Fact]
    public void Tolerant_floats_compare_within_the_tolerance()
    {
        IsEqual(Values("DOUBLE", 0.3, 0.1 + 0.2, null, Tolerant(0)));
        IsEqual(Values("DOUBLE", 1e12, 1e12 + 100, null, Tolerant(0)));
        IsDifferent("1 row of 1 differ.", Values("DOUBLE", 1e12, 1e12 + 10_000, null, Tolerant(0)));
        IsDifferent("1 row of 1 differ.", Values("DOUBLE", 1.0, 1.00001, null, Tolerant(0)));
    }

    [Fact]
    public void Tolerant_rows_are_matched_one_to_one_where_sorting_misleads()
    {
        // Sorted by the first column, the second ones stand crosswise.
        var a = Table("x DOUBLE; y DOUBLE", Row(1.0, 5.0), Row(1.0 + 1e-10, 7.0));
        var b = Table("x DOUBLE; y DOUBLE", Row(1.0, 7.0), Row(1.0 + 1e-10, 5.0));
        IsEqual(ResultComparer.Compare(a, b, Tolerant(0, 1)));
        var c = Table("x DOUBLE; y DOUBLE", Row(1.0, 7.0), Row(1.0 + 1e-10, 7.0));
        IsDifferent("1 row of 2 differ.", ResultComparer.Compare(a, c, Tolerant(0, 1)));
    }

    [Theory]
    [InlineData("BOOLEAN", true, 1L)]
    [InlineData("BOOLEAN", false, 0L)]
    [InlineData("HUGEINT", 12L, 12.0)]
    [InlineData("DOUBLE", 0.3, 0.30000000000000004)]
    [InlineData("VARCHAR", "x", "x")]
    public void Across_engines_values_meet(string type, object duckDb, object sqlite) =>
        IsEqual(ResultComparer.Compare(Table($"x {type}", Row(duckDb)), Table("x ?", Row(sqlite)), ComparisonSpec.Bag, ComparisonOptions.StandIn));

    [Fact]
    public void Across_engines_decimals_and_times_meet()
    {
        var duckDb = Table("a DECIMAL(9,2); b DATE; c TIMESTAMP", Row(12.30m, new DateOnly(2024, 2, 29), new DateTime(2024, 2, 29, 12, 30, 0)));
        IsEqual(ResultComparer.Compare(duckDb, Table("a; b; c", Row(12.3, "2024-02-29", "2024-02-29 12:30:00.000")), ComparisonSpec.Bag, ComparisonOptions.StandIn));
        IsDifferent(
            "1 row of 1 differ.",
            ResultComparer.Compare(duckDb, Table("a; b; c", Row(12.3, "2024-03-01", "2024-02-29 12:30:00")), ComparisonSpec.Bag, ComparisonOptions.StandIn));
    }
}
