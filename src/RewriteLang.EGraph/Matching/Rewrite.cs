using System.Collections.Immutable;

namespace RewriteLang.EGraphs;

/// <summary>A rule over terms of fixed arity: whatever matches the left side is equal to the right side, where all conditions hold.</summary>
public sealed class Rewrite : IRule
{
    private readonly SearchPlan plan;
    private readonly SearchPlan planWithTerms;
    private readonly RightHandSide side;
    private readonly ImmutableArray<string> names;

    /// <summary>Compiles a rule for graphs over these symbols.</summary>
    /// <exception cref="ArgumentException">The right side or a condition has a variable that the left side lacks, or a symbol's children are not a plain list.</exception>
    public Rewrite(SymbolTable symbols, string name, Pattern left, Pattern right, params ImmutableArray<Condition> conditions)
    {
        (Name, Left, Right, Conditions) = (name, left, right, conditions);
        names = left.Variables();
        foreach (var needed in right.Variables().Concat(conditions.SelectMany(condition => condition.Variables)))
        {
            if (!names.Contains(needed))
            {
                throw new ArgumentException($"rule {name}: ?{needed} does not occur on the left side", nameof(right));
            }
        }

        plan = SearchPlan.Compile(left, names, symbols, withTerms: false);
        planWithTerms = SearchPlan.Compile(left, names, symbols, withTerms: true);
        side = RightHandSide.Compile(right, names);
        (LeftSlots, RightSlots) = (PatternSlots.OfLeft(left), PatternSlots.OfRight(right));
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>What is searched.</summary>
    public Pattern Left { get; }

    /// <summary>What it is equal to.</summary>
    public Pattern Right { get; }

    /// <summary>What must hold of the variables.</summary>
    public ImmutableArray<Condition> Conditions { get; }

    internal PatternSlots LeftSlots { get; }

    internal PatternSlots RightSlots { get; }

    /// <summary>Number of nodes that a match keeps when explanations are kept.</summary>
    internal int MatchedNodeCount => planWithTerms.Steps.Length;

    /// <summary>Number of nodes that an application makes or finds, terms without variables aside.</summary>
    internal int BuiltNodeCount => side.Steps.Length;

    /// <inheritdoc/>
    public IMatches Search(EGraph graph, long limit)
    {
        var used = graph.Proofs is null ? plan : planWithTerms;
        return new Application(this, used, side, names, EGraphs.Search.Run(graph, used, limit));
    }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
