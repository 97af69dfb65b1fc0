using System.Collections.Immutable;

namespace RewriteLang.EGraphs;

/// <summary>
/// The right side of a rewrite compiled to steps in post-order: each makes one node from operands that are a variable, an earlier step, or a
/// term without variables.
/// </summary>
internal sealed class RightHandSide
{
    private readonly List<BuildStep> steps = [];
    private readonly List<Pattern.Apply> grounds = [];
    private readonly ImmutableArray<string> names;

    private RightHandSide(ImmutableArray<string> names) => this.names = names;

    /// <summary>The nodes to make, children first; the last is the root. Empty if the right side is a variable or ground.</summary>
    public ImmutableArray<BuildStep> Steps => [.. steps];

    /// <summary>Terms without variables, added once per application of many matches.</summary>
    public ImmutableArray<Pattern.Apply> Grounds => [.. grounds];

    /// <summary>What the matched class becomes equal to.</summary>
    public Operand Root { get; private set; }

    public static RightHandSide Compile(Pattern pattern, ImmutableArray<string> names)
    {
        var side = new RightHandSide(names);
        side.Root = side.Add(pattern);
        return side;
    }

    private Operand Add(Pattern pattern)
    {
        if (pattern is Pattern.Variable variable)
        {
            return new Operand(OperandKind.Variable, names.IndexOf(variable.Name));
        }

        var apply = (Pattern.Apply)pattern;
        if (apply.IsGround)
        {
            grounds.Add(apply);
            return new Operand(OperandKind.Ground, grounds.Count - 1);
        }

        var operands = apply.Children.Select(Add).ToImmutableArray();
        steps.Add(new BuildStep(apply.Symbol.Value, operands));
        return new Operand(OperandKind.Step, steps.Count - 1);
    }
}

/// <summary>Makes one node for each match.</summary>
internal sealed record BuildStep(int Symbol, ImmutableArray<Operand> Operands);

/// <summary>Where the child of a new node comes from.</summary>
internal enum OperandKind
{
    /// <summary>The class of a variable.</summary>
    Variable,

    /// <summary>The node of an earlier step.</summary>
    Step,

    /// <summary>A term without variables.</summary>
    Ground,
}

/// <summary>A child of a new node.</summary>
internal readonly record struct Operand(OperandKind Kind, int Index);
