namespace RewriteLang.Dsl;

/// <summary>Some sorts: what a place accepts. The empty set stands for any.</summary>
public readonly record struct SortSet
{
    private readonly uint _bits;

    private SortSet(uint bits) => _bits = bits;

    /// <summary>Any sort.</summary>
    public static SortSet Any => default;

    /// <summary>Whether every sort is accepted.</summary>
    public bool IsAny => _bits == 0;

    /// <summary>The set of these sorts.</summary>
    public static SortSet Of(params ReadOnlySpan<Sort> sorts)
    {
        var bits = 0u;
        foreach (var sort in sorts)
        {
            bits |= 1u << (int)sort;
        }

        return new(bits);
    }

    /// <summary>The set of one sort.</summary>
    public static implicit operator SortSet(Sort sort) => Of(sort);

    /// <summary>Whether <paramref name="sort"/> itself is in the set; the set of any holds none by name.</summary>
    public bool Has(Sort sort) => (_bits & (1u << (int)sort)) != 0;

    /// <summary>
    /// Whether a term of that sort can stand here: its sort is in the set, or it stands for one that is (a column for its value or for the set of
    /// itself, a predicate for the conjuncts of itself, a relation or scalar for the list of itself).
    /// </summary>
    public bool Accepts(Sort sort) => IsAny || Has(sort) || sort switch
    {
        Sort.Column => Has(Sort.Scalar) || Has(Sort.Columns) || Has(Sort.Conjuncts) || Has(Sort.Scalars),
        Sort.Scalar => Has(Sort.Conjuncts) || Has(Sort.Scalars),
        Sort.Relation => Has(Sort.Relations),
        _ => false,
    };

    /// <summary>The sorts, in the order of the enumeration.</summary>
    public IEnumerable<Sort> Sorts
    {
        get
        {
            foreach (var sort in Enum.GetValues<Sort>())
            {
                if (Has(sort))
                {
                    yield return sort;
                }
            }
        }
    }

    /// <summary>As a message names it: <c>a relation</c>, <c>columns or a number</c>.</summary>
    public string Description => IsAny ? "anything" : SortNames.Join([.. Sorts.Select(SortNames.Of)], "or");

    /// <inheritdoc/>
    public override string ToString() => IsAny ? "Any" : string.Join("/", Sorts);
}

/// <summary>How messages name sorts.</summary>
internal static class SortNames
{
    /// <summary>With its article.</summary>
    internal static string Of(Sort sort) => sort switch
    {
        Sort.Relation => "a relation",
        Sort.Relations => "relations",
        Sort.Scalar => "a scalar expression",
        Sort.Conjuncts => "conjuncts",
        Sort.Scalars => "scalar expressions",
        Sort.Column => "a column",
        Sort.Columns => "a set of columns",
        Sort.Items => "items of a projection",
        Sort.Aggregates => "aggregates",
        Sort.Windows => "window calls",
        Sort.Order => "an order",
        Sort.GroupingSets => "grouping sets",
        Sort.Renaming => "a renaming",
        Sort.Number => "a number",
        Sort.Boolean => "a condition",
        Sort.Text => "a text",
        Sort.Type => "a type",
        _ => "a term of the theory",
    };

    /// <summary><c>a, b or c</c></summary>
    internal static string Join(IReadOnlyList<string> names, string word) => names.Count switch
    {
        0 => "",
        1 => names[0],
        _ => $"{string.Join(", ", names.Take(names.Count - 1))} {word} {names[^1]}",
    };
}
