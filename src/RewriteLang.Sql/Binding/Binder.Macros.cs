using System.Text;
using System.Text.Json;
using RewriteLang.Algebra;
using RewriteLang.Sql.Parsing;
using RewriteLang.Sql.Typing;

namespace RewriteLang.Sql.Binding;

/// <content>
/// Expressions that are not understood (structs, maps, lambdas, parts of lists): each is kept as its text over the columns, aggregates and window calls that it
/// reads, which are bound. So it costs nothing but itself.
/// </content>
internal sealed partial class Binder
{
    /// <summary>
    /// The expression as a <see cref="Macro"/>; null where its value may depend on more than what it reads. What was said since <paramref name="said"/> is then left as
    /// it is, and a note that it is kept as its text otherwise.
    /// </summary>
    private Scalar.Call? BindAsMacro(Node node, ExpressionContext context, int said)
    {
        var reasons = _diagnostics.GetRange(said, _diagnostics.Count - said);
        if (IsSqlite || reasons.Exists(r => r.Severity != Severity.Note || r.Code == Codes.TooDeep))
        {
            return null;
        }

        var arguments = new List<Scalar>();
        var (diagnostics, notes) = (_diagnostics.Count, _notes.Count);
        if (MacroText(node, context, arguments) is { } text && _diagnostics.Count == diagnostics && TypeOracle.OfText(text, arguments) is { Kind: not TypeKind.Unknown } type)
        {
            _diagnostics.RemoveRange(said, _diagnostics.Count - said);
            _notes.AddRange(reasons.Select(Codes.Kept));
            return new(Macro.Of(text), [.. arguments], type);
        }

        Forget(diagnostics, notes);
        return null;
    }

    private string? MacroText(Node node, ExpressionContext context, List<Scalar> arguments)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new() { MaxDepth = SqlParser.MaxDepth }))
        {
            var isWritten = node.Class == "COLUMN_REF"
                ? WriteField(node, context, arguments, writer)
                : WriteObject(node, context.Inside, arguments, [], writer, isWhole: true);
            if (!isWritten)
            {
                return null;
            }
        }

        return DuckDbSession.Shared.TextOf(Encoding.UTF8.GetString(stream.ToArray()));
    }

    // s.k, q.s.k: the longest part in front that is a column, and fields of it.
    private static bool WriteField(Node node, ExpressionContext context, List<Scalar> arguments, Utf8JsonWriter writer)
    {
        var names = node.Texts("column_names");
        for (var length = names.Count - 1; length > 0; length--)
        {
            if (NameResolver.Resolve(context.Scope, names.GetRange(0, length)) is Resolution.Found found)
            {
                arguments.Add(found.Value);
                WriteField(names.GetRange(length, names.Count - length), writer, arguments.Count - 1);
                return true;
            }
        }

        return false;
    }

    private static void WriteField(List<string> fields, Utf8JsonWriter writer, int argument)
    {
        if (fields.Count == 0)
        {
            WriteArgument(writer, argument, "");
            return;
        }

        writer.WriteStartObject();
        writer.WriteString("class", "OPERATOR");
        writer.WriteString("type", "STRUCT_EXTRACT");
        writer.WriteString("alias", "");
        writer.WriteStartArray("children");
        WriteField(fields.GetRange(0, fields.Count - 1), writer, argument);
        JsonSerializer.Serialize(writer, new
        {
            @class = "CONSTANT",
            type = "VALUE_CONSTANT",
            alias = "",
            value = new { type = new { id = "VARCHAR" }, is_null = false, value = fields[^1] },
        });
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteArgument(Utf8JsonWriter writer, int argument, string alias)
    {
        writer.WriteStartObject();
        writer.WriteString("class", "COLUMN_REF");
        writer.WriteString("type", "COLUMN_REF");
        writer.WriteString("alias", alias);
        writer.WriteStartArray("column_names");
        writer.WriteStringValue(Macro.Argument(argument));
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private bool WriteValue(JsonElement json, ExpressionContext context, List<Scalar> arguments, HashSet<string> parameters, Utf8JsonWriter writer)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                return WriteObject(new(json), context, arguments, parameters, writer, isWhole: false);
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in json.EnumerateArray())
                {
                    if (!WriteValue(item, context, arguments, parameters, writer))
                    {
                        return false;
                    }
                }

                writer.WriteEndArray();
                return true;
            default:
                json.WriteTo(writer);
                return true;
        }
    }

    private bool WriteObject(Node node, ExpressionContext context, List<Scalar> arguments, HashSet<string> parameters, Utf8JsonWriter writer, bool isWhole)
    {
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        switch (node.Class)
        {
            case "COLUMN_REF" when parameters.Contains(node.Texts("column_names")[0]):
                break;
            case "COLUMN_REF" or "WINDOW" or "POSITIONAL_REFERENCE":
            case "FUNCTION" when FunctionTypes.IsAggregate(node.Text("function_name").ToLowerInvariant()):
                // What is printed for it inside a lambda could be taken for the lambda's parameter.
                if (isWhole || parameters.Count > 0)
                {
                    return false;
                }

                arguments.Add(BindExpression(node, context));
                WriteArgument(writer, arguments.Count - 1, node.Alias);
                return true;
            case "FUNCTION" when !DuckDbSession.Shared.ConsistentFunctions.Contains(node.Text("function_name").ToLowerInvariant()):
            case "SUBQUERY" or "PARAMETER" or "STAR" or "COLLATE" or "DEFAULT":
                return false;
            case "LAMBDA" when !isWhole:
                parameters = [.. parameters, .. LambdaParameters(node.Child("lhs"))];
                break;
        }

        writer.WriteStartObject();
        foreach (var field in node.Json.EnumerateObject())
        {
            writer.WritePropertyName(field.Name);
            // An arrow that no function takes is JSON's operator.
            if ((field.NameEquals("lhs"u8) && !isWhole) || field.NameEquals("query_location"u8))
            {
                field.Value.WriteTo(writer);
            }
            else if ((field.NameEquals("alias"u8) && isWhole) || (field.NameEquals("schema"u8) && field.Value.ValueEquals("main")))
            {
                writer.WriteStringValue("");
            }
            else if (!WriteValue(field.Value, context, arguments, parameters, writer))
            {
                return false;
            }
        }

        writer.WriteEndObject();
        return true;
    }

    private static IEnumerable<string> LambdaParameters(Node left) =>
        left.Class == "COLUMN_REF" ? left.Texts("column_names") : left.List("children").SelectMany(c => c.Texts("column_names"));
}
