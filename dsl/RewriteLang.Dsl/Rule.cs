using RewriteLang.Algebra;

namespace RewriteLang.Dsl;

/// <summary>Where a rule's two sides are equal.</summary>
public enum SoundnessLevel
{
    /// <summary>As values, or as bags of rows, everywhere.</summary>
    Everywhere,

    /// <summary>Only where UNKNOWN counts as FALSE: conjuncts of a filter, of an inner, left or semi join, of FILTER, the conditions of CASE.</summary>
    InFilter,

    /// <summary>Only where the consumer ignores duplicates: the inner side of IN and EXISTS, below DISTINCT.</summary>
    InSet,
}

/// <summary>One rewritten place: what is looked for, and what takes or joins its place.</summary>
/// <param name="Left">What is looked for.</param>
/// <param name="Right">What takes or joins its place; <paramref name="Left"/> itself, the same object, where the place stays as it is and only has to be there.</param>
/// <param name="Name">What the rule calls the place, where it has several.</param>
/// <param name="Each">Whether all places that match with equal relations inside, two or more, are taken together.</param>
public sealed record RuleSite(Term Left, Term Right, string? Name = null, bool Each = false)
{
    /// <summary>Whether the place has to be there and stays as it is.</summary>
    public bool Stays => ReferenceEquals(Left, Right);
}

/// <summary>A name for a computed term, usable in conditions, gates and right sides, and in later lets.</summary>
public sealed record LetBinding(string Name, Term Value, SourceSpan Span);

/// <summary>The pathology that a rule mends.</summary>
/// <param name="Name">Its name, in kebab case.</param>
/// <param name="Low">The smallest ratio expected, original time over rewritten time; null if not stated.</param>
/// <param name="High">The largest.</param>
/// <param name="Engine">The engine it is expected on; null for every one.</param>
public sealed record Pathology(string Name, double? Low, double? High, string? Engine);

/// <summary>A query that the rule rewrites, and what it becomes. Both are SQL over the example's or file's schema.</summary>
public sealed record Example(string? Schema, string Before, string After, SourceSpan Span);

/// <summary>A query on which the rule must not fire because <paramref name="Condition"/> does not hold.</summary>
/// <param name="Condition">The vocabulary word of the condition that stops it.</param>
/// <param name="Schema">DDL, if not the file's.</param>
/// <param name="Query">The SQL.</param>
/// <param name="Span">Where it is written.</param>
public sealed record Counterexample(string Condition, string? Schema, string Query, SourceSpan Span);

/// <summary>A checked rule.</summary>
/// <param name="Name">Unique in its library, in kebab case, qualified by its module when there are several.</param>
/// <param name="Simplify">Whether the right side replaces the left; otherwise it is an alternative, and cost chooses.</param>
/// <param name="Level">Where the sides are equal.</param>
/// <param name="Sites">The places rewritten together: one, several for <c>with</c>, or one that stands for any number of them for <c>each</c>.</param>
/// <param name="Lets">Computed terms, in an order in which each uses only earlier ones.</param>
/// <param name="Conditions">Soundness: all must hold.</param>
/// <param name="Gates">Profit: all must hold, else the rule is not worth trying.</param>
/// <param name="Doc">The paragraph above the rule.</param>
/// <param name="Citations">Keys of rules/citations.md.</param>
/// <param name="Pathology">What it mends, if anything.</param>
/// <param name="Tags">Free words.</param>
/// <param name="Examples">Queries it rewrites.</param>
/// <param name="Counterexamples">Queries it must leave alone.</param>
/// <param name="Span">Where it is written.</param>
/// <param name="Normalized">The rule's text without comments, layout, examples and gates: what <c>rules.lock</c> hashes.</param>
public sealed record Rule(
    string Name,
    bool Simplify,
    SoundnessLevel Level,
    Sequence<RuleSite> Sites,
    Sequence<LetBinding> Lets,
    Sequence<Term> Conditions,
    Sequence<Term> Gates,
    string Doc,
    Sequence<string> Citations,
    Pathology? Pathology,
    Sequence<string> Tags,
    Sequence<Example> Examples,
    Sequence<Counterexample> Counterexamples,
    SourceSpan Span,
    string Normalized)
{
    /// <summary>Whether it matches several places of a query together: <c>with</c> or <c>each</c>.</summary>
    public bool HasPlaces => Sites.Count > 1 || Sites[0].Each;

    /// <summary>Rules that make something else of what this one applies to too, which the author knows: either result will do.</summary>
    public Sequence<RuleReference> Overlaps { get; init; } = [];
}

/// <summary>Another rule's name.</summary>
public sealed record RuleReference(string Name, SourceSpan Span);

/// <summary>The rules of a folder or file. A two-way rule <c>&lt;=&gt;</c> stands as two rules, the second named <c>NAME/reverse</c>.</summary>
public sealed record RuleLibrary(Sequence<Rule> Rules)
{
    /// <summary>What its files say of aggregates.</summary>
    public Sequence<AggregateLaw> Aggregates { get; init; } = [];
}
