namespace RewriteLang.EGraphs;

/// <summary>How the children that follow a node's fixed parts are compared.</summary>
public enum RestKind
{
    /// <summary>As a list: order and repetition count.</summary>
    Ordered,

    /// <summary>As a multiset: repetition counts, order does not.</summary>
    Multiset,

    /// <summary>As a set: neither order nor repetition counts.</summary>
    Set,
}

/// <summary>
/// Which children of a symbol may be permuted. A node's children are, in this order: <see cref="Ordered"/> children in
/// given order, then <see cref="Multiset"/> children as a multiset, then all that remain, as <see cref="Rest"/> says.
/// The kernel keeps nodes canonical: multisets sorted by class, sets sorted and without repetition, again after every union;
/// so one node stands for all permutations, and a set may shrink when classes merge.
/// </summary>
/// <param name="Ordered">Number of leading children whose order counts.</param>
/// <param name="Multiset">Number of children after those that form a multiset. Its length is part of the symbol and never changes.</param>
/// <param name="Rest">What the remaining children form. Their number is part of the node, not of the symbol.</param>
public sealed record NodeShape(int Ordered, int Multiset, RestKind Rest)
{
    /// <summary>A list of children: the usual term.</summary>
    public static NodeShape List { get; } = new(0, 0, RestKind.Ordered);

    /// <summary>All children form one multiset.</summary>
    public static NodeShape Bag { get; } = new(0, 0, RestKind.Multiset);

    /// <summary>All children form one set.</summary>
    public static NodeShape Set { get; } = new(0, 0, RestKind.Set);

    /// <summary>Whether canonical form is more than replacing each child by its class.</summary>
    public bool IsPlain => Multiset == 0 && Rest == RestKind.Ordered;

    /// <summary>Sorts the permutable parts in place and removes repetitions from the set; returns the new number of children.</summary>
    /// <exception cref="ArgumentException">There are fewer children than the fixed parts need.</exception>
    public int Canonicalize(Span<EClassId> children)
    {
        var fixedParts = Ordered + Multiset;
        if (children.Length < fixedParts)
        {
            throw new ArgumentException($"the shape needs at least {fixedParts} children, not {children.Length}", nameof(children));
        }

        children.Slice(Ordered, Multiset).Sort();
        if (Rest == RestKind.Ordered)
        {
            return children.Length;
        }

        var rest = children[fixedParts..];
        rest.Sort();
        return Rest == RestKind.Multiset ? children.Length : fixedParts + Deduplicate(rest);
    }

    private static int Deduplicate(Span<EClassId> sorted)
    {
        var kept = 0;
        foreach (var child in sorted)
        {
            if (kept == 0 || sorted[kept - 1] != child)
            {
                sorted[kept++] = child;
            }
        }

        return kept;
    }
}
