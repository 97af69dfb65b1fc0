using RewriteLang.Algebra;
using RewriteLang.Sql.Parsing;

namespace RewriteLang.Sql.Binding;

/// <content>FROM items that are kept as their text: table functions, files, the system's own views.</content>
internal sealed partial class Binder
{
    private static readonly HashSet<string> SystemSchemas = new(StringComparer.OrdinalIgnoreCase) { "information_schema", "pg_catalog" };

    private static readonly string[] FileEndings = [".parquet", ".csv", ".tsv", ".json", ".jsonl", ".ndjson", ".csv.gz", ".json.gz"];

    /// <summary>
    /// The item as its text, if DuckDB can describe it without the tables and columns of the query: then it names none of them. Null otherwise.
    /// </summary>
    private FromPart? BindOpaque(Node node, string construct)
    {
        if (tablesOnly)
        {
            Error(Codes.OutsideCatalog, $"Only tables of the schema may be read here, not {construct}.", node);
            return new() { IsIncomplete = true };
        }

        var json = node.Json.GetRawText();
        if (json.Contains("\"PARAMETER\"", StringComparison.Ordinal) || DuckDbSession.Shared.SelectAllFrom(json) is not { } sql
            || DuckDbSession.Shared.Describe(sql) is not { } described || described.DistinctBy(c => c.Name, StringComparer.OrdinalIgnoreCase).Count() < described.Count)
        {
            return null;
        }

        _notes.Add(new(Codes.KeptAsText, Severity.Note, $"Kept as its text: {construct}.", source.TokenAt(node.Location) ?? source.Whole));
        var opaque = new Relation.Opaque(sql, [.. described.Select(c => columns.Fresh(c.Name, c.Type))], Codes.KeptAsText, node.Alias.Length > 0 ? node.Alias : null);
        var part = new FromPart();
        part.Filtered.Inputs.Add(opaque);
        var function = node.Child("function") is { Exists: true } call ? call.Text("function_name") : node.Text("table_name");
        part.Variables.Add(new(node.Alias.Length > 0 ? node.Alias : function, null, [.. opaque.Columns.Select(c => new NamedColumn(c.Name, c))]));
        return part;
    }

    private static bool IsOutsideCatalog(string name, string? schema) =>
        schema is null ? FileEndings.Any(e => name.EndsWith(e, StringComparison.OrdinalIgnoreCase)) : SystemSchemas.Contains(schema);

    private FromPart BindTableFunction(Node node, Scope scope, FromPart? left)
    {
        var function = node.Child("function").Text("function_name");
        if (IsUnnest(node.Child("function")) && BindUnnestTable(node, scope, left) is { } unnested)
        {
            return unnested;
        }

        if (BindOpaque(node, $"the table function `{function}`") is { } part)
        {
            return part;
        }

        Unsupported(Codes.UnsupportedClause, "a table function that reads columns or that cannot be described", node);
        return new() { IsIncomplete = true };
    }
}
