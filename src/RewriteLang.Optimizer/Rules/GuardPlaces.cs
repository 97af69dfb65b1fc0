using RewriteLang.Algebra;
using RewriteLang.Dsl;

namespace RewriteLang.Optimizer.Rules;

/// <summary>The places in the left side of a rule where its conditions can be asked, because the variables that they need are bound there.</summary>
internal sealed class GuardPlaces
{
    private readonly Dictionary<Term, Guard[]> _after = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Term, Guard[]> _afterParts = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Term, PatternStep[]> _steps = new(ReferenceEqualityComparer.Instance);

    /// <summary>Finds the places of a rule.</summary>
    public GuardPlaces(Rule rule)
    {
        // An estimate is made when it is first asked for, so gates that ask for one wait until all else holds. What '~' finds is bound, once, and looked for when all
        // else holds; before that it is only asked whether the two look alike. Inside a bundle a variable stands for one member, outside for all: nothing is asked early.
        var isBundle = rule.Sites.Any(s => RuleTerms.Uses(s.Left, w => w == "bundle"));
        var pending = rule.Conditions
            .Concat(rule.Gates)
            .Where(_ => !isBundle)
            .SelectMany(c => PremisesOf(rule, c).Select(p => new Guard(p, LetsOf(rule, p), c)).Append(new Guard(c, LetsOf(rule, c))))
            .Where(g => !g.Uses(w => w == "every") && (g.Similar is not null || (!g.Uses(w => w == "~" || RuleTerms.Estimates.Contains(w)) && !g.Lets.Any(l => l.Value.Sort == Sort.Relation))))
            .ToList();
        if (rule.Sites[0].Left is Term.Operator { Sort: not Sort.Relation } scalar)
        {
            // Operands of an AND or OR match in any order; those of anything else are there at once.
            Elements(scalar.Name is "and" or "or" ? scalar.Arguments : [], new(StringComparer.Ordinal), pending);
        }
        else
        {
            var bound = new HashSet<string>(StringComparer.Ordinal);
            foreach (var site in rule.Sites)
            {
                Visit(site.Left, bound, pending);
            }
        }
    }

    /// <summary>What can be asked once all of a part of the pattern has matched.</summary>
    public ReadOnlySpan<Guard> After(Term pattern) => _after.GetValueOrDefault(pattern);

    /// <summary>What can be asked once all of an operator but its input has matched.</summary>
    public ReadOnlySpan<Guard> AfterParts(Term pattern) => _afterParts.GetValueOrDefault(pattern);

    /// <summary>The steps in which the elements of a block or union, which match in any order, are tried.</summary>
    public PatternStep[] StepsOf(Term.Operator pattern) => _steps[pattern];

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
                Unordered(op, bound, pending);
                break;
            case "left_join" or "full_join" or "semi_join" or "anti_join" or "null_aware_anti_join" or "intersect" or "except"
                or "apply_inner" or "apply_left" or "apply_semi" or "apply_anti" or "apply_null_aware_anti" or "apply_scalar":
                Elements(op.Groups[0], bound, pending);
                Elements(op.Groups.Count > 1 ? op.Groups[1] : [], bound, pending);
                break;
            case "apply_mark":
                bound.UnionWith(RuleTerms.Names(op.Groups[0][2]));
                Place(_afterParts, op, bound, pending);
                Elements([.. op.Groups[0].Take(2)], bound, pending);
                Elements(op.Groups[1], bound, pending);
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

    // Inputs and conjuncts match in any order: those come first that leave the fewest ways for the others. What remains of a group is a step of its own as soon as
    // there is nothing else of it, so that conditions can be asked of it early.
    private void Unordered(Term.Operator op, HashSet<string> bound, List<Guard> pending)
    {
        var steps = new List<PatternStep>();
        var pattern = UnorderedPattern.Of(op);
        List<Term>[] left = [[.. pattern.Inputs.Where(e => !UnorderedPattern.IsRest(e))], [.. pattern.Conjuncts.Where(e => !UnorderedPattern.IsRest(e))]];
        Sequence<Term>[] all = [pattern.Inputs, pattern.Conjuncts];
        for (var group = 0; group < all.Length; group++)
        {
            TakeRest(group);
        }

        while (left.Any(g => g.Count > 0))
        {
            var next = left.SelectMany((g, i) => g.Select(e => (Element: e, Group: i))).MinBy(e => WaysLeft(e.Element, bound, pending));
            left[next.Group].Remove(next.Element);
            steps.Add(new(next.Element, next.Group == 0));
            Take(next.Element, bound, pending);
            TakeRest(next.Group);
        }

        _steps[op] = [.. steps];

        void TakeRest(int group)
        {
            if (left[group].Count == 0 && all[group].SingleOrDefault(UnorderedPattern.IsRest) is { } rest)
            {
                steps.Add(new(rest, group == 0));
                Take(rest, bound, pending);
            }
        }
    }

