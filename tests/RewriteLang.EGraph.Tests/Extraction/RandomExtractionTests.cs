using RewriteLang.EGraphs;

namespace RewriteLang.EGraphTests;

/// <summary>Extraction on small random graphs, against trying everything. A failure names its seed.</summary>
public sealed class RandomExtractionTests
{
    private sealed class TreeCost(NodeCost costs) : ICostFunction<double>
    {
        public double Cost(ENode node, ReadOnlySpan<double> childCosts)
        {
            var total = costs(node);
            foreach (var cost in childCosts)
            {
                total += cost;
            }

            return total;
        }
    }

    private static double Cost(ENode node) => 1 + (node.Symbol.Value * 7 % 5);

    private static (Terms Terms, EClassId Root) RandomGraph(int seed)
    {
        var random = new Random(seed);
        var terms = new Terms();
        var ids = new List<EClassId> { terms.Add("x"), terms.Add("y") };
        for (var i = 0; i < 14; i++)
        {
            var name = $"{"fgh"[random.Next(3)]}{random.Next(3)}";
            ids.Add(terms.Add(name, [.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => ids[random.Next(ids.Count)])]));
        }

        for (var i = 0; i < 6; i++)
        {
            terms.Unite(ids[random.Next(2, ids.Count)], ids[random.Next(2, ids.Count)]);
        }

        terms.Graph.Rebuild();
        return (terms, terms.Graph.Find(ids[^1]));
    }

    [Fact]
    public void Exact_extraction_finds_the_cheapest_of_all_choices_and_greedy_is_between_it_and_trees()
    {
        var (gaps, optimal) = (0, 0);
        for (var seed = 1; seed <= 300; seed++)
        {
            var (terms, root) = RandomGraph(seed);
            var cheapest = CheapestOfAll(terms.Graph, root);
            var exact = ExactExtractor.Extract(terms.Graph, Cost, [root]);
            var greedy = SharedExtractor.Extract(terms.Graph, Cost, [root]);
            Assert.True(exact is not null && exact.Cost == cheapest, $"seed {seed}: {exact?.Cost}, not {cheapest}");
            Assert.True(SharedCost(terms.Graph, root, exact!.Choices.Choice) == exact.Cost, $"seed {seed}: the exact choice does not cost what it says");
            Assert.True(SharedCost(terms.Graph, root, greedy.Choices.Choice) == greedy.Cost, $"seed {seed}: the greedy choice does not cost what it says");
            var trees = TreeExtractor.Extract(terms.Graph, new TreeCost(Cost));
            Assert.True(cheapest <= greedy.Cost && greedy.Cost <= SharedCost(terms.Graph, root, trees.Choice), $"seed {seed}: greedy costs {greedy.Cost}");
            _ = greedy.Cost > cheapest ? gaps++ : optimal++;
        }

        Assert.True(optimal > 10 * gaps, $"greedy missed the optimum {gaps} times of 300");
    }

    [Fact]
    public void The_best_terms_are_the_cheapest_of_all_terms_without_repetition()
    {
        for (var seed = 1; seed <= 300; seed++)
        {
            var (terms, root) = RandomGraph(seed);
            var best = new BestTerms<double>(terms.Graph, new TreeCost(Cost), 8);
            var found = best.Costs(root);
            var shown = Enumerable.Range(0, found.Length).Select(rank => best.Build<string>(
                root, rank, (node, children) => $"({terms.Symbols.PayloadOf(node.Symbol)} {string.Join(' ', children.ToArray())})")).ToList();
            Assert.True(shown.Distinct().Count() == found.Length, $"seed {seed}: a term is there twice");
            var all = AllCosts(terms.Graph, root, 16).Take(8).ToList();
            var reached = found.Where(cost => cost <= 16).ToList();
            Assert.True(reached.SequenceEqual(all), $"seed {seed}: {string.Join(' ', reached)}, not {string.Join(' ', all)}");
            Assert.True(found[0] == TreeExtractor.Extract(terms.Graph, new TreeCost(Cost)).Cost(root), $"seed {seed}: the best is not the best tree");
        }
    }

    // Every way to choose a node for each class, the acyclic ones costed.
    private static double CheapestOfAll(EGraph graph, EClassId root)
    {
        var classes = graph.Classes.ToArray();
        var options = classes.Select(id => graph.NodesOf(id).ToArray()).ToArray();
        var choice = new int[classes.Length];
        var best = double.PositiveInfinity;
        while (true)
        {
            best = Math.Min(best, SharedCost(graph, root, id => options[Array.IndexOf(classes, id)][choice[Array.IndexOf(classes, id)]]) ?? best);
            var at = 0;
            while (at < choice.Length && ++choice[at] == options[at].Length)
            {
                choice[at++] = 0;
            }

            if (at == choice.Length)
            {
                return best;
            }
        }
    }

    private static double? SharedCost(EGraph graph, EClassId root, Func<EClassId, ENodeId> choice)
    {
        var (open, done, total) = (new HashSet<EClassId>(), new HashSet<EClassId>(), 0.0);
        return Visit(root) ? total : null;

        bool Visit(EClassId id)
        {
            if (done.Contains(id))
            {
                return true;
            }

            if (!open.Add(id))
            {
                return false;
            }

            total += Cost(graph.Node(choice(id)));
            foreach (var child in graph.ChildrenOf(choice(id)).ToArray())
            {
                if (!Visit(child))
                {
                    return false;
                }
            }

            return open.Remove(id) && done.Add(id);
        }
    }

    // The costs of all terms of a class up to a cost, by counting how many terms of each cost every class has: a term costs more than its children, so the
    // counts of a cost follow from those of lower ones.
    private static List<double> AllCosts(EGraph graph, EClassId root, int most)
    {
        var counts = graph.Classes.ToArray().ToDictionary(id => id, _ => new long[most + 1]);
        for (var cost = 1; cost <= most; cost++)
        {
            foreach (var (id, count) in counts)
            {
                count[cost] = graph.NodesOf(id).ToArray().Sum(node => Ways([.. graph.ChildrenOf(node)], cost - (int)Cost(graph.Node(node))));
            }
        }

        return [.. counts[root].SelectMany((count, cost) => Enumerable.Repeat((double)cost, (int)Math.Min(count, 100)))];

        long Ways(EClassId[] children, int cost) =>
            cost < 0 ? 0
            : children.Length == 0 ? (cost == 0 ? 1 : 0)
            : Enumerable.Range(0, cost + 1).Sum(first => counts[children[0]][first] is var ways and > 0 ? ways * Ways(children[1..], cost - first) : 0);
    }
}
