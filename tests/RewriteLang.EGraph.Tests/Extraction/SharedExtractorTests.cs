using RewriteLang.EGraphs;

namespace RewriteLang.EGraphTests;

public sealed class SharedExtractorTests
{
    private readonly Terms terms = new();

    private double Cost(ENode node) => ((string)terms.Symbols.PayloadOf(node.Symbol)!) switch
    {
        "scan" => 10,
        "wide" => 14,
        _ => 1,
    };

    /// <summary>n sites, each either its own scan or a column of one wide scan: the wide scan only pays if at least two use it.</summary>
    private (EClassId Root, EClassId[] Sites, ENodeId[] Own, ENodeId[] Shared) Sites(int count)
    {
        var wide = terms.Add("wide");
        var sites = new EClassId[count];
        for (var i = 0; i < count; i++)
        {
            sites[i] = terms.Add("filter", terms.Add("scan", terms.Add($"p{i}")));
            terms.Unite(sites[i], terms.Add($"column{i}", wide));
        }

        var root = terms.Add("both", sites);
        terms.Graph.Rebuild();
        return (root, sites, [.. sites.Select(site => Named(site, "filter"))], [.. sites.Select(site => Named(site, "column"))]);
    }

    private ENodeId Named(EClassId site, string name) =>
        terms.Graph.NodesOf(site).ToArray().Single(node => ((string)terms.Symbols.PayloadOf(terms.Graph.SymbolOf(node))!).StartsWith(name, StringComparison.Ordinal));

    [Fact]
    public void Single_flips_miss_what_only_pays_together_and_a_bundle_finds_it()
    {
        var (root, sites, _, shared) = Sites(16);
        var alone = SharedExtractor.Extract(terms.Graph, Cost, [root]);
        Assert.Equal(1 + (16 * 12), alone.Cost);
        var bundle = new Bundle("one scan", [.. sites.Zip(shared)]);
        var together = SharedExtractor.Extract(terms.Graph, Cost, [root], [bundle]);
        Assert.Equal(1 + 16 + 14, together.Cost);
        Assert.Equal(shared[3], together.Choices.Choice(sites[3]));
    }

    [Fact]
    public void A_bundle_that_does_not_pay_is_left_as_a_whole()
    {
        var (root, sites, own, shared) = Sites(1);
        var result = SharedExtractor.Extract(terms.Graph, Cost, [root], [new Bundle("one scan", [.. sites.Zip(shared)])]);
        Assert.Equal(own[0], result.Choices.Choice(sites[0]));
    }

    [Fact]
    public void Exact_extraction_needs_no_bundle()
    {
        var (root, _, _, _) = Sites(6);
        Assert.Equal(1 + 6 + 14, ExactExtractor.Extract(terms.Graph, Cost, [root])!.Cost);
        Assert.Null(ExactExtractor.Extract(terms.Graph, Cost, [root], maxSteps: 3));
    }

    [Fact]
    public void A_deep_term_is_chosen_greedily_and_refused_by_branch_and_bound()
    {
        const int depth = 100_000;
        var id = terms.Add("x");
        for (var i = 0; i < depth; i++)
        {
            id = terms.Add("f", id);
        }

        terms.Unite(id, terms.Add("g", terms.Add("scan")));
        var root = terms.Add("both", id, terms.Add("scan"));
        terms.Graph.Rebuild();
        Assert.Equal(1 + 1 + 10, SharedExtractor.Extract(terms.Graph, Cost, [root]).Cost);
        var chain = terms.Graph.ChildrenOf(terms.Graph.NodesOf(terms.Graph.Find(id))[0])[0];
        Assert.Equal(depth, SharedExtractor.Extract(terms.Graph, Cost, [chain]).Cost);
        Assert.Null(ExactExtractor.Extract(terms.Graph, Cost, [chain]));
    }

    [Fact]
    public void A_class_whose_nodes_are_all_subsumed_is_still_chosen()
    {
        var scan = terms.Add("scan");
        var root = terms.Add("filter", scan);
        terms.Graph.Rebuild();
        terms.Graph.Subsume(terms.Graph.NodesOf(scan)[0]);
        terms.Graph.Rebuild();
        Assert.Equal(11, SharedExtractor.Extract(terms.Graph, Cost, [root]).Cost);
        Assert.Equal(11, ExactExtractor.Extract(terms.Graph, Cost, [root])!.Cost);
        Assert.Equal([2], new BestTerms<double>(terms.Graph, new Sum(), 3).Costs(root));
    }

    [Fact]
    public void Sharing_counts_between_roots()
    {
        var (a, b) = (terms.Add("f", terms.Add("scan")), terms.Add("g", terms.Add("scan")));
        terms.Graph.Rebuild();
        Assert.Equal(12, SharedExtractor.Extract(terms.Graph, Cost, [a, b]).Cost);
    }

    [Fact]
    public void A_multiset_of_one_class_twice_lists_each_term_once()
    {
        var x = terms.Add("x");
        terms.Unite(x, terms.Add("y"));
        var pair = terms.Add("pair", NodeShape.Bag, x, x);
        terms.Graph.Rebuild();
        var best = new BestTerms<double>(terms.Graph, new Sum(), 10);
        Assert.Equal([3, 3, 3], best.Costs(pair));
    }

    private sealed class Sum : ICostFunction<double>
    {
        public double Cost(ENode node, ReadOnlySpan<double> childCosts) => 1 + childCosts.ToArray().Sum();
    }

    [Fact]
    public void The_best_terms_of_a_cyclic_class_unfold_the_cycle()
    {
        var x = terms.Add("x");
        terms.Unite(x, terms.Add("f", x));
        terms.Graph.Rebuild();
        var best = new BestTerms<double>(terms.Graph, new Sum(), 4);
        Assert.Equal([1, 2, 3, 4], best.Costs(x));
        Assert.Equal(3, best.Build<int>(x, 3, (node, children) => children.Length == 0 ? 0 : children[0] + 1));
    }
}