    // How many of the elements that a pattern is tried on are left when what can be asked has been asked, as a share; rough, as it only ranks. A condition that speaks of
    // what is bound already leaves few; one that speaks of the element alone, most. Constants and operators other than comparisons are rare.
    private static double WaysLeft(Term element, HashSet<string> bound, List<Guard> pending)
    {
        var ways = element switch
        {
            Term.Literal => 0.05,
            Term.Operator { Sort: Sort.Relation } => 0.4,
            Term.Operator op when ScalarOperators.Comparison(op.Name) is not null => 0.8,
            Term.Operator => 0.2,
            _ => 1.0,
        };
        var names = RuleTerms.Names(element).ToHashSet(StringComparer.Ordinal);
        foreach (var guard in pending.Where(g => g.Free.Overlaps(names) && g.Free.All(n => names.Contains(n) || bound.Contains(n))))
        {
            ways *= guard.Free.IsSubsetOf(names) ? 0.9 : 0.3;
        }

        return ways;
    }

    private void Elements(Sequence<Term> elements, HashSet<string> bound, List<Guard> pending)
    {
        foreach (var element in elements.Where(e => e is not Term.Rest))
        {
            Take(element, bound, pending);
        }

        bound.UnionWith(elements.OfType<Term.Rest>().Select(r => r.Name));
    }

    private void Take(Term element, HashSet<string> bound, List<Guard> pending)
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

    private static void Place(Dictionary<Term, Guard[]> places, Term at, HashSet<string> bound, List<Guard> pending)
    {
        var ready = pending.Where(g => g.Free.IsSubsetOf(bound)).ToArray();
        if (ready.Length > 0)
        {
            places[at] = ready;
            pending.RemoveAll(ready.Contains);
        }
    }

    // What a condition asks for at least, and what can be asked sooner. Links, equalities and the like are picked from conjuncts: where there are none of these, there
    // are none of those, whatever the inputs are; and each of them reads columns of both sides.
    private static IEnumerable<Term.Operator> PremisesOf(Rule rule, Term condition)
    {
        var picked = condition switch
        {
            Term.Operator { Name: "references", Arguments: [var on, ..] } => on,
            Term.Operator { Name: "not", Arguments: [Term.Operator { Name: "empty", Arguments: [var conjuncts] }] } => conjuncts,
            _ => null,
        };
        var source = picked is null ? null : SourceOf(rule, picked);
        if (source is null)
        {
            yield break;
        }

        if (!ReferenceEquals(source, picked) || condition is Term.Operator { Name: "references" })
        {
            yield return Not("empty", source);
        }

        var sides = condition is Term.Operator { Name: "references", Arguments: [_, var a, var b] } ? [OutOf(a), OutOf(b)]
            : Definition(rule, picked!) is Term.Operator { Name: "equalities" or "linked", Arguments: [_, var one, var other] } ? [one, other]
            : (Sequence<Term>)[];
        foreach (var side in sides)
        {
            yield return Not("disjoint", new Term.Operator("cols", [[source]], Sort.Columns, condition.Span), side);
        }

        Term.Operator Not(string word, params Sequence<Term> arguments) =>
            new("not", [[new Term.Operator(word, [arguments], Sort.Boolean, condition.Span)]], Sort.Boolean, condition.Span);

        Term.Operator OutOf(Term relation) => new("out", [[relation]], Sort.Columns, condition.Span);
    }

    private static Term Definition(Rule rule, Term term) =>
        term is Term.Variable variable && rule.Lets.FirstOrDefault(l => l.Name == variable.Name) is { } let ? Definition(rule, let.Value) : term;

    // The variable of the pattern that conjuncts are picked from.
    private static Term.Variable? SourceOf(Rule rule, Term conjuncts) => Definition(rule, conjuncts) switch
    {
        Term.Operator { Name: "equalities" or "linked" or "using" or "split", Arguments: [var from, ..] } => SourceOf(rule, from),
        Term.Variable { Sort: Sort.Conjuncts } variable => variable,
        _ => null,
    };

    // The lets that a condition uses, and those that they use, in the order in which the rule defines them.
    internal static Sequence<LetBinding> LetsOf(Rule rule, Term condition)
    {
        var names = RuleTerms.Names(condition).ToHashSet(StringComparer.Ordinal);
        foreach (var let in rule.Lets.Reverse().Where(l => names.Contains(l.Name)))
        {
            names.UnionWith(RuleTerms.Names(let.Value));
        }

        return [.. rule.Lets.Where(l => names.Contains(l.Name))];
    }
}
