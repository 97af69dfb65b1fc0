using System.Collections.Immutable;

namespace RewriteLang.EGraphs;

/// <summary>Finds for each class the list of its best terms (<see cref="BestTerms{TCost}"/>): a list is made from those of the children's classes, until none changes.</summary>
internal sealed class RankedTerms<TCost>
    where TCost : IComparable<TCost>
{
    private readonly EGraph graph;
    private readonly ICostFunction<TCost> costs;

    // Terms that a class keeps.
    private readonly int most;

    // By class id, cheapest first; while settling, of the terms that are known so far.
    private readonly ImmutableArray<RankedTerm<TCost>>[] lists;

    public RankedTerms(EGraph graph, ICostFunction<TCost> costs, int most)
    {
        (this.graph, this.costs, this.most) = (graph, costs, most);
        lists = new ImmutableArray<RankedTerm<TCost>>[graph.ClassIdCount];
        Array.Fill(lists, []);
    }

    /// <summary>Finds the lists of all classes, by id.</summary>
    /// <exception cref="InvalidOperationException">They do not settle: a node costs no more than a child.</exception>
    public ImmutableArray<RankedTerm<TCost>>[] Settle()
    {
        var trees = TreeExtractor.Extract(graph, costs);
        var queued = new bool[graph.ClassIdCount];
        var worklist = new Queue<int>();
        for (var id = 0; id < lists.Length; id++)
        {
            if (graph.UnionFind.Find(id) == id)
            {
                worklist.Enqueue(id);
                queued[id] = true;
            }
        }

        var bound = 1000L * most * (graph.NodeCount + 16);
        for (var steps = 0L; worklist.TryDequeue(out var id); steps++)
        {
            if (steps > bound)
            {
                throw new InvalidOperationException($"the best terms do not settle under {costs.GetType().Name}: a node must cost more than each child");
            }

            queued[id] = false;
            var list = trees.Has(new EClassId(id)) ? ListOf(new EClassId(id), trees.Choice(new EClassId(id))) : [];
            if (Same(list, lists[id]))
            {
                continue;
            }

            lists[id] = list;
            foreach (var parent in graph.ParentsOf(new EClassId(id)))
            {
                var above = graph.ClassOf(parent).Value;
                if (!queued[above])
                {
                    queued[above] = true;
                    worklist.Enqueue(above);
                }
            }
        }

        return lists;
    }

    // From each node the combination of its children's best, then, of all found so far, again and again the cheapest, with what differs from it by one rank.
    private ImmutableArray<RankedTerm<TCost>> ListOf(EClassId id, ENodeId cheapest)
    {
        var candidates = new PriorityQueue<RankedTerm<TCost>, (TCost Cost, int Order)>();
        var seen = new HashSet<RankedTerm<TCost>>();
        var order = 0;
        foreach (var node in graph.IsSubsumed(cheapest) ? [cheapest] : graph.NodesOf(id).ToArray())
        {
            Offer(node, new int[graph.ChildrenOf(node).Length]);
        }

        var list = ImmutableArray.CreateBuilder<RankedTerm<TCost>>(most);
        while (list.Count < most && candidates.TryDequeue(out var choice, out _))
        {
            list.Add(choice);
            for (var i = 0; i < choice.Ranks.Length; i++)
            {
                Offer(choice.Node, [.. choice.Ranks.AsSpan(0, i), choice.Ranks[i] + 1, .. choice.Ranks.AsSpan(i + 1)]);
            }
        }

        return list.ToImmutable();

        void Offer(ENodeId node, int[] ranks)
        {
            SortPermutable(node, ranks);
            if (TryCost(node, ranks) is { } choice && seen.Add(choice))
            {
                candidates.Enqueue(choice, (choice.Cost, order++));
            }
        }
    }

    private RankedTerm<TCost>? TryCost(ENodeId node, int[] ranks)
    {
        var children = graph.ChildrenOf(node);
        var childCosts = new TCost[ranks.Length];
        for (var i = 0; i < ranks.Length; i++)
        {
            var list = lists[children[i].Value];
            if (ranks[i] >= list.Length)
            {
                return null;
            }

            childCosts[i] = list[ranks[i]].Cost;
        }

        return new RankedTerm<TCost>(costs.Cost(graph.Node(node), childCosts), node, ranks);
    }

    // Children of a multiset that are one class are told apart by nothing but their ranks: in ascending order, so that no term is listed twice.
    private void SortPermutable(ENodeId node, int[] ranks)
    {
        var shape = graph.Symbols.ShapeOf(graph.SymbolOf(node));
        if (shape.IsPlain)
        {
            return;
        }

        var children = graph.ChildrenOf(node);
        var end = shape.Rest == RestKind.Ordered ? shape.Ordered + shape.Multiset : children.Length;
        for (var first = shape.Ordered; first < end;)
        {
            var next = first + 1;
            while (next < end && next != shape.Ordered + shape.Multiset && children[next] == children[first])
            {
                next++;
            }

            ranks.AsSpan(first, next - first).Sort();
            first = next;
        }
    }

    private static bool Same(ImmutableArray<RankedTerm<TCost>> a, ImmutableArray<RankedTerm<TCost>> b)
    {
        if (a.Length != b.Length)
        {
            return false;
        }

        for (var i = 0; i < a.Length; i++)
        {
            if (a[i].Cost.CompareTo(b[i].Cost) != 0 || !a[i].Equals(b[i]))
            {
                return false;
            }
        }

        return true;
    }
}

/// <summary>A term by its top node and, for each child, which term of the child's class. Two are equal if these are, whatever they cost.</summary>
internal sealed record RankedTerm<TCost>(TCost Cost, ENodeId Node, int[] Ranks)
{
    public bool Equals(RankedTerm<TCost>? other) => other is not null && Node == other.Node && Ranks.AsSpan().SequenceEqual(other.Ranks);

    public override int GetHashCode()
    {
        var hash = Node.Value;
        foreach (var rank in Ranks)
        {
            hash = HashCode.Combine(hash, rank);
        }

        return hash;
    }
}
