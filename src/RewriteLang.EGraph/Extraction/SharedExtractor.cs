using System.Collections.Immutable;

namespace RewriteLang.EGraphs;

/// <summary>What one node costs by itself, whatever its children are; not negative.</summary>
public delegate double NodeCost(ENode node);

/// <summary>Choices that only pay together, such as several subqueries that could read one shared scan: taken or left as a whole.</summary>
/// <param name="Name">For reports.</param>
/// <param name="Choices">A node for each of some classes.</param>
public sealed record Bundle(string Name, ImmutableArray<(EClassId Class, ENodeId Node)> Choices);

/// <summary>One choice for all classes, where whatever is shared is paid for once.</summary>
/// <param name="Cost">The sum of the costs of all distinct nodes below the roots.</param>
/// <param name="Choices">The chosen nodes; their costs are those of the nodes alone.</param>
/// <param name="Trials">Number of alternatives that were costed.</param>
public sealed record SharedExtraction(double Cost, Extraction<double> Choices, long Trials);

/// <summary>
/// A cheap term for some roots together, where a class used many times is paid for once. Finding the cheapest is NP-hard (Stepp, 2011); this starts from the
/// cheapest trees and improves on them by single flips and by bundles until none helps. Guaranteed: never dearer than the cheapest trees with sharing, and no single
/// flip of a used class and no bundle makes it cheaper (unless the trials ran out). For small graphs see <see cref="ExactExtractor"/>.
/// </summary>
public static class SharedExtractor
{
    /// <summary>Chooses nodes of a rebuilt graph.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="costs">The cost of each node alone.</param>
    /// <param name="roots">What is wanted; sharing counts between them too.</param>
    /// <param name="bundles">Flips to be tried as a whole.</param>
    /// <param name="maxTrials">Most alternatives to cost; each takes time in proportion to the size of the term.</param>
    /// <exception cref="InvalidOperationException">A root has no finite term.</exception>
    public static SharedExtraction Extract(
        EGraph graph, NodeCost costs, ImmutableArray<EClassId> roots, ImmutableArray<Bundle> bundles = default, long maxTrials = 100_000)
    {
        var choice = new SharedChoice(graph, costs, roots);
        var trials = 0L;
        for (var improved = true; improved;)
        {
            improved = false;
            foreach (var bundle in bundles.IsDefault ? [] : bundles)
            {
                improved |= trials++ < maxTrials && choice.Try(bundle.Choices);
            }

            foreach (var id in choice.UsedClasses())
            {
                foreach (var node in graph.NodesOf(new EClassId(id)))
                {
                    improved |= choice.Of(id) != node && trials++ < maxTrials && choice.Try([(new EClassId(id), node)]);
                }
            }
        }

        return new SharedExtraction(choice.Cost, choice.ToExtraction(), Math.Min(trials, maxTrials));
    }
}
