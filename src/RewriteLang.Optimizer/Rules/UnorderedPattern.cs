using RewriteLang.Algebra;
using RewriteLang.Dsl;

namespace RewriteLang.Optimizer.Rules;

/// <summary>A pattern whose elements match in any order: a block or a union.</summary>
/// <param name="Inputs">Patterns of inputs; a rest among them takes what the others leave.</param>
/// <param name="Conjuncts">The same of conjuncts.</param>
internal readonly record struct UnorderedPattern(Sequence<Term> Inputs, Sequence<Term> Conjuncts)
{
    /// <summary>Whether a pattern is such a one.</summary>
    public static bool IsUnordered(Term.Operator op) => op.Name is "join" or "filter" or "union_all";

    /// <summary>The elements of a pattern; <c>filter(R, p)</c> has its conjuncts behind a comma, as SQL's readers expect.</summary>
    public static UnorderedPattern Of(Term.Operator op) => op.Name == "filter"
        ? new([op.Groups[0][0]], op.Groups.Count > 1 ? op.Groups[1] : [.. op.Groups[0].Skip(1)])
        : new(op.Groups[0], op.Groups.Count > 1 ? op.Groups[1] : []);

    /// <summary>Whether an element takes all that others leave.</summary>
    public static bool IsRest(Term element) => element is Term.Rest or Term.Variable { Sort: Sort.Conjuncts or Sort.Scalars };

    /// <summary>Whether an element can take several.</summary>
    public static bool TakesSeveral(Term element) => IsRest(element) || element is Term.Operator { Name: "bundle" };

    /// <summary>Whether patterns can take so many elements: one each, unless there is one among them that takes several.</summary>
    public static bool Fits(Sequence<Term> patterns, int elements)
    {
        var single = 0;
        foreach (var pattern in patterns)
        {
            single += TakesSeveral(pattern) ? 0 : 1;
        }

        return single < patterns.Count ? single <= elements : single == elements;
    }
}

/// <summary>One step of matching such a pattern.</summary>
/// <param name="Element">What is matched: one element, or the rest of its kind.</param>
/// <param name="IsInput">Whether it is an input; a conjunct otherwise.</param>
internal readonly record struct PatternStep(Term Element, bool IsInput);
