using RewriteLang.Verify.Equality;
using static RewriteLang.Verify.Tests.Equality.Tables;

namespace RewriteLang.Verify.Tests.Equality;

public sealed class RowTests
{
    [Fact]
    public void A_bag_ignores_order_and_counts_duplicates()
    {
        var a = Table("x INTEGER", Row(1), Row(1), Row(2));
        IsEqual(ResultComparer.Compare(a, Table("x INTEGER", Row(2), Row(1), Row(1)), ComparisonSpec.Bag));
        IsDifferent("1 row of 3 differ.", ResultComparer.Compare(a, Table("x INTEGER", Row(2), Row(2), Row(1)), ComparisonSpec.Bag));
    }

    [Fact]
    public void A_difference_shows_the_rows_of_each_side()
    {
        var verdict = ResultComparer.Compare(Table("x INTEGER; s VARCHAR", Row(1, "a")), Table("x INTEGER; s VARCHAR", Row(1, null)), ComparisonSpec.Bag);
        Assert.Equal(
            "1 row of 1 differ.\n  only in the original:  (1, 'a')\n  only in the rewritten: (1, NULL)",
            Assert.IsType<Verdict.Differs>(verdict).Difference.ToString());
    }

    [Fact]
    public void The_number_of_rows_counts() => IsDifferent(
        "The original has 2 rows, the rewritten query 1.",
        ResultComparer.Compare(Table("x INTEGER", Row(1), Row(1)), Table("x INTEGER", Row(1)), ComparisonSpec.Bag));

    [Fact]
    public void A_list_must_be_in_order()
    {
        var a = Table("x INTEGER", Row(1), Row(2));
        var b = Table("x INTEGER", Row(2), Row(1));
        IsDifferent("Row 1 differs in a sort key.", ResultComparer.Compare(a, b, OrderedBy(0)));
        IsEqual(ResultComparer.Compare(a, b, ComparisonSpec.Bag));
    }

    [Fact]
    public void Ties_may_stand_in_any_order()
    {
        var a = Table("x INTEGER; y INTEGER", Row(1, 1), Row(1, 2), Row(2, 3));
        IsEqual(ResultComparer.Compare(a, Table("x INTEGER; y INTEGER", Row(1, 2), Row(1, 1), Row(2, 3)), OrderedBy(0)));
        IsDifferent(
            "Rows 1 to 2 differ.",
            ResultComparer.Compare(a, Table("x INTEGER; y INTEGER", Row(1, 3), Row(1, 1), Row(2, 2)), OrderedBy(0)));
    }

    [Fact]
    public void A_limit_that_cuts_ties_is_undetermined()
    {
        var spec = OrderedBy(0) with { Cut = new(CutsStart: false) };
        var a = Table("x INTEGER; y INTEGER", Row(1, 1), Row(2, 1));
        IsUndetermined("The LIMIT cuts through ties.", ResultComparer.Compare(a, Table("x INTEGER; y INTEGER", Row(1, 1), Row(2, 9)), spec));
        IsDifferent("Row 1 differs.", ResultComparer.Compare(a, Table("x INTEGER; y INTEGER", Row(1, 9), Row(2, 1)), spec));
        IsDifferent("Row 2 differs in a sort key.", ResultComparer.Compare(a, Table("x INTEGER; y INTEGER", Row(1, 1), Row(3, 1)), spec));
        IsDifferent("The original has 2 rows, the rewritten query 1.", ResultComparer.Compare(a, Table("x INTEGER; y INTEGER", Row(1, 1)), spec));
        IsEqual(ResultComparer.Compare(a, a, spec));
    }

    [Fact]
    public void An_offset_may_cut_the_first_ties_too()
    {
        var a = Table("x INTEGER; y INTEGER", Row(1, 1), Row(2, 1), Row(3, 1));
        var b = Table("x INTEGER; y INTEGER", Row(1, 9), Row(2, 1), Row(3, 1));
        IsUndetermined("The LIMIT cuts through ties.", ResultComparer.Compare(a, b, OrderedBy(0) with { Cut = new(CutsStart: true) }));
        IsDifferent("Row 1 differs.", ResultComparer.Compare(a, b, OrderedBy(0) with { Cut = new(CutsStart: false) }));
    }

