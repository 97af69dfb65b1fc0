using System.Collections.Immutable;
using System.Diagnostics;

namespace RewriteLang.EGraphs;

/// <summary>
/// Unfolds one application of a rewrite: from the matched term, whose parts were only equal to what the pattern asks for, to the left side under the substitution; the
/// step itself; and from the right side under the substitution to the term that was built. Recurses over patterns, which are as deep as rules are, never over terms.
/// </summary>
internal sealed class RewriteProof
{
    private readonly ProofLog log;
    private readonly TermBank terms;

    // The first term of each symbol without children.
    private readonly Dictionary<int, int> leaves = [];

    public RewriteProof(ProofLog log, TermBank terms)
    {
        (this.log, this.terms) = (log, terms);
        for (var term = 0; term < log.TermCount; term++)
        {
            if (log.ChildrenOf(term).IsEmpty)
            {
                leaves.TryAdd(log.SymbolOf(term).Value, term);
            }
        }
    }

    /// <summary>Appends the tasks that lead from one end of an edge to the other at a place.</summary>
    public void Unfold(List<ProofTask> all, Rewrite rewrite, Edge edge, bool forward, Place place)
    {
        var (matched, built) = (Math.Max(0, rewrite.MatchedNodeCount - 1), Math.Max(0, rewrite.BuiltNodeCount - 1));
        var below = log.PayloadOf(edge, matched + built);
        var left = new Side(rewrite.LeftSlots, [edge.From, .. below[..matched]]);
        var right = new Side(rewrite.RightSlots, [.. below[matched..], edge.To]);
        var variables = new Dictionary<string, int>();
        Bind(left.Slots, left.Nodes, edge.From, variables);
        var (before, after) = forward ? (left, right) : (right, left);
        var (from, to) = forward ? (edge.From, edge.To) : (edge.To, edge.From);
        ToPattern(all, before.Slots, before.Nodes, variables, from, place);
        all.Add(new ProofTask.Emit(new ExplanationStep(
            rewrite.Name,
            forward,
            place.Path(),
            terms.Of(before.Slots.Pattern, name => terms.Of(variables[name])),
            terms.Of(after.Slots.Pattern, name => terms.Of(variables[name])),
            Substitution(rewrite, variables),
            null)));
        FromPattern(all, after.Slots, after.Nodes, variables, to, place);
    }

    private ImmutableArray<(string Variable, Term Term)> Substitution(Rewrite rewrite, Dictionary<string, int> variables)
    {
        var pairs = ImmutableArray.CreateBuilder<(string, Term)>(rewrite.Variables.Length);
        foreach (var name in rewrite.Variables)
        {
            pairs.Add((name, terms.Of(variables[name])));
        }

        return pairs.MoveToImmutable();
    }

    // A variable stands for what is at its first place in the matched nodes; what is at the others was equal to it by then.
    private void Bind(PatternSlots slots, int[] nodes, int term, Dictionary<string, int> variables)
    {
        if (slots.Pattern is Pattern.Variable variable)
        {
            variables.TryAdd(variable.Name, term);
        }

        for (var i = 0; slots.Slot >= 0 && i < slots.Children.Length; i++)
        {
            Bind(slots.Children[i], nodes, log.ChildrenOf(nodes[slots.Slot])[i], variables);
        }
    }

    // From an exact term to the pattern under the substitution.
    private void ToPattern(List<ProofTask> all, PatternSlots slots, int[] nodes, Dictionary<string, int> variables, int term, Place place)
    {
        if (slots.Slot < 0)
        {
            all.Add(new ProofTask.Prove(term, ExactTerm(slots.Pattern, variables), place));
            return;
        }

        var node = nodes[slots.Slot];
        all.Add(new ProofTask.Prove(term, node, place));
        for (var i = 0; i < slots.Children.Length; i++)
        {
            ToPattern(all, slots.Children[i], nodes, variables, log.ChildrenOf(node)[i], place.Child(i));
        }
    }

    // And from there to an exact term, which is the other side.
    private void FromPattern(List<ProofTask> all, PatternSlots slots, int[] nodes, Dictionary<string, int> variables, int term, Place place)
    {
        if (slots.Slot < 0)
        {
            all.Add(new ProofTask.Prove(ExactTerm(slots.Pattern, variables), term, place));
            return;
        }

        var node = nodes[slots.Slot];
        for (var i = 0; i < slots.Children.Length; i++)
        {
            FromPattern(all, slots.Children[i], nodes, variables, log.ChildrenOf(node)[i], place.Child(i));
        }

        all.Add(new ProofTask.Prove(node, term, place));
    }

    // The term of a variable, or of a pattern without variables: a leaf, or a right side's constant, which is searched among all terms.
    private int ExactTerm(Pattern pattern, Dictionary<string, int> variables)
    {
        if (pattern is Pattern.Variable variable)
        {
            return variables[variable.Name];
        }

        var apply = (Pattern.Apply)pattern;
        if (apply.Children.IsEmpty)
        {
            return leaves[apply.Symbol.Value];
        }

        var children = new int[apply.Children.Length];
        for (var i = 0; i < children.Length; i++)
        {
            children[i] = ExactTerm(apply.Children[i], variables);
        }

        for (var term = 0; term < log.TermCount; term++)
        {
            if (log.SymbolOf(term) == apply.Symbol && log.ChildrenOf(term).SequenceEqual(children))
            {
                return term;
            }
        }

        throw new UnreachableException($"{pattern} was added but has no term");
    }

    /// <summary>A side of a rewrite with the terms of its nodes, by their numbers.</summary>
    private readonly record struct Side(PatternSlots Slots, int[] Nodes);
}
