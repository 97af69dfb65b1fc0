using RewriteLang.Algebra;

namespace RewriteLang.Sql.Binding;

/// <summary>A column under the name by which a scope shows it.</summary>
internal readonly record struct NamedColumn(string Name, Column Column);

/// <summary>A table, derived table or CTE as a FROM clause names it.</summary>
/// <param name="Name">Its alias, else its own name; null for one without a name.</param>
/// <param name="Schema">The schema of a base table without alias; null otherwise.</param>
/// <param name="Columns">Its columns in order; names may repeat.</param>
internal sealed record RangeVariable(string? Name, string? Schema, IReadOnlyList<NamedColumn> Columns)
{
    // Made at the first question: many queries read few of a table's columns, and some read all of a wide one's.
    private ILookup<string, NamedColumn>? _byName;

    /// <summary>Its columns in order; names may repeat.</summary>
    public IReadOnlyList<NamedColumn> Columns
    {
        get;
        init
        {
            field = value;
            _byName = null;
        }
    } = Columns;

    /// <summary>Whether some of its columns are not known.</summary>
    public bool IsIncomplete { get; init; }

    /// <summary>The columns of that name.</summary>
    public IEnumerable<NamedColumn> Named(string name) => (_byName ??= Columns.ToLookup(c => c.Name, StringComparer.OrdinalIgnoreCase))[name];

    /// <summary>The same names over other columns.</summary>
    public RangeVariable Over(IReadOnlyDictionary<Column, Column> columns) =>
        this with { Columns = [.. Columns.Select(c => c with { Column = columns.GetValueOrDefault(c.Column, c.Column) })] };
}

/// <summary>A column that USING or NATURAL made one of several: an unqualified name means <paramref name="Value"/>.</summary>
/// <param name="Name">The name.</param>
/// <param name="Value">The left column; the right one of a RIGHT JOIN; COALESCE of both of a FULL JOIN.</param>
/// <param name="Members">The columns it stands for.</param>
internal sealed record MergedColumn(string Name, Scalar Value, IReadOnlySet<Column> Members);

/// <summary>The names of a CTE or view.</summary>
/// <param name="Name">The name in the text.</param>
/// <param name="UniqueName">The name in the plan.</param>
/// <param name="Columns">The columns of its definition, under their names.</param>
/// <param name="Next">The CTEs around it.</param>
internal sealed record CteScope(string Name, string UniqueName, IReadOnlyList<NamedColumn> Columns, CteScope? Next)
{
    /// <summary>Whether a FROM clause names it.</summary>
    public bool IsUsed { get; set; }

    /// <summary>Whether its definition could not be bound, so that its columns are not known.</summary>
    public bool IsIncomplete { get; init; }
}

/// <summary>The names that an expression can use, and the scopes around them.</summary>
internal sealed class Scope(Scope? outer)
{
    /// <summary>The scope around; null at the outermost.</summary>
    public Scope? Outer { get; } = outer;

    /// <summary>The FROM clause's members in order.</summary>
    public List<RangeVariable> Variables { get; init; } = [];

    /// <summary>The columns that USING and NATURAL joins merged.</summary>
    public List<MergedColumn> Merged { get; init; } = [];

    /// <summary>The CTEs in sight.</summary>
    public CteScope? Ctes { get; set; } = outer?.Ctes;

    /// <summary>Whether something in FROM could not be bound, so that a name may be one of its columns.</summary>
    public bool IsIncomplete { get; set; }

    /// <summary>The columns of <see cref="Outer"/>, itself and no scope further out, that were read from here or below.</summary>
    public HashSet<Column> CorrelatedColumns { get; } = [];

    /// <summary>The CTE of that name; null if there is none.</summary>
    public CteScope? FindCte(string name)
    {
        for (var cte = Ctes; cte is not null; cte = cte.Next)
        {
            if (string.Equals(cte.Name, name, StringComparison.OrdinalIgnoreCase))
            {
                return cte;
            }
        }

        return null;
    }
}
