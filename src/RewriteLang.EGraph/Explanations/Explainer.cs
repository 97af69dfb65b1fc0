using System.Collections.Immutable;

namespace RewriteLang.EGraphs;

/// <summary>Turns paths of a <see cref="ProofForest"/> into lists of rule applications, with the proofs of equal children worked in. Does not recurse.</summary>
internal sealed class Explainer
{
    private readonly ProofLog log;
    private readonly ProofForest forest;
    private readonly TermBank terms;
    private readonly SymbolTable symbols;
    private readonly int maxSteps;
    private readonly Dictionary<int, int> leaves = [];
    private readonly Stack<Task> tasks = new();
    private readonly List<ExplanationStep> steps = [];

    private Explainer(ProofLog log, SymbolTable symbols, int maxSteps)
    {
        (this.log, this.symbols, this.maxSteps) = (log, symbols, maxSteps);
        (forest, terms) = (new ProofForest(log, log.TermCount), new TermBank(log));
        for (var term = 0; term < log.TermCount; term++)
        {
            if (log.ChildrenOf(term).IsEmpty)
            {
                leaves.TryAdd(log.SymbolOf(term).Value, term);
            }
        }
    }

    /// <summary>The explanation of two equal terms.</summary>
    /// <exception cref="InvalidOperationException">It has more steps than allowed.</exception>
    public static Explanation Explain(ProofLog log, SymbolTable symbols, int a, int b, int maxSteps)
    {
        var explainer = new Explainer(log, symbols, maxSteps);
        explainer.tasks.Push(new Task.Prove(a, b, Place.Root));
        explainer.Run();
        return new Explanation(explainer.terms.Of(a), explainer.terms.Of(b), [.. explainer.steps]);
    }

    private void Run()
    {
        while (tasks.TryPop(out var task))
        {
            switch (task)
            {
                case Task.Prove prove when prove.From != prove.To:
                    Push(Follow(prove));
                    break;
                case Task.Prove:
                    break;
                case Task.Emit emit:
                    Emit(emit.Step);
                    break;
                default:
                    throw new System.Diagnostics.UnreachableException($"task {task}");
            }
        }
    }

    private void Push(List<Task> inOrder)
    {
        for (var i = inOrder.Count - 1; i >= 0; i--)
        {
            tasks.Push(inOrder[i]);
        }
    }

    // A step that takes back the one before it is left out with it.
    private void Emit(ExplanationStep step)
    {
        if (steps.Count > 0 && steps[^1] is var last && last.Before == step.After && last.After == step.Before && last.Position.SequenceEqual(step.Position))
        {
            steps.RemoveAt(steps.Count - 1);
            return;
        }

        steps.Add(step);
        if (steps.Count > maxSteps)
        {
            throw new InvalidOperationException($"the explanation has more than {maxSteps} steps");
        }
    }

    private List<Task> Follow(Task.Prove prove)
    {
        var path = forest.Path(prove.From, prove.To) ?? throw new System.Diagnostics.UnreachableException($"c{prove.From} and c{prove.To} are equal without a reason");
        var all = new List<Task>();
        foreach (var (index, forward) in path)
        {
            var edge = log.Edges[index];
            if (edge.Reason == ProofLog.Congruence)
            {
                AddCongruence(all, index, forward ? edge.From : edge.To, forward ? edge.To : edge.From, prove.Place);
            }
            else if (log.ReasonOf(edge) is Rewrite rewrite)
            {
                AddRewrite(all, rewrite, edge, forward, prove.Place);
            }
            else
            {
                var why = (Justification)log.ReasonOf(edge);
                var (from, to) = forward ? (edge.From, edge.To) : (edge.To, edge.From);
                all.Add(new Task.Emit(new ExplanationStep(why.Rule, forward, prove.Place.Path(), terms.Of(from), terms.Of(to), [], why.Bindings)));
            }
        }

        return all;
    }

