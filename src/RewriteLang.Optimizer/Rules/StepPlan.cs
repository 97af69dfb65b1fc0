using RewriteLang.Algebra;
using RewriteLang.EGraphs;
using RewriteLang.Optimizer.Plans;

namespace RewriteLang.Optimizer.Rules;

/// <summary>A plan of operators that are known to be equal after some of a search's applications.</summary>
/// <param name="plans">The graph.</param>
/// <param name="homes">The operator that each class id was given to.</param>
/// <param name="chosen">The operators of the chosen plan, by class.</param>
/// <param name="ids">Which class ids are equal so far, as a union-find.</param>
/// <param name="ages">When the ids that applications built were declared equal to something; larger is later.</param>
internal sealed class StepPlan(
    PlanGraph plans, IReadOnlyDictionary<EClassId, PlanNode> homes, IReadOnlyDictionary<EClassId, PlanNode> chosen, EClassId[] ids, IReadOnlyDictionary<EClassId, int> ages)
{
    // Classes may be part of themselves; a way through them that is not found soon is not worth a step.
    private const int MostVisits = 20_000;

    private readonly ILookup<EClassId, PlanNode> _equal = homes.Values.ToLookup(h => Find(ids, h.Class));
    private readonly Dictionary<EClassId, Relation> _built = [];
    private readonly HashSet<EClassId> _open = [];
    private int _visits;

    /// <summary>The plan of a class id; null where none is found that is not part of itself.</summary>
    public Relation? Of(EClassId id)
    {
        id = Find(ids, id);
        if (_built.TryGetValue(id, out var built))
        {
            return built;
        }

        if (++_visits > MostVisits || !_open.Add(id))
        {
            return null;
        }

        var plan = _equal[id].OrderBy(h => IsChosen(h) ? 0 : 1).ThenByDescending(h => ages.GetValueOrDefault(h.Class, -1)).ThenBy(h => h.Class.Value).Select(Build).FirstOrDefault(p => p is not null);
        _open.Remove(id);
        if (plan is not null)
        {
            _built.Add(id, plan);
        }

        return plan;
    }

    /// <summary>The smallest id that is equal to one.</summary>
    public static EClassId Find(EClassId[] ids, EClassId id)
    {
        while (ids[id.Value] != id)
        {
            id = ids[id.Value];
        }

        return id;
    }

    private bool IsChosen(PlanNode home) => chosen.TryGetValue(plans.Graph.Find(home.Class), out var node) && node.Symbol == home.Symbol
        && home.Inputs.Select(plans.Graph.Find).Order().SequenceEqual(node.Inputs.Select(plans.Graph.Find).Order());

    private Relation? Build(PlanNode home)
    {
        var inputs = new List<Relation>(home.Inputs.Count);
        foreach (var input in home.Inputs)
        {
            if (Of(input) is not { } below)
            {
                return null;
            }

            inputs.Add(below);
        }

        return plans.ShellOf(home.Symbol).WithChildren([.. inputs]);
    }
}
