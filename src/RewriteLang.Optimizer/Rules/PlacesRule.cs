using RewriteLang.Algebra;
using RewriteLang.Dsl;
using RewriteLang.EGraphs;
using RewriteLang.Optimizer.Plans;

namespace RewriteLang.Optimizer.Rules;

/// <summary>One place of a match of several.</summary>
/// <param name="Site">Which site of the rule it is.</param>
/// <param name="Place">The place.</param>
/// <param name="Bindings">What the names stand for there.</param>
internal sealed record MatchedPlace(int Site, RulePlace Place, Bindings Bindings);

/// <summary>
/// A rule over relations that matches several places of a query together: <c>with</c>, one for each left side, or <c>each</c>, all that have equal relations inside.
/// Each place is rewritten by itself: what stands there equals its right side, whatever becomes of the others. That they are matched together gives a place something to
/// speak of, and <see cref="PlaceChoices"/> something to take as a whole.
/// </summary>
internal sealed class PlacesRule : Rule<Sequence<MatchedPlace>>
{
    // With n operators there are n squared pairs to look at; a query so large that these are more is left alone.
    private const int MostTries = 4_000;
    private const int MostMatches = 200;

    private readonly Rule _rule;
    private readonly PlanGraph _plans;
    private readonly Evaluator _evaluator;
    private readonly RelationMatcher _matcher;
    private readonly Journal _journal;
    private readonly RuleShape _shape;
    private readonly RuleAdmission _admission;
    private readonly AdmissionStep[] _ofOne;
    private readonly AdmissionStep[] _ofEvery;
    private readonly Sequence<LetBinding> _letsOfOne;
    private readonly LiveClasses _live;
    private readonly PlaceChoices _choices;
    private readonly MatchStamps _stamps;
    private readonly Dictionary<(ulong Before, ulong Place), ulong> _barren = [];
    private readonly HashSet<(Sequence<EClassId>, BindingsKey)> _applied = [];
    private bool? _isTried;

    /// <summary>Compiles a rule for one graph.</summary>
    public PlacesRule(Rule rule, PlanGraph plans, Evaluator evaluator, Journal journal, MatchStamps stamps, LiveClasses live, PlaceChoices choices)
        : base(rule.Name)
    {
        (_rule, _plans, _evaluator, _journal, _stamps, _live, _choices) = (rule, plans, evaluator, journal, stamps, live, choices);
        _shape = RuleShape.Of(rule);
        _matcher = new(plans, new(rule, _shape.Guards, evaluator, journal));
        _admission = new(rule, _shape.Implicit, plans, evaluator, journal);
        _ofOne = [.. _shape.Admission.Where(s => !s.Guard.Uses(IsEvery))];
        _ofEvery = [.. _shape.Admission.Where(s => s.Guard.Uses(IsEvery))];
        _letsOfOne = [.. rule.Lets.Where(l => !GuardPlaces.LetsOf(rule, l.Value).Append(l).Any(u => RuleTerms.Uses(u.Value, IsEvery)))];
    }

    private static bool IsEvery(string word) => word == "every";

    /// <inheritdoc/>
    protected override IEnumerable<Sequence<MatchedPlace>> Find(EGraph graph) =>
        (_isTried ??= _admission.IsTried(_shape, graph)) != true ? []
        : (_rule.Sites[0].Each ? FindEach(graph) : FindTogether(graph)).Where(m => !_applied.Contains(KeyOf(graph, m))).Take(MostMatches);

