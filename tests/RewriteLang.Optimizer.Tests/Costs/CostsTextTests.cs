using RewriteLang.Optimizer.Costs;

namespace RewriteLang.Optimizer.Tests.Costs;

public sealed class CostsTextTests
{
    private const string Head = "format = rewritelang-costs 1\nengine = duckdb\n";

    private static readonly string Whole = CostsText.Write(new("duckdb", EngineCosts.DuckDb), "a remark");

    [Fact]
    public void What_is_written_is_read_again()
    {
        var costs = CostParameters.All.Select((p, i) => (p, Value: 0.5 + i)).Aggregate(EngineCosts.Sqlite, (c, p) => p.p.With(c, p.Value));

        var read = CostsText.Read("costs", CostsText.Write(new("sqlite", costs), "first remark", "second"));

        Assert.Empty(read.Diagnostics);
        Assert.Equal(new CostsFile("sqlite", costs), read.Value);
    }

    [Fact]
    public void Every_figure_of_the_costs_has_an_entry()
    {
        var figures = typeof(EngineCosts).GetProperties().Where(p => p.PropertyType == typeof(double)).Select(p => p.GetValue(EngineCosts.DuckDb));

        Assert.Equal(figures.Order(), CostParameters.All.Select(p => (object?)p.Of(EngineCosts.DuckDb)).Order());
    }

    [Fact]
    public void What_is_not_there_is_as_shipped_and_that_is_said()
    {
        var read = CostsText.Read("costs", Whole.Replace("read_row = 4 ", "", StringComparison.Ordinal));

        Assert.Equal(EngineCosts.DuckDb, read.Value!.Costs);
        Assert.Contains("warning RW3314: There is no `read_row`: the shipped 4 is used.", Assert.Single(read.Diagnostics).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "costs:1:1: error RW3311: This is no file of costs: it does not say `format = rewritelang-costs 1`.", "rw calibrate writes such a file.")]
    [InlineData("{\"format\": 1}", "costs:1:1: error RW3311", null)]
    [InlineData("format = rewritelang-costs 2\nengine = duckdb", "costs:1:1: error RW3311", null)]
    [InlineData("format = rewritelang-costs 1\n", "costs:1:1: error RW3311: The file does not say whose costs these are.", "Write `engine = duckdb` or `engine = sqlite`.")]
    [InlineData("format = rewritelang-costs 1\nengine = oracle\n", "costs:2:10: error RW3311: There is no engine `oracle`.", null)]
    [InlineData(Head + "read_row = -1", "costs:3:12: error RW3312: `-1` is no cost.", "A cost is a number, 0 or more, with a point before decimals.")]
    [InlineData(Head + "read_row =   4,5 # comma", "costs:3:14: error RW3312: `4,5` is no cost.", null)]
    [InlineData(Head + "read_row = NaN", "costs:3:12: error RW3312: `NaN` is no cost.", null)]
    [InlineData(Head + "read_row = 1e999", "costs:3:12: error RW3312", null)]
    [InlineData(Head + "\n  read_rows = 4", "costs:4:3: error RW3313: There is no cost `read_rows`.", "Did you mean `read_row`?")]
    [InlineData(Head + "speed = 4", "costs:3:1: error RW3313: There is no cost `speed`.", null)]
    [InlineData(Head + "read_row 4", "costs:3:1: error RW3312: This line is no entry.", "Write `name = value`; `#` starts a comment.")]
    [InlineData(Head + "read_row =", "costs:3:1: error RW3312: This line is no entry.", null)]
    [InlineData(Head + "read_row = 4\nread_row = 5", "costs:4:1: error RW3312: `read_row` stands here twice.", "Leave one of the two out.")]
    public void A_mistake_is_shown_where_it_is(string text, string message, string? hint)
    {
        var read = CostsText.Read("costs", text);

        Assert.False(read.IsSuccess);
        var said = read.Diagnostics.Single(d => d.ToString().StartsWith(message, StringComparison.Ordinal));
        Assert.True(hint is null || said.Hint == hint, said.Hint);
    }

    [Fact]
    public void All_mistakes_come_in_one_run()
    {
        var read = CostsText.Read("costs", Head + "read_row = x\nspeed = 3\nhash_row\n");

        Assert.Equal(["RW3312", "RW3312", "RW3313"], read.Diagnostics.Select(d => d.Code).Order());
    }
}
