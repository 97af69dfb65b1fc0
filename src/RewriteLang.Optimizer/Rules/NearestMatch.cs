using RewriteLang.Algebra;
using RewriteLang.Dsl;
using RewriteLang.Optimizer.Plans;

namespace RewriteLang.Optimizer.Rules;

/// <summary>The operator of a plan that comes nearest to a rule's left side.</summary>
/// <param name="Node">The operator.</param>
/// <param name="Matched">How many operators of the left side have their like there.</param>
/// <param name="Wanted">How many the left side has.</param>
/// <param name="Missing">What the left side asks for where it stops matching; null if all its operators are there.</param>
/// <param name="Found">What is there instead.</param>
public sealed record NearestMatch(Relation Node, int Matched, int Wanted, string? Missing, Relation? Found)
{
    /// <summary>The operator that comes nearest: the first of those where most operators match; of a rule with several left sides that of the one that is furthest from a match. Null for rules over scalars.</summary>
    public static NearestMatch? In(Relation plan, Rule rule) => rule.Sites[0].Left is Term.Operator { Sort: Sort.Relation }
        ? rule.Sites.Select(s => plan.DescendantsAndSelf().Select(node => Compare((Term.Operator)s.Left, node)).MaxBy(m => m.Matched)!).MinBy(m => (double)m.Matched / m.Wanted)
        : null;

    private static NearestMatch Compare(Term.Operator pattern, Relation node)
    {
        var wanted = Operators(pattern).ToList();
        var inputs = wanted.Skip(1).ToList();
        if (RelationMatcher.KindOf(pattern) != PlanGraph.KindOf(node))
        {
            return new(node, 0, wanted.Count, pattern.Name, node);
        }

        // Inputs in order where the operator has an order; those of blocks and unions wherever they fit best.
        var matched = 1;
        (string Missing, Relation Found)? gap = null;
        var children = node.Children();
        foreach (var (child, i) in pattern.Groups[0].Select((t, i) => (t, i)).Where(c => c.t is Term.Operator { Sort: Sort.Relation }))
        {
            var op = (Term.Operator)(child is Term.Operator { Name: "bundle" } bundle ? bundle.Groups[0][0] : child);
            var places = node is Relation.Block or Relation.UnionAll ? children.AsEnumerable() : children.Skip(i).Take(1);
            var best = places.Select(place => Compare(op, place)).MaxBy(m => m.Matched);
            matched += best?.Matched ?? 0;
            if (best?.Missing is { } missing && gap is null)
            {
                gap = (missing, best.Found ?? node);
            }
            else if (best is null)
            {
                gap ??= (op.Name, node);
            }
        }

        return new(node, matched, wanted.Count, gap?.Missing, gap?.Found);
    }

    private static IEnumerable<Term.Operator> Operators(Term term) => term is Term.Operator { Sort: Sort.Relation } op
        ? op.Arguments.SelectMany(Operators).Prepend(op)
        : [];
}
