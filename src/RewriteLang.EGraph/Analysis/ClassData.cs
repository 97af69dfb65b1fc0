namespace RewriteLang.EGraphs;

/// <summary>The values of one analysis for all classes of one graph (<see cref="EGraph.Attach"/>).</summary>
/// <remarks>Values change in two ways: at once, when a node is added or classes are united; and in <see cref="EGraph.Rebuild"/>, when children's values have changed.</remarks>
/// <typeparam name="T">The type of value.</typeparam>
public sealed partial class ClassData<T> : IAnalysisHook
{
    private readonly EGraph graph;
    private readonly IAnalysis<T> analysis;

    // By class id, and whether there is one yet; of an id that was united into another, nothing.
    private T[] values = new T[16];
    private bool[] known = new bool[16];

    // Classes that were added, united, or got another value, for Modify; and nodes whose sets shrank. Both wait for Propagate.
    private readonly Queue<int> modified = new();
    private readonly Queue<int> shrunk = new();

    internal ClassData(EGraph graph, IAnalysis<T> analysis) => (this.graph, this.analysis) = (graph, analysis);

    /// <summary>The value of a class; current at any time for what has been added and united, and closed under propagation after a rebuild.</summary>
    public T this[EClassId id] => values[graph.UnionFind.Find(id.Value)];

    void IAnalysisHook.OnAdd(int node, int id)
    {
        Reserve(id);
        var made = analysis.Make(graph.Node(new ENodeId(node)), this);
        if (!known[id])
        {
            (values[id], known[id]) = (made, true);
            modified.Enqueue(id);
        }
        else
        {
            MergeInto(id, made);
        }
    }

    void IAnalysisHook.OnUnion(int root, int child)
    {
        var merged = analysis.Merge(values[root], values[child]);
        (values[root], values[child]) = (merged.Value, default!);
        if (merged.ChangedA || merged.ChangedB || changed.Contains(child))
        {
            changed.Add(root);
        }

        modified.Enqueue(root);
    }

    void IAnalysisHook.OnShrink(int node) => shrunk.Enqueue(node);

    /// <summary>Makes the values of a graph that already has nodes: children first, in as many passes as that takes.</summary>
    internal void Fill()
    {
        Reserve(graph.ClassIdCount);
        var (done, before) = (new bool[graph.Nodes.Count], -1);
        for (var count = 0; count > before;)
        {
            before = count;
            for (var node = 0; node < done.Length; node++)
            {
                if (!done[node] && graph.Nodes[node].Symbol != Node.Dead && AllChildrenKnown(node))
                {
                    ((IAnalysisHook)this).OnAdd(node, ClassOf(node));
                    done[node] = true;
                    count++;
                }
            }
        }
    }

    private bool AllChildrenKnown(int node)
    {
        foreach (var child in graph.Nodes.Children(node))
        {
            if (!known[graph.UnionFind.Find(child)])
            {
                return false;
            }
        }

        return true;
    }

    private void Reserve(int id)
    {
        if (id >= values.Length)
        {
            var capacity = Math.Max(id + 1, Growth.Next(values.Length));
            Array.Resize(ref values, capacity);
            Array.Resize(ref known, capacity);
        }
    }

    private bool MergeInto(int id, T made)
    {
        var merged = analysis.Merge(values[id], made);
        values[id] = merged.Value;
        if (merged.ChangedA)
        {
            changed.Add(id);
            modified.Enqueue(id);
        }

        return merged.ChangedA;
    }
}