    private IEnumerable<Sequence<MatchedPlace>> FindTogether(EGraph graph)
    {
        var candidates = _rule.Sites.Select(s => PlacesOf(graph, s).ToList()).ToList();
        var tries = 0;
        return candidates.TrueForAll(c => c.Count > 0) ? Extend([], Bindings.Empty, 0) : [];

        // Places that gave nothing together give nothing until what is below one of them changes.
        IEnumerable<Sequence<MatchedPlace>> Extend(Sequence<MatchedPlace> found, Bindings bindings, ulong seen)
        {
            if (found.Count == candidates.Count)
            {
                // The bindings of the last site are those of all.
                if (_admission.Admit(bindings, _ofOne) is { } admitted)
                {
                    yield return found.Map(p => p with { Bindings = admitted });
                }

                yield break;
            }

            foreach (var place in candidates[found.Count])
            {
                if (++tries > MostTries)
                {
                    yield break;
                }

                var pair = (seen, _stamps.Identity(place.Replaced) ^ ((ulong)place.Input << 48));
                var stamp = _shape.Depth is { } depth ? MatchStamps.Mix(seen, _stamps.Of(place.Node, depth)) : _stamps.OfAll();
                if (found.Any(p => graph.ClassOf(p.Place.Replaced) == graph.ClassOf(place.Replaced) || AreForms(p.Place, place)) || (_barren.TryGetValue(pair, out var before) && before == stamp))
                {
                    continue;
                }

                var any = false;
                foreach (var match in _matcher.MatchNode((Term.Operator)_rule.Sites[found.Count].Left, place.Node, new(graph.ClassOf(place.Node)), bindings))
                {
                    foreach (var whole in Extend([.. found, new(found.Count, place, match)], match.With(_plans.Remember(place.Node)), MatchStamps.Mix(stamp, pair.Item2)))
                    {
                        any = true;
                        yield return whole;
                    }
                }

                if (!any)
                {
                    _barren[pair] = stamp;
                }
            }
        }
    }

    private bool AreForms(RulePlace a, RulePlace b) => _live.IsInOtherForm(a.Node, b.Node) || _live.IsInOtherForm(b.Node, a.Node);

    private IEnumerable<Sequence<MatchedPlace>> FindEach(EGraph graph)
    {
        var left = (Term.Operator)_rule.Sites[0].Left;

        // What the pattern names of an operator's inputs is equal in all places: one that has them for itself is not looked at.
        var alone = PlacesOf(graph, _rule.Sites[0]).GroupBy(p => NamedInputs(graph, left, p.Node))
            .Select(g => g.Where(p => !g.Any(q => _live.IsInOtherForm(q.Node, p.Node))).ToList()).Where(g => g.Count > 1).SelectMany(g => g)
            .SelectMany(c => _matcher.MatchNode(left, c.Node, new(graph.ClassOf(c.Node)), Bindings.Empty).Select(b => (Place: c, Bindings: _admission.Admit(b, _ofOne, _letsOfOne)))
                .Where(m => m.Bindings is not null).Take(1))
            .DistinctBy(m => graph.ClassOf(m.Place.Replaced))
            .Take(MostMatches)
            .GroupBy(m => InsideOf(m.Bindings!));
        foreach (var alike in alone.Where(g => g.Count() > 1))
        {
            var all = alike.Select(m => m.Bindings!).ToArray();
            var members = alike.Select(m => new MatchedPlace(0, m.Place, _admission.Ask(m.Bindings!.Among(all), _ofEvery, _rule.Lets)!)).ToList();
            if (members.TrueForAll(m => m.Bindings is not null))
            {
                yield return [.. members];
            }
        }
    }

    // Of an operator whose inputs a pattern takes in order, those for which it has a name.
    private static Sequence<EClassId> NamedInputs(EGraph graph, Term.Operator left, ENodeId node)
    {
        if (UnorderedPattern.IsUnordered(left))
        {
            return [];
        }

        var inputs = graph.ChildrenOf(node).ToArray();
        return [.. left.Arguments.Zip(inputs, (pattern, input) => (Pattern: pattern, Input: input)).Where(i => i.Pattern is Term.Variable).Select(i => graph.Find(i.Input))];
    }

    // What has to be equal in all places that are taken together.
    private static Sequence<(string, object)> InsideOf(Bindings bindings) =>
        [.. bindings.All.Where(b => b.Value is RelationView or Sequence<RelationView>).OrderBy(b => b.Name, StringComparer.Ordinal)];

