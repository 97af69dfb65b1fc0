using RewriteLang.EGraphs;
using RewriteLang.Optimizer.Plans;

namespace RewriteLang.Optimizer.Rules;

/// <summary>
/// The classes that a plan of the query can still be made of: those below its root, by way of operators that no simplification has replaced. What a
/// simplification left behind need not be rewritten any more; if a rule builds on it again, it is back.
/// </summary>
internal sealed class LiveClasses(PlanGraph plans, EClassId root)
{
    private readonly HashSet<EClassId> _live = [];
    private (long Unions, int Classes, int Nodes) _version;

    /// <summary>Whether a class is one of them, in a rebuilt graph.</summary>
    public bool Contains(EClassId id)
    {
        var version = (plans.Graph.UnionCount, plans.Graph.ClassIdCount, plans.Graph.NodeCount);
        if (version != _version)
        {
            Find();
            _version = version;
        }

        return _live.Contains(plans.Graph.Find(id));
    }

    private void Find()
    {
        _live.Clear();
        var pending = new Stack<EClassId>([root]);
        while (pending.TryPop(out var next))
        {
            if (_live.Add(plans.Graph.Find(next)))
            {
                foreach (var node in plans.Graph.NodesOf(next))
                {
                    foreach (var child in plans.Graph.ChildrenOf(node))
                    {
                        pending.Push(child);
                    }
                }
            }
        }
    }
}
