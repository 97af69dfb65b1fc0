using RewriteLang.Algebra;
using RewriteLang.Dsl;
using RewriteLang.EGraphs;
using RewriteLang.Optimizer.Analyses;
using RewriteLang.Optimizer.Plans;

namespace RewriteLang.Optimizer.Rules;

/// <summary>
/// Applies rules over scalars where they stand: in the operator that holds them, with what is known there. The result is a new operator beside
/// the old one; scalars themselves are never declared equal, because most such equalities hold only in their place.
/// </summary>
internal sealed class ScalarSite
{
    /// <summary>The variable under which a site's not-null columns are bound.</summary>
    public const string NotNullKey = "#not-null";

    // Rewriting a scalar more often than this is taken for a rule that does not end.
    private const int MaximumSteps = 200;

    private readonly int _maximumSteps;
    private readonly ScalarRuleIndex _rules;
    private readonly Evaluator _evaluator;
    private readonly Dictionary<Rule, ScalarMatcher> _matchers = new(ReferenceEqualityComparer.Instance);
    private readonly SimplifiedScalars _seen;

    /// <summary>Simplifies by some rules.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="evaluator">Evaluates their conditions and right sides.</param>
    /// <param name="seen">What these rules have made of scalars before.</param>
    /// <param name="maximumSteps">Most applications to one scalar.</param>
    public ScalarSite(ScalarRuleIndex rules, Evaluator evaluator, SimplifiedScalars seen, int maximumSteps = MaximumSteps) =>
        (_rules, _evaluator, _seen, _maximumSteps) = (rules, evaluator, seen, maximumSteps);

    /// <summary>
    /// An operator with its scalars simplified, and the rules that did it; the same object when nothing applies.
    /// </summary>
    public (Relation Shell, Sequence<string> Rules) Simplify(Relation shell, ReadOnlySpan<Facts> inputs)
    {
        if (shell.OwnScalars().Count == 0)
        {
            return (shell, []);
        }

        var notNull = ColumnSet.Empty;
        foreach (var input in inputs)
        {
            notNull = notNull.Union(input.NotNull);
        }

        var key = (shell, notNull.Intersect(shell.OwnReads()));
        return _seen.Operators.TryGetValue(key, out var known) ? known : _seen.Operators[key] = Simplify(shell, key.Item2);
    }

    private (Relation Shell, Sequence<string> Rules) Simplify(Relation shell, ColumnSet notNull)
    {
        var applied = new List<string>();
        var simplified = shell switch
        {
            // UNKNOWN counts as FALSE in the conjuncts of these; not under a null-aware anti join, nor for a mark.
            Relation.Block or Relation.LeftJoin or Relation.FullJoin or Relation.SemiJoin or Relation.AntiJoin
                or Relation.Apply { Kind: not (ApplyKind.NullAwareAnti or ApplyKind.Mark) } => shell.MapScalars(s => Each(s, inFilter: true)),
            Relation.Aggregate aggregate => aggregate with
            {
                Aggregates = aggregate.Aggregates.Map(a => a.Call.Filter is null
                    ? WithCall(a, a.Call.MapScalars(s => Each(s, inFilter: false)))
                    : WithCall(a, a.Call.MapScalars(s => Each(s, inFilter: ReferenceEquals(s, a.Call.Filter))))),
            } is var other && other.Aggregates.IsSame(aggregate.Aggregates) ? aggregate : other,
            _ => shell.MapScalars(s => Each(s, inFilter: false)),
        };
        var whole = OverConjuncts(simplified, Together);

        // DuckDB joins an outer lateral on comparisons alone: a constant in their place would be refused.
        return whole is Relation.Apply { Kind: ApplyKind.Left } lateral && lateral.On.Any(c => c is Scalar.Constant) ? (shell, []) : (whole, [.. applied]);

        // Conjuncts of a place are the operands of one AND, which rules about AND may look at.
        Sequence<Scalar> Together(Sequence<Scalar> conjuncts) => conjuncts.Count < 2 ? conjuncts : Each(Scalars.AllOf(conjuncts), inFilter: true).Conjuncts();

        Scalar Each(Scalar scalar, bool inFilter)
        {
            var (result, rules) = Simplify(scalar, inFilter, notNull);
            applied.AddRange(rules);
            return result;
        }
    }

