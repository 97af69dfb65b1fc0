namespace RewriteLang.Sql.Printing.Tree;

/// <summary>Traversal of queries.</summary>
internal static class QueryTrees
{
    /// <summary>The expressions that stand directly in a query, clause by clause.</summary>
    public static IEnumerable<Expr> Expressions(this QueryTree tree)
    {
        switch (tree)
        {
            case QueryTree.Select select:
                foreach (var item in select.Items)
                {
                    yield return item.Value;
                }

                foreach (var expr in select.From.SelectMany(Expressions))
                {
                    yield return expr;
                }

                foreach (var expr in select.Where.Concat(select.GroupBy).Concat(select.Having).Concat(select.Qualify))
                {
                    yield return expr;
                }

                break;
            case QueryTree.ValuesList values:
                foreach (var expr in values.Rows.SelectMany(r => r))
                {
                    yield return expr;
                }

                break;
        }

        foreach (var key in tree.OrderBy)
        {
            yield return key.Key;
        }

        if (tree.Limit is { } limit)
        {
            yield return limit;
        }

        if (tree.Offset is { } offset)
        {
            yield return offset;
        }
    }

    /// <summary>The queries directly below: CTEs, derived tables, operands; not those inside expressions.</summary>
    public static IEnumerable<QueryTree> Queries(this QueryTree tree)
    {
        foreach (var cte in tree.Ctes)
        {
            yield return cte.Query;
        }

        switch (tree)
        {
            case QueryTree.Select select:
                foreach (var item in select.From.SelectMany(f => f.Items))
                {
                    if (item.Query is { } query)
                    {
                        yield return query;
                    }
                }

                break;
            case QueryTree.SetOperation set:
                foreach (var operand in set.Operands)
                {
                    yield return operand;
                }

                break;
            case QueryTree.Verbatim verbatim:
                foreach (var (_, query) in verbatim.Holes)
                {
                    yield return query;
                }

                break;
        }
    }

    /// <summary>Whether the query reads, at any depth, an item that satisfies <paramref name="isWanted"/>.</summary>
    public static bool Reads(this QueryTree tree, Func<FromItem, bool> isWanted) =>
        tree.Expressions().Any(e => e.Reads(isWanted)) || tree.Queries().Any(q => q.Reads(isWanted));

    /// <summary>Whether the expression reads, queries inside included, an item that satisfies <paramref name="isWanted"/>.</summary>
    public static bool Reads(this Expr expr, Func<FromItem, bool> isWanted) =>
        expr.Any(e => (e is Expr.Column { Source: var source } && isWanted(source)) || e.Query()?.Reads(isWanted) == true);

    /// <summary>Whether a lateral item of the element reads an item that satisfies <paramref name="isWanted"/>.</summary>
    public static bool ReadsLaterally(this FromElement element, Func<FromItem, bool> isWanted) =>
        element.Items.Any(i => i.Lateral && (i.Query?.Reads(isWanted) == true || i.Function?.Reads(isWanted) == true));

    /// <summary>Whether the condition of a join in the element reads items outside of it.</summary>
    public static bool JoinsReadOutside(this FromElement element)
    {
        var items = element.Items.ToHashSet();
        return Conditions(element).Any(on => on.HasQuery() || on.Reads(item => !items.Contains(item)));
    }

    private static IEnumerable<Expr> Conditions(FromElement element) =>
        element is FromElement.Join join ? join.On.Concat(Conditions(join.Left)).Concat(Conditions(join.Right)) : [];

    private static IEnumerable<Expr> Expressions(FromElement element) => element switch
    {
        FromElement.Single { Item.Function: { } function } => [function],
        FromElement.Join join => join.On.Concat(Expressions(join.Left)).Concat(Expressions(join.Right)),
        _ => [],
    };
}
