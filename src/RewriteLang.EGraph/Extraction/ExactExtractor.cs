using System.Collections.Immutable;

namespace RewriteLang.EGraphs;

/// <summary>
/// The cheapest choice with sharing, by branch and bound: decides one needed class after another; gives up a branch once what is decided plus the cheapest node of each
/// class that is still needed costs as much as the best found. Exponential; for small graphs, and to measure how far <see cref="SharedExtractor"/> is from the optimum.
/// </summary>
public static class ExactExtractor
{
    /// <summary>Chooses nodes of a rebuilt graph.</summary>
    /// <returns>The cheapest choice, or null if that was not settled within <paramref name="maxSteps"/>, or a choice needs more than 1,000 classes.</returns>
    /// <exception cref="InvalidOperationException">A root has no finite term.</exception>
    public static SharedExtraction? Extract(EGraph graph, NodeCost costs, ImmutableArray<EClassId> roots, long maxSteps = 1_000_000)
    {
        var start = SharedExtractor.Extract(graph, costs, roots);
        var search = new Search(graph, costs, start, maxSteps);
        return search.Run([.. roots.Select(root => graph.Find(root).Value).Distinct()]);
    }

    private sealed class Search
    {
        private const int MaximumDepth = 1000;
        private readonly EGraph graph;
        private readonly SharedExtraction start;
        private readonly long maxSteps;
        private readonly Dictionary<int, (ENodeId Node, double Cost)[]> options = [];
        private readonly Dictionary<int, ENodeId> decided = [];
        private Dictionary<int, ENodeId>? best;
        private double bestCost;
        private long steps;

        public Search(EGraph graph, NodeCost costs, SharedExtraction start, long maxSteps)
        {
            (this.graph, this.start, this.maxSteps, bestCost) = (graph, start, maxSteps, start.Cost);
            foreach (var id in graph.Classes)
            {
                // A subsumed node is an option only where it was the only way.
                var nodes = start.Choices.Has(id) && graph.IsSubsumed(start.Choices.Choice(id)) ? [start.Choices.Choice(id)] : graph.NodesOf(id).ToArray();
                options[id.Value] = [.. nodes.Select(node => (node, costs(graph.Node(node)))).OrderBy(option => option.Item2)];
            }
        }

        public SharedExtraction? Run(ImmutableArray<int> roots)
        {
            var pending = new SortedSet<int>(roots);
            Branch(pending, 0, pending.Sum(Least));
            if (steps > maxSteps)
            {
                return null;
            }

            return best is null ? start with { Trials = steps } : new SharedExtraction(bestCost, Result(best), steps);
        }

        private double Least(int id) => options[id].Length == 0 ? double.PositiveInfinity : options[id][0].Cost;

        // The depth of recursion is the number of classes that are decided.
        private void Branch(SortedSet<int> pending, double cost, double bound)
        {
            if (++steps > maxSteps || cost + bound >= bestCost)
            {
                return;
            }

            if (decided.Count > MaximumDepth)
            {
                steps = maxSteps + 1;
                return;
            }

            if (pending.Count == 0)
            {
                (best, bestCost) = (new Dictionary<int, ENodeId>(decided), cost);
                return;
            }

            // The class with fewest options first.
            var id = pending.MinBy(candidate => options[candidate].Length);
            foreach (var (node, own) in options[id])
            {
                decided[id] = node;
                if (!ClosesCycle(id))
                {
                    var next = new SortedSet<int>(pending);
                    next.Remove(id);
                    foreach (var child in graph.ChildrenOf(node))
                    {
                        if (!decided.ContainsKey(child.Value))
                        {
                            next.Add(child.Value);
                        }
                    }

                    Branch(next, cost + own, next.Sum(Least));
                }

                decided.Remove(id);
            }
        }

        private bool ClosesCycle(int id)
        {
            var seen = new HashSet<int>();
            var stack = new Stack<int>([id]);
            while (stack.TryPop(out var at))
            {
                if (!decided.TryGetValue(at, out var node))
                {
                    continue;
                }

                foreach (var child in graph.ChildrenOf(node))
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

        private Extraction<double> Result(Dictionary<int, ENodeId> choice)
        {
            var chosen = new ENodeId[graph.ClassIdCount];
            var costs = new double[graph.ClassIdCount];
            Array.Fill(chosen, new ENodeId(-1));
            foreach (var (id, node) in choice)
            {
                chosen[id] = node;
                costs[id] = Array.Find(options[id], option => option.Node == node).Cost;
            }

            return new Extraction<double>(graph, chosen, costs);
        }
    }
}