    // The operators whose conjuncts together decide whether a row counts; NOT IN looks at UNKNOWN, too, and keeps its form.
    private static Relation OverConjuncts(Relation shell, Func<Sequence<Scalar>, Sequence<Scalar>> function)
    {
        Relation With(Sequence<Scalar> old, Func<Sequence<Scalar>, Relation> make) => function(old) is var changed && changed.Equals(old) ? shell : make(changed);
        return shell switch
        {
            Relation.Block block => With(block.Conjuncts, c => block with { Conjuncts = c }),
            Relation.LeftJoin join => With(join.On, c => join with { On = c }),
            Relation.FullJoin join => With(join.On, c => join with { On = c }),
            Relation.SemiJoin join => With(join.On, c => join with { On = c }),
            Relation.AntiJoin join => With(join.On, c => join with { On = c }),
            Relation.Apply { Kind: ApplyKind.Semi or ApplyKind.Anti or ApplyKind.Inner or ApplyKind.Left } apply => With(apply.On, c => apply with { On = c }),
            _ => shell,
        };
    }

    private static AggregateItem WithCall(AggregateItem item, AggregateCall call) => ReferenceEquals(call, item.Call) ? item : item with { Call = call };

    /// <summary>A scalar with all rules applied until none applies.</summary>
    /// <param name="scalar">The scalar.</param>
    /// <param name="inFilter">Whether UNKNOWN counts as FALSE here.</param>
    /// <param name="notNull">Columns that are not NULL here.</param>
    public (Scalar Result, Sequence<string> Rules) Simplify(Scalar scalar, bool inFilter, ColumnSet notNull)
    {
        var key = (scalar, inFilter, notNull.Intersect(ColumnSet.ReadBy(scalar)));
        if (_seen.Results.TryGetValue(key, out var known))
        {
            return known;
        }

        var applied = new List<string>();
        var current = scalar;
        for (var step = 0; step < _maximumSteps && Step(current, inFilter, notNull) is var (next, rule); step += rule == ConstantFolding.Name ? 0 : 1)
        {
            applied.Add(rule);
            current = next;
        }

        return _seen.Results[key] = (current, [.. applied]);
    }

    // One application, innermost first; null when no rule applies.
    private (Scalar, string)? Step(Scalar scalar, bool inFilter, ColumnSet notNull)
    {
        if (scalar is Scalar.ColumnRef or Scalar.Parameter)
        {
            return null;
        }

        var place = (scalar, inFilter, notNull.Intersect(ColumnSet.ReadBy(scalar)));
        if (_seen.Settled.Contains(place))
        {
            return null;
        }

        var step = Changed(scalar, inFilter, notNull);
        if (step is null)
        {
            _seen.Settled.Add(place);
        }

        return step;
    }

    private (Scalar, string)? Changed(Scalar scalar, bool inFilter, ColumnSet notNull)
    {
        var children = scalar.Children();
        for (var i = 0; i < children.Count; i++)
        {
            // AND and OR pass the level on; CASE starts it anew for its conditions.
            var level = scalar is Scalar.And or Scalar.Or ? inFilter : scalar is Scalar.Case && i % 2 == 0 && i < children.Count - 1;
            if (Step(children[i], level, notNull) is var (child, rule))
            {
                return (scalar.WithChildren(children.SetItem(i, child)), rule);
            }
        }

        if (ConstantFolding.Fold(scalar) is { } folded)
        {
            return (folded, ConstantFolding.Name);
        }

        if (!scalar.IsDeterministic())
        {
            return null;
        }

        foreach (var rule in _rules.Candidates(scalar))
        {
            if (rule.Level == SoundnessLevel.InFilter && !inFilter)
            {
                continue;
            }

            foreach (var match in MatcherOf(rule).Match(rule.Sites[0].Left, scalar, Bindings.Empty.Set(NotNullKey, notNull)))
            {
                if (Result(rule, match, scalar) is { } result)
                {
                    return (result, rule.Name);
                }
            }
        }

        return null;
    }

