using RewriteLang.Algebra;
using RewriteLang.Dsl;
using RewriteLang.Optimizer.Plans;

namespace RewriteLang.Optimizer.Rules;

/// <summary>What the compiler asks of a rule over relations besides its own conditions.</summary>
/// <param name="Total">Names of the left side whose expressions must not fail: they are moved to rows that they did not see before.</param>
/// <param name="Stable">Names whose relations must have the same rows each time: they are repeated or dropped.</param>
public sealed record AddedConditions(Sequence<string> Total, Sequence<string> Stable)
{
    /// <summary>The conditions of a rule.</summary>
    public static AddedConditions Of(Rule rule)
    {
        var added = new ImplicitConditions(rule);
        var relations = rule.Sites.SelectMany(s => ImplicitConditions.Relations(s.Left)).ToHashSet();
        return new([.. added.Moved.Where(n => !relations.Contains(n))], [.. added.Recounted.Where(relations.Contains)]);
    }
}

/// <summary>
/// The conditions that the compiler adds to every rule over relations, so that no author can forget them: scalars that it touches are
/// deterministic, relations that it repeats or drops are not volatile, and scalars that it moves to another operator, where they may meet rows
/// that they did not see before, are total.
/// </summary>
internal sealed class ImplicitConditions
{
    private readonly HashSet<string> _moved = [];
    private readonly HashSet<string> _recounted = [];
    private readonly HashSet<string> _foreign = [];

    /// <summary>Derives the conditions from the two sides of a rule.</summary>
    public ImplicitConditions(Rule rule)
    {
        foreach (var site in rule.Sites)
        {
            var left = Occurrences(site.Left).ToLookup(o => o.Name, o => o.Path);
            var right = rule.Lets.Aggregate(Occurrences(site.Right), (all, let) => all.SelectMany(o => o.Name == let.Name
                ? Occurrences(let.Value).Select(inner => inner with { Path = o.Path })
                : [o])).ToLookup(o => o.Name, o => o.Path);
            foreach (var variable in left)
            {
                if (right[variable.Key].Any(path => !variable.Contains(path)))
                {
                    _moved.Add(variable.Key);
                }

                if (right[variable.Key].Count() != 1)
                {
                    _recounted.Add(variable.Key);
                }
            }

            // What another place has is evaluated here too, whether or not it is there.
            foreach (var name in right.Select(r => r.Key).Where(n => !left.Contains(n) && rule.Sites.Any(s => Occurrences(s.Left).Any(o => o.Name == n))))
            {
                _moved.Add(name);
                _recounted.Add(name);
                _foreign.Add(name);
            }
        }
    }

    /// <summary>Variables that must be total.</summary>
    public IEnumerable<string> Moved => _moved.Order(StringComparer.Ordinal);

    /// <summary>Variables that must not be volatile.</summary>
    public IEnumerable<string> Recounted => _recounted.Order(StringComparer.Ordinal);

    /// <summary>Why the bindings break a condition; null if they do not.</summary>
    /// <param name="bindings">The match.</param>
    /// <param name="plans">The graph.</param>
    /// <param name="isTotal">Whether evaluating a relation, or several, never fails.</param>
    public string? Violated(Bindings bindings, PlanGraph plans, Func<object, bool> isTotal)
    {
        foreach (var (name, value) in bindings.All)
        {
            if (!AllScalars(value, s => s.IsDeterministic()))
            {
                return $"{name} is not deterministic";
            }

            if (_moved.Contains(name) && !AllScalars(value, s => s.IsTotal()))
            {
                return $"{name} would be evaluated on other rows, and may fail there";
            }

            if (_foreign.Contains(name) && value is RelationView or Sequence<RelationView> && !isTotal(value))
            {
                return $"{name} would be read in another place, and may fail there";
            }

            if (_recounted.Contains(name) && IsVolatile(value, plans))
            {
                return $"{name} may have other rows each time";
            }
        }

        return null;
    }

    /// <summary>The names of relations in a term.</summary>
    internal static IEnumerable<string> Relations(Term term) => term switch
    {
        Term.Variable { Sort: Sort.Relation } variable => [variable.Name],
        Term.Rest { Sort: Sort.Relations } rest => [rest.Name],
        Term.Operator op => op.Arguments.SelectMany(Relations),
        _ => [],
    };

    private static IEnumerable<(string Name, string Path)> Occurrences(Term term, string path = "") => term switch
    {
        Term.Variable variable => [(variable.Name, path)],
        Term.Rest rest => [(rest.Name, path)],
        Term.Operator { Sort: Sort.Relation } op => op.Arguments.SelectMany(a => Occurrences(a, $"{path}/{(op.Name == "filter" ? "join" : op.Name)}")),
        Term.Operator { Name: "every" } op => op.Arguments.SelectMany(a => Occurrences(a, $"{path}/every")),
        Term.Operator op => op.Arguments.SelectMany(a => Occurrences(a, path)),
        Term.Lambda lambda => Occurrences(lambda.Body, path),
        _ => [],
    };

    private static bool IsVolatile(object value, PlanGraph plans) => value switch
    {
        RelationView one => plans.FactsOf(one.Class).IsVolatile,
        Sequence<RelationView> many => AnyVolatile(many, plans),
        _ => false,
    };

    private static bool AnyVolatile(Sequence<RelationView> views, PlanGraph plans) => views.Any(v => plans.FactsOf(v.Class).IsVolatile);

    // Asked of every match: without a detour for what most values are.
    private static bool AllScalars(object value, Func<Scalar, bool> holds)
    {
        switch (value)
        {
            case Scalar one:
                return holds(one);
            case Sequence<Scalar> many:
                foreach (var scalar in many)
                {
                    if (!holds(scalar))
                    {
                        return false;
                    }
                }

                return true;
            case RelationView or Sequence<RelationView> or ColumnSet:
                return true;
            default:
                return AllInCalls(value, holds);
        }
    }

    private static bool AllInCalls(object value, Func<Scalar, bool> holds) => value switch
    {
        Sequence<ProjectItem> items => items.All(i => holds(i.Expression)),
        Sequence<AggregateItem> items => items.All(i => i.Call.OwnScalars().All(holds)),
        Sequence<WindowItem> items => items.All(i => i.Call.OwnScalars().All(holds)),
        Sequence<SortKey> keys => keys.All(k => holds(k.Expression)),
        Sequence<object> many => many.All(m => AllScalars(m, holds)),
        _ => true,
    };
}
