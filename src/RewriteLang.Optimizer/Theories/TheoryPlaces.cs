using System.Collections.Immutable;
using RewriteLang.EGraphs;

namespace RewriteLang.Optimizer.Theories;

/// <summary>
/// A rule of a theory with several left sides: terms anywhere in the graph, whose variables agree. The matches of each side are found by themselves and joined on
/// the variables that they share, as a database would. Of one match all sides are rewritten.
/// </summary>
/// <param name="name">The rule's name.</param>
/// <param name="sides">The left and right sides; a left side without a right one has to be there and stays as it is.</param>
/// <param name="conditions">What has to hold.</param>
/// <param name="hides">Whether the nodes that matched are hidden, as a <c>simplify</c> does.</param>
internal sealed class TheoryPlaces(string name, ImmutableArray<(Pattern Left, Pattern? Right)> sides, ImmutableArray<Condition> conditions, bool hides) : Rule<TheoryPlaces.Match>(name)
{
    /// <summary>The classes and nodes that matched, side by side, and what the variables stand for. A side that is a variable has no node.</summary>
    internal sealed record Match(ImmutableArray<(EClassId Class, ENodeId? Node)> Places, ImmutableDictionary<string, EClassId> Bindings);

    /// <inheritdoc/>
    protected override IEnumerable<Match> Find(EGraph graph)
    {
        IEnumerable<Match> found = [new([], ImmutableDictionary<string, EClassId>.Empty)];
        foreach (var (left, _) in sides)
        {
            found = Join(found, [.. Alone(graph, left)]);
        }

        // The same term twice says nothing that one side would not.
        return found.Where(m => m.Places.Distinct().Count() == m.Places.Length);
    }

    /// <inheritdoc/>
    protected override bool Apply(EGraph graph, Match match)
    {
        if ((hides && match.Places.Any(p => p.Node is { } node && graph.IsSubsumed(node)))
            || !conditions.All(c => c.Test(graph, [.. c.Variables.Select(v => graph.Find(match.Bindings[v]))])))
        {
            return false;
        }

        var changed = false;
        foreach (var ((id, node), right) in match.Places.Zip(sides, (p, s) => (p, s.Right)))
        {
            if (right is null)
            {
                continue;
            }

            var built = TheorySimplification.Build(graph, right, match.Bindings);
            var united = graph.Union(graph.Find(id), built, new(Name, match.Bindings));
            changed |= united || (hides && node is { } hidden && graph.Subsume(hidden));
        }

        return changed;
    }

    private static IEnumerable<(EClassId Class, ENodeId? Node, ImmutableDictionary<string, EClassId> Bindings)> Alone(EGraph graph, Pattern left)
    {
        foreach (var id in graph.Classes.ToArray())
        {
            if (left is Pattern.Variable variable)
            {
                yield return (id, null, ImmutableDictionary<string, EClassId>.Empty.Add(variable.Name, id));
                continue;
            }

            foreach (var node in graph.NodesOf(id).ToArray())
            {
                foreach (var bindings in TheorySimplification.MatchNode(graph, (Pattern.Apply)left, node, ImmutableDictionary<string, EClassId>.Empty))
                {
                    yield return (id, node, bindings);
                }
            }
        }
    }

    private static IEnumerable<Match> Join(IEnumerable<Match> found, IReadOnlyList<(EClassId Class, ENodeId? Node, ImmutableDictionary<string, EClassId> Bindings)> others)
    {
        ILookup<string, (EClassId Class, ENodeId? Node, ImmutableDictionary<string, EClassId> Bindings)>? index = null;
        ImmutableArray<string> shared = [];
        foreach (var match in found)
        {
            if (others.Count == 0)
            {
                yield break;
            }

            // Every match binds the same variables.
            if (index is null)
            {
                shared = [.. match.Bindings.Keys.Where(others[0].Bindings.ContainsKey).Order(StringComparer.Ordinal)];
                index = others.ToLookup(o => KeyOf(o.Bindings, shared));
            }

            foreach (var (id, node, bindings) in index[KeyOf(match.Bindings, shared)])
            {
                yield return new(match.Places.Add((id, node)), match.Bindings.SetItems(bindings));
            }
        }
    }

    private static string KeyOf(ImmutableDictionary<string, EClassId> bindings, ImmutableArray<string> names) => string.Join(',', names.Select(n => bindings[n].Value));
}
