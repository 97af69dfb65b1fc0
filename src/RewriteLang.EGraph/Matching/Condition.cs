using System.Collections.Immutable;

namespace RewriteLang.EGraphs;

/// <summary>Whether a condition holds for these classes, on the graph as it is now.</summary>
/// <param name="graph">The graph while rules are being applied: unions are known, congruence is not closed.</param>
/// <param name="classes">The classes of the condition's variables, in its order.</param>
public delegate bool ConditionTest(EGraph graph, ReadOnlySpan<EClassId> classes);

/// <summary>What must hold of the classes that a rule's variables stand for; asked before each application.</summary>
/// <param name="Name">For messages and explanations.</param>
/// <param name="Variables">Variables of the left side.</param>
/// <param name="Test">The question; must not change the graph.</param>
public sealed record Condition(string Name, ImmutableArray<string> Variables, ConditionTest Test);

/// <summary>A condition that knows its variables by their numbers on the left side.</summary>
internal sealed record BoundCondition(ConditionTest Test, ImmutableArray<int> Slots)
{
    /// <summary>Whether it holds of a match, given one column of classes per variable.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="variables">The columns.</param>
    /// <param name="at">The place of the match in them.</param>
    /// <param name="classes">Memory for one class per variable.</param>
    public bool Holds(EGraph graph, int[][] variables, int at, Span<EClassId> classes)
    {
        for (var i = 0; i < Slots.Length; i++)
        {
            classes[i] = new EClassId(variables[Slots[i]][at]);
        }

        return Test(graph, classes[..Slots.Length]);
    }
}
