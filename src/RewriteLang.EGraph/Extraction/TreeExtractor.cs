namespace RewriteLang.EGraphs;

/// <summary>
/// The cheapest term of every class, where a term that occurs twice is paid for twice. A worklist: a class that becomes cheaper has its
/// parents looked at again (Knuth's generalization of shortest paths, 1977, with a queue in place of a heap: in practice a class is looked at a few times). Cycles are safe. Ties go to the node found first, which only the graph's contents decide.
/// </summary>
public static class TreeExtractor
{
    /// <summary>Chooses a node for every class of a rebuilt graph.</summary>
    /// <exception cref="InvalidOperationException">The cost function keeps finding cheaper terms: it charges less than for a child.</exception>
    public static Extraction<TCost> Extract<TCost>(EGraph graph, ICostFunction<TCost> costs)
        where TCost : IComparable<TCost>
    {
        var search = new Search<TCost>(graph, costs);
        foreach (var id in graph.Classes)
        {
            search.Consider(graph.NodesOf(id), id);
        }

        search.Settle();
        if (search.OfferSubsumed())
        {
            search.Settle();
        }

        return search.Result();
    }

    private sealed class Search<TCost>(EGraph graph, ICostFunction<TCost> costs)
        where TCost : IComparable<TCost>
    {
        // By class id: the cheapest node so far, or −1, and its cost.
        private readonly ENodeId[] chosen = Filled(graph.ClassIdCount);
        private readonly TCost[] best = new TCost[graph.ClassIdCount];

        // Classes that became cheaper and whose parents have not been looked at since, each once.
        private readonly Queue<int> worklist = new();
        private readonly bool[] queued = new bool[graph.ClassIdCount];
        private TCost[] childCosts = new TCost[8];
        private long steps;

        public Extraction<TCost> Result() => new(graph, chosen, best);

        public void Consider(ReadOnlySpan<ENodeId> nodes, EClassId id)
        {
            foreach (var node in nodes)
            {
                if (!TryCost(node, out var cost) || (chosen[id.Value].Value >= 0 && cost.CompareTo(best[id.Value]) >= 0))
                {
                    continue;
                }

                (best[id.Value], chosen[id.Value]) = (cost, node);
                if (!queued[id.Value])
                {
                    queued[id.Value] = true;
                    worklist.Enqueue(id.Value);
                }
            }
        }

        public void Settle()
        {
            var bound = 1000L * (graph.NodeCount + graph.Hidden.Count + 16);
            while (worklist.TryDequeue(out var id))
            {
                queued[id] = false;
                foreach (var parent in graph.ParentsOf(new EClassId(id)))
                {
                    if (++steps > bound)
                    {
                        throw new InvalidOperationException($"{costs.GetType().Name} makes terms cheaper without end: a node must cost at least as much as each child");
                    }

                    Consider([parent], graph.ClassOf(parent));
                }
            }
        }

        // Classes that have no finite visible term may use their subsumed nodes; repeated, because that may give others a term.
        public bool OfferSubsumed()
        {
            var any = false;
            for (var again = graph.Hidden.Count > 0; again;)
            {
                again = false;
                for (var node = 0; node < graph.Nodes.Count; node++)
                {
                    var id = graph.ClassOf(new ENodeId(node));
                    if (graph.Hidden.Contains(node) && chosen[id.Value].Value < 0 && TryCost(new ENodeId(node), out _))
                    {
                        Consider([new ENodeId(node)], id);
                        (any, again) = (true, true);
                    }
                }
            }

            return any;
        }

        private bool TryCost(ENodeId node, out TCost cost)
        {
            var children = graph.ChildrenOf(node);
            if (children.Length > childCosts.Length)
            {
                childCosts = new TCost[children.Length * 2];
            }

            for (var i = 0; i < children.Length; i++)
            {
                if (chosen[children[i].Value].Value < 0)
                {
                    cost = default!;
                    return false;
                }

                childCosts[i] = best[children[i].Value];
            }

            cost = costs.Cost(graph.Node(node), childCosts.AsSpan(0, children.Length));
            return true;
        }

        private static ENodeId[] Filled(int count)
        {
            var ids = new ENodeId[count];
            Array.Fill(ids, new ENodeId(-1));
            return ids;
        }
    }
}
