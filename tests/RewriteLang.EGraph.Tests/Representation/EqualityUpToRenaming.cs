using RewriteLang.Benchmarks.Representation;
using static RewriteLang.Benchmarks.Representation.Build;

namespace RewriteLang.EGraphTests.Representation;

/// <summary>What sinks an e-graph that takes equality up to renaming for equality; each statement is made of both ways that decision 1 compares.</summary>
public sealed class EqualityUpToRenaming
{
    private readonly Build _b = new();

    private Plan T() => _b.Scan("t", "id", "x", "y");

    [Fact]
    public void T_times_t_stays_t_times_t()
    {
        var (one, two, alone) = (T(), T(), T());
        var product = _b.Project(Block([one, two]), Col(one, "x"), Col(two, "x"));

        Assert.Equal((2, 2), Scans(product));
        Assert.Equal((false, false), Same(_b.Aggregate(Block([one, two]), Call("count")), _b.Aggregate(Block([alone]), Call("count"))));
    }

    [Fact]
    public void A_self_join_under_a_renaming_is_not_a_self_join_on_equal_columns()
    {
        Assert.Equal((false, false), Same(Joined("x", "y"), Joined("x", "x")));
        Assert.Equal((true, true), Same(Joined("x", "y"), Joined("x", "y")));

        Plan Joined(string left, string right)
        {
            var (one, two) = (T(), T());
            return _b.Aggregate(Block([one, two], Eq(Col(one, left), Col(two, right))), Call("count"));
        }
    }

    [Fact]
    public void Either_of_two_symmetric_inputs_may_carry_the_filter()
    {
        Assert.Equal((true, true), Same(Filtered(first: true), Filtered(first: false)));

        Plan Filtered(bool first)
        {
            var (one, two) = (T(), T());
            return _b.Aggregate(Block([one, two], Eq(Col(one, "x"), Col(two, "x")), Call(">", Col(first ? one : two, "y"), Val("3"))), Call("count"));
        }
    }

    [Fact]
    public void A_symmetric_relation_is_the_same_through_either_of_its_columns_but_not_through_both()
    {
        Assert.Equal((true, true), Same(Read(0, 0), Read(1, 1)));
        Assert.Equal((true, true), Same(Read(0, 1), Read(1, 0)));
        Assert.Equal((false, false), Same(Read(0, 0), Read(0, 1)));

        Plan Read(int filtered, int grouped)
        {
            var (one, two) = (T(), T());
            var pairs = _b.Cte(Block([one, two], Eq(Col(one, "x"), Col(two, "x"))), Col(one, "y"), Col(two, "y"));
            return _b.Aggregate(Block([pairs], Call(">", Out(pairs, filtered), Val("3"))), Call("key", Out(pairs, grouped)), Call("count"));
        }
    }

    [Fact]
    public void Columns_in_another_order_are_the_same_relation_yet_do_not_change_places()
    {
        Assert.Equal((true, true), Same(Turned(false), Turned(true)));
        Assert.Equal((false, false), Same(Stacked(crossed: false), Stacked(crossed: true)));

        Plan Turned(bool turned)
        {
            var t = T();
            var inner = turned ? _b.Cte(t, Col(t, "y"), Col(t, "x")) : _b.Cte(t, Col(t, "x"), Col(t, "y"));
            return _b.Aggregate(inner, Call("key", Out(inner, turned ? 1 : 0)), Call("sum", Out(inner, turned ? 0 : 1)));
        }

        Plan Stacked(bool crossed)
        {
            var (one, two) = (T(), T());
            var (p, q) = (_b.Cte(one, Col(one, "x"), Col(one, "y")), _b.Cte(two, Col(two, "x"), Col(two, "y")));
            return _b.UnionAll([p, q], Call("union", Out(p, 0), Out(q, crossed ? 1 : 0)), Call("union", Out(p, 1), Out(q, crossed ? 0 : 1)));
        }
    }

    [Fact]
    public void A_ring_of_equal_inputs_is_the_same_in_every_order_and_not_the_same_as_a_broken_ring()
    {
        Assert.Equal((true, true), Same(Ring([0, 1, 2, 3], 1), Ring([2, 0, 3, 1], 1)));
        Assert.Equal((false, false), Same(Ring([0, 1, 2, 3], 1), Ring([0, 1, 2, 3], 2)));

        Plan Ring(int[] order, int step)
        {
            var scans = order.Select(_ => T()).ToArray();
            return _b.Aggregate(Block(order.Select(i => scans[i]), [.. scans.Select((s, i) => Call("<", Col(s, "x"), Col(scans[(i + step) % 4], "y")))]), Call("count"));
        }
    }

    [Fact]
    public void A_class_that_equals_itself_under_a_permutation_gets_a_symmetry_and_keeps_its_columns()
    {
        var (graph, root) = Ways.Slotted(Models(_b.Cte(T() is var t ? t : t, Col(t, "x"), Col(t, "y"))), saturate: false);
        var pair = graph.Open(root).Single().Children[0];

        Assert.True(graph.Union(pair, new(pair.Class, [pair.Slots[1], pair.Slots[0]])));
        graph.Rebuild();

        Assert.Equal(2, graph.Arity(pair.Class));
        Assert.Equal([1, 0], Assert.Single(graph.Symmetries(pair.Class)));
    }

    [Fact]
    public void Global_ids_refuse_a_join_whose_inputs_share_a_column()
    {
        var (graph, root) = Ways.Global(Models(_b.Cte(T() is var t ? t : t, Col(t, "x"))), saturate: false);
        var input = graph.Open(root)[0].Children[0];

        Assert.Null(graph.Add(Operator.Block, "", [input, input], []));
        Assert.Equal(1, graph.Refused);
    }

    [Fact]
    public void The_fingerprint_gives_the_renaming_between_two_occurrences()
    {
        var (one, two) = (T(), T());
        var (graph, root) = Ways.Global(Models(_b.Cte(Block([one, two], Call("<", Col(one, "x"), Col(two, "y"))), Col(one, "id"))), saturate: false);
        var scans = graph.Open(graph.Open(graph.Open(root)[0].Children[0])[0].Children[0])[0].Children;

        var map = graph.Same(scans[0], scans[1]);

        Assert.NotNull(map);
        string Name(int scan, int column) => graph.Open(scan)[0].Items.Single(item => item.Defines == column).Body.Write(_ => "");
        Assert.All(map, pair => Assert.Equal(Name(scans[0], pair.Key), Name(scans[1], pair.Value)));
        Assert.Equal(3, map.Count);
    }

    private static (bool Slotted, bool Global) Same(Plan a, Plan b) => Pairs.Same(a, b);

    private static (int Slotted, int Global) Scans(Plan plan)
    {
        var models = Normalize.Run(Models(plan));
        var (slotted, root) = Ways.Slotted(models, saturate: true);
        var (global, top) = Ways.Global(models, saturate: true);
        return (Extraction.SmallestPlan(slotted, root.Class).Scans, Extraction.SmallestPlan(global, top).Scans);
    }
}
