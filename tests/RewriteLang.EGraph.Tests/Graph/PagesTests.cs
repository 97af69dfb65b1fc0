using RewriteLang.EGraphs;

namespace RewriteLang.EGraphTests;

public sealed class PagesTests
{
    [Theory]
    [InlineData(10)]
    [InlineData(32_768)]
    [InlineData(100_001)]
    public void Elements_are_found_by_index_and_page_by_page(int count)
    {
        var list = Of(count);
        Assert.Equal(count, list.Count);
        Assert.Equal(Enumerable.Range(0, count), Enumerable.Range(0, count).Select(i => list[i]));
        var paged = new List<int>();
        for (var page = 0; page < list.PageCount; page++)
        {
            var elements = list.Page(page, out var first);
            Assert.Equal(paged.Count, first);
            paged.AddRange(elements);
        }

        Assert.Equal(Enumerable.Range(0, count), paged);
    }

    [Fact]
    public void Can_be_cut_and_grown_again()
    {
        var list = Of(70_000);
        list.Truncate(32_768);
        list.Add(-1);
        Assert.Equal((32_769, 32_767, -1), (list.Count, list[32_767], list[32_768]));
        list.Truncate(0);
        list.Add(5);
        Assert.Equal((1, 5), (list.Count, list[0]));
    }

    [Fact]
    public void Growing_leaves_elements_where_they_are()
    {
        var list = Of(32_768);
        ref var first = ref list[0];
        list.Add(0);
        first = 7;
        Assert.Equal(7, list[0]);
    }

    private static Pages<int> Of(int count)
    {
        var list = new Pages<int>();
        for (var i = 0; i < count; i++)
        {
            list.Add(i);
        }

        return list;
    }
}
