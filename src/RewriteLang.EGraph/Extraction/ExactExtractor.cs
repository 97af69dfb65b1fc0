using System.Collections.Immutable;

namespace RewriteLang.EGraphs;

/// <summary>
/// The cheapest choice with sharing, by branch and bound: decides one needed class after another; gives up a branch once what is decided plus the cheapest node of each
/// class that is still needed costs as much as the best found. Exponential (the problem is NP-hard: Stepp, 2011); for small graphs, and to measure how far <see cref="SharedExtractor"/> is from the optimum.
/// </summary>
public static class ExactExtractor
{
    /// <summary>Chooses nodes of a rebuilt graph.</summary>
    /// <returns>The cheapest choice, or null if that was not settled within <paramref name="maxSteps"/>, or a choice needs more than 1,000 classes.</returns>
    /// <exception cref="InvalidOperationException">A root has no finite term.</exception>
    public static SharedExtraction? Extract(EGraph graph, NodeCost costs, ImmutableArray<EClassId> roots, long maxSteps = 1_000_000)
    {
        var start = SharedExtractor.Extract(graph, costs, roots);
        var pending = new SortedSet<int>();
        foreach (var root in roots)
        {
            pending.Add(graph.Find(root).Value);
        }

        return new Search(graph, costs, start, maxSteps).Run(pending);
    }

    private sealed class Search
    {
        private const int MaximumDepth = 1000;
        private readonly EGraph graph;
        private readonly SharedExtraction start;
        private readonly long maxSteps;

        // By class id: the nodes that may be chosen with their own costs, cheapest first; and the one that is, or −1.
        private readonly (ENodeId Node, double Cost)[][] options;
        private readonly ENodeId[] decided;
        private int decidedCount;

        // The cheapest complete choice so far; before there is one, the cost of the greedy one.
        private ENodeId[]? best;
        private double bestCost;
        private long steps;

        public Search(EGraph graph, NodeCost costs, SharedExtraction start, long maxSteps)
        {
            (this.graph, this.start, this.maxSteps, bestCost) = (graph, start, maxSteps, start.Cost);
            (options, decided) = (new (ENodeId, double)[graph.ClassIdCount][], new ENodeId[graph.ClassIdCount]);
            Array.Fill(decided, new ENodeId(-1));
            for (var id = 0; id < options.Length; id++)
            {
                options[id] = graph.UnionFind.Find(id) == id ? OptionsOf(new EClassId(id), costs) : [];
            }
        }

        public SharedExtraction? Run(SortedSet<int> roots)
        {
            Branch(roots, 0);
            if (steps > maxSteps)
            {
                return null;
            }

            return best is null ? start with { Trials = steps } : new SharedExtraction(bestCost, Result(best), steps);
        }

        // A subsumed node is an option only where it was the only way. The sort is stable, so that equal costs are tried in the graph's order.
        private (ENodeId Node, double Cost)[] OptionsOf(EClassId id, NodeCost costs)
        {
            var only = start.Choices.Has(id) && graph.IsSubsumed(start.Choices.Choice(id));
            var all = new List<(ENodeId Node, double Cost)>();
            foreach (var node in only ? [start.Choices.Choice(id)] : graph.NodesOf(id))
            {
                var cost = costs(graph.Node(node));
                var at = all.Count;
                while (at > 0 && all[at - 1].Cost > cost)
                {
                    at--;
                }

                all.Insert(at, (node, cost));
            }

            return [.. all];
        }

        // What the pending classes cost at least.
        private double Bound(SortedSet<int> pending)
        {
            var total = 0.0;
            foreach (var id in pending)
            {
                total += options[id].Length == 0 ? double.PositiveInfinity : options[id][0].Cost;
            }

            return total;
        }

        // The depth of recursion is the number of classes that are decided.
        private void Branch(SortedSet<int> pending, double cost)
        {
            if (++steps > maxSteps || cost + Bound(pending) >= bestCost)
            {
                return;
            }

            if (decidedCount > MaximumDepth)
            {
                steps = maxSteps + 1;
                return;
            }

            if (pending.Count == 0)
            {
                (best, bestCost) = ([.. decided], cost);
                return;
            }

            var id = Narrowest(pending);
            decidedCount++;
            foreach (var (node, own) in options[id])
            {
                decided[id] = node;
                if (!ClosesCycle(id))
                {
                    Branch(With(pending, id, node), cost + own);
                }
            }

            decidedCount--;
            decided[id] = new ENodeId(-1);
        }

        // The class with fewest options, the oldest of several.
        private int Narrowest(SortedSet<int> pending)
        {
            var narrowest = -1;
            foreach (var id in pending)
            {
                narrowest = narrowest < 0 || options[id].Length < options[narrowest].Length ? id : narrowest;
            }

            return narrowest;
        }

        private SortedSet<int> With(SortedSet<int> pending, int id, ENodeId node)
        {
            var next = new SortedSet<int>(pending);
            next.Remove(id);
            foreach (var child in graph.ChildrenOf(node))
            {
                if (decided[child.Value].Value < 0)
                {
                    next.Add(child.Value);
                }
            }

            return next;
        }

        private bool ClosesCycle(int id)
        {
            var seen = new HashSet<int>();
            var stack = new Stack<int>([id]);
            while (stack.TryPop(out var at))
            {
                foreach (var child in decided[at].Value < 0 ? [] : graph.ChildrenOf(decided[at]))
                {
                    if (child.Value == id)
                    {
                        return true;
                    }

                    if (seen.Add(child.Value))
                    {
                        stack.Push(child.Value);
                    }
                }
            }

            return false;
        }

        private Extraction<double> Result(ENodeId[] choice)
        {
            var costs = new double[choice.Length];
            for (var id = 0; id < choice.Length; id++)
            {
                costs[id] = choice[id].Value < 0 ? 0 : Array.Find(options[id], option => option.Node == choice[id]).Cost;
            }

            return new Extraction<double>(graph, choice, costs);
        }
    }
}
