using RewriteLang.Dsl;
using RewriteLang.EGraphs;
using RewriteLang.Optimizer.Plans;

namespace RewriteLang.Optimizer.Rules;

/// <summary>A place where a rule's left side matches and all its conditions and gates hold.</summary>
/// <param name="Place">The place.</param>
/// <param name="Bindings">What its variables stand for.</param>
internal sealed record RelationMatch(RulePlace Place, Bindings Bindings);

/// <summary>What became of a rule's left side where it matched; for <c>--why-not</c>.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Reason">The condition or gate that failed, in the rule's words, or why the right side could not be built.</param>
public sealed record Rejection(string Rule, string Reason);

/// <summary>A rule over relations, compiled to a matcher and a builder.</summary>
internal sealed class RelationRule : Rule<RelationMatch>
{
    private readonly RuleShape _shape;
    private readonly Rule _rule;
    private readonly PlanGraph _plans;
    private readonly Evaluator _evaluator;
    private readonly Journal _journal;
    private readonly MatchStamps _stamps;
    private readonly LiveClasses _live;
    private bool? _isTried;

    // Most rules never get as far as to match, and have none of these.
    private RuleAdmission? _admission;
    private RelationMatcher? _matcher;
    private Dictionary<(EClassId Place, SymbolId Symbol, ulong Node), ulong>? _barren;
    private HashSet<(EClassId, SymbolId, BindingsKey)>? _applied;

    /// <summary>A rule for one graph.</summary>
    public RelationRule(RuleShape shape, PlanGraph plans, Evaluator evaluator, Journal journal, MatchStamps stamps, LiveClasses live)
        : base(shape.Rule.Name) =>
        (_shape, _rule, _plans, _evaluator, _journal, _stamps, _live) = (shape, shape.Rule, plans, evaluator, journal, stamps, live);

    private RuleAdmission Admission => _admission ??= new(_rule, _shape.Implicit, _plans, _evaluator, _journal);

    private RelationMatcher Matcher => _matcher ??= new(_plans, new(_rule, _shape.Guards, _evaluator, _journal));

    /// <summary>
    /// Whether a simplification that fits one form of an input leaves the operator above it to the input's other forms. While only simplifications run,
    /// forms differ by how far they are simplified, and none is worth keeping.
    /// </summary>
    public bool KeepsOtherForms { get; set; }

    /// <inheritdoc/>
    protected override IEnumerable<RelationMatch> Find(EGraph graph) =>
        graph.NodesOfKind(_shape.Kind).IsEmpty || (_isTried ??= Admission.IsTried(_shape, graph)) != true ? [] : FindIn(graph, RulePlace.Of(_plans, _shape.Kind, _rule.Level));

    private IEnumerable<RelationMatch> FindIn(EGraph graph, IReadOnlyList<RulePlace> places)
    {
        List<(RulePlace Place, Site Site)>? sites = null;
        foreach (var place in places)
        {
            if (MayMatch(graph, place) is { } site)
            {
                (sites ??= []).Add((place, site));
            }
        }

        return sites is null ? [] : sites.SelectMany(s => MatchesOf(graph, s.Place.Node, s.Site).Select(b => new RelationMatch(s.Place, b)));
    }

    // What was applied is remembered by the operator that is replaced: the matched one, or its consumer. A node that had no match has none until what the pattern
    // can see of it changes, which its stamp tells; nearly all nodes are of this kind.
    private Site? MayMatch(EGraph graph, RulePlace place)
    {
        var (node, root) = (place.Node, graph.ClassOf(place.Replaced));
        if (!_shape.Inputs.MayBeOf(node, _plans) || !_live.Contains(root) || _plans.FactsOf(graph.ClassOf(node)).IsVolatile)
        {
            return null;
        }

        var at = (root, graph.SymbolOf(place.Replaced), _stamps.Identity(node));
        var stamp = _shape.Depth is { } depth ? _stamps.Of(node, depth) : _stamps.OfAll();
        return _barren is not null && _barren.TryGetValue(at, out var before) && before == stamp ? null : new(at, stamp);
    }

    private IEnumerable<Bindings> MatchesOf(EGraph graph, ENodeId node, Site site)
    {
        var found = false;
        foreach (var candidate in Matcher.MatchNode(_shape.Left, node, new(graph.ClassOf(node)), Bindings.Empty))
        {
            if ((_applied is null || !_applied.Contains((site.At.Place, site.At.Symbol, new(candidate)))) && Admission.Admit(candidate, _shape.Admission) is { } admitted)
            {
                found = true;
                yield return admitted;
            }
        }

        if (!found)
        {
            (_barren ??= [])[site.At] = site.Stamp;
        }
    }

    private readonly record struct Site((EClassId Place, SymbolId Symbol, ulong Identity) At, ulong Stamp);

    /// <inheritdoc/>
    protected override bool Apply(EGraph graph, RelationMatch match)
    {
        var (node, replaced) = (match.Place.Node, match.Place.Replaced);
        var root = graph.ClassOf(replaced);
        (_applied ??= []).Add((root, graph.SymbolOf(replaced), new(match.Bindings)));
        var isOneForm = _rule.Simplify && KeepsOtherForms && !HasNoOtherForms(graph, match);
        if (_rule.Simplify && (graph.IsSubsumed(replaced) || (isOneForm && _live.IsOneForm(graph.SymbolOf(replaced)))))
        {
            return false;
        }

        EClassId built;
        var firstNew = graph.ClassIdCount;
        try
        {
            var bindings = _rule.Lets.Where(l => l.Value.Sort == Sort.Relation)
                .Aggregate(match.Bindings, (b, l) => b.Set(l.Name, _evaluator.Evaluate(l.Value, b)));
            built = _evaluator.Build(_rule.Sites[0].Right, bindings, _plans.FactsOf(graph.ClassOf(node)).Columns);
            built = match.Place.With(built, _plans);
        }
        catch (NotApplicableException reason)
        {
            _journal.Reject(Name, reason.Message);
            return false;
        }

        if (graph.AreEqual(root, built))
        {
            return false;
        }

        _journal.Record([Name], root, built, [_plans.Remember(replaced), _plans.Remember(node), .. match.Bindings.Matched], firstNew);
        _plans.Union(root, built, new(Name, match.Bindings));
        if (isOneForm)
        {
            _live.NoteOneForm(firstNew);
        }
        else if (_rule.Simplify)
        {
            graph.Subsume(replaced);
        }

        return true;
    }

    private static bool HasNoOtherForms(EGraph graph, RelationMatch match) =>
        match.Bindings.Matched.All(n => graph.NodesOf(graph.Find(n.Class)).Length == 1);
}

/// <summary>Bindings compared by value, to see a match again.</summary>
internal readonly struct BindingsKey(Bindings bindings) : IEquatable<BindingsKey>
{
    private readonly (string Name, object Value)[] _all = [.. bindings.All.Where(b => b.Value is not double).OrderBy(b => b.Name, StringComparer.Ordinal)];

    /// <inheritdoc/>
    public bool Equals(BindingsKey other)
    {
        // A match is remembered with its lets; one just found has none yet. Names that both have decide.
        var (few, many) = _all.Length <= other._all.Length ? (_all, other._all) : (other._all, _all);
        return Array.TrueForAll(few, f => Array.Exists(many, m => m.Name == f.Name && m.Value.Equals(f.Value)));
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is BindingsKey other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        // Only variables of the pattern itself are in both; relations are the cheapest to hash.
        var hash = 0;
        foreach (var (_, value) in _all)
        {
            if (value is RelationView view)
            {
                hash ^= view.Class.Value * 31;
            }
        }

        return hash;
    }
}
