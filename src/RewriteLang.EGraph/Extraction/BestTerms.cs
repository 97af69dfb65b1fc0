using System.Collections.Immutable;

namespace RewriteLang.EGraphs;

/// <summary>
/// The k cheapest different terms of classes, cheapest first, each paid for as a tree. Every class keeps a list of its k best (node, which term of each child); a
/// class whose list changed has its parents looked at again. Cycles are safe if every node adds to the cost.
/// </summary>
/// <typeparam name="TCost">The cost.</typeparam>
public sealed class BestTerms<TCost>
    where TCost : IComparable<TCost>
{
    private readonly EGraph graph;
    private readonly ICostFunction<TCost> costs;
    private readonly int most;
    private readonly ImmutableArray<Choice>[] lists;

    /// <summary>Finds the terms of all classes of a rebuilt graph.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="costs">A cost function under which a node costs more than each child.</param>
    /// <param name="most">How many terms a class keeps.</param>
    /// <exception cref="InvalidOperationException">The lists do not settle: a node costs no more than a child.</exception>
    public BestTerms(EGraph graph, ICostFunction<TCost> costs, int most)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        (this.graph, this.costs, this.most) = (graph, costs, most);
        lists = new ImmutableArray<Choice>[graph.ClassIdCount];
        Array.Fill(lists, []);
        Settle();
    }

    /// <summary>The costs of a class's best terms, cheapest first; fewer than asked for if the class has no more.</summary>
    public ImmutableArray<TCost> Costs(EClassId id) => [.. lists[graph.Find(id).Value].Select(choice => choice.Cost)];

    /// <summary>A class's term of a rank, 0 the cheapest, built from the leaves up; does not recurse.</summary>
    public T Build<T>(EClassId root, int rank, TermBuilder<T> build)
    {
        var built = new Dictionary<(int Id, int Rank), T>();
        var pending = new Stack<(int Id, int Rank)>();
        pending.Push((graph.Find(root).Value, rank));
        while (pending.TryPeek(out var top))
        {
            var choice = lists[top.Id][top.Rank];
            var children = graph.ChildrenOf(choice.Node);
            var ready = true;
            for (var i = children.Length - 1; i >= 0 && !built.ContainsKey(top); i--)
            {
                if (!built.ContainsKey((children[i].Value, choice.Ranks[i])))
                {
                    pending.Push((children[i].Value, choice.Ranks[i]));
                    ready = false;
                }
            }

            if (!ready)
            {
                continue;
            }

            pending.Pop();
            var terms = new T[children.Length];
            for (var i = 0; i < terms.Length; i++)
            {
                terms[i] = built[(children[i].Value, choice.Ranks[i])];
            }

            built.TryAdd(top, build(graph.Node(choice.Node), terms));
        }

        return built[(graph.Find(root).Value, rank)];
    }

    private void Settle()
    {
        var trees = TreeExtractor.Extract(graph, costs);
        var queued = new bool[graph.ClassIdCount];
        var worklist = new Queue<int>();
        foreach (var id in graph.Classes)
        {
            worklist.Enqueue(id.Value);
            queued[id.Value] = true;
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
    }

    // From each node the combination of its children's best, then, of all found so far, again and again the cheapest, with what differs from it by one rank.
    private ImmutableArray<Choice> ListOf(EClassId id, ENodeId cheapest)
    {
        var candidates = new PriorityQueue<Choice, (TCost Cost, int Order)>();
        var seen = new HashSet<(int Node, string Ranks)>();
        var order = 0;
        foreach (var node in graph.IsSubsumed(cheapest) ? [cheapest] : graph.NodesOf(id).ToArray())
        {
            Offer(node, new int[graph.ChildrenOf(node).Length]);
        }

        var list = ImmutableArray.CreateBuilder<Choice>(most);
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
            if (TryCost(node, ranks) is { } choice && seen.Add((node.Value, string.Join(' ', ranks))))
            {
                candidates.Enqueue(choice, (choice.Cost, order++));
            }
        }
    }

    private Choice? TryCost(ENodeId node, int[] ranks)
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

        return new Choice(costs.Cost(graph.Node(node), childCosts), node, ranks);
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

    private static bool Same(ImmutableArray<Choice> a, ImmutableArray<Choice> b)
    {
        if (a.Length != b.Length)
        {
            return false;
        }

        for (var i = 0; i < a.Length; i++)
        {
            if (a[i].Cost.CompareTo(b[i].Cost) != 0 || a[i].Node != b[i].Node || !a[i].Ranks.AsSpan().SequenceEqual(b[i].Ranks))
            {
                return false;
            }
        }

        return true;
    }

    private sealed record Choice(TCost Cost, ENodeId Node, int[] Ranks);
}
