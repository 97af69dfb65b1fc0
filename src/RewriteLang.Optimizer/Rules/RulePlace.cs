using RewriteLang.Algebra;
using RewriteLang.Dsl;
using RewriteLang.EGraphs;
using RewriteLang.Optimizer.Plans;

namespace RewriteLang.Optimizer.Rules;

/// <summary>A place of the graph where a rule over relations may match.</summary>
/// <param name="Node">The operator that is matched.</param>
/// <param name="Consumer">For a rule that holds <c>in set</c>: the operator that ignores duplicates, which alone gets the new input.</param>
/// <param name="Input">Which of the consumer's inputs it is.</param>
internal readonly record struct RulePlace(ENodeId Node, ENodeId? Consumer = null, int Input = 0)
{
    /// <summary>The operator that is replaced.</summary>
    public ENodeId Replaced => Consumer ?? Node;

    /// <summary>The places of operators of one kind. A law of sets is no law of bags: it changes an input of an operator that ignores duplicates, and no other use of that relation.</summary>
    /// <param name="plans">A rebuilt graph.</param>
    /// <param name="kind">The kind.</param>
    /// <param name="level">What the rule declares.</param>
    public static IReadOnlyList<RulePlace> Of(PlanGraph plans, int kind, SoundnessLevel level)
    {
        var graph = plans.Graph;
        var places = new List<RulePlace>();
        if (level != SoundnessLevel.InSet)
        {
            foreach (var node in graph.NodesOfKind(kind))
            {
                places.Add(new(node));
            }

            return places;
        }

        foreach (var consumer in Enumerable.Range(0, PlanGraph.KindCount).SelectMany(k => graph.NodesOfKind(k).ToArray()))
        {
            foreach (var input in SetInputs(plans.ShellOf(consumer)))
            {
                foreach (var node in graph.NodesOf(graph.Find(graph.ChildrenOf(consumer)[input])))
                {
                    if (PlanGraph.KindOf(plans.ShellOf(node)) == kind)
                    {
                        places.Add(new(node, consumer, input));
                    }
                }
            }
        }

        return places;
    }

    /// <summary>What stands in the place instead: what was built for it, below the consumer if there is one.</summary>
    public EClassId With(EClassId built, PlanGraph plans)
    {
        if (Consumer is not { } consumer)
        {
            return built;
        }

        var inputs = plans.Graph.ChildrenOf(consumer).ToArray();
        inputs[Input] = built;
        return plans.Add(plans.ShellOf(consumer), inputs);
    }

    // The inputs of which an operator only looks at what rows there are, not how often.
    private static int[] SetInputs(Relation shell) => shell switch
    {
        Relation.Distinct => [0],
        Relation.SemiJoin or Relation.AntiJoin or Relation.NullAwareAntiJoin => [1],
        Relation.Apply { Kind: ApplyKind.Semi or ApplyKind.Anti or ApplyKind.NullAwareAnti or ApplyKind.Mark } => [1],
        Relation.SetOp { All: false } => [0, 1],
        _ => [],
    };
}
