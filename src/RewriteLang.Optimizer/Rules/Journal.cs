using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using RewriteLang.Algebra;
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
    // By the texts' identity, which is cheap; most reasons are texts that a rule keeps.
    private readonly Dictionary<(object Rule, object Reason), int> _rejections = new(ByIdentity.Instance);

    /// <summary>Each distinct reason why a rule did not fire, with how often.</summary>
    public IEnumerable<(Rejection Rejection, int Count)> Rejections => _rejections
        .GroupBy(r => new Rejection((string)r.Key.Rule, (string)r.Key.Reason)).Select(g => (g.Key, g.Sum(r => r.Value)));

    /// <summary>Rules that were not tried, each with the gate that the engine's plan closes.</summary>
    public List<Rejection> Untried { get; } = [];

    /// <summary>How often a rule declared two classes equal.</summary>
    public int CountOf(string rule) => _applications.Count(a => a.Rules.Contains(rule));

    /// <summary>Notes that a rule did not fire, and why.</summary>
    public void Reject(string rule, string reason) => CollectionsMarshal.GetValueRefOrAddDefault(_rejections, (rule, reason), out _)++;

    /// <summary>Notes that a rule is not tried at all.</summary>
    public void Prune(Rejection rejection) => Untried.Add(rejection);

    /// <summary>Notes that a rule, or several in a row, declared two classes equal.</summary>
    /// <param name="rules">The rules, in order.</param>
    /// <param name="root">The class in which it matched.</param>
    /// <param name="built">The class that it built.</param>
    /// <param name="matched">The operators that it matched, the root first.</param>
    /// <param name="firstNew">The first class id that was given out while it built.</param>
    public void Record(Sequence<string> rules, EClassId root, EClassId built, IEnumerable<PlanNode> matched, int firstNew) =>
        _applications.Add(new(rules, root, built, [.. matched], firstNew, plans.Graph.ClassIdCount));

    /// <summary>
    /// The rules that led to a plan with these operators, in the order in which they were applied. A rule that was applied at several places is
    /// named as often.
    /// </summary>
    public IReadOnlyList<string> RulesBehind(IEnumerable<PlanNode> operators)
    {
        var used = new SortedSet<int>();
        var seen = new HashSet<PlanNode>();
        var pending = new Stack<PlanNode>(operators);
        while (pending.TryPop(out var target))
        {
            if (!seen.Add(target))
            {
                continue;
            }

            foreach (var step in PathTo(target))
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

        return [.. used.SelectMany(s => _applications[s].Rules)];
    }

    // The applications between the oldest id of a class and an id under which the operator was built, fewest first found.
    private List<int> PathTo(PlanNode target)
    {
        var canonical = plans.Graph.Find(target.Class);
        var homes = plans.HomesOf(target).Where(h => plans.Graph.Find(h) == canonical).ToHashSet();
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

                if (path.Count > 0)
                {
                    return path;
                }

                break;
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

        // Classes also become one by congruence, which is no rule's doing: then the rule that made the operator is the reason for it.
        return homes.Count == 0 || homes.Min(h => h.Value) is var oldest && !_applications.Exists(a => a.FirstNew <= oldest && oldest < a.EndNew)
            ? []
            : [_applications.FindIndex(a => a.FirstNew <= oldest && oldest < a.EndNew)];
    }

    private sealed class ByIdentity : IEqualityComparer<(object Rule, object Reason)>
    {
        public static readonly ByIdentity Instance = new();

        public bool Equals((object Rule, object Reason) x, (object Rule, object Reason) y) => ReferenceEquals(x.Rule, y.Rule) && ReferenceEquals(x.Reason, y.Reason);

        public int GetHashCode((object Rule, object Reason) obj) => (RuntimeHelpers.GetHashCode(obj.Rule) * 31) + RuntimeHelpers.GetHashCode(obj.Reason);
    }

    private sealed record Application(
        Sequence<string> Rules, EClassId Root, EClassId Built, PlanNode[] Matched, int FirstNew, int EndNew);
}
