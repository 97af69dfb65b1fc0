using System.Globalization;

namespace RewriteLang.EGraphs;

/// <content>
/// Brings values up to date in a rebuild: modifications, then from changed classes to their parents, until neither is left. First by a few passes over all nodes, which
/// need no lists of parents and see what changes on the way; then by lists of parents, like <see cref="Congruence"/>.
/// </content>
public sealed partial class ClassData<T>
{
    private const int MaxPasses = 6;

    // Classes whose value has changed since their parents were last looked at, and those whose parents a sweep is looking at. Both empty after a rebuild.
    private IdSet changed = new();
    private IdSet dirty = new();

    // In this rebuild so far.
    private long steps;
    private int passes;

    void IAnalysisHook.Propagate(bool isFirst)
    {
        if (isFirst)
        {
            (steps, passes) = (0, 0);
        }

        while (shrunk.TryDequeue(out var node))
        {
            if (graph.Nodes[node].Symbol != Node.Dead)
            {
                MergeInto(ClassOf(node), analysis.Make(graph.Node(new ENodeId(node)), this));
            }
        }

        while (changed.Count > 0 || modified.Count > 0)
        {
            while (modified.TryDequeue(out var id))
            {
                CountStep(id);
                analysis.Modify(graph, new EClassId(graph.UnionFind.Find(id)));
            }

            if (changed.Count > 0 && passes++ < MaxPasses)
            {
                Sweep();
            }
            else if (changed.Count > 0)
            {
                Climb();
            }
        }
    }

    // One pass over all nodes that have a changed child. What changes during the pass goes to both sets: seen further on in it, and in full by the next.
    private void Sweep()
    {
        (dirty, changed) = (changed, dirty);
        for (var node = 0; node < graph.Nodes.Count; node++)
        {
            if (HasDirtyChild(node) && Refresh(node))
            {
                dirty.Add(ClassOf(node));
            }
        }

        dirty.Clear();
    }

    // For what some passes have not settled, such as a chain whose nodes lie against their order: from changed classes to their parents. Nothing is united here.
    private void Climb()
    {
        var parents = Parents.Group(graph.Nodes, graph.ClassIdCount, graph.UnionFind);
        var queue = new Queue<int>();
        for (var id = 0; id < graph.ClassIdCount; id++)
        {
            if (changed.Contains(id))
            {
                queue.Enqueue(id);
            }
        }

        while (queue.TryDequeue(out var child))
        {
            changed.Remove(child);
            foreach (var node in parents[child])
            {
                var isQueued = changed.Contains(ClassOf(node));
                if (Refresh(node) && !isQueued)
                {
                    queue.Enqueue(ClassOf(node));
                }
            }
        }
    }

    // Merges what a node says now; returns whether its class's value changed.
    private bool Refresh(int node)
    {
        CountStep(ClassOf(node));
        return MergeInto(ClassOf(node), analysis.Make(graph.Node(new ENodeId(node)), this));
    }

    private int ClassOf(int node) => graph.UnionFind.Find(graph.Nodes[node].Class);

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

    private void CountStep(int id)
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
