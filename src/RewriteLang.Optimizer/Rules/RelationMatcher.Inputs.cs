using RewriteLang.Algebra;
using RewriteLang.EGraphs;

namespace RewriteLang.Optimizer.Rules;

/// <summary>Blocks and unions, whose inputs match in any order.</summary>
internal sealed partial class RelationMatcher
{
    // A block so wide that a pattern has more ways than this to fit is left to rules that take all its inputs at once.
    private const double MaximumChoices = 20_000;

    // In how many ways patterns can take elements; a bundle takes its own in one.
    private static double Choices(Sequence<Term> patterns, int elements) =>
        Math.Pow(Math.Max(1, elements), patterns.Count(p => !UnorderedPattern.TakesSeveral(p)));

    private IEnumerable<Bindings> MatchJoin(Term.Operator op, Relation.Block block, EClassId[] inputs, RelationView view, Bindings bindings)
    {
        var pattern = UnorderedPattern.Of(op);
        if (Choices(pattern.Inputs, inputs.Length) * Choices(pattern.Conjuncts, block.Conjuncts.Count) > MaximumChoices)
        {
            return [];
        }

        // Most blocks have nothing of the kind that a pattern asks for; that is seen before any of them is taken apart.
        foreach (var input in pattern.Inputs)
        {
            if (input is Term.Operator { Name: not "bundle" } asked && KindOf(asked) is var kind && !Array.Exists(inputs, i => InputKinds.MayHave(plans, kind, i)))
            {
                return [];
            }
        }

        var seen = Seen(block.Conjuncts, [], view);
        return pattern.Conjuncts.Any(p => p is Term.Operator && !seen.Any(c => _scalars.Match(p, c, bindings).Any()))
            ? []
            : MatchUnordered(op, pattern, inputs.Select(i => Restricted(i, view)).ToSequence(), seen, bindings);
    }

    private IEnumerable<Bindings> MatchUnion(Term.Operator op, Relation.UnionAll union, EClassId[] inputs, RelationView view, Bindings bindings)
    {
        var columns = union.Columns.Map(view.Seen);
        var views = inputs.Select((id, i) => Aligned(id, columns, union.Sources[i])).ToSequence();
        return MatchUnordered(op, UnorderedPattern.Of(op), views, [], bindings);
    }

    private IEnumerable<Bindings> MatchUnordered(Term.Operator op, UnorderedPattern pattern, Sequence<RelationView> inputs, Sequence<Scalar> conjuncts, Bindings bindings) =>
        UnorderedPattern.Fits(pattern.Inputs, inputs.Count) && UnorderedPattern.Fits(pattern.Conjuncts, conjuncts.Count)
            ? new UnorderedMatch(this, _scalars, guards, guards.StepsOf(op), inputs, conjuncts).All(bindings)
            : [];
}
