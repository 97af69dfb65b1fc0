using System.Collections.Immutable;

namespace RewriteLang.EGraphs;

/// <summary>A rule over terms of fixed arity: whatever matches the left side is equal to the right side, where all conditions hold.</summary>
public sealed class Rewrite : IRule
{
    // The second keeps the matched nodes, too, for graphs that keep explanations.
    private readonly SearchPlan plan;
    private readonly SearchPlan planWithTerms;

    /// <summary>Compiles a rule for graphs over these symbols.</summary>
    /// <exception cref="ArgumentException">The right side or a condition has a variable that the left side lacks, or a symbol's children are not a plain list.</exception>
    public Rewrite(SymbolTable symbols, string name, Pattern left, Pattern right, params ImmutableArray<Condition> conditions)
    {
        (Name, Left, Right, Conditions) = (name, left, right, conditions);
        Variables = left.Variables();
        Require(right.Variables(), nameof(right));
        foreach (var condition in conditions)
        {
            Require(condition.Variables, nameof(conditions));
        }

        plan = SearchPlan.Compile(left, Variables, symbols, withTerms: false);
        planWithTerms = SearchPlan.Compile(left, Variables, symbols, withTerms: true);
        BuiltSide = RightHandSide.Compile(right, Variables);
        BoundConditions = Bind(conditions);
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

    /// <summary>The variables, by whose order the parts of a compiled rule number them.</summary>
    internal ImmutableArray<string> Variables { get; }

    /// <summary>How the right side is built.</summary>
    internal RightHandSide BuiltSide { get; }

    /// <summary>The conditions.</summary>
    internal ImmutableArray<BoundCondition> BoundConditions { get; }

    /// <summary>Where the nodes of the left side stand in a proof.</summary>
    internal PatternSlots LeftSlots { get; }

    /// <summary>Where those of the right side do.</summary>
    internal PatternSlots RightSlots { get; }

    /// <summary>Number of nodes that a match keeps when explanations are kept.</summary>
    internal int MatchedNodeCount => planWithTerms.Steps.Length;

    /// <summary>Number of nodes that an application makes or finds, terms without variables aside.</summary>
    internal int BuiltNodeCount => BuiltSide.Steps.Length;

    /// <inheritdoc/>
    public IMatches Search(EGraph graph, long limit)
    {
        var used = graph.Proofs is null ? plan : planWithTerms;
        return new Application(this, used, EGraphs.Search.Run(graph, used, limit));
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    private void Require(ImmutableArray<string> needed, string parameter)
    {
        foreach (var name in needed)
        {
            if (!Variables.Contains(name))
            {
                throw new ArgumentException($"rule {Name}: ?{name} does not occur on the left side", parameter);
            }
        }
    }

    private ImmutableArray<BoundCondition> Bind(ImmutableArray<Condition> conditions)
    {
        var bound = ImmutableArray.CreateBuilder<BoundCondition>(conditions.Length);
        foreach (var condition in conditions)
        {
            var slots = ImmutableArray.CreateBuilder<int>(condition.Variables.Length);
            foreach (var name in condition.Variables)
            {
                slots.Add(Variables.IndexOf(name));
            }

            bound.Add(new BoundCondition(condition.Test, slots.MoveToImmutable()));
        }

        return bound.MoveToImmutable();
    }
}
