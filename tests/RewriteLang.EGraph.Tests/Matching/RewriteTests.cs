using RewriteLang.EGraphs;

namespace RewriteLang.EGraphTests.Matching;

public sealed class RewriteTests
{
    private readonly Terms terms = new();

    private Pattern F(params ReadOnlySpan<Pattern> children) => Pattern.Of(terms.Symbol("f"), children);

    [Fact]
    public void Conditions_are_asked_when_a_match_is_applied_and_not_before()
    {
        var (x, y) = (terms.Add("x"), terms.Add("y"));
        var (fx, fy) = (terms.Add("f", x), terms.Add("f", y));
        terms.Graph.Rebuild();
        var asked = new List<EClassId>();
        var once = new Condition("once", ["a"], (graph, classes) =>
        {
            asked.Add(classes[0]);
            return !graph.AreEqual(x, fx);
        });
        var rule = new Rewrite(terms.Symbols, "strip", F(Pattern.Var("a")), Pattern.Var("a"), once);
        var matches = rule.Search(terms.Graph, long.MaxValue);
        Assert.Equal((2, 0), (matches.Count, asked.Count));

        // Both are asked before the first of a batch is applied; the next batch sees what this one did.
        Assert.Equal(2, matches.Apply(terms.Graph, 0, 2));
        Assert.Equal([x, y], asked);
        Assert.Equal(0, matches.Apply(terms.Graph, 0, 2));
        Assert.True(terms.Graph.AreEqual(fy, y));
    }

    [Fact]
    public void A_search_stops_past_its_limit()
    {
        for (var i = 0; i < 1000; i++)
        {
            terms.Add("f", terms.Add($"x{i}"), terms.Add("c"));
        }

        terms.Graph.Rebuild();
        var rule = new Rewrite(terms.Symbols, "swap", F(Pattern.Var("a"), Pattern.Of(terms.Symbol("c"))), Pattern.Var("a"));
        Assert.Equal(1000, rule.Search(terms.Graph, 1000).Count);
        Assert.Equal(11, rule.Search(terms.Graph, 10).Count);
    }

    [Fact]
    public void A_subsumed_node_is_not_matched()
    {
        var f = terms.Add("f", terms.Add("x"));
        terms.Graph.Rebuild();
        terms.Graph.Subsume(terms.Graph.NodesOf(f)[0]);
        terms.Graph.Rebuild();
        Assert.Equal(0, new Rewrite(terms.Symbols, "strip", F(Pattern.Var("a")), Pattern.Var("a")).Search(terms.Graph, 10).Count);
        Assert.Equal(1, new Rewrite(terms.Symbols, "wrap", Pattern.Var("a"), F(Pattern.Var("a"))).Search(terms.Graph, 10).Count);
    }

    [Fact]
    public void A_variable_that_the_left_side_lacks_is_named()
    {
        var error = Assert.Throws<ArgumentException>(() => new Rewrite(terms.Symbols, "bad", F(Pattern.Var("a")), Pattern.Var("b")));
        Assert.StartsWith("rule bad: ?b does not occur on the left side", error.Message, StringComparison.Ordinal);
        var asks = new Condition("c", ["z"], (_, _) => true);
        error = Assert.Throws<ArgumentException>(() => new Rewrite(terms.Symbols, "bad", F(Pattern.Var("a")), Pattern.Var("a"), asks));
        Assert.StartsWith("rule bad: ?z does not occur on the left side", error.Message, StringComparison.Ordinal);
    }
}
