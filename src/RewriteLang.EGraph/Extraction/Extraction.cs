namespace RewriteLang.EGraphs;

/// <summary>One chosen node per class, without cycles, and its cost. Valid until the graph's next rebuild.</summary>
/// <typeparam name="TCost">The cost.</typeparam>
public sealed class Extraction<TCost>
{
    private readonly EGraph graph;

    // By class id; −1 where there is no term.
    private readonly ENodeId[] chosen;
    private readonly TCost[] costs;

    internal Extraction(EGraph graph, ENodeId[] chosen, TCost[] costs) => (this.graph, this.chosen, this.costs) = (graph, chosen, costs);

    /// <summary>Whether the class has a finite term.</summary>
    public bool Has(EClassId id) => chosen[graph.Find(id).Value].Value >= 0;

    /// <summary>The chosen node of a class.</summary>
    /// <exception cref="InvalidOperationException">The class has no finite term.</exception>
    public ENodeId Choice(EClassId id) => Has(id) ? chosen[graph.Find(id).Value] : throw NoTerm(id);

    /// <summary>The cost of the class's term.</summary>
    /// <exception cref="InvalidOperationException">The class has no finite term.</exception>
    public TCost Cost(EClassId id) => Has(id) ? costs[graph.Find(id).Value] : throw NoTerm(id);

    /// <summary>The chosen term, built from the leaves up; a class that occurs twice is built once and shared. Does not recurse.</summary>
    /// <exception cref="InvalidOperationException">The class has no finite term.</exception>
    public T Build<T>(EClassId root, TermBuilder<T> build)
    {
        var built = new Dictionary<int, T>();
        var pending = new Stack<(EClassId Id, bool ChildrenBuilt)>();
        pending.Push((graph.Find(root), false));
        while (pending.TryPop(out var top))
        {
            if (built.ContainsKey(top.Id.Value))
            {
                continue;
            }

            var node = Choice(top.Id);
            var children = graph.ChildrenOf(node);
            if (!top.ChildrenBuilt)
            {
                pending.Push((top.Id, true));
                for (var i = children.Length - 1; i >= 0; i--)
                {
                    pending.Push((children[i], false));
                }

                continue;
            }

            var terms = new T[children.Length];
            for (var i = 0; i < children.Length; i++)
            {
                terms[i] = built[children[i].Value];
            }

            built[top.Id.Value] = build(graph.Node(node), terms);
        }

        return built[graph.Find(root).Value];
    }

    private static InvalidOperationException NoTerm(EClassId id) => new($"class {id} has no finite term");
}