    // Operators of the right kind that are still part of the query. What a rule of several places has made is no place of one: it would breed.
    private IEnumerable<RulePlace> PlacesOf(EGraph graph, RuleSite site) => RulePlace.Of(_plans, RelationMatcher.KindOf(site.Left), _rule.Level)
        .Where(p => _live.Contains(graph.ClassOf(p.Replaced)) && !_plans.FactsOf(graph.ClassOf(p.Node)).IsVolatile && !_choices.Made(_plans, p.Node));

    private static (Sequence<EClassId>, BindingsKey) KeyOf(EGraph graph, Sequence<MatchedPlace> match) =>
        ([.. match.Select(p => graph.ClassOf(p.Place.Replaced)), .. match.Select(p => new EClassId(graph.SymbolOf(p.Place.Replaced).Value))], new(match[0].Bindings));

    /// <inheritdoc/>
    protected override bool Apply(EGraph graph, Sequence<MatchedPlace> match)
    {
        _applied.Add(KeyOf(graph, match));
        if (_rule.Simplify && match.Any(p => graph.IsSubsumed(p.Place.Replaced)))
        {
            return false;
        }

        var firstNew = graph.ClassIdCount;
        var built = new List<(MatchedPlace Place, EClassId Root, EClassId Built)>();
        try
        {
            foreach (var place in match.Where(p => !_rule.Sites[p.Site].Stays))
            {
                built.Add((place, graph.ClassOf(place.Place.Replaced), Build(graph, place)));
            }
        }
        catch (NotApplicableException reason)
        {
            _journal.Reject(Name, reason.Message);
            return false;
        }
        finally
        {
            _choices.Note(firstNew, graph.ClassIdCount);
        }

        if (built.TrueForAll(b => graph.AreEqual(b.Root, b.Built)))
        {
            return false;
        }

        // All of them were matched for each.
        var matched = match.SelectMany(p => p.Bindings.Matched.Prepend(_plans.Remember(p.Place.Node)).Prepend(_plans.Remember(p.Place.Replaced))).Distinct().ToList();
        _choices.Add(new(Name, [.. built.Select(b => (b.Root, b.Built))], firstNew, graph.ClassIdCount));
        foreach (var (place, root, right) in built.Where(b => !graph.AreEqual(b.Root, b.Built)))
        {
            _journal.Record([Name], root, right, matched, firstNew);
            _plans.Union(root, right, new(Name, place.Bindings));
            if (_rule.Simplify)
            {
                graph.Subsume(place.Place.Replaced);
            }
        }

        return true;
    }

    // What another place adds may be there already; then all columns of the place itself are passed on, which is the place.
    private bool IsAll(EGraph graph, EClassId built, EClassId root) => _plans.HomesBetween(built.Value, built.Value + 1).Any(h =>
        _plans.ShellOf(h.Symbol) is Relation.Project project && graph.AreEqual(h.Inputs[0], root) && project.Items.All(i => i.Expression is Scalar.ColumnRef r && r.Column == i.Column));

    private EClassId Build(EGraph graph, MatchedPlace match)
    {
        var root = graph.ClassOf(match.Place.Node);
        var bindings = _rule.Lets.Where(l => l.Value.Sort == Sort.Relation).Aggregate(match.Bindings, (b, l) => b.Set(l.Name, _evaluator.Evaluate(l.Value, b)));
        var built = _evaluator.Build(_rule.Sites[match.Site].Right, bindings, _plans.FactsOf(root).Columns);

        // A column of a scope around another place is not there in this one.
        if (!_plans.FactsOf(built).Outer.IsSubsetOf(_plans.FactsOf(root).Outer))
        {
            throw new NotApplicableException($"what would be built reads {_plans.FactsOf(built).Outer.Except(_plans.FactsOf(root).Outer)}, which is not there in that place");
        }

        return match.Place.Consumer is null && IsAll(graph, built, root) ? root : match.Place.With(built, _plans);
    }
}
