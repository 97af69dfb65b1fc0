using RewriteLang.Sql.Printing.Levels;
using RewriteLang.Sql.Printing.Tree;

namespace RewriteLang.Sql.Printing.Text;

/// <summary>
/// Chooses the aliases of FROM items: the wanted one where it is free. Within one FROM aliases are distinct; an inner item may have the alias of an
/// outer one only if nothing inside refers to that outer item.
/// </summary>
internal sealed class Naming
{
    private readonly Dictionary<QueryTree, HashSet<FromItem>> _outer = new(ReferenceEqualityComparer.Instance);

    /// <summary>Sets the alias of every FROM item below <paramref name="tree"/>.</summary>
    public static void Assign(QueryTree tree)
    {
        var naming = new Naming();
        naming.Collect(tree);
        naming.Visit(tree);
    }

    // The items that a query refers to and does not define.
    private HashSet<FromItem> Collect(QueryTree tree)
    {
        var free = new HashSet<FromItem>();
        foreach (var expr in tree.Expressions())
        {
            Collect(expr, free);
        }

        foreach (var inner in tree.Queries())
        {
            free.UnionWith(Collect(inner));
        }

        if (tree is QueryTree.Select select)
        {
            foreach (var item in select.From.SelectMany(f => f.Items))
            {
                free.Remove(item);
            }
        }

        _outer[tree] = free;
        return free;
    }

    private void Collect(Expr expr, HashSet<FromItem> free)
    {
        if (expr is Expr.Column column)
        {
            free.Add(column.Source);
        }

        if (expr.Query() is { } query)
        {
            free.UnionWith(Collect(query));
        }

        foreach (var child in expr.Children())
        {
            Collect(child, free);
        }
    }

    private void Visit(QueryTree tree)
    {
        if (tree is QueryTree.Select select)
        {
            var taken = _outer[tree].Select(i => i.Alias).ToHashSet(StringComparer.OrdinalIgnoreCase);
            foreach (var item in select.From.SelectMany(f => f.Items))
            {
                item.Alias = ColumnNames.Distinguish(item.WantedAlias ?? item.Table ?? "q", taken.Contains);
                taken.Add(item.Alias);
            }
        }

        foreach (var inner in tree.Queries().Concat(tree.Expressions().SelectMany(Nested)))
        {
            Visit(inner);
        }
    }

    private static IEnumerable<QueryTree> Nested(Expr expr)
    {
        if (expr.Query() is { } query)
        {
            yield return query;
        }

        foreach (var child in expr.Children())
        {
            foreach (var inner in Nested(child))
            {
                yield return inner;
            }
        }
    }
}
