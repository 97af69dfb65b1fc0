using System.Collections.Frozen;
using RewriteLang.Algebra;

namespace RewriteLang.Dsl.Auditing;

/// <summary>
/// Critical pairs of simplifications (Knuth and Bendix, 1970): a smallest term that two of them would replace, and what each puts in its place. They agree if all
/// simplifications together make one thing of both. Only overlaps at the root count: of a term inside another each is replaced, and both results stand in the graph.
/// Conditions count as held unless they contradict each other; results in which a function computes something cannot be compared by their words, and count as agreeing.
/// </summary>
internal sealed class Overlaps(IReadOnlyList<AuditedRule> simplifications)
{
    /// <summary>Steps for all overlaps of one rule.</summary>
    internal const int MaximumEffort = 6_000;

    private const int MaximumTerms = 40;

    private static readonly FrozenSet<string> Functions = Vocabulary.Standard.Signatures.Where(s => s.Use is WordUse.Function or WordUse.Fact).Select(s => s.Name)
        .Concat(Vocabulary.ListWords).Append("=>").ToFrozenSet();

    private readonly Simplifications _all = new(simplifications);

    /// <summary>The results of an overlap in which the rules disagree; null if there is none.</summary>
    internal (Shape Peak, Shape First, Shape Second)? Disagreement(AuditedRule first, AuditedRule second, Effort effort)
    {
        var other = second.Primed;
        if (!Unifier.MayUnify(first.Left, other.Left) || !(first.MayStandIn(second.Rule.Level) || second.MayStandIn(first.Rule.Level)))
        {
            return null;
        }

        var unifier = new Unifier(effort);
        (Shape, Shape, Shape)? found = null;
        unifier.Unify(first.Left, other.Left, () => (found = Compare(unifier, first, second, other, effort)) is not null);
        return effort.IsSpent() ? null : found;
    }

    private (Shape, Shape, Shape)? Compare(Unifier unifier, AuditedRule first, AuditedRule second, (Shape Left, Shape Right, Sequence<Shape> Conditions) other, Effort effort)
    {
        if (!unifier.HasSharedOperator && HasSet(first.Left))
        {
            return null;
        }

        var held = new Contradictions();
        if (!first.Conditions.Concat(other.Conditions).All(c => held.Assume(Unifier.Frozen(unifier.Apply(c)))))
        {
            return null;
        }

        var one = Unifier.Frozen(unifier.Apply(first.Right));
        var two = Unifier.Frozen(unifier.Apply(other.Right));
        var level = first.Rule.Level == SoundnessLevel.Everywhere ? second.Rule.Level : first.Rule.Level;
        return one.Text == two.Text || Computes(one) || Computes(two) || Meet(one, two, level, held, effort) ? null : (Unifier.Frozen(unifier.Apply(first.Left)), one, two);
    }

    private static bool HasSet(Shape shape) => shape is Shape.Node node && (node.IsUnordered || node.Children.Any(c => c is Shape.Node { Name: "", IsUnordered: true }));

    private static bool Computes(Shape shape) => shape.DescendantsAndSelf().Any(s => s is Shape.Node node && Functions.Contains(node.Name));

    // Whether some term can be reached from both.
    private bool Meet(Shape one, Shape two, SoundnessLevel level, Contradictions held, Effort effort)
    {
        var reached = Reachable(one, level, held, effort);
        return Reachable(two, level, held, effort).Overlaps(reached);
    }

    private HashSet<string> Reachable(Shape start, SoundnessLevel level, Contradictions held, Effort effort)
    {
        var seen = new HashSet<string> { start.Text };
        var pending = new Queue<Shape>([start]);
        while (pending.TryDequeue(out var term) && seen.Count < MaximumTerms)
        {
            foreach (var (_, next) in _all.Steps(term, level, c => held.Copy().Assume(c), effort))
            {
                if (seen.Add(next.Text))
                {
                    pending.Enqueue(next);
                }
            }
        }

        return seen;
    }
}