    // Each child of the one is proved equal to its partner in the other. Partners of permutable children are those that were equal by then.
    private void AddCongruence(List<Task> all, int edge, int from, int to, Place place)
    {
        var a = log.ChildrenOf(from);
        var b = log.ChildrenOf(to);
        var shape = symbols.ShapeOf(log.SymbolOf(from));
        var used = new bool[b.Length];
        for (var i = 0; i < a.Length; i++)
        {
            var ordered = i < shape.Ordered || (i >= shape.Ordered + shape.Multiset && shape.Rest == RestKind.Ordered);
            var isSet = i >= shape.Ordered + shape.Multiset && shape.Rest == RestKind.Set;
            var partner = ordered ? i : 0;
            while (!ordered && ((used[partner] && !isSet) || !forest.ConnectedBefore(a[i], b[partner], edge)))
            {
                partner++;
            }

            used[partner] = true;
            all.Add(new Task.Prove(a[i], b[partner], place.Child(i)));
        }
    }

    private void AddRewrite(List<Task> all, Rewrite rewrite, Edge edge, bool forward, Place place)
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
        all.Add(new Task.Emit(new ExplanationStep(
            rewrite.Name,
            forward,
            place.Path(),
            terms.Of(before.Slots.Pattern, name => terms.Of(variables[name])),
            terms.Of(after.Slots.Pattern, name => terms.Of(variables[name])),
            [.. rewrite.Left.Variables().Select(name => (name, terms.Of(variables[name])))],
            null)));
        FromPattern(all, after.Slots, after.Nodes, variables, to, place);
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
    private void ToPattern(List<Task> all, PatternSlots slots, int[] nodes, Dictionary<string, int> variables, int term, Place place)
    {
        if (slots.Slot < 0)
        {
            all.Add(new Task.Prove(term, ExactTerm(slots.Pattern, variables), place));
            return;
        }

        var node = nodes[slots.Slot];
        all.Add(new Task.Prove(term, node, place));
        for (var i = 0; i < slots.Children.Length; i++)
        {
            ToPattern(all, slots.Children[i], nodes, variables, log.ChildrenOf(node)[i], place.Child(i));
        }
    }

    private void FromPattern(List<Task> all, PatternSlots slots, int[] nodes, Dictionary<string, int> variables, int term, Place place)
    {
        if (slots.Slot < 0)
        {
            all.Add(new Task.Prove(ExactTerm(slots.Pattern, variables), term, place));
            return;
        }

        var node = nodes[slots.Slot];
        for (var i = 0; i < slots.Children.Length; i++)
        {
            FromPattern(all, slots.Children[i], nodes, variables, log.ChildrenOf(node)[i], place.Child(i));
        }

        all.Add(new Task.Prove(node, term, place));
    }

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

        var children = apply.Children.Select(child => ExactTerm(child, variables)).ToArray();
        for (var term = 0; term < log.TermCount; term++)
        {
            if (log.SymbolOf(term) == apply.Symbol && log.ChildrenOf(term).SequenceEqual(children))
            {
                return term;
            }
        }

        throw new System.Diagnostics.UnreachableException($"{pattern} was added but has no term");
    }

    /// <summary>A side of a rewrite with the terms of its nodes, by their numbers.</summary>
    private readonly record struct Side(PatternSlots Slots, int[] Nodes);

    private abstract record Task
    {
        public sealed record Prove(int From, int To, Place Place) : Task;

        public sealed record Emit(ExplanationStep Step) : Task;
    }

    /// <summary>A place in a term, as a list from the place up to the root.</summary>
    private sealed class Place(Place? parent, int index)
    {
        public static Place Root { get; } = new(null, 0);

        public Place Child(int i) => new(this, i);

        public ImmutableArray<int> Path()
        {
            var path = new List<int>();
            for (var at = this; at.Parent is not null; at = at.Parent)
            {
                path.Add(at.Index);
            }

            path.Reverse();
            return [.. path];
        }

        private Place? Parent => parent;

        private int Index => index;
    }
}
