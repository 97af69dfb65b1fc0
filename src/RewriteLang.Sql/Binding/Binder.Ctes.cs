using RewriteLang.Algebra;
using RewriteLang.Sql.Parsing;

namespace RewriteLang.Sql.Binding;

/// <content>Common table expressions.</content>
internal sealed partial class Binder
{
    private readonly Dictionary<string, Materialization> _materializations = CteHints.Read(source.Statement);

    private sealed record BoundCte(CteScope Names, Func<Relation, Relation> Around);

    private List<BoundCte> BindCtes(Node node, Scope scope)
    {
        var bound = new List<BoundCte>();
        foreach (var entry in node.Child("cte_map") is { Exists: true } map ? map.List("map") : [])
        {
            var name = entry.Text("key");
            var value = entry.Child("value");
            ReadsAll(value, $"the CTE {name}", "aliases", "query", "materialized");
            var body = value.Child("query").Child("node");
            var cte = body.Type == "RECURSIVE_CTE_NODE"
                ? BindRecursive(name, body, value.Texts("aliases"), scope)
                : BindPlain(name, body, value, scope);
            scope.Ctes = cte.Names;
            bound.Add(cte);
        }

        return bound;
    }

    private BoundCte BindPlain(string name, Node body, Node value, Scope scope)
    {
        var definition = BindQuery(body, new Scope(scope), new(IsNamed: true));
        var unique = UniqueCteName(name);
        var names = new CteScope(name, unique, Rename(Deduplicated(definition.Outputs), value.Texts("aliases"), $"CTE `{name}`", body), scope.Ctes)
        {
            IsIncomplete = definition.IsIncomplete,
        };
        var materialization = _materializations.GetValueOrDefault(name);
        return new(names, r => new Relation.With(unique, definition.Body, r, materialization));
    }

    /// <summary>One occurrence of a CTE.</summary>
    private FromPart BindCteReference(CteScope cte, Node node, string alias) => BindCteReference(cte, node, alias, node.Texts("column_name_alias"));

    private FromPart BindCteReference(CteScope cte, Node node, string alias, List<string> aliases)
    {
        cte.IsUsed = true;
        var pairs = new List<ColumnPair>();
        var named = new List<NamedColumn>();
        var seen = new Dictionary<Column, Column>();
        foreach (var (name, column) in cte.Columns)
        {
            if (!seen.TryGetValue(column, out var copy))
            {
                seen.Add(column, copy = columns.Fresh(name, column.Type, column.Nullable));
                pairs.Add(new(copy, column));
            }

            named.Add(new(name, copy));
        }

        var part = new FromPart { IsIncomplete = cte.IsIncomplete };
        part.Filtered.Inputs.Add(new Relation.WithRef(cte.UniqueName, [.. pairs], alias));
        part.Variables.Add(new(alias, null, Rename(named, aliases, $"`{alias}`", node)) { IsIncomplete = cte.IsIncomplete });
        return part;
    }

    /// <summary>The columns under the names of an alias list, as far as it goes.</summary>
    private List<NamedColumn> Rename(List<NamedColumn> named, List<string> aliases, string what, Node node)
    {
        if (aliases.Count > named.Count)
        {
            Error(Codes.ColumnCount, $"{what} has {Count(named.Count, "column")}, but {aliases.Count} names are given.", node);
        }

        return [.. named.Select((c, i) => i < aliases.Count ? c with { Name = aliases[i] } : c)];
    }

    private static string Count(int n, string noun) => n == 1 ? $"1 {noun}" : $"{n} {noun}s";

    private string UniqueCteName(string name)
    {
        var unique = name;
        for (var i = 2; !_cteNames.Add(unique); i++)
        {
            unique = $"{name}_{i}";
        }

        return unique;
    }
}
