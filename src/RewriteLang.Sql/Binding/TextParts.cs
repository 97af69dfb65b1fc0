using System.Runtime.CompilerServices;
using System.Text.Json;
using RewriteLang.Sql.Parsing;

namespace RewriteLang.Sql.Binding;

/// <summary>What a query's syntax tree names, and the derived tables of its own FROM.</summary>
internal sealed class TextParts
{
    /// <summary>Of a SELECT or a set operation, its own CTEs left out.</summary>
    public TextParts(Node query)
    {
        foreach (var field in query.Json.EnumerateObject().Where(f => !f.NameEquals("cte_map"u8)))
        {
            Walk(field.Value);
        }

        Members(query);
    }

    /// <summary>Whether it has a parameter: those are numbered over a whole statement.</summary>
    public bool HasParameters { get; private set; }

    /// <summary>The CTEs of queries inside.</summary>
    public HashSet<string> NamesOfCtes { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The tables and CTEs that are named anywhere inside.</summary>
    public List<Node> Tables { get; } = [];

    /// <summary>The derived tables of FROM itself, those of a set operation's sides included.</summary>
    public List<Node> DerivedTables { get; } = [];

    private void Walk(JsonElement json)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (json.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in json.EnumerateArray())
            {
                Walk(item);
            }
        }
        else if (json.ValueKind == JsonValueKind.Object)
        {
            var node = new Node(json);
            HasParameters |= node.Class == "PARAMETER";
            if (node.Type == "BASE_TABLE")
            {
                Tables.Add(node);
            }

            if (node.Child("cte_map") is { Exists: true } map)
            {
                NamesOfCtes.UnionWith(map.List("map").Select(e => e.Text("key")));
            }

            foreach (var field in json.EnumerateObject())
            {
                Walk(field.Value);
            }
        }
    }

    private void Members(Node node)
    {
        if (!node.Exists)
        {
            return;
        }

        switch (node.Type)
        {
            case "SUBQUERY":
                DerivedTables.Add(node);
                break;
            case "SELECT_NODE":
                Members(node.Child("from_table"));
                break;
            case "JOIN" or "SET_OPERATION_NODE":
                Members(node.Child("left"));
                Members(node.Child("right"));
                break;
            case "PIVOT":
                Members(node.Child("source"));
                break;
        }
    }
}
