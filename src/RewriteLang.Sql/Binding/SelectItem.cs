using RewriteLang.Algebra;
using RewriteLang.Sql.Parsing;

namespace RewriteLang.Sql.Binding;

/// <summary>An item of a SELECT list, stars expanded.</summary>
internal sealed class SelectItem
{
    /// <summary>Its expression; does not exist for a column that a star brought.</summary>
    public Node Node { get; init; }

    /// <summary>The name after AS; null if there is none.</summary>
    public string? Alias { get; init; }

    /// <summary>Its name in the result; set when it is bound.</summary>
    public string? Name { get; set; }

    /// <summary>Its value over the rows before grouping and the columns of aggregates and windows; null until it is bound.</summary>
    public Scalar? Value { get; set; }
}
