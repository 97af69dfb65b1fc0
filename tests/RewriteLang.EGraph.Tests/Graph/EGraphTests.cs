using RewriteLang.EGraphs;

namespace RewriteLang.EGraphTests;

public sealed class EGraphTests
{
    private readonly Terms terms = new();

    [Fact]
    public void Adding_a_known_node_gives_its_class()
    {
        var x = terms.Add("x");
        Assert.Equal(terms.Add("f", x), terms.Add("f", x));
        Assert.NotEqual(terms.Add("f", x), terms.Add("g", x));
        terms.Graph.Rebuild();
        Assert.Equal((3, 3), (terms.Graph.NodeCount, terms.Graph.ClassCount));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    public void Equal_children_make_equal_nodes_of_any_arity(int arity)
    {
        var (x, y) = (terms.Add("x"), terms.Add("y"));
        var (xs, ys) = (Repeat(x, arity), Repeat(y, arity));
        var (a, b) = (terms.Add("f", xs), terms.Add("f", ys));
        terms.Unite(x, y);
        Assert.False(terms.Graph.AreEqual(a, b));
        terms.Graph.Rebuild();
        Assert.True(terms.Graph.AreEqual(a, b));
        Assert.Equal((3, 2), (terms.Graph.NodeCount, terms.Graph.ClassCount));
    }

    [Fact]
    public void Congruence_climbs_chains_in_either_order_of_creation()
    {
        var (x, y) = (terms.Add("x"), terms.Add("y"));
        var (a, b) = (x, y);
        for (var i = 0; i < 50; i++)
        {
            (a, b) = (terms.Add("f", a), terms.Add("f", b));
        }

        terms.Unite(y, x);
        terms.Graph.Rebuild();
        Assert.True(terms.Graph.AreEqual(a, b));
        Assert.Equal(52, terms.Graph.NodeCount);
    }

    [Fact]
    public void A_class_may_contain_itself()
    {
        var x = terms.Add("x");
        var f = terms.Add("f", x);
        terms.Unite(x, f);
        terms.Graph.Rebuild();
        Assert.Equal((2, 1), (terms.Graph.NodeCount, terms.Graph.ClassCount));
        Assert.True(terms.Graph.AreEqual(terms.Add("f", terms.Add("f", x)), x));
    }

    [Fact]
    public void A_multiset_ignores_order_and_keeps_repetition()
    {
        var (s, t) = (terms.Add("s"), terms.Add("t"));
        var join = new NodeShape(0, 2, RestKind.Set);
        Assert.Equal(terms.Add("join", join, s, t), terms.Add("join", join, t, s));
        var square = terms.Add("join", join, t, t);
        Assert.NotEqual(terms.Add("join", join, s, t), square);
        terms.Graph.Rebuild();
        Assert.Equal(["join c1 c1"], [.. terms.Graph.NodesOf(square).ToArray().Select(terms.Show)]);
    }

    [Fact]
    public void A_set_shrinks_when_its_members_merge()
    {
        var (p, q, r) = (terms.Add("p"), terms.Add("q"), terms.Add("r"));
        var and = terms.Add("and", NodeShape.Set, r, q, p, q);
        var smaller = terms.Add("and", NodeShape.Set, r, p);
        var single = terms.Add("and", NodeShape.Set, p);
        Assert.NotEqual(and, smaller);
        terms.Unite(p, q);
        terms.Graph.Rebuild();
        Assert.True(terms.Graph.AreEqual(and, smaller));
        Assert.Equal(["and c0 c2"], [.. terms.Graph.NodesOf(and).ToArray().Select(terms.Show)]);
        terms.Unite(r, q);
        terms.Graph.Rebuild();
        Assert.True(terms.Graph.AreEqual(and, single));
        Assert.Equal(["and c0"], [.. terms.Graph.NodesOf(and).ToArray().Select(terms.Show)]);
    }

    [Fact]
    public void A_block_has_a_multiset_of_inputs_and_a_set_of_conjuncts()
    {
        var block = new NodeShape(1, 2, RestKind.Set);
        var (h, s, t, p, q) = (terms.Add("h"), terms.Add("s"), terms.Add("t"), terms.Add("p"), terms.Add("q"));
        var a = terms.Add("block", block, h, t, s, q, p);
        Assert.Equal(a, terms.Add("block", block, h, s, t, p, q, p));
        Assert.NotEqual(a, terms.Add("block", block, s, h, t, p, q));
        terms.Unite(s, t);
        terms.Unite(p, q);
        terms.Graph.Rebuild();
        Assert.Equal(["block c0 c1 c1 c3"], [.. terms.Graph.NodesOf(a).ToArray().Select(terms.Show)]);
    }

    [Fact]
    public void A_shape_refuses_too_few_children() =>
        Assert.Throws<ArgumentException>(() => terms.Add("block", new NodeShape(1, 2, RestKind.Set), terms.Add("x"), terms.Add("y")));

    [Fact]
    public void A_symbol_has_one_shape()
    {
        terms.Symbol("and", NodeShape.Set);
        Assert.Throws<ArgumentException>(() => terms.Symbol("and", NodeShape.Bag));
    }

    [Fact]
    public void Nodes_are_found_by_kind_class_and_child()
    {
        var (x, y) = (terms.Add("x"), terms.Add("y"));
        var (fx, fy, gx) = (terms.Add("f", x), terms.Add("f", y), terms.Add("g", x, x));
        terms.Unite(fy, x);
        terms.Graph.Rebuild();
        Assert.Equal(["f c1", "f c0"], [.. terms.Graph.NodesOfKind(Terms.Kind("f")).ToArray().Select(terms.Show)]);
        Assert.Equal(["x", "f c1"], [.. terms.Graph.NodesOf(x).ToArray().Select(terms.Show)]);
        Assert.Equal(["f c0", "g c0 c0"], [.. terms.Graph.ParentsOf(x).ToArray().Select(terms.Show)]);
        Assert.Empty(terms.Graph.NodesOfKind(Terms.Kind("z")).ToArray());
        Assert.Equal([x, y, fx, gx], terms.Graph.Classes.ToArray());
    }

    [Fact]
    public void A_subsumed_node_is_hidden_but_keeps_its_class()
    {
        var x = terms.Add("x");
        var f = terms.Add("f", x);
        var g = terms.Add("g", x);
        terms.Unite(f, g);
        terms.Graph.Rebuild();
        var node = terms.Graph.NodesOf(f)[0];
        Assert.True(terms.Graph.Subsume(node));
        terms.Graph.Rebuild();
        Assert.Equal(["g c0"], [.. terms.Graph.NodesOf(f).ToArray().Select(terms.Show)]);
        Assert.Empty(terms.Graph.NodesOfKind(Terms.Kind("f")).ToArray());
        Assert.Equal(2, terms.Graph.NodeCount);
        Assert.True(terms.Graph.AreEqual(f, terms.Add("f", x)));
    }

    [Fact]
    public void A_class_whose_nodes_are_all_subsumed_still_has_one_to_look_at()
    {
        var x = terms.Add("x");
        var (f, g) = (terms.Add("f", x), terms.Add("g", x));
        terms.Graph.Rebuild();
        Assert.Equal("f c0", terms.Show(terms.Graph.AnyNodeOf(f)));
        terms.Graph.Subsume(terms.Graph.NodesOf(g)[0]);
        terms.Graph.Rebuild();
        Assert.Empty(terms.Graph.NodesOf(g).ToArray());
        Assert.Equal("g c0", terms.Show(terms.Graph.AnyNodeOf(g)));
    }

    [Fact]
    public void A_copy_of_a_subsumed_node_is_subsumed()
    {
        var (x, y) = (terms.Add("x"), terms.Add("y"));
        var (fx, fy, z) = (terms.Add("f", x), terms.Add("f", y), terms.Add("z"));
        terms.Unite(fy, z);
        terms.Graph.Rebuild();
        terms.Graph.Subsume(terms.Graph.NodesOf(fy)[0]);
        terms.Unite(x, y);
        terms.Graph.Rebuild();
        Assert.True(terms.Graph.AreEqual(fx, z));
        Assert.Equal(["z"], [.. terms.Graph.NodesOf(z).ToArray().Select(terms.Show)]);
    }

    [Fact]
    public void Reading_is_frozen_between_rebuilds()
    {
        var x = terms.Add("x");
        terms.Graph.Rebuild();
        Assert.Equal(1, terms.Graph.NodeCount);
        var f = terms.Add("f", x);
        Assert.Equal(1, terms.Graph.NodeCount);
        Assert.Empty(terms.Graph.NodesOf(f).ToArray());
        terms.Graph.Rebuild();
        Assert.Equal(2, terms.Graph.NodeCount);
    }

    private static EClassId[] Repeat(EClassId id, int count)
    {
        var all = new EClassId[count];
        Array.Fill(all, id);
        return all;
    }
}
