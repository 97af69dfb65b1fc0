using System.Collections.Immutable;
using System.Diagnostics;

namespace RewriteLang.EGraphs;

/// <summary>A node chosen for every class, the cost of what the roots use of it, and flips that are kept only if that becomes cheaper.</summary>
internal sealed class SharedChoice
{
    private readonly EGraph graph;
    private readonly NodeCost costs;
    private readonly EClassId[] roots;

    // By class id: the chosen node, or −1 where a class has no finite term.
    private readonly ENodeId[] chosen;

    // By node id; a node is costed once.
    private readonly Dictionary<int, double> costOfNode = [];

    // The last walk from the roots: the classes in the order in which they were met, and by class id whether it was not met, is being walked below, or is done.
    private readonly List<int> visited = [];
    private readonly byte[] state;

    /// <summary>Begins with the cheapest trees.</summary>
    /// <exception cref="InvalidOperationException">A root has no finite term.</exception>
    public SharedChoice(EGraph graph, NodeCost costs, ImmutableArray<EClassId> roots)
    {
        (this.graph, this.costs) = (graph, costs);
        var trees = TreeExtractor.Extract(graph, new TreeCost(costs));
        (chosen, state) = (new ENodeId[graph.ClassIdCount], new byte[graph.ClassIdCount]);
        Array.Fill(chosen, new ENodeId(-1));
        for (var id = 0; id < chosen.Length; id++)
        {
            if (graph.UnionFind.Find(id) == id && trees.Has(new EClassId(id)))
            {
                chosen[id] = trees.Choice(new EClassId(id));
            }
        }

        this.roots = new EClassId[roots.Length];
        for (var i = 0; i < roots.Length; i++)
        {
            this.roots[i] = graph.Find(roots[i]);
            _ = trees.Choice(roots[i]);
        }

        Cost = Total() ?? throw new UnreachableException("the cheapest trees have a cycle");
    }

    /// <summary>The cost of the choice.</summary>
    public double Cost { get; private set; }

    /// <summary>The chosen node of a class.</summary>
    public ENodeId Of(int id) => chosen[id];

    /// <summary>The classes that the roots use, in the order in which they are met.</summary>
    public ImmutableArray<int> UsedClasses()
    {
        Total();
        return [.. visited];
    }

    /// <summary>Makes a choice if it costs less and closes no cycle; else leaves all as it was.</summary>
    public bool Try(ImmutableArray<(EClassId Class, ENodeId Node)> flips)
    {
        var before = new ENodeId[flips.Length];
        for (var i = 0; i < flips.Length; i++)
        {
            ref var choice = ref chosen[graph.Find(flips[i].Class).Value];
            (before[i], choice) = (choice, flips[i].Node);
        }

        if (Total() is { } cost && cost < Cost)
        {
            Cost = cost;
            return true;
        }

        for (var i = flips.Length - 1; i >= 0; i--)
        {
            chosen[graph.Find(flips[i].Class).Value] = before[i];
        }

        return false;
    }

    /// <summary>The choice as it is now, each node with its own cost.</summary>
    public Extraction<double> ToExtraction()
    {
        var ownCosts = new double[chosen.Length];
        for (var id = 0; id < chosen.Length; id++)
        {
            ownCosts[id] = chosen[id].Value < 0 ? 0 : OwnCost(chosen[id]);
        }

        return new Extraction<double>(graph, [.. chosen], ownCosts);
    }

    private double OwnCost(ENodeId node)
    {
        if (!costOfNode.TryGetValue(node.Value, out var cost))
        {
            cost = costs(graph.Node(node));
            costOfNode.Add(node.Value, cost);
        }

        return cost;
    }

    // The cost of what the roots use, each class once. Depth first from the roots without recursion; null if a class depends on itself or has no node.
    private double? Total()
    {
        foreach (var id in visited)
        {
            state[id] = 0;
        }

        visited.Clear();
        var total = 0.0;
        var stack = new Stack<int>();
        foreach (var root in roots)
        {
            stack.Push(root.Value);
        }

        while (stack.TryPeek(out var id))
        {
            if (state[id] == 0)
            {
                if (chosen[id].Value < 0)
                {
                    visited.Add(id);
                    return null;
                }

                state[id] = 1;
                visited.Add(id);
                total += OwnCost(chosen[id]);
                foreach (var child in graph.ChildrenOf(chosen[id]))
                {
                    if (state[child.Value] == 1)
                    {
                        return null;
                    }

                    if (state[child.Value] == 0)
                    {
                        stack.Push(child.Value);
                    }
                }
            }
            else
            {
                state[id] = 2;
                stack.Pop();
            }
        }

        return total;
    }

    /// <summary>The cost of a tree as the sum over its nodes.</summary>
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
}
