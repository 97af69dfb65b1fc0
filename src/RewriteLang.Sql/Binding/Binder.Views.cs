using RewriteLang.Algebra;
using RewriteLang.Sql.Parsing;
using RewriteLang.Sql.Printing;
using RewriteLang.Sql.Statements;

namespace RewriteLang.Sql.Binding;

/// <content>Views: their query stands where they are named.</content>
internal sealed partial class Binder
{
    private const int MostViewsDeep = 32;

    /// <summary>A view as a derived table; a note where its query cannot be bound.</summary>
    private FromPart BindView(View view, Node node, string alias)
    {
        if (_views.Count < MostViewsDeep && !_views.Contains(view.Name, StringComparer.OrdinalIgnoreCase) && BoundView(view) is { } bound)
        {
            Relation body = bound.Body is Relation.Project project ? project with { Alias = alias } : bound.Body;
            var names = ViewColumns(view);
            var named = Deduplicated([.. bound.Outputs.Select(o => new NamedColumn(o.Name, o.Column))]).Select((c, i) => i < names.Count ? c with { Name = names[i] } : c).ToList();
            var part = new FromPart();
            part.Filtered.Inputs.Add(body);
            part.Variables.Add(new(alias, node.Alias.Length > 0 ? null : view.Schema ?? "main", Rename(named, node.Texts("column_name_alias"), $"`{alias}`", node)));
            return part;
        }

        Unsupported(Codes.UnsupportedClause, $"the view {view.Name}, whose query is not understood", node);
        return new() { IsIncomplete = true };
    }

    // The view sees the tables and views of the catalog, and nothing of the query that names it. Its order is not kept, as in any derived table.
    private Query? BoundView(View view)
    {
        var text = DialectNames.Of(view.Engine);
        if (SqlScript.Split(view.Sql, $"view {view.Name}", text) is not [{ Kind: StatementKind.CreateView } statement])
        {
            return null;
        }

        var inner = SqlBinder.SourceOf(statement, text);
        var parsed = inner is null ? null : SqlParser.Parse(inner);
        if (parsed is not { IsSuccess: true })
        {
            return null;
        }

        var binder = new Binder(inner!, catalog, columns, text, tablesOnly) { _views = [.. _views, view.Name], _cteNames = _cteNames };
        var bound = binder.Bind(parsed.Value.Root);
        _certainlyReal.UnionWith(binder._certainlyReal);
        return bound.Value?.Query;
    }

    // CREATE VIEW v (a, b) AS …
    private static List<string> ViewColumns(View view)
    {
        var dialect = DialectNames.Of(view.Engine);
        var statement = SqlScript.Split(view.Sql, dialect: dialect)[0];
        var head = view.Sql[..statement.QueryOffset];
        var tokens = Tokenizer.Tokenize(head, dialect).Where(t => t.Kind != TokenKind.Comment).ToList();
        var open = tokens.FindIndex(t => t.IsSymbol(head, '('));
        var close = tokens.FindIndex(t => t.IsSymbol(head, ')'));
        return open < 0 || close < open ? [] : [.. tokens[(open + 1)..close].Select(t => t.Name(head)).OfType<string>()];
    }
}
