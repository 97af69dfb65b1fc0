using RewriteLang.EGraphs;

namespace RewriteLang.EGraphTests;

/// <summary>Nodes and their hash-cons, without equality.</summary>
public sealed class NodeStoreTests
{
    private readonly NodeStore nodes = new();

    private int Append(int symbol, params int[] children) => nodes.Append(symbol, children, 0, NodeHash.Of(symbol, children));

    [Fact]
    public void Nodes_of_every_arity_are_found_by_exactly_their_symbol_and_children()
    {
        for (var arity = 0; arity < 6; arity++)
        {
            var children = Enumerable.Range(3, arity).ToArray();
            var id = Append(9, children);
            Assert.Equal((arity, id), (nodes[id].Arity, nodes.Find(9, children)));
            Assert.Equal(children, nodes.Children(id).ToArray());
            Assert.Equal(-1, nodes.Find(8, children));
            Assert.Equal(-1, nodes.Find(9, [.. children, 0, 0, 0]));
            Assert.Equal(-1, nodes.Find(9, [.. children.Select(child => child + 1), 2]));
        }
    }

    [Fact]
    public void A_hundred_thousand_nodes_with_few_hashes_are_told_apart()
    {
        for (var i = 0; i < 100_000; i++)
        {
            Assert.Equal(i, nodes.Append(1, i, i % 7, 0, i % 5000));
        }

        for (var i = 0; i < 100_000; i += 997)
        {
            Assert.Equal(i, nodes.Find(1, i, i % 7, i % 5000));
            Assert.Equal(-1, nodes.Find(1, i, 8, i % 5000));
        }
    }

    [Fact]
    public void A_node_whose_child_changed_is_found_under_the_new_child_only_and_a_copy_is_reported()
    {
        var (a, b) = (Append(1, 5), Append(1, 6));
        nodes[a].A = 7;
        Assert.Equal(-1, nodes.Reenter(a, nodes.Hash(a)));
        Assert.Equal((-1, a), (nodes.Find(1, [5]), nodes.Find(1, [7])));
        nodes[b].A = 7;
        Assert.Equal(a, nodes.Reenter(b, nodes.Hash(b)));
        nodes.Kill(b);
        Assert.Equal((1, a), (nodes.DeadCount, nodes.Find(1, [7])));
    }

    [Theory]
    [InlineData(5, 4)]
    [InlineData(5, 2)]
    [InlineData(3, 1)]
    [InlineData(3, 0)]
    [InlineData(2, 1)]
    public void A_node_can_lose_its_last_children(int before, int after)
    {
        var id = Append(1, [.. Enumerable.Range(10, before)]);
        nodes.Shrink(id, after);
        Assert.Equal(Enumerable.Range(10, after), nodes.Children(id).ToArray());
        Assert.Equal(after, nodes[id].Arity);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Compacting_keeps_the_live_nodes_in_order_and_finds_them_again(int seed)
    {
        var random = new Random(seed);
        var expected = new List<(int Symbol, int[] Children)>();
        for (var i = 0; i < 2000; i++)
        {
            (int Symbol, int[] Children) node = (i, [.. Enumerable.Range(i, random.Next(5))]);
            var id = Append(node.Symbol, node.Children);
            if (random.Next(3) > 0)
            {
                nodes.Kill(id);
            }
            else
            {
                expected.Add(node);
            }
        }

        var moves = new List<(int From, int To)>();
        nodes.Compact((from, to) => moves.Add((from, to)));
        Assert.Equal((expected.Count, 0), (nodes.Count, nodes.DeadCount));
        Assert.Equal(Enumerable.Range(0, expected.Count), moves.Select(move => move.To));
        Assert.Equal(expected.Select(node => node.Symbol), moves.Select(move => move.From));
        for (var id = 0; id < expected.Count; id++)
        {
            Assert.Equal(id, nodes.Find(expected[id].Symbol, expected[id].Children));
        }
    }

    [Fact]
    public void Both_ways_to_hash_agree_where_both_apply()
    {
        Assert.Equal(NodeHash.Of(3, -1, -1), NodeHash.Of(3, []));
        Assert.Equal(NodeHash.Of(3, 4, -1), NodeHash.Of(3, [4]));
        Assert.Equal(NodeHash.Of(3, 4, 5), NodeHash.Of(3, [4, 5]));
        Assert.NotEqual(NodeHash.Of(3, [4, 5, 6]), NodeHash.Of(3, [4, 6, 5]));
    }
}
