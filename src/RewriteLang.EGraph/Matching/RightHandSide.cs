using System.Collections.Immutable;

namespace RewriteLang.EGraphs;

/// <summary>
/// The right side of a rewrite compiled to steps in post-order: each makes one node from operands that are a variable, an earlier step, or a
/// term without variables.
/// </summary>
internal sealed class RightHandSide
{
    private readonly ImmutableArray<BuildStep>.Builder steps = ImmutableArray.CreateBuilder<BuildStep>();
    private readonly ImmutableArray<Pattern.Apply>.Builder grounds = ImmutableArray.CreateBuilder<Pattern.Apply>();
    private readonly ImmutableArray<string> names;

    private RightHandSide(ImmutableArray<string> names) => this.names = names;

    /// <summary>The nodes to make, children first; the last is the root. Empty if the right side is a variable or ground.</summary>
    public ImmutableArray<BuildStep> Steps { get; private set; }

    /// <summary>Terms without variables, added once per application of many matches.</summary>
    public ImmutableArray<Pattern.Apply> Grounds { get; private set; }

    /// <summary>What the matched class becomes equal to.</summary>
    public Operand Root { get; private set; }

    /// <summary>Compiles a right side whose variables are numbered as in <paramref name="names"/>.</summary>
    public static RightHandSide Compile(Pattern pattern, ImmutableArray<string> names)
    {
        var side = new RightHandSide(names);
        side.Root = side.Add(pattern);
        (side.Steps, side.Grounds) = (side.steps.ToImmutable(), side.grounds.ToImmutable());
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

        var operands = ImmutableArray.CreateBuilder<Operand>(apply.Children.Length);
        foreach (var child in apply.Children)
        {
            operands.Add(Add(child));
        }

        steps.Add(new BuildStep(apply.Symbol.Value, operands.MoveToImmutable()));
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
/// <param name="Kind">Where it comes from.</param>
/// <param name="Index">The number of the variable, step or term.</param>
internal readonly record struct Operand(OperandKind Kind, int Index);
