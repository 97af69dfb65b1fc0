using RewriteLang.Algebra;
using RewriteLang.Sql.Parsing;

namespace RewriteLang.Sql.Binding;

/// <content>The SELECT list: stars, aliases, names.</content>
internal sealed partial class Binder
{
    private List<SelectItem> ExpandItems(Node node, Scope scope)
    {
        var items = new List<SelectItem>();
        foreach (var item in node.List("select_list"))
        {
            if (item.Class == "STAR")
            {
                ExpandStar(item, scope, items);
            }
            else
            {
                items.Add(new() { Node = item, Alias = item.Alias.Length > 0 ? item.Alias : null });
            }
        }

        return items;
    }

    private void ExpandStar(Node star, Scope scope, List<SelectItem> items)
    {
        if (!ReadsAll(star, "*", "relation_name", "exclude_list", "replace_list", "rename_list") || star.Alias.Length > 0)
        {
            return;
        }

        if (star.List("rename_list").Exists(e => e.Child("key").Text("table").Length > 0))
        {
            Unsupported(Codes.UnsupportedClause, "RENAME of a qualified column", star);
            return;
        }

        var relation = star.Text("relation_name") is { Length: > 0 } r ? r : null;
        var variables = scope.Variables.Where(v => relation is null || NameResolver.Same(v.Name, relation)).ToList();
        if (relation is not null && variables.Count == 0 && !scope.IsIncomplete)
        {
            Error(Codes.UnknownTable, $"There is no table `{relation}` in FROM.", star, Suggestions.For(relation, scope.Variables.Select(v => v.Name).OfType<string>()));
            return;
        }

        var excluded = star.Texts("exclude_list").ToDictionary(n => n, _ => false, StringComparer.OrdinalIgnoreCase);
        var replaced = star.List("replace_list").ToDictionary(e => e.Text("key"), e => (Node: e.Child("value"), IsSeen: false), StringComparer.OrdinalIgnoreCase);

        // DuckDB says nothing where there is nothing to rename.
        var renamed = star.List("rename_list").ToDictionary(e => e.Child("key").Text("column"), e => e.Text("value"), StringComparer.OrdinalIgnoreCase);
        var shown = new HashSet<MergedColumn>(ReferenceEqualityComparer.Instance);
        foreach (var (name, column) in variables.SelectMany(v => v.Columns))
        {
            var merged = relation is null ? scope.Merged.Find(m => m.Members.Contains(column)) : null;
            if (merged is not null && !shown.Add(merged))
            {
                continue;
            }

            if (excluded.ContainsKey(name))
            {
                excluded[name] = true;
            }
            else if (replaced.TryGetValue(name, out var other))
            {
                replaced[name] = (other.Node, true);
                items.Add(new() { Node = other.Node, Alias = name });
            }
            else if (renamed.TryGetValue(name, out var to))
            {
                items.Add(new() { Name = to, Value = merged?.Value ?? column.Ref() });
            }
            else
            {
                items.Add(new() { Name = name, Value = merged?.Value ?? column.Ref() });
            }
        }

        foreach (var name in excluded.Where(e => !e.Value).Select(e => e.Key).Concat(replaced.Where(e => !e.Value.IsSeen).Select(e => e.Key)))
        {
            if (!scope.IsIncomplete)
            {
                Error(Codes.UnknownColumn, $"* has no column `{name}`.", star, Suggestions.For(name, variables.SelectMany(v => v.Columns).Select(c => c.Name)));
            }
        }
    }

    private void BindItems(SelectState state, bool isNamed, Node namedAsWritten)
    {
        var earlier = AliasOfItem(state);
        var unnamed = new List<SelectItem>();
        foreach (var item in state.Items)
        {
            if (!item.Node.Exists)
            {
                continue;
            }

            var context = new ExpressionContext
            {
                Scope = state.Scope,
                Clause = "SELECT",
                Attachments = state.AboveGrouping,
                Aggregates = state.Aggregates,
                Windows = state.Windows,
                Alias = earlier,
                NameHint = item.Alias,
            };
            if (item.Node.Class == "COLUMN_REF" && item.Node.FirstFieldBeyond("column_names") is null)
            {
                var (value, name) = ResolveColumn(item.Node, context);
                (item.Value, item.Name) = (value, item.Alias ?? name);
            }
            else if (item.Node.Class == "POSITIONAL_REFERENCE" && ColumnAt(item.Node, context) is { } column)
            {
                (item.Value, item.Name) = (column.Column.Ref(), item.Alias ?? column.Name);
            }
            else
            {
                var value = !IsSqlite && IsUnnest(item.Node) ? BindUnnestItem(item, state, context) : BindExpression(item.Node, context);
                (item.Value, item.Name) = (value, item.Alias);
                if (item.Alias is null)
                {
                    unnamed.Add(item);
                }
            }
        }

        if (namedAsWritten.Exists)
        {
            NameAsWritten(namedAsWritten, state, unnamed);
        }
        else if (unnamed.Count > 0)
        {
            NameItems(unnamed, isNamed);
        }
    }

    private void NameItems(List<SelectItem> unnamed, bool isNamed)
    {
        if (isNamed && unnamed.Find(i => WrittenTypes.AreLost(i.Node, source.Statement)) is { } lost)
        {
            Unsupported(Codes.UnsupportedExpression, "a column without alias whose name holds VARCHAR(n) or a bare DECIMAL", lost.Node);
        }

        // Where nobody can see the name, a short one will do.
        var names = isNamed && _diagnostics.Count == 0 ? ExpressionNames.Of(unnamed.ConvertAll(i => i.Node)) : unnamed.ConvertAll(i => ExpressionNames.Short(i.Node));
        for (var i = 0; i < unnamed.Count; i++)
        {
            unnamed[i].Name = names[i];
        }
    }
}
