using System.Text.Json;

namespace RewriteLang.Sql.Parsing;

/// <summary>A node of DuckDB's syntax tree. Fields that are null are absent.</summary>
internal readonly struct Node(JsonElement json)
{
    /// <summary>The JSON behind it.</summary>
    public JsonElement Json => json;

    /// <summary>Whether there is a node at all.</summary>
    public bool Exists => json.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null);

    /// <summary>The field <c>type</c>.</summary>
    public string Type => Text("type");

    /// <summary>The field <c>class</c>, which expressions have.</summary>
    public string Class => Text("class");

    /// <summary>The field <c>alias</c>; empty if there is none.</summary>
    public string Alias => Text("alias");

    /// <summary>Bytes from the start of the statement; null where DuckDB gives none.</summary>
    public ulong? Location => json.ValueKind == JsonValueKind.Object && json.TryGetProperty("query_location", out var value)
        && value.TryGetUInt64(out var at) && at < int.MaxValue ? at : null;

    /// <summary>A text field; empty if it is absent.</summary>
    public string Text(string field) =>
        json.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    /// <summary>A Boolean field; false if it is absent.</summary>
    public bool Flag(string field, bool whenAbsent = false) =>
        json.TryGetProperty(field, out var value) ? value.ValueKind == JsonValueKind.True : whenAbsent;

    /// <summary>A field that is a node; one that does not exist if it is absent.</summary>
    public Node Child(string field) => json.TryGetProperty(field, out var value) ? new(value) : default;

    /// <summary>A field that is a list of nodes; empty if it is absent.</summary>
    public List<Node> List(string field)
    {
        var nodes = new List<Node>();
        if (json.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in value.EnumerateArray())
            {
                nodes.Add(new(item));
            }
        }

        return nodes;
    }

    /// <summary>A field that is a list of texts; empty if it is absent.</summary>
    public List<string> Texts(string field)
    {
        var texts = new List<string>();
        if (json.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in value.EnumerateArray())
            {
                texts.Add(item.GetString()!);
            }
        }

        return texts;
    }

    /// <summary>
    /// The first field that says something and is not among <paramref name="known"/>; null if there is none. A binder that reads the
    /// known fields has then seen everything this node says.
    /// </summary>
    public string? FirstFieldBeyond(params ReadOnlySpan<string> known)
    {
        foreach (var property in json.EnumerateObject())
        {
            if (property.NameEquals("class"u8) || property.NameEquals("type"u8) || property.NameEquals("alias"u8)
                || property.NameEquals("query_location"u8) || IsNeutral(property.Value))
            {
                continue;
            }

            var handled = false;
            foreach (var field in known)
            {
                if (property.NameEquals(field))
                {
                    handled = true;
                    break;
                }
            }

            if (!handled)
            {
                return property.Name;
            }
        }

        return null;
    }

    private static bool IsNeutral(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Null or JsonValueKind.False or JsonValueKind.Undefined:
                return true;
            case JsonValueKind.String:
                return value.ValueEquals(""u8) || value.ValueEquals("INVALID"u8);
            case JsonValueKind.Array:
                return value.GetArrayLength() == 0;
            case JsonValueKind.Object:
                // An empty map, or an ORDER BY without keys.
                foreach (var property in value.EnumerateObject())
                {
                    if (!property.NameEquals("type"u8) && !IsNeutral(property.Value))
                    {
                        return false;
                    }
                }

                return !value.TryGetProperty("type", out var type) || (type.ValueKind == JsonValueKind.String && type.ValueEquals("ORDER_MODIFIER"u8));
            default:
                return false;
        }
    }
}
