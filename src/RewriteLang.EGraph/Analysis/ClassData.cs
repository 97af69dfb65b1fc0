using System.Globalization;

namespace RewriteLang.EGraphs;

/// <summary>The values of one analysis for all classes of one graph (<see cref="EGraph.Attach"/>).</summary>
/// <typeparam name="T">The type of value.</typeparam>
public sealed class ClassData<T> : IAnalysisHook
{
    private readonly EGraph graph;
    private readonly IAnalysis<T> analysis;
    private readonly Queue<int> modified = new();
    private readonly Queue<int> shrunk = new();
    private T[] values = new T[16];
    private bool[] known = new bool[16];
    private IdSet changed = new();
    private IdSet dirty = new();

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
        if (merged.ChangedA || merged.ChangedB || changed.Contains(child) || dirty.Contains(child))
        {
            changed.Add(root);
        }

        modified.Enqueue(root);
    }

    void IAnalysisHook.OnShrink(int node) => shrunk.Enqueue(node);

    void IAnalysisHook.Propagate()
    {
        var steps = 0L;
        while (shrunk.TryDequeue(out var node))
        {
            if (graph.Nodes[node].Symbol != Node.Dead)
            {
                MergeInto(graph.UnionFind.Find(graph.Nodes[node].Class), analysis.Make(graph.Node(new ENodeId(node)), this));
            }
        }

        while (changed.Count > 0 || modified.Count > 0)
        {
            while (modified.TryDequeue(out var id))
            {
                Count(ref steps, id);
                analysis.Modify(graph, new EClassId(graph.UnionFind.Find(id)));
            }

            Sweep(ref steps);
        }
    }

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
                    ((IAnalysisHook)this).OnAdd(node, graph.UnionFind.Find(graph.Nodes[node].Class));
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

    // One pass over all nodes that have a changed child. What changes on the way is seen further on in the same pass, and once more in the next.
    private void Sweep(ref long steps)
    {
        if (changed.Count == 0)
        {
            return;
        }

        // What changes during the pass goes to both: seen further on in it, and in full by the next.
        (dirty, changed) = (changed, dirty);
        changed.Clear();
        var nodes = graph.Nodes;
        for (var node = 0; node < nodes.Count; node++)
        {
            if (!HasDirtyChild(node))
            {
                continue;
            }

            var id = graph.UnionFind.Find(nodes[node].Class);
            Count(ref steps, id);
            if (MergeInto(id, analysis.Make(graph.Node(new ENodeId(node)), this)))
            {
                dirty.Add(id);
            }
        }
    }

    // Before congruence is closed, children may still go by ids that were united into the dirty one.
    private bool HasDirtyChild(int node)
    {
        if (graph.Nodes[node].Symbol == Node.Dead)
        {
            return false;
        }

        foreach (var child in graph.Nodes.Children(node))
        {
            if (dirty.Contains(graph.UnionFind.Find(child)))
            {
                return true;
            }
        }

        return false;
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

    private void Count(ref long steps, int id)
    {
        var bound = 1000 + ((long)graph.MaxAnalysisStepsPerClass * graph.ClassIdCount);
        if (++steps > bound)
        {
            throw new AnalysisDivergedException(string.Create(
                CultureInfo.InvariantCulture,
                $"{analysis.GetType().Name} does not settle: more than {bound} steps in one rebuild, the last at class c{id}; its merge must be a join of finite height and its Modify must end"));
        }
    }
}
