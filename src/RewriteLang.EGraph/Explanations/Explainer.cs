using System.Diagnostics;

namespace RewriteLang.EGraphs;

/// <summary>
/// Turns paths of a <see cref="ProofForest"/> into lists of rule applications, with the proofs of equal children worked in (as Nieuwenhuis and Oliveras, 2005, do for
/// congruence closure; nothing is done to find the shortest). Works off a stack of tasks instead of recursing, so terms may be deep.
/// </summary>
internal sealed class Explainer
{
    private readonly ProofLog log;
    private readonly ProofForest forest;
    private readonly TermBank terms;
    private readonly RewriteProof rewrites;
    private readonly SymbolTable symbols;
    private readonly int maxSteps;

    // The next one on top.
    private readonly Stack<ProofTask> tasks = new();
    private readonly List<ExplanationStep> steps = [];

    private Explainer(ProofLog log, SymbolTable symbols, int maxSteps)
    {
        (this.log, this.symbols, this.maxSteps) = (log, symbols, maxSteps);
        (forest, terms) = (new ProofForest(log), new TermBank(log));
        rewrites = new RewriteProof(log, terms);
    }

    /// <summary>The explanation of two equal terms.</summary>
    /// <exception cref="InvalidOperationException">It has more steps than allowed.</exception>
    public static Explanation Explain(ProofLog log, SymbolTable symbols, int a, int b, int maxSteps)
    {
        var explainer = new Explainer(log, symbols, maxSteps);
        explainer.tasks.Push(new ProofTask.Prove(a, b, Place.Root));
        explainer.Run();
        return new Explanation(explainer.terms.Of(a), explainer.terms.Of(b), [.. explainer.steps]);
    }

    private void Run()
    {
        while (tasks.TryPop(out var task))
        {
            switch (task)
            {
                case ProofTask.Prove prove when prove.From != prove.To:
                    Push(Follow(prove));
                    break;
                case ProofTask.Prove:
                    break;
                case ProofTask.Emit emit:
                    Emit(emit.Step);
                    break;
                default:
                    throw new UnreachableException($"task {task}");
            }
        }
    }

    private void Push(List<ProofTask> inOrder)
    {
        for (var i = inOrder.Count - 1; i >= 0; i--)
        {
            tasks.Push(inOrder[i]);
        }
    }

    // A step that takes back the one before it is left out with it.
    private void Emit(ExplanationStep step)
    {
        if (steps.Count > 0 && steps[^1] is var last && last.Before == step.After && last.After == step.Before && last.Position.AsSpan().SequenceEqual(step.Position.AsSpan()))
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

    // The tasks that lead along the path between two terms.
    private List<ProofTask> Follow(ProofTask.Prove prove)
    {
        var path = forest.Path(prove.From, prove.To) ?? throw new UnreachableException($"c{prove.From} and c{prove.To} are equal without a reason");
        var all = new List<ProofTask>();
        foreach (var (index, forward) in path)
        {
            var edge = log.Edges[index];
            if (edge.Reason == ProofLog.Congruence)
            {
                AddCongruence(all, index, forward ? edge.From : edge.To, forward ? edge.To : edge.From, prove.Place);
            }
            else if (log.ReasonOf(edge) is Rewrite rewrite)
            {
                rewrites.Unfold(all, rewrite, edge, forward, prove.Place);
            }
            else
            {
                var why = (Justification)log.ReasonOf(edge);
                var (from, to) = forward ? (edge.From, edge.To) : (edge.To, edge.From);
                all.Add(new ProofTask.Emit(new ExplanationStep(why.Rule, forward, prove.Place.Path(), terms.Of(from), terms.Of(to), [], why.Bindings)));
            }
        }

        return all;
    }

    // Each child of the one is proved equal to its partner in the other. Partners of permutable children are those that were equal by then.
    private void AddCongruence(List<ProofTask> all, int edge, int from, int to, Place place)
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
            all.Add(new ProofTask.Prove(a[i], b[partner], place.Child(i)));
        }
    }
}
