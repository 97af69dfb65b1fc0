using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using RewriteLang.Sql.Parsing;

namespace RewriteLang.Sql.Binding;

/// <summary>
/// Puts types back as they were written: the serialized tree has resolved types (<c>DATE</c>), but DuckDB names a column after the unresolved one
/// (<c>CAST(d AS "DATE")</c>, <c>DECIMAL(10, 2)</c>).
/// </summary>
internal static partial class WrittenTypes
{
    /// <summary>The JSON of an expression with the types of its casts unresolved.</summary>
    public static string Restore(Node expression)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { MaxDepth = Parsing.SqlParser.MaxDepth }))
        {
            Copy(expression.Json, writer, isInterval: false);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Whether an expression casts to a type whose written form the tree does not tell: <c>VARCHAR(n)</c>, or <c>DECIMAL</c> alone.</summary>
    public static bool AreLost(Node expression, string statement)
    {
        var json = expression.Json.GetRawText();
        return (json.Contains("\"cast_type\":{\"id\":\"VARCHAR\"", StringComparison.Ordinal) && SizedText().IsMatch(statement))
            || (json.Contains("\"width\":18,\"scale\":3", StringComparison.Ordinal) && BareDecimal().IsMatch(statement));
    }

    private static void Copy(JsonElement json, Utf8JsonWriter writer, bool isInterval)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        switch (json.ValueKind)
        {
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in json.EnumerateArray())
                {
                    Copy(item, writer, isInterval);
                }

                writer.WriteEndArray();
                break;
            case JsonValueKind.Object:
                // INTERVAL literals become calls of trunc over a cast that nobody wrote, without a place in the text.
                var node = new Node(json);
                var isTrunc = node.Class == "FUNCTION" && node.Location is null && node.Text("function_name") == "trunc";
                writer.WriteStartObject();
                foreach (var property in json.EnumerateObject())
                {
                    writer.WritePropertyName(property.Name);
                    if (property.NameEquals("cast_type"u8) && !isInterval)
                    {
                        WriteType(new(property.Value), writer);
                    }
                    else
                    {
                        Copy(property.Value, writer, isTrunc && property.NameEquals("children"u8));
                    }
                }

                writer.WriteEndObject();
                break;
            default:
                json.WriteTo(writer);
                break;
        }
    }

    private static void WriteType(Node type, Utf8JsonWriter writer)
    {
        var info = type.Child("type_info");
        if (type.Text("id") is "UNBOUND" or "LIST" or "STRUCT" or "MAP" or "ENUM" or "ARRAY" or "UNION")
        {
            type.Json.WriteTo(writer);
            return;
        }

        writer.WriteStartObject();
        writer.WriteString("id", "UNBOUND");
        writer.WriteStartObject("type_info");
        writer.WriteString("type", "UNBOUND_TYPE_INFO");
        writer.WriteString("name", type.Text("id"));
        if (type.Text("id") == "DECIMAL" && info.Exists)
        {
            writer.WriteStartArray("user_type_modifiers");
            foreach (var field in new[] { "width", "scale" })
            {
                var digits = info.Json.TryGetProperty(field, out var value) ? value.GetInt32() : 0;
                writer.WriteStartObject();
                writer.WriteStartObject("type");
                writer.WriteString("id", "INTEGER");
                writer.WriteEndObject();
                writer.WriteBoolean("is_null", false);
                writer.WriteNumber("value", digits);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    [GeneratedRegex(@"\b(varchar|char|bpchar|nvarchar|text|string|character(\s+varying)?)\s*\(", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SizedText();

    [GeneratedRegex(@"\b(decimal|numeric|dec)\b(?!\s*\(\s*\d)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex BareDecimal();
}
