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

    /// <summary>How a plan came about.</summary>
    /// <param name="root">The class id that the original's root got.</param>
    /// <param name="operators">The operators of the plan, one for each class that it uses.</param>
    public Derivation Behind(EClassId root, IEnumerable<PlanNode> operators) => new(plans, _applications, root, operators);

    private sealed class ByIdentity : IEqualityComparer<(object Rule, object Reason)>
    {
        public static readonly ByIdentity Instance = new();

        public bool Equals((object Rule, object Reason) x, (object Rule, object Reason) y) => ReferenceEquals(x.Rule, y.Rule) && ReferenceEquals(x.Reason, y.Reason);

        public int GetHashCode((object Rule, object Reason) obj) => (RuntimeHelpers.GetHashCode(obj.Rule) * 31) + RuntimeHelpers.GetHashCode(obj.Reason);
    }
}

/// <summary>A rule, or several in a row, that declared two classes equal.</summary>
/// <param name="Rules">The rules, in order.</param>
/// <param name="Root">The class in which it matched.</param>
/// <param name="Built">The class that it built.</param>
/// <param name="Matched">The operators that it matched, the root first.</param>
/// <param name="FirstNew">The first class id that was given out while it built.</param>
/// <param name="EndNew">The first one that was given out later.</param>
internal sealed record Application(Sequence<string> Rules, EClassId Root, EClassId Built, PlanNode[] Matched, int FirstNew, int EndNew);
