using RewriteLang.Algebra;

namespace RewriteLang.Dsl;

/// <summary>Where a word may be used.</summary>
public enum WordUse
{
    /// <summary>An operator of the algebra: matched on left sides, built on right sides.</summary>
    Operator,

    /// <summary>A function on right sides and in <c>let</c>, <c>when</c> and <c>gate</c>: it computes, it does not match.</summary>
    Function,

    /// <summary>A fact that soundness may rest on: in <c>when</c>, and wherever a function may stand.</summary>
    Fact,

    /// <summary>An estimate: in <c>gate</c> only.</summary>
    Estimate,
}

/// <summary>A parameter of a word.</summary>
/// <param name="Name">What the manual calls it.</param>
/// <param name="Sorts">What it accepts.</param>
/// <param name="IsList">Whether it takes any number of elements, written out and spliced: relations, conjuncts and scalars of operators.</param>
public sealed record Parameter(string Name, SortSet Sorts, bool IsList)
{
    /// <inheritdoc/>
    public override string ToString() => IsList ? $"..{Name}" : Name;
}

/// <summary>One way to use a word: what it takes, what it is, and a sentence that says what it means.</summary>
/// <param name="Name">The word.</param>
/// <param name="Groups">The groups of its parameters. In each group at most the last one is a list.</param>
/// <param name="Result">What it denotes.</param>
/// <param name="Use">Where it may stand.</param>
/// <param name="Doc">A sentence, for the manual and <c>explain</c>.</param>
public sealed record Signature(string Name, Sequence<Sequence<Parameter>> Groups, Sort Result, WordUse Use, string Doc)
{
    /// <summary>The sorts that an expression of any kind may have.</summary>
    internal static readonly SortSet Expression = SortSet.Of(
        Sort.Relation, Sort.Scalar, Sort.Conjuncts, Sort.Scalars, Sort.Columns, Sort.Items, Sort.Aggregates, Sort.Windows, Sort.Order);

    /// <summary>
    /// Reads <c>L: Relation, R: Relation | on: Conjuncts</c>; several sorts of one parameter are parted by <c>/</c>, and <c>Expression</c> stands
    /// for all that hold expressions.
    /// </summary>
    /// <exception cref="ArgumentException">The text is no list of parameters.</exception>
    public static Signature Read(string name, string parameters, Sort result, WordUse use, string doc) => new(
        name,
        [.. parameters.Split('|').Select(g => g.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(p => ReadParameter(p, use)).ToSequence())],
        result,
        use,
        doc);

    /// <summary>Whether arguments are separated by <c>|</c> somewhere, or conjuncts listed: then <c>|</c> and <c>&amp;</c> are not set operators inside.</summary>
    public bool IsGrouped => Use == WordUse.Operator && Groups.Any(g => g.Any(p => p.Sorts.Has(Sort.Relation) || p.Sorts.Has(Sort.Relations)));

    /// <summary>How it is written: <c>left_join(L, R | ..on)</c>.</summary>
    public string Pattern => $"{Name}({string.Join(" | ", Groups.Select(g => string.Join(", ", g)))})";

    /// <inheritdoc/>
    public override string ToString() => $"{Pattern}: {Result}";

    private static Parameter ReadParameter(string text, WordUse use)
    {
        var parts = text.Split(':', StringSplitOptions.TrimEntries);
        if (parts.Length != 2)
        {
            throw new ArgumentException($"`{text}` is not `name: Sort`.", nameof(text));
        }

        var sorts = parts[1] == nameof(Expression) ? Expression : SortSet.Of([.. parts[1].Split('/').Select(Enum.Parse<Sort>)]);
        return new(parts[0], sorts, use == WordUse.Operator && parts[1] is ("Relations" or "Conjuncts" or "Scalars"));
    }
}
