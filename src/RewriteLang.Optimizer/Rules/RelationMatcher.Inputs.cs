using RewriteLang.Algebra;
using RewriteLang.Dsl;
using RewriteLang.EGraphs;

namespace RewriteLang.Optimizer.Rules;

/// <summary>Blocks and unions, whose inputs match in any order.</summary>
internal sealed partial class RelationMatcher
{
    // A block so wide that a pattern has more ways than this to fit is left to rules that take all its inputs at once.
    private const double MaximumChoices = 20_000;

    // In how many ways patterns can take elements; a bundle takes its own in one.
    private static double Choices(Sequence<Term> patterns, int elements) =>
        Math.Pow(Math.Max(1, elements), patterns.Count(p => p is not (Term.Rest or Term.Operator { Name: "bundle" } or Term.Variable { Sort: Sort.Conjuncts })));

    private IEnumerable<Bindings> MatchJoin(Term.Operator op, Relation.Block block, EClassId[] inputs, RelationView view, Bindings bindings)
    {
        // filter(R, p) has its conjuncts behind a comma, as SQL's readers expect.
        var (relations, conjuncts) = op.Name == "filter"
            ? ((Sequence<Term>)[op.Groups[0][0]], op.Groups.Count > 1 ? op.Groups[1] : [.. op.Groups[0].Skip(1)])
            : (op.Groups[0], op.Groups.Count > 1 ? op.Groups[1] : []);
        if (Choices(relations, inputs.Length) * Choices(conjuncts, block.Conjuncts.Count) > MaximumChoices)
        {
            return [];
        }

        // Most blocks have nothing of the kind that a pattern asks for; that is seen before any of them is taken apart.
        if (relations.Any(p => p is Term.Operator { Name: not "bundle" } asked && KindOf(asked) is var kind && !Array.Exists(inputs, i => MayHave(kind, i, seesBelow: true))))
        {
            return [];
        }

        var seen = Seen(block.Conjuncts, [], view);
        if (conjuncts.Any(p => p is Term.Operator && !seen.Any(c => _scalars.Match(p, c, bindings).Any())))
        {
            return [];
        }

        var views = inputs.Select(i => Restricted(i, view)).ToSequence();
        var inputsAlone = op.Name == "join" && op.Groups.Count == 1;
        return inputsAlone ? (seen.IsEmpty ? MatchInputs(relations, 0, views, bindings) : [])
            : TakesAll(conjuncts) ? _scalars.MatchSet(conjuncts, seen, bindings).SelectMany(c => guards.Admitted(conjuncts[0], c) is { } admitted ? MatchInputs(relations, 0, views, admitted) : [])
            : MatchInputs(relations, 0, views, bindings).SelectMany(r => _scalars.MatchSet(conjuncts, seen, r));
    }

    /// <summary>
    /// Whether a pattern of conjuncts takes all there are, whatever they are. Then it comes before the inputs, so that what conjuncts say of these can be asked early.
    /// </summary>
    public static bool TakesAll(Sequence<Term> conjuncts) => conjuncts is [Term.Rest or Term.Variable { Sort: Sort.Conjuncts or Sort.Scalars }];

    // Patterns take inputs one by one, each any of those left; a rest takes what remains.
    private IEnumerable<Bindings> MatchInputs(Sequence<Term> patterns, int next, Sequence<RelationView> inputs, Bindings bindings)
    {
        while (next < patterns.Count && patterns[next] is Term.Rest)
        {
            next++;
        }

        if (next == patterns.Count)
        {
            var rest = patterns.OfType<Term.Rest>().SingleOrDefault();
            var bound = rest is null ? (inputs.IsEmpty ? bindings : null) : bindings.Bind(rest.Name, inputs);
            return bound is null ? [] : [bound];
        }

        return patterns[next] is Term.Operator { Name: "bundle" } each
            ? MatchBundle(each, patterns, next, inputs, bindings)
            : MatchOne(patterns, next, inputs, bindings);
    }

    private IEnumerable<Bindings> MatchOne(Sequence<Term> patterns, int next, Sequence<RelationView> inputs, Bindings bindings)
    {
        for (var i = 0; i < inputs.Count; i++)
        {
            foreach (var bound in Match(patterns[next], inputs[i], bindings))
            {
                if (guards.Admitted(patterns[next], bound) is not { } admitted)
                {
                    continue;
                }

                foreach (var match in MatchInputs(patterns, next + 1, inputs.RemoveAt(i), admitted))
                {
                    yield return match;
                }
            }
        }
    }

    // All inputs that match one pattern with equal relations inside, two or more, as one bundle; its other variables become lists.
    private IEnumerable<Bindings> MatchBundle(Term.Operator each, Sequence<Term> patterns, int next, Sequence<RelationView> inputs, Bindings bindings)
    {
        var pattern = each.Groups[0][0];
        var found = inputs
            .SelectMany(i => Match(pattern, i, bindings).Take(1).Select(b => (Input: i, Bindings: b)))
            .GroupBy(f => Signature(f.Bindings, bindings))
            .Where(g => g.Count() > 1);
        foreach (var group in found)
        {
            var members = group.ToList();
            var bound = members[0].Bindings.Matched.Aggregate(bindings, (b, node) => b.With(node));
            foreach (var (name, first) in members[0].Bindings.All.Where(v => !bindings.TryGet(v.Name, out _)))
            {
                bound = first is RelationView or Sequence<RelationView>
                    ? bound.Set(name, first)
                    : bound.Set(name, members.Select(m => m.Bindings.TryGet(name, out var value) ? value : first).ToSequence());
            }

            foreach (var match in MatchInputs(patterns, next + 1, [.. inputs.Except(members.Select(m => m.Input))], bound))
            {
                yield return match;
            }
        }
    }

    private static string Signature(Bindings bindings, Bindings outer) => string.Join(';', bindings.All
        .Where(v => v.Value is RelationView or Sequence<RelationView> && !outer.TryGet(v.Name, out _))
        .Select(v => $"{v.Name}:{v.Value}"));

    private IEnumerable<Bindings> MatchUnion(Term.Operator op, Relation.UnionAll union, EClassId[] inputs, RelationView view, Bindings bindings)
    {
        var columns = union.Columns.Map(view.Seen);
        var views = inputs.Select((id, i) => Aligned(id, columns, union.Sources[i])).ToSequence();
        return MatchInputs(op.Groups[0], 0, views, bindings);
    }
}
