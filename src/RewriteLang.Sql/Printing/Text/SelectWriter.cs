using System.Globalization;
using RewriteLang.Sql.Printing.Tree;

namespace RewriteLang.Sql.Printing.Text;

/// <summary>Writes the clauses of one SELECT, up to ORDER BY.</summary>
internal sealed class SelectWriter(ExprWriter exprs, QueryWriter queries, QueryTree.Select select, NameScope scope, int indent, int width, bool named)
{
    private readonly string _blank = ExprWriter.Blank(indent);

    /// <summary>Adds the clauses, each with its indentation.</summary>
    public void AddTo(List<string> clauses)
    {
        var items = select.Items.Select(i => Item(i, exprs.Write(i.Value, scope, indent + 4))).ToList();
        var head = select.Distinct ? "SELECT DISTINCT" : "SELECT";
        clauses.Add($"{_blank}{Space(head, QueryWriter.Join(items, indent, width - head.Length - 1))}");
        if (select.From.Count > 0)
        {
            var from = select.From.Select(f => From(f, indent + (select.From.Count > 1 ? 4 : 0))).ToList();
            clauses.Add($"{_blank}{Space("FROM", select.From.Count == 1 ? from[0] : QueryWriter.Join(from, indent, width - 5))}");
        }

        Conjuncts("WHERE", select.Where, clauses);
        scope.SeesOutputs = true;
        if (select.GroupBy.Count > 0 || select.GroupingSets.Count > 0)
        {
            clauses.Add($"{_blank}{Space("GROUP BY", GroupBy())}");
        }

        Conjuncts("HAVING", select.Having, clauses);
        Conjuncts("QUALIFY", select.Qualify, clauses);
        if (select.OrderBy.Count > 0)
        {
            var keys = select.OrderBy.Select(o => ExprWriter.OrderItem(o, OrderKey(o.Key))).ToList();
            clauses.Add($"{_blank}{Space("ORDER BY", QueryWriter.Join(keys, indent, width - 9))}");
        }

        scope.SeesOutputs = false;
    }

    private static string Space(string head, string tail) => tail[0] == '\n' ? head + tail : $"{head} {tail}";

    private string Item(SelectItem item, string value) => ShowsAlias(item) ? $"{value} AS {Identifiers.Name(item.Name)}" : value;

    private bool ShowsAlias(SelectItem item) =>
        named && !(item.Value is Expr.Column column && column.Source.Columns[column.Index] == item.Name);

    private void Conjuncts(string keyword, IReadOnlyList<Expr> conjuncts, List<string> clauses)
    {
        if (conjuncts.Count > 0)
        {
            var least = conjuncts.Count > 1 ? Strength.Not : Strength.Or;
            var lead = ExprWriter.Blank(indent + Math.Max(0, keyword.Length - 3));
            clauses.Add($"{_blank}{keyword} " + string.Join($"\n{lead}AND ", conjuncts.Select(c => exprs.Write(c, scope, indent + Math.Max(0, keyword.Length - 3), least))));
        }
    }

    private string From(FromElement element, int at) => element switch
    {
        FromElement.Single single => Item(single.Item, at),
        FromElement.Join join => Join(join, at),
        _ => throw new System.Diagnostics.UnreachableException(element.GetType().Name),
    };

    private string Join(FromElement.Join join, int at)
    {
        var right = join.Right is FromElement.Join ? $"({From(join.Right, at + 4)})" : From(join.Right, at);
        var text = $"{From(join.Left, at)}\n{ExprWriter.Blank(at)}{join.Keyword} {right}";
        if (join.On.Count == 0)
        {
            return join.Keyword is "CROSS JOIN" or "JOIN" ? text : text + " ON TRUE";
        }

        var least = join.On.Count > 1 ? Strength.Not : Strength.Or;
        var conditions = join.On.Select(o => exprs.Write(o, scope, at + 8, least)).ToList();
        var isShort = conditions.TrueForAll(c => !c.Contains('\n', StringComparison.Ordinal)) && conditions.Sum(c => c.Length + 5) <= width - 40;
        return $"{text} ON {string.Join(isShort ? " AND " : $"\n{ExprWriter.Blank(at + 4)}AND ", conditions)}";
    }

    private string Item(FromItem item, int at)
    {
        var alias = Identifiers.Name(item.Alias);
        if (item.Table is { } table)
        {
            var name = item.Schema is null ? Identifiers.Name(table) : $"{Identifiers.Name(item.Schema)}.{Identifiers.Name(table)}";
            return string.Equals(item.Alias, table, StringComparison.OrdinalIgnoreCase) ? name : $"{name} AS {alias}";
        }

        var columns = item.NamesColumns ? $"({string.Join(", ", item.Columns.Select(Identifiers.Name))})" : "";
        var body = item.Function is { } function ? exprs.Write(function, scope, at) : queries.Nested(item.Query!, scope, at, named: !item.NamesColumns);
        var lateral = item is { Lateral: true, Function: null } ? "LATERAL " : "";
        return $"{lateral}{body} AS {alias}{columns}";
    }

    private string GroupBy()
    {
        var keys = select.GroupBy.Select(GroupKey).ToList();
        if (select.GroupingSets.Count == 0)
        {
            return QueryWriter.Join(keys, indent, width - 9);
        }

        string Set(IEnumerable<int> set) => $"({string.Join(", ", set.Select(i => keys[i]))})";
        if (GroupingShape.IsRollup(select.GroupingSets, keys.Count))
        {
            return $"ROLLUP {Set(select.GroupingSets.MaxBy(s => s.Count)!)}";
        }

        return GroupingShape.IsCube(select.GroupingSets, keys.Count)
            ? $"CUBE {Set(Enumerable.Range(0, keys.Count))}"
            : $"GROUPING SETS ({string.Join(", ", select.GroupingSets.Select(s => Set(s)))})";
    }

    // A computed key that is in the select list is written by its name there, unless a column of that name would be taken for it.
    private string GroupKey(Expr key)
    {
        var item = key is Expr.Column ? null : select.Items.FirstOrDefault(i => ReferenceEquals(i.Value, key));
        return item is not null && ShowsAlias(item) && !scope.HasColumn(item.Name) && IsUnique(item.Name)
            ? Identifiers.Name(item.Name)
            : exprs.Write(key, scope, indent + 4);
    }

    private string OrderKey(Expr key)
    {
        for (var i = 0; key is not Expr.Column && i < select.Items.Count; i++)
        {
            var item = select.Items[i];
            if (ReferenceEquals(item.Value, key))
            {
                return ShowsAlias(item) && IsUnique(item.Name) ? Identifiers.Name(item.Name) : (i + 1).ToString(CultureInfo.InvariantCulture);
            }
        }

        return exprs.Write(key, scope, indent + 4);
    }

    private bool IsUnique(string name) => select.Items.Count(i => string.Equals(i.Name, name, StringComparison.OrdinalIgnoreCase)) == 1;
}