    // A rule about two operands tries every pair; what it asks of them is asked before the rest is put together.
    private ScalarMatcher MatcherOf(Rule rule)
    {
        if (!_matchers.TryGetValue(rule, out var matcher))
        {
            _matchers.Add(rule, matcher = new(new MatchGuards(rule, ScalarRuleIndex.GuardsOf(rule), _evaluator, journal: null)));
        }

        return matcher;
    }

    private Scalar? Result(Rule rule, Bindings match, Scalar scalar)
    {
        try
        {
            var bindings = _evaluator.WithLets(rule.Lets, match);
            if (!rule.Conditions.All(c => match.Knows(c) || _evaluator.Holds(c, bindings)) || !rule.Gates.All(g => _evaluator.MayPay(g, bindings)))
            {
                return null;
            }

            var result = _evaluator.Evaluate(rule.Sites[0].Right, bindings) switch
            {
                // A NULL or a whole number written in a rule is of the type that its place has.
                Scalar.Constant { Value: null } nothing => nothing with { Type = scalar.Type },
                Scalar.Constant { Value: long whole, Type.IsInteger: true } when scalar.Type == SqlType.Double => new Scalar.Constant((double)whole, scalar.Type),
                Scalar one => one,
                Sequence<Scalar> many => Scalars.AllOf(many),
                _ => scalar,
            };

            // A rule speaks of values; the type of the place must not change with them.
            return result.Equals(scalar) || result.Type != scalar.Type ? null : result;
        }
        catch (NotApplicableException)
        {
            return null;
        }
    }
}

/// <summary>
/// What rules have made of scalars, by place: whether UNKNOWN counts as FALSE there, and which of the columns that the scalar reads are not NULL. Nothing else is asked
/// of a place, so that all searches for one query share it.
/// </summary>
internal sealed class SimplifiedScalars
{
    /// <summary>Scalars with what they became and the rules that did it.</summary>
    public Dictionary<(Scalar, bool, ColumnSet), (Scalar Result, Sequence<string> Rules)> Results { get; } = [];

    /// <summary>The same of operators with all their scalars.</summary>
    public Dictionary<(Relation, ColumnSet), (Relation Shell, Sequence<string> Rules)> Operators { get; } = [];

    /// <summary>Scalars that no rule applies to: the operands of an AND are looked at alone, then again with each change beside them.</summary>
    public HashSet<(Scalar, bool, ColumnSet)> Settled { get; } = [];
}

/// <summary>Runs <see cref="ScalarSite"/> over the operators of a graph, as one rule of the run.</summary>
internal sealed class ScalarSimplification(PlanGraph plans, ScalarSite site, Journal journal) : Rule<ENodeId>("simplify-scalars")
{
    private readonly HashSet<(EClassId, SymbolId)> _done = [];

    /// <inheritdoc/>
    protected override IEnumerable<ENodeId> Find(EGraph graph)
    {
        for (var kind = 0; kind < PlanGraph.KindCount; kind++)
        {
            foreach (var node in graph.NodesOfKind(kind).ToArray())
            {
                if (_done.Add((graph.ClassOf(node), graph.SymbolOf(node))))
                {
                    yield return node;
                }
            }
        }
    }

    /// <inheritdoc/>
    protected override bool Apply(EGraph graph, ENodeId match)
    {
        var inputs = graph.ChildrenOf(match).ToArray();
        var shell = plans.ShellOf(match);
        var (simplified, rules) = site.Simplify(shell, [.. inputs.Select(plans.FactsOf)]);
        if (rules.IsEmpty)
        {
            return false;
        }

        var root = graph.ClassOf(match);
        var firstNew = graph.ClassIdCount;
        var built = plans.Add(simplified, inputs);
        if (graph.AreEqual(root, built))
        {
            return false;
        }

        journal.Record([.. rules.Distinct()], root, built, [plans.Remember(match)], firstNew);
        plans.Union(root, built, new(Name, rules));
        graph.Subsume(match);
        return true;
    }
}
