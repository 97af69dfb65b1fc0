using RewriteLang.Algebra;
using RewriteLang.Dsl;
using RewriteLang.EGraphs;
using RewriteLang.Optimizer.Plans;

namespace RewriteLang.Optimizer.Rules;

/// <summary>
/// Which operators a pattern asks for right below its own, and how many inputs. Most nodes do not have them; that is seen without making anything.
/// </summary>
internal sealed class InputKinds
{
    private const int Any = -1;

    // In order, with Any for a variable; or those that have to be among the inputs.
    private readonly int[] _kinds;
    private readonly UnorderedPattern? _unordered;

    private InputKinds(IEnumerable<Term> inputs, UnorderedPattern? unordered) => (_kinds, _unordered) = ([.. inputs.Select(RelationMatcher.KindOf)], unordered);

    /// <summary>What a pattern asks for.</summary>
    public static InputKinds Of(Term.Operator pattern)
    {
        if (!UnorderedPattern.IsUnordered(pattern))
        {
            return new(pattern.Groups.Take(1).SelectMany(g => g).TakeWhile(t => t.Sort == Sort.Relation), unordered: null);
        }

        var unordered = UnorderedPattern.Of(pattern);
        return new(unordered.Inputs.Where(i => i is Term.Operator && !UnorderedPattern.TakesSeveral(i)), unordered);
    }

    /// <summary>Whether a node may have such inputs.</summary>
    public bool MayBeOf(ENodeId node, PlanGraph plans)
    {
        var inputs = plans.Graph.ChildrenOf(node);
        if (_unordered is { } pattern && !UnorderedPattern.Fits(pattern.Inputs, inputs.Length))
        {
            return false;
        }

        for (var i = 0; i < _kinds.Length; i++)
        {
            if (_kinds[i] != Any && !(_unordered is null ? i >= inputs.Length || MayHave(plans, _kinds[i], inputs[i]) : AnyMayHave(plans, _kinds[i], inputs)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether a class has an operator of a kind, as its own or below a projection, through which patterns see.</summary>
    public static bool MayHave(PlanGraph plans, int kind, EClassId id, bool seesBelow = true)
    {
        foreach (var node in plans.Graph.NodesOf(id))
        {
            var shell = plans.ShellOf(node);
            if (PlanGraph.KindOf(shell) == kind || (seesBelow && shell is Relation.Project && MayHave(plans, kind, plans.Graph.ChildrenOf(node)[0], seesBelow: false)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool AnyMayHave(PlanGraph plans, int kind, ReadOnlySpan<EClassId> inputs)
    {
        foreach (var input in inputs)
        {
            if (MayHave(plans, kind, input))
            {
                return true;
            }
        }

        return false;
    }
}
