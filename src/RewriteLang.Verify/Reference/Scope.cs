using System.Diagnostics;
using RewriteLang.Algebra;

namespace RewriteLang.Verify.Reference;

/// <summary>The columns visible at a place and their values: one row, and the rows of the scopes around it.</summary>
internal sealed record Scope(IReadOnlyList<Column> Columns, object?[] Row, Scope? Outer)
{
    public object? this[Column column]
    {
        get
        {
            for (var scope = this; scope is not null; scope = scope.Outer)
            {
                for (var i = 0; i < scope.Columns.Count; i++)
                {
                    if (scope.Columns[i].Id == column.Id)
                    {
                        return scope.Row[i];
                    }
                }
            }

            throw new UnreachableException($"The column {column} is not in scope.");
        }
    }
}

/// <summary>A bag of rows.</summary>
internal sealed record Bag(IReadOnlyList<Column> Columns, List<object?[]> Rows)
{
    public int IndexOf(Column column)
    {
        for (var i = 0; i < Columns.Count; i++)
        {
            if (Columns[i].Id == column.Id)
            {
                return i;
            }
        }

        throw new UnreachableException($"The column {column} does not come out of its input.");
    }

    public int[] IndexesOf(IEnumerable<Column> columns) => [.. columns.Select(IndexOf)];
}
