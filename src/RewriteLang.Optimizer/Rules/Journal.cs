using RewriteLang.EGraphs;
using RewriteLang.Optimizer.Plans;

namespace RewriteLang.Optimizer.Rules;

/// <summary>
/// What was done in a run: which class ids a rule declared equal, and on the strength of which operators. From it follow the rules that led
/// to a chosen plan, and the reasons why others did not fire.
/// </summary>
internal sealed class Journal(PlanGraph plans)
{
    private readonly List<Application> _applications = [];
    private readonly Dictionary<(string Rule, string Reason), int> _rejections = [];

    /// <summary>Each distinct reason why a rule did not fire, with how often.</summary>
    public IEnumerable<(Rejection Rejection, int Count)> Rejections => _rejections.Select(r => (new Rejection(r.Key.Rule, r.Key.Reason), r.Value));

    /// <summary>Notes that a rule did not fire.</summary>
    public void Reject(Rejection rejection) =>
        _rejections[(rejection.Rule, rejection.Reason)] = _rejections.GetValueOrDefault((rejection.Rule, rejection.Reason)) + 1;

    /// <summary>Notes that a rule declared two classes equal.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="root">The class in which it matched.</param>
    /// <param name="built">The class that it built.</param>
    /// <param name="matched">The operators that it matched, the root first.</param>
    public void Record(string rule, EClassId root, EClassId built, IEnumerable<(EClassId Class, SymbolId Symbol)> matched) =>
        _applications.Add(new(rule, root, built, [.. matched]));

    /// <summary>
    /// The rules that led to a plan with these operators, in the order in which they were applied. A rule that was applied at several places is
    /// named as often.
    /// </summary>
    public IReadOnlyList<string> RulesBehind(IEnumerable<(EClassId Class, SymbolId Symbol)> operators)
    {
        var used = new SortedSet<int>();
        var seen = new HashSet<(EClassId, SymbolId)>();
        var pending = new Stack<(EClassId Class, SymbolId Symbol)>(operators);
        while (pending.TryPop(out var target))
        {
            if (!seen.Add((plans.Graph.Find(target.Class), target.Symbol)))
            {
                continue;
            }

            foreach (var step in PathTo(target.Class, target.Symbol))
            {
                if (used.Add(step))
                {
                    foreach (var matched in _applications[step].Matched)
                    {
                        pending.Push(matched);
                    }
                }
            }
        }

        return [.. used.Select(s => _applications[s].Rule)];
    }

    // The applications between the oldest id of a class and an id under which the operator was built, fewest first found.
    private List<int> PathTo(EClassId id, SymbolId symbol)
    {
        var canonical = plans.Graph.Find(id);
        var homes = plans.HomesOf(symbol).Where(h => plans.Graph.Find(h) == canonical).ToHashSet();
        var before = new Dictionary<EClassId, (EClassId From, int Step)>();
        var queue = new Queue<EClassId>([canonical]);
        while (queue.TryDequeue(out var at))
        {
            if (homes.Contains(at))
            {
                var path = new List<int>();
                while (before.TryGetValue(at, out var edge))
                {
                    path.Add(edge.Step);
                    at = edge.From;
                }

                return path;
            }

            for (var step = 0; step < _applications.Count; step++)
            {
                var (root, built) = (_applications[step].Root, _applications[step].Built);
                var next = root == at ? built : built == at ? root : at;
                if (next != at && next != canonical && before.TryAdd(next, (at, step)))
                {
                    queue.Enqueue(next);
                }
            }
        }

        return [];
    }

    private sealed record Application(string Rule, EClassId Root, EClassId Built, (EClassId Class, SymbolId Symbol)[] Matched);
}
