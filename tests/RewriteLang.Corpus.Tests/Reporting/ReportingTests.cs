using System.Text.Json.Nodes;
using RewriteLang.Corpus.Reporting;

namespace RewriteLang.Corpus.Tests.Reporting;

public sealed class ReportingTests
{
    [Fact]
    public void Lines_that_are_equal_but_for_case_and_indentation_stand_side_by_side()
    {
        var rows = LineDiff.Of("select a\nfrom t\nwhere x = 1\n", "SELECT a\n  FROM t");
        Assert.Equal([new("select a", "SELECT a"), new("from t", "  FROM t"), new("where x = 1", null)], rows);
        Assert.Equal([true, true, false], rows.Select(r => r.IsSame));
    }

    [Fact]
    public void Changed_lines_between_equal_ones_stand_beside_each_other()
    {
        var rows = LineDiff.Of("a\nb\nc\nd", "a\nx\nd");
        Assert.Equal([new("a", "a"), new("b", "x"), new("c", null), new("d", "d")], rows);
    }

    [Fact]
    public void Every_line_of_both_texts_is_in_the_rows_in_order()
    {
        var random = new Random(20);
        for (var i = 0; i < 200; i++)
        {
            var (left, right) = (Lines(), Lines());
            var rows = LineDiff.Of(string.Join('\n', left), string.Join('\n', right));
            Assert.Equal(left, rows.Select(r => r.Left).OfType<string>());
            Assert.Equal(right, rows.Select(r => r.Right).OfType<string>());
        }

        List<string> Lines() => [.. Enumerable.Range(0, random.Next(1, 9)).Select(_ => "line " + random.Next(4))];
    }

    [Theory]
    [InlineData(0.4213, "0.42")]
    [InlineData(12.34, "12.3")]
    [InlineData(950, "950")]
    [InlineData(12_345, "12.3k")]
    [InlineData(4_512_000, "4.51M")]
    public void Costs_have_three_digits(double cost, string text) => Assert.Equal(text, Figures.Cost(cost));

    [Fact]
    public void Times_have_a_unit() =>
        Assert.Equal(["0.42 ms", "125 ms", "1.25 s"], new[] { 0.42, 125, 1250 }.Select(ms => Figures.Time(TimeSpan.FromMilliseconds(ms))));

    [Fact]
    public void A_plan_is_an_operator_a_line()
    {
        var plan = JsonNode.Parse("""[{"name":"FILTER ","children":[{"name":"SCAN","children":[],"extra_info":{"Table":"t","Filters":["a>1","b>2"],"Estimated Cardinality":"3"}}]}]""")!;
        Assert.Equal("FILTER\n  SCAN  Estimated Cardinality: 3  Table: t  Filters: a>1, b>2", PlanText.Of(plan));
    }
}
