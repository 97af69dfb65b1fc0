using RewriteLang.EGraphs;

namespace RewriteLang.EGraphTests;

public sealed class UnionFindTests
{
    [Fact]
    public void The_oldest_id_of_a_set_is_its_root_in_whatever_order_sets_are_joined()
    {
        foreach (var pairs in (int[][])[[0, 1, 2, 3, 1, 3], [2, 3, 1, 3, 0, 1], [3, 1, 1, 2, 2, 0]])
        {
            var sets = Of(5);
            for (var i = 0; i < pairs.Length; i += 2)
            {
                sets.Join(sets.Find(pairs[i]), sets.Find(pairs[i + 1]));
            }

            Assert.Equal([0, 0, 0, 0, 4], Enumerable.Range(0, 5).Select(sets.Find));
        }
    }

    [Fact]
    public void A_chain_of_a_million_links_is_climbed_once()
    {
        var sets = Of(1_000_000);
        for (var id = 999_999; id > 0; id--)
        {
            sets.Join(id - 1, id);
        }

        for (var id = 999_999; id >= 0; id--)
        {
            Assert.Equal(0, sets.Find(id));
        }
    }

    private static UnionFind Of(int count)
    {
        var sets = new UnionFind();
        for (var id = 0; id < count; id++)
        {
            Assert.Equal(id, sets.MakeSet());
        }

        return sets;
    }
}
