using RewriteLang.Algebra;

namespace RewriteLang.Sql.Printing.Levels;

/// <summary>
/// How often each column of a relation is used above it. It tells which columns a derived table has to have, and which expressions would be written
/// several times if they were inlined.
/// </summary>
internal sealed class Uses
{
    private readonly Dictionary<ColumnId, int> _counts;

    /// <summary>No uses.</summary>
    public Uses() => _counts = [];

    private Uses(Dictionary<ColumnId, int> counts) => _counts = counts;

    /// <summary>Uses of the column; 0 for one that is not needed.</summary>
    public int this[Column column] => _counts.GetValueOrDefault(column.Id);

    /// <summary>A copy to add to.</summary>
    public Uses Copy() => new(new(_counts));

    /// <summary>Counts a use of one column.</summary>
    public Uses Add(Column column, int times = 1)
    {
        _counts[column.Id] = Math.Min(_counts.GetValueOrDefault(column.Id) + times, 1000);
        return this;
    }

    /// <summary>Counts a use of each.</summary>
    public Uses Add(IEnumerable<Column> columns)
    {
        foreach (var column in columns)
        {
            Add(column);
        }

        return this;
    }

    /// <summary>Counts each reference in a scalar.</summary>
    public Uses Add(Scalar scalar, int times = 1)
    {
        if (scalar is Scalar.ColumnRef reference)
        {
            return Add(reference.Column, times);
        }

        foreach (var child in scalar.Children())
        {
            Add(child, times);
        }

        return this;
    }

    /// <summary>Counts each reference in several scalars.</summary>
    public Uses Add(IEnumerable<Scalar> scalars, int times = 1)
    {
        foreach (var scalar in scalars)
        {
            Add(scalar, times);
        }

        return this;
    }

    /// <summary>Counts the columns that a subquery reads from outside; in a subquery, they are read again and again.</summary>
    public Uses AddOuter(Relation subquery) => Add(subquery.OuterColumns());
}
