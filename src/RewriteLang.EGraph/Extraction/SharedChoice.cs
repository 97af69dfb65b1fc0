using System.Collections.Immutable;

namespace RewriteLang.EGraphs;

/// <summary>A node chosen for every class, the cost of what the roots use of it, and flips that are kept only if that becomes cheaper.</summary>
internal sealed class SharedChoice
{
    private readonly EGraph graph;
    private readonly ImmutableArray<EClassId> roots;
    private readonly ENodeId[] chosen;
    private readonly double[] ownCosts;
    private readonly Dictionary<int, double> costOfNode = [];
    private readonly NodeCost costs;
    private readonly byte[] state;
    private readonly List<int> visited = [];

    public SharedChoice(EGraph graph, NodeCost costs, ImmutableArray<EClassId> roots)
    {
        (this.graph, this.costs) = (graph, costs);
        this.roots = [.. roots.Select(graph.Find)];
        var trees = TreeExtractor.Extract(graph, new TreeCost(costs));
        (chosen, ownCosts, state) = (new ENodeId[graph.ClassIdCount], new double[graph.ClassIdCount], new byte[graph.ClassIdCount]);
        Array.Fill(chosen, new ENodeId(-1));
        foreach (var id in graph.Classes)
        {
            if (trees.Has(id))
            {
                chosen[id.Value] = trees.Choice(id);
            }
        }

        foreach (var root in this.roots)
        {
            _ = trees.Choice(root);
        }

        Cost = Total() ?? throw new System.Diagnostics.UnreachableException("the cheapest trees have a cycle");
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
        var before = flips.Select(flip => chosen[graph.Find(flip.Class).Value]).ToArray();
        foreach (var (id, node) in flips)
        {
            chosen[graph.Find(id).Value] = node;
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

    public Extraction<double> ToExtraction()
    {
        foreach (var id in graph.Classes)
        {
            ownCosts[id.Value] = chosen[id.Value].Value < 0 ? 0 : OwnCost(chosen[id.Value]);
        }

        return new Extraction<double>(graph, [.. chosen], [.. ownCosts]);
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

    // Depth first from the roots without recursion; null if a class depends on itself or has no node.
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
