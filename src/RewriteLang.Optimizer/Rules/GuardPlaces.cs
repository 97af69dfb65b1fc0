using RewriteLang.Algebra;
using RewriteLang.Dsl;

namespace RewriteLang.Optimizer.Rules;

/// <summary>The places in the left side of a rule where its conditions can be asked, because the variables that they need are bound there.</summary>
internal sealed class GuardPlaces
{
    private readonly Dictionary<Term, Guard[]> _after = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Term, Guard[]> _afterParts = new(ReferenceEqualityComparer.Instance);

    /// <summary>Finds the places of a rule.</summary>
    public GuardPlaces(Rule rule)
    {
        if (rule.Sites.Any(s => RuleTerms.Uses(s.Left, w => w == "bundle")))
        {
            // Inside a bundle a variable stands for one member, outside for all.
            return;
        }

        // An estimate is made when it is first asked for, so gates that ask for one wait until all else holds. What '~' finds is bound, once, and looked for when all
        // else holds; before that it is only asked whether the two look alike.
        var pending = rule.Conditions
            .Concat(rule.Gates)
            .SelectMany(c => PremiseOf(rule, c) is { } premise ? [new Guard(premise, [], c), new Guard(c, LetsOf(rule, c))] : (IEnumerable<Guard>)[new Guard(c, LetsOf(rule, c))])
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
                if (RelationMatcher.TakesAll(conjuncts))
                {
                    bound.UnionWith(conjuncts.SelectMany(RuleTerms.Names));
                    Place(_after, conjuncts[0], bound, pending);
                    Elements(inputs, bound, pending);
                    break;
                }

                Elements(inputs, bound, pending);
                Elements(conjuncts, bound, pending);
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

    // What a condition asks for at least. Links, equalities and the like are picked from conjuncts: where there are none of these, there are none of those, whatever
    // the inputs are.
    private static Term.Operator? PremiseOf(Rule rule, Term condition)
    {
        var picked = condition switch
        {
            Term.Operator { Name: "references", Arguments: [var on, ..] } => on,
            Term.Operator { Name: "not", Arguments: [Term.Operator { Name: "empty", Arguments: [var conjuncts] }] } => conjuncts,
            _ => null,
        };
        var source = picked is null ? null : SourceOf(rule, picked);
        return source is null || (ReferenceEquals(source, picked) && condition is not Term.Operator { Name: "references" })
            ? null
            : new("not", [[new Term.Operator("empty", [[source]], Sort.Boolean, condition.Span)]], Sort.Boolean, condition.Span);
    }

    // The variable of the pattern that conjuncts are picked from.
    private static Term.Variable? SourceOf(Rule rule, Term conjuncts) => conjuncts switch
    {
        Term.Operator { Name: "equalities" or "linked" or "using" or "split", Arguments: [var from, ..] } => SourceOf(rule, from),
        Term.Variable { Sort: Sort.Conjuncts } variable => rule.Lets.FirstOrDefault(l => l.Name == variable.Name) is { } let ? SourceOf(rule, let.Value) : variable,
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

/// <summary>A condition with the lets that it needs.</summary>
internal sealed class Guard(Term condition, Sequence<LetBinding> lets, Term? reason = null)
{
    public Term Condition => condition;

    /// <summary>What the rule says, of which the condition may be the premise only.</summary>
    public Term Reason => reason ?? condition;

    public Sequence<LetBinding> Lets => lets;

    /// <summary>The variables that the pattern has to bind first.</summary>
    public HashSet<string> Free { get; } = [.. NamesAskedOf(condition).Concat(lets.SelectMany(l => RuleTerms.Names(l.Value))).Except(lets.Select(l => l.Name))];

    /// <summary>The two relations that a condition <c>A ~ B</c> compares; null for any other condition.</summary>
    public (string A, string B)? Similar { get; } = SimilarIn(condition);

    /// <summary>
    /// Whether it is worth asking: what two expressions imply or contradict is found conjunct by conjunct, and conjuncts that share no column say nothing about
    /// each other. Where that is not plain from what the names stand for, it is.
    /// </summary>
    public bool MayHold(Bindings bindings) =>
        _sides is not var (left, right) || ReadBy(left, bindings) is not { IsEmpty: false } reads || ReadBy(right, bindings) is not { IsEmpty: false } others || reads.Overlaps(others);

    private readonly (string[] Left, string[] Right)? _sides = condition is Term.Operator { Name: "implies" or "contradicts", Arguments: [var left, var right] } && lets.IsEmpty
        ? ([.. RuleTerms.Names(left).Distinct()], [.. RuleTerms.Names(right).Distinct()])
        : null;

    private static (string A, string B)? SimilarIn(Term condition) =>
        condition is Term.Operator { Name: "~", Arguments: [Term.Variable a, Term.Variable b, ..] } ? (a.Name, b.Name) : null;

    // What `A ~ B by m` names m is found by it.
    private static IEnumerable<string> NamesAskedOf(Term condition) => SimilarIn(condition) is var (a, b) ? [a, b] : RuleTerms.Names(condition);

    // The columns that the names' scalars read; null where a name stands for anything else.
    private static ColumnSet? ReadBy(string[] names, Bindings bindings)
    {
        var read = ColumnSet.Empty;
        foreach (var name in names)
        {
            if (!bindings.TryGet(name, out var value))
            {
                return null;
            }

            switch (value)
            {
                case Scalar scalar:
                    read = read.Union(ColumnSet.ReadBy(scalar));
                    break;
                case Sequence<Scalar> scalars:
                    read = read.Union(ColumnSet.ReadBy(scalars));
                    break;
                case ColumnSet columns:
                    read = read.Union(columns);
                    break;
                default:
                    return null;
            }
        }

        return read;
    }

    public bool Uses(Func<string, bool> isWord) => RuleTerms.Uses(condition, isWord) || lets.Any(l => RuleTerms.Uses(l.Value, isWord));
}