    [Fact]
    public void A_limit_without_order_is_one_tie_group() => IsUndetermined(
        "The LIMIT cuts through ties.",
        ResultComparer.Compare(Table("x INTEGER", Row(1)), Table("x INTEGER", Row(2)), new(Cut: new(CutsStart: false))));

    [Fact]
    public void A_hidden_sort_key_leaves_the_order_below_it_undetermined()
    {
        var spec = new ComparisonSpec(Order: new([0], HiddenKeys: true));
        var a = Table("x INTEGER; y INTEGER", Row(1, 1), Row(1, 2));
        IsUndetermined(
            "The rows are ordered by something that the result does not show.",
            ResultComparer.Compare(a, Table("x INTEGER; y INTEGER", Row(1, 2), Row(1, 1)), spec));
        IsEqual(ResultComparer.Compare(a, a, spec));
        IsDifferent("Rows 1 to 2 differ.", ResultComparer.Compare(a, Table("x INTEGER; y INTEGER", Row(1, 2), Row(1, 3)), spec));
    }

    [Fact]
    public void Near_ties_of_a_tolerant_sort_key_may_swap_and_hide_later_keys()
    {
        var spec = Tolerant(0) with { Order = new([0, 1], HiddenKeys: false) };
        var a = Table("x DOUBLE; y INTEGER", Row(1.0, 1), Row(1.0 + 1e-12, 2), Row(5.0, 3));
        var b = Table("x DOUBLE; y INTEGER", Row(1.0, 2), Row(1.0 + 1e-12, 1), Row(5.0, 3));
        IsEqual(ResultComparer.Compare(a, b, spec));
        var exact = Table("x DOUBLE; y INTEGER", Row(1.0, 1), Row(1.0, 2), Row(5.0, 3));
        var swapped = Table("x DOUBLE; y INTEGER", Row(1.0, 2), Row(1.0, 1), Row(5.0, 3));
        IsDifferent("Row 1 differs in a sort key.", ResultComparer.Compare(exact, swapped, spec));
    }

    [Fact]
    public void A_limit_between_near_ties_is_undetermined_even_under_a_total_order()
    {
        var spec = Tolerant(0) with { Order = new([0, 1], false), Cut = new(false, OnlyNearTies: true) };
        var a = Table("x DOUBLE; y INTEGER", Row(1.0, 1), Row(2.0, 2));
        IsUndetermined("The LIMIT cuts through ties.", ResultComparer.Compare(a, Table("x DOUBLE; y INTEGER", Row(1.0, 1), Row(2.0 + 1e-12, 3)), spec));
        IsDifferent("Row 2 differs in a sort key.", ResultComparer.Compare(a, Table("x DOUBLE; y INTEGER", Row(1.0, 1), Row(2.0, 3)), spec));
    }

    [Fact]
    public void A_volatile_query_is_undetermined_only_when_results_differ()
    {
        var spec = new ComparisonSpec(Uncertain: ["the function random may give another value each time"]);
        var (a, b) = (Table("x INTEGER", Row(1)), Table("x INTEGER", Row(2)));
        IsUndetermined("The function random may give another value each time.", ResultComparer.Compare(a, b, spec));
        IsEqual(ResultComparer.Compare(a, a, spec));
    }

    [Fact]
    public void An_original_that_differs_from_itself_is_undetermined()
    {
        var (a, b) = (Table("x INTEGER", Row(1)), Table("x INTEGER", Row(2)));
        IsUndetermined("The original differs from itself when it runs twice.", ResultComparer.Compare(a, b, ComparisonSpec.Bag, originalAgain: b));
        IsDifferent("1 row of 1 differ.", ResultComparer.Compare(a, b, ComparisonSpec.Bag, originalAgain: a));
    }

    [Fact]
    public void Many_near_equal_rows_are_matched()
    {
        var rows = Enumerable.Range(0, 100_000).Select(i => Row((long)(i % 10), i * 1e-11, i % 7 * 1.0)).ToArray();
        var shifted = rows.Select(r => Row(r[0], (double)r[1]! + 1e-12, (double)r[2]! - 1e-12)).Reverse().ToArray();
        var columns = "k BIGINT; x DOUBLE; y DOUBLE";
        IsEqual(ResultComparer.Compare(Table(columns, rows), Table(columns, shifted), Tolerant(1, 2)));
    }
}
