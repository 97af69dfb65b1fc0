using RewriteLang.Dsl;
using RewriteLang.EGraphs;
using RewriteLang.Optimizer.Plans;

namespace RewriteLang.Optimizer.Rules;

/// <summary>A place where a rule's left side matches and all its conditions and gates hold.</summary>
/// <param name="Node">The matched root.</param>
/// <param name="Bindings">What its variables stand for.</param>
public sealed record RelationMatch(ENodeId Node, Bindings Bindings);

/// <summary>What became of a rule's left side where it matched; for <c>--why-not</c>.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Reason">The condition or gate that failed, in the rule's words, or why the right side could not be built.</param>
public sealed record Rejection(string Rule, string Reason);

/// <summary>A rule over relations, compiled to a matcher and a builder.</summary>
internal sealed class RelationRule : Rule<RelationMatch>
{
    private readonly Rule _rule;
    private readonly Term.Operator _left;
    private readonly PlanGraph _plans;
    private readonly Evaluator _evaluator;
    private readonly RelationMatcher _matcher;
    private readonly ImplicitConditions _implicit;
    private readonly Journal _journal;
    private readonly int _kind;
    private readonly HashSet<(EClassId, SymbolId, BindingsKey)> _applied = [];

    /// <summary>Compiles a rule for one graph.</summary>
    public RelationRule(Rule rule, PlanGraph plans, Evaluator evaluator, RelationMatcher matcher, Journal journal)
        : base(rule.Name)
    {
        _rule = rule;
        _left = (Term.Operator)rule.Sites[0].Left;
        _plans = plans;
        _evaluator = evaluator;
        _matcher = matcher;
        _journal = journal;
        _implicit = new(rule);
        _kind = RelationMatcher.KindOf(_left);
    }

    /// <inheritdoc/>
    protected override IEnumerable<RelationMatch> Find(EGraph graph)
    {
        foreach (var node in graph.NodesOfKind(_kind).ToArray())
        {
            var root = graph.ClassOf(node);
            if (_plans.FactsOf(root).IsVolatile)
            {
                continue;
            }

            foreach (var candidate in _matcher.MatchNode(_left, node, new(root), Bindings.Empty))
            {
                if (!_applied.Contains((root, graph.SymbolOf(node), new(candidate))) && Admit(candidate) is { } admitted)
                {
                    yield return new(node, admitted);
                }
            }
        }
    }

    /// <inheritdoc/>
    protected override bool Apply(EGraph graph, RelationMatch match)
    {
        var root = graph.ClassOf(match.Node);
        _applied.Add((root, graph.SymbolOf(match.Node), new(match.Bindings)));
        if (_rule.Simplify && graph.IsSubsumed(match.Node))
        {
            return false;
        }

        EClassId built;
        var firstNew = graph.ClassIdCount;
        try
        {
            var bindings = _rule.Lets.Where(l => l.Value.Sort == Sort.Relation)
                .Aggregate(match.Bindings, (b, l) => b.Set(l.Name, _evaluator.Evaluate(l.Value, b)));
            built = _evaluator.Build(_rule.Sites[0].Right, bindings, _plans.FactsOf(root).Columns);
        }
        catch (NotApplicableException reason)
        {
            _journal.Reject(new(Name, reason.Message));
            return false;
        }

        if (graph.AreEqual(root, built))
        {
            return false;
        }

        _journal.Record([Name], root, built, [_plans.Remember(match.Node), .. match.Bindings.All.Select(b => b.Value).OfType<PlanNode>()], firstNew);
        _plans.Union(root, built, new(Name, match.Bindings));
        if (_rule.Simplify)
        {
            graph.Subsume(match.Node);
        }

        return true;
    }

    // Lets in order, then conditions, then gates; null where one fails.
    private Bindings? Admit(Bindings candidate)
    {
        if (_implicit.Violated(candidate, _plans) is { } violated)
        {
            _journal.Reject(new(Name, violated));
            return null;
        }

        try
        {
            var bindings = candidate;
            foreach (var condition in _rule.Conditions)
            {
                if (_evaluator.BindRenaming(condition, bindings) is not { } renamed)
                {
                    _journal.Reject(new(Name, $"'{RuleText.Of(condition)}' does not hold"));
                    return null;
                }

                bindings = renamed;
            }

            foreach (var let in _rule.Lets.Where(l => l.Value.Sort != Sort.Relation))
            {
                bindings = bindings.Set(let.Name, _evaluator.Evaluate(let.Value, bindings));
            }

            foreach (var condition in _rule.Conditions.Concat(_rule.Gates))
            {
                if (!_evaluator.Holds(condition, bindings))
                {
                    _journal.Reject(new(Name, $"'{RuleText.Of(condition)}' does not hold"));
                    return null;
                }
            }

            return bindings;
        }
        catch (NotApplicableException reason)
        {
            _journal.Reject(new(Name, reason.Message));
            return null;
        }
    }
}

/// <summary>Bindings compared by value, to see a match again.</summary>
internal readonly struct BindingsKey(Bindings bindings) : IEquatable<BindingsKey>
{
    private readonly (string Name, object Value)[] _all = [.. bindings.All.Where(b => b.Value is not (double or PlanNode)).OrderBy(b => b.Name, StringComparer.Ordinal)];

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
