using RewriteLang.Sql.Printing.Tree;

namespace RewriteLang.Sql.Printing.Text;

/// <summary>The names that can be used in one SELECT, and in those around it: decides whether a column needs its table's alias before it.</summary>
internal sealed class NameScope
{
    private readonly NameScope? _outer;
    private readonly HashSet<FromItem> _items = [];
    private readonly Dictionary<string, int> _columns = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Expr> _outputs = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The scope of a SELECT inside <paramref name="outer"/>.</summary>
    public NameScope(QueryTree.Select select, NameScope? outer)
    {
        _outer = outer;
        foreach (var item in select.From.SelectMany(f => f.Items))
        {
            _items.Add(item);
            foreach (var column in item.Columns)
            {
                if (column.Length > 0)
                {
                    _columns[column] = _columns.GetValueOrDefault(column) + 1;
                }
            }
        }

        foreach (var item in select.Items)
        {
            _outputs.TryAdd(item.Name, item.Value);
        }
    }

    /// <summary>Whether the clause being written (GROUP BY, HAVING, QUALIFY, ORDER BY) may read a name as one of the select list.</summary>
    public bool SeesOutputs { get; set; }

    /// <summary>Whether some FROM item here has a column of that name.</summary>
    public bool HasColumn(string name) => _columns.ContainsKey(name);

    /// <summary>The column with as much of a qualifier as it needs.</summary>
    public string Write(Expr.Column column)
    {
        var name = column.Source.Columns[column.Index];
        var plain = Identifiers.Name(name);
        return IsUnmistakable(column, name) ? plain : $"{Identifiers.Name(column.Source.Alias)}.{plain}";
    }

    private bool IsUnmistakable(Expr.Column column, string name)
    {
        for (var scope = this; scope is not null; scope = scope._outer)
        {
            if (scope.SeesOutputs && scope._outputs.TryGetValue(name, out var output) && !column.Equals(output))
            {
                return false;
            }

            if (scope._columns.TryGetValue(name, out var count))
            {
                return count == 1 && scope._items.Contains(column.Source);
            }

            // DuckDB reads a table's alias as a row of it before it looks for a column further out.
            if (scope._items.Any(i => string.Equals(i.Alias, name, StringComparison.OrdinalIgnoreCase)))
            {
                return false;
            }
        }

        return false;
    }
}
