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
    private readonly HashSet<SymbolId> _oneForm = [];
    private readonly Dictionary<EClassId, HashSet<EClassId>> _reached = [];
    private (long Unions, int Classes, int Nodes) _version;

    /// <summary>Whether a class is one of them, in a rebuilt graph.</summary>
    public bool Contains(EClassId id)
    {
        Refresh();
        return _live.Contains(plans.Graph.Find(id));
    }

    /// <summary>
    /// Whether an operator is part of another form of what <paramref name="node"/> calculates, and no part of what that node reads: both are never in one plan, unless one is calculated
    /// from the other there already.
    /// </summary>
    public bool IsInOtherForm(ENodeId node, ENodeId part)
    {
        Refresh();
        var (whole, inside) = (plans.Graph.ClassOf(node), plans.Graph.ClassOf(part));
        return whole != inside && Reached(whole).Contains(inside) && !plans.Graph.ChildrenOf(node).ToArray().Any(i => Reached(plans.Graph.Find(i)).Contains(inside));
    }

    private void Refresh()
    {
        var version = (plans.Graph.UnionCount, plans.Graph.ClassIdCount, plans.Graph.NodeCount);
        if (version != _version)
        {
            _live.Clear();
            _reached.Clear();
            Reach(root, _live);
            _version = version;
        }
    }

    private HashSet<EClassId> Reached(EClassId id)
    {
        if (!_reached.TryGetValue(id, out var reached))
        {
            Reach(id, reached = []);
            _reached.Add(id, reached);
        }

        return reached;
    }

    /// <summary>
    /// Whether an operator was made of one form of an input that has others. It is not made into more for forms of its other inputs: of two with ten forms each there would be a
    /// hundred.
    /// </summary>
    public bool IsOneForm(SymbolId symbol) => _oneForm.Contains(symbol);

    /// <summary>Notes the operators that are new from a class id on as made so.</summary>
    public void NoteOneForm(int firstNew) => _oneForm.UnionWith(plans.HomesBetween(firstNew, plans.Graph.ClassIdCount).Select(h => h.Symbol));

    private void Reach(EClassId from, HashSet<EClassId> reached)
    {
        var pending = new Stack<EClassId>([from]);
        while (pending.TryPop(out var next))
        {
            if (reached.Add(plans.Graph.Find(next)))
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
