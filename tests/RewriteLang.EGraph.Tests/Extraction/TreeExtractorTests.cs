using RewriteLang.EGraphs;

namespace RewriteLang.EGraphTests;

public sealed class TreeExtractorTests
{
    private readonly Terms terms = new();

    private sealed class Size : ICostFunction<double>
    {
        public double Cost(ENode node, ReadOnlySpan<double> childCosts)
        {
            var total = 1.0;
            foreach (var cost in childCosts)
            {
                total += cost;
            }

            return total;
        }
    }

    private string Term(EClassId root) =>
        TreeExtractor.Extract(terms.Graph, new Size()).Build<string>(
            root,
            (node, children) => children.Length == 0 ? Name(node) : $"({Name(node)} {string.Join(' ', children.ToArray())})");

    private string Name(ENode node) => (string)terms.Symbols.PayloadOf(node.Symbol)!;

    [Fact]
    public void Chooses_the_smallest_term_in_a_graph_with_cycles()
    {
        var x = terms.Add("x");
        var big = terms.Add("g", terms.Add("f", x), x);
        terms.Unite(big, terms.Add("f", big));
        terms.Unite(big, terms.Add("h", x));
        terms.Graph.Rebuild();
        Assert.Equal("(h x)", Term(big));
        terms.Unite(big, x);
        terms.Graph.Rebuild();
        Assert.Equal("x", Term(big));
        Assert.Equal(1, TreeExtractor.Extract(terms.Graph, new Size()).Cost(big));
    }

    [Fact]
    public void A_subsumed_node_is_used_only_if_nothing_else_remains()
    {
        var x = terms.Add("x");
        var (f, k) = (terms.Add("f", x), terms.Add("k", terms.Add("k", x)));
        terms.Unite(f, k);
        terms.Graph.Rebuild();
        Assert.Equal("(f x)", Term(f));
        terms.Graph.Subsume(terms.Graph.NodesOf(f)[0]);
        terms.Graph.Rebuild();
        Assert.Equal("(k (k x))", Term(f));
        terms.Graph.Subsume(terms.Graph.NodesOf(f)[0]);
        terms.Graph.Subsume(terms.Graph.NodesOf(x)[0]);
        terms.Graph.Rebuild();
        Assert.Equal("(f x)", Term(f));
    }

    [Fact]
    public void A_depth_of_a_hundred_thousand_does_not_overflow_the_stack()
    {
        var (a, b) = (terms.Add("x"), terms.Add("y"));
        var (x, y) = (a, b);
        for (var i = 0; i < 100_000; i++)
        {
            (a, b) = (terms.Add("f", a), terms.Add("f", b));
        }

        terms.Unite(x, y);
        terms.Graph.Rebuild();
        Assert.True(terms.Graph.AreEqual(a, b));
        var extraction = TreeExtractor.Extract(terms.Graph, new Size());
        Assert.Equal(100_001, extraction.Cost(a));
        Assert.Equal(100_000, extraction.Build<int>(a, (node, children) => children.Length == 0 ? 0 : children[0] + 1));
    }

    private sealed class Discount : ICostFunction<double>
    {
        public double Cost(ENode node, ReadOnlySpan<double> childCosts) => childCosts.Length == 0 ? 1 : childCosts[0] - 1;
    }

    [Fact]
    public void A_cost_that_shrinks_without_end_is_refused()
    {
        var x = terms.Add("x");
        terms.Unite(x, terms.Add("f", x));
        terms.Graph.Rebuild();
        var error = Assert.Throws<InvalidOperationException>(() => TreeExtractor.Extract(terms.Graph, new Discount()));
        Assert.StartsWith("Discount makes terms cheaper without end", error.Message, StringComparison.Ordinal);
    }
}
