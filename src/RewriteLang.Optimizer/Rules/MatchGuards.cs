using RewriteLang.Algebra;
using RewriteLang.Dsl;

namespace RewriteLang.Optimizer.Rules;

/// <summary>
/// Asks a rule's conditions as soon as the part of the pattern that binds their variables has matched, so that a match which cannot be admitted is given up
/// before the rest of the pattern is tried on it. What is asked here is asked again of the whole match: guards save time and decide nothing.
/// </summary>
internal sealed class MatchGuards
{
    private readonly Dictionary<Term, Guard[]> _after = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Term, Guard[]> _afterParts = new(ReferenceEqualityComparer.Instance);
    private readonly Rule _rule;
    private readonly Evaluator _evaluator;
    private readonly Journal _journal;

    /// <summary>Finds the places in the left side of a rule where its conditions can be asked.</summary>
    public MatchGuards(Rule rule, Evaluator evaluator, Journal journal)
    {
        (_rule, _evaluator, _journal) = (rule, evaluator, journal);
        var left = rule.Sites[0].Left;
        if (RuleTerms.Uses(left, w => w == "bundle"))
        {
            // Inside a bundle a variable stands for one member, outside for all.
            return;
        }

        // An estimate is made when it is first asked for, so gates that ask for one wait until all else holds. What '~' finds is bound, once.
        var pending = rule.Conditions
            .Concat(rule.Gates)
            .Select(c => new Guard(c, LetsOf(c)))
            .Where(g => !g.Uses(w => w == "~" || RuleTerms.Estimates.Contains(w)) && !g.Lets.Any(l => l.Value.Sort == Sort.Relation))
            .ToList();
        Visit(left, new(StringComparer.Ordinal), pending);
    }

    /// <summary>Whether the bindings, made by matching all of <paramref name="pattern"/>, can still be admitted.</summary>
    public bool Admits(Term pattern, Bindings bindings) => !_after.TryGetValue(pattern, out var guards) || Array.TrueForAll(guards, g => Admits(g, bindings));

    /// <summary>The same where what an operator has besides its input has been matched, and the input has not.</summary>
    public bool AdmitsParts(Term pattern, Bindings bindings) =>
        !_afterParts.TryGetValue(pattern, out var guards) || Array.TrueForAll(guards, g => Admits(g, bindings));

    private bool Admits(Guard guard, Bindings bindings)
    {
        try
        {
            var known = guard.Lets.Aggregate(bindings, (b, l) => b.Set(l.Name, _evaluator.Evaluate(l.Value, b)));
            if (_evaluator.Holds(guard.Condition, known))
            {
                return true;
            }

            _journal.Reject(new(_rule.Name, RuleText.FailureOf(guard.Condition)));
        }
        catch (NotApplicableException reason)
        {
            _journal.Reject(new(_rule.Name, reason.Message));
        }

        return false;
    }

    // The order of the visit is that in which RelationMatcher binds.
    private void Visit(Term pattern, HashSet<string> bound, List<Guard> pending)
    {
        if (pattern is not Term.Operator op)
        {
            bound.UnionWith(RuleTerms.Names(pattern));
            return;
        }

        switch (op.Name)
        {
            case "join" or "filter" or "union_all":
                var (inputs, conjuncts) = op.Name == "filter" && op.Groups.Count == 1
                    ? ((Sequence<Term>)[op.Groups[0][0]], (Sequence<Term>)[.. op.Groups[0].Skip(1)])
                    : (op.Groups[0], op.Groups.Count > 1 ? op.Groups[1] : []);
                Elements(inputs, bound, pending);
                Elements(conjuncts, bound, pending);
                break;
            case "left_join" or "full_join" or "semi_join" or "anti_join" or "null_aware_anti_join" or "intersect" or "except"
                or "apply_inner" or "apply_left" or "apply_semi" or "apply_anti" or "apply_null_aware_anti" or "apply_scalar":
                Elements(op.Groups[0], bound, pending);
                Elements(op.Groups.Count > 1 ? op.Groups[1] : [], bound, pending);
                break;
            default:
                bound.UnionWith(op.Arguments.Skip(1).SelectMany(RuleTerms.Names));
                Place(_afterParts, op, bound, pending);
                foreach (var input in op.Arguments.Take(1))
                {
                    Visit(input, bound, pending);
                }

                break;
        }
    }

    private void Elements(Sequence<Term> elements, HashSet<string> bound, List<Guard> pending)
    {
        foreach (var element in elements.Where(e => e is not Term.Rest))
        {
            if (element.Sort == Sort.Relation)
            {
                Visit(element, bound, pending);
            }
            else
            {
                bound.UnionWith(RuleTerms.Names(element));
            }

            Place(_after, element, bound, pending);
        }

        bound.UnionWith(elements.OfType<Term.Rest>().Select(r => r.Name));
    }

    private static void Place(Dictionary<Term, Guard[]> places, Term at, HashSet<string> bound, List<Guard> pending)
    {
        var ready = pending.Where(g => g.Free.IsSubsetOf(bound)).ToArray();
        if (ready.Length > 0)
        {
            places[at] = ready;
            pending.RemoveAll(ready.Contains);
        }
    }

    // The lets that a condition uses, and those that they use, in the order in which the rule defines them.
    private Sequence<LetBinding> LetsOf(Term condition)
    {
        var names = RuleTerms.Names(condition).ToHashSet(StringComparer.Ordinal);
        foreach (var let in _rule.Lets.Reverse().Where(l => names.Contains(l.Name)))
        {
            names.UnionWith(RuleTerms.Names(let.Value));
        }

        return [.. _rule.Lets.Where(l => names.Contains(l.Name))];
    }

    /// <summary>A condition with the lets that it needs.</summary>
    private sealed class Guard(Term condition, Sequence<LetBinding> lets)
    {
        public Term Condition => condition;

        public Sequence<LetBinding> Lets => lets;

        /// <summary>The variables that the pattern has to bind first.</summary>
        public HashSet<string> Free { get; } = [.. RuleTerms.Names(condition).Concat(lets.SelectMany(l => RuleTerms.Names(l.Value))).Except(lets.Select(l => l.Name))];

        public bool Uses(Func<string, bool> isWord) => RuleTerms.Uses(condition, isWord) || lets.Any(l => RuleTerms.Uses(l.Value, isWord));
    }
}
