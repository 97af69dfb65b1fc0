using System.Collections.Immutable;
using RewriteLang.EGraphs;

namespace RewriteLang.Optimizer.Theories;

/// <summary>A <c>simplify</c> of a theory: the right side joins the class of what matched, and the node that matched is hidden.</summary>
internal sealed class TheorySimplification(string name, Pattern.Apply left, Pattern right, ImmutableArray<Condition> conditions) : Rule<TheorySimplification.Match>(name)
{
    /// <summary>A node that matched, and what the variables stand for.</summary>
    internal sealed record Match(ENodeId Node, ImmutableDictionary<string, EClassId> Bindings);

    /// <inheritdoc/>
    protected override IEnumerable<Match> Find(EGraph graph)
    {
        foreach (var id in graph.Classes.ToArray())
        {
            foreach (var node in graph.NodesOf(id).ToArray())
            {
                foreach (var bindings in MatchNode(graph, left, node, ImmutableDictionary<string, EClassId>.Empty))
                {
                    yield return new(node, bindings);
                }
            }
        }
    }

    /// <inheritdoc/>
    protected override bool Apply(EGraph graph, Match match)
    {
        if (graph.IsSubsumed(match.Node) || !conditions.All(c => c.Test(graph, [.. c.Variables.Select(v => graph.Find(match.Bindings[v]))])))
        {
            return false;
        }

        var root = graph.ClassOf(match.Node);
        var built = Build(graph, right, match.Bindings);
        var united = graph.Union(root, built, new(Name, match.Bindings));

        // A right side that is the matched node itself, by what is equal by now, leaves nothing else to show.
        return (!IsSame(graph, match) && graph.Subsume(match.Node)) || united;
    }

    private bool IsSame(EGraph graph, Match match) =>
        right is Pattern.Apply apply && graph.SymbolOf(match.Node) == apply.Symbol
        && graph.ChildrenOf(match.Node).ToArray().Zip(apply.Children).All(p => graph.AreEqual(p.Item1, Build(graph, p.Item2, match.Bindings)));

    /// <summary>All ways to match a pattern at one node.</summary>
    internal static IEnumerable<ImmutableDictionary<string, EClassId>> MatchNode(
        EGraph graph, Pattern.Apply pattern, ENodeId node, ImmutableDictionary<string, EClassId> bindings)
    {
        var children = graph.ChildrenOf(node).ToArray();
        return graph.SymbolOf(node) != pattern.Symbol || children.Length != pattern.Children.Length
            ? []
            : Enumerable.Range(0, children.Length).Aggregate(
                (IEnumerable<ImmutableDictionary<string, EClassId>>)[bindings],
                (found, i) => found.SelectMany(b => MatchClass(graph, pattern.Children[i], graph.Find(children[i]), b)));
    }

    private static IEnumerable<ImmutableDictionary<string, EClassId>> MatchClass(
        EGraph graph, Pattern pattern, EClassId id, ImmutableDictionary<string, EClassId> bindings) => pattern switch
        {
            Pattern.Variable variable when bindings.TryGetValue(variable.Name, out var bound) => graph.AreEqual(bound, id) ? [bindings] : [],
            Pattern.Variable variable => [bindings.Add(variable.Name, id)],
            Pattern.Apply apply => graph.NodesOf(id).ToArray().SelectMany(node => MatchNode(graph, apply, node, bindings)),
            _ => throw new System.Diagnostics.UnreachableException(pattern.ToString()),
        };

    /// <summary>The class of a pattern whose variables stand for classes.</summary>
    internal static EClassId Build(EGraph graph, Pattern pattern, ImmutableDictionary<string, EClassId> bindings) => pattern switch
    {
        Pattern.Variable variable => graph.Find(bindings[variable.Name]),
        Pattern.Apply apply => graph.Add(apply.Symbol, [.. apply.Children.Select(c => Build(graph, c, bindings))]),
        _ => throw new System.Diagnostics.UnreachableException(pattern.ToString()),
    };
}
