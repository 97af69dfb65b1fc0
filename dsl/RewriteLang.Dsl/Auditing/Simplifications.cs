namespace RewriteLang.Dsl.Auditing;

/// <summary>What simplifications make of a term, all of them, one step at a time.</summary>
/// <param name="rules">The simplifications.</param>
internal sealed class Simplifications(IReadOnlyList<AuditedRule> rules)
{
    private readonly MarkIndex _index = new(rules.Select(r => Mark.OfPattern(r.Left)));

    /// <summary>Each way to apply one of the rules, or to fold constants (then there is no rule), at one place of a shape without variables.</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="level">Where it stands.</param>
    /// <param name="admits">Whether a rule's condition, its variables replaced, may be taken to hold.</param>
    /// <param name="effort">How much may be tried.</param>
    internal IEnumerable<(AuditedRule? Rule, Shape Result)> Steps(Shape shape, SoundnessLevel level, Func<Shape, bool> admits, Effort effort)
    {
        if (shape is not Shape.Node node || effort.IsSpent())
        {
            yield break;
        }

        foreach (var rule in _index.Within(Mark.OfPattern(node).ToHashSet()).Select(i => rules[i]).Where(r => r.Root == node.Name && r.MayStandIn(level)))
        {
            if (Apply(rule, node, admits, effort) is { } result)
            {
                yield return (rule, result);
            }
        }

        if (Folding.Of(node) is { } folded)
        {
            yield return (null, folded);
        }

        for (var i = 0; i < node.Children.Count; i++)
        {
            foreach (var (rule, child) in Steps(node.Children[i], Below(node, level), admits, effort))
            {
                yield return (rule, Shape.Make(node, [.. node.Children.Select((c, at) => at == i ? child : c)]));
            }
        }
    }

    /// <summary>Where an operand stands: the operands of AND and OR in a filter are in it too.</summary>
    internal static SoundnessLevel Below(Shape.Node node, SoundnessLevel level) =>
        level == SoundnessLevel.InFilter && node.Name is "and" or "or" ? level : SoundnessLevel.Everywhere;

    private static Shape? Apply(AuditedRule rule, Shape.Node node, Func<Shape, bool> admits, Effort effort)
    {
        var unifier = new Unifier(effort);
        Shape? result = null;
        unifier.Unify(rule.Left, node, () =>
        {
            if (!rule.Conditions.All(c => admits(unifier.Apply(c))))
            {
                return false;
            }

            result = unifier.Apply(rule.Right);
            return true;
        });
        return result;
    }
}
