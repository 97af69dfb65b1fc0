using System.Text;
using RewriteLang.Sql.Parsing;
using RewriteLang.Sql.Statements;

namespace RewriteLang.Sql.Binding;

/// <summary>The names of expressions without an alias: their text as DuckDB prints it, for example <c>sum((a + b))</c>.</summary>
internal static class ExpressionNames
{
    private const string Before = """{"error":false,"statements":[{"node":{"type":"SELECT_NODE","modifiers":[],"cte_map":{"map":[]},"select_list":[""";
    private const string After = """],"from_table":{"type":"EMPTY","alias":"","sample":null},"where_clause":null,"group_expressions":[],"group_sets":[],"aggregate_handling":"STANDARD_HANDLING","having":null,"sample":null,"qualify":null},"named_param_map":[]}]}""";

    /// <summary>The name of each expression.</summary>
    public static List<string> Of(List<Node> expressions)
    {
        var names = expressions.ConvertAll(Simple);
        var rest = Enumerable.Range(0, names.Count).Where(i => names[i] is null).ToList();
        if (rest.Count > 0)
        {
            var json = new StringBuilder(Before).AppendJoin(',', rest.Select(i => WrittenTypes.Restore(expressions[i]))).Append(After).ToString();
            var texts = Split(DuckDbSession.Shared.Deserialize(json));
            for (var i = 0; i < rest.Count; i++)
            {
                names[rest[i]] = texts[i];
            }
        }

        return names!;
    }

    /// <summary>A short name, for a column whose name cannot be seen.</summary>
    public static string Short(Node expression) => expression.Class switch
    {
        "FUNCTION" or "WINDOW" when expression.Text("function_name") is { Length: > 1 } name && char.IsAsciiLetter(name[0]) => name,
        "SUBQUERY" => "subquery",
        _ => "value",
    };

    // The commonest names without asking: calls and arithmetic over columns and whole numbers, where no name needs quotes.
    private static string? Simple(Node expression)
    {
        switch (expression.Class)
        {
            case "COLUMN_REF" when expression.Texts("column_names") is var parts && parts.TrueForAll(IsPlain):
                return string.Join('.', parts);
            case "CONSTANT" when expression.Child("value") is var value && value.Child("type").Text("id") == "INTEGER" && !value.Flag("is_null"):
                return value.Child("value").Json.GetRawText();
            case "FUNCTION" when expression.FirstFieldBeyond("function_name", "children", "is_operator") is null:
                var operands = expression.List("children").ConvertAll(Simple);
                var name = expression.Text("function_name");
                return operands.Contains(null) ? null
                    : expression.Flag("is_operator") ? (operands.Count == 2 && name is "+" or "-" or "*" or "/" ? $"({operands[0]} {name} {operands[1]})" : null)
                    : IsPlain(name) ? $"{name}({string.Join(", ", operands)})"
                    : null;
            default:
                return null;
        }
    }

    private static bool IsPlain(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_')
        && !DuckDbSession.Shared.Keywords.Contains(name);

    // The items of "SELECT a, b, c".
    private static List<string> Split(string select)
    {
        var items = new List<string>();
        var depth = 0;
        var start = "SELECT ".Length;
        foreach (var token in Tokenizer.Tokenize(select))
        {
            if (token.Kind != TokenKind.Symbol)
            {
                continue;
            }

            depth += select[token.Offset] switch { '(' or '[' or '{' => 1, ')' or ']' or '}' => -1, _ => 0 };
            if (depth == 0 && select[token.Offset] == ',')
            {
                items.Add(select[start..token.Offset]);
                start = token.End + 1;
            }
        }

        items.Add(select[start..]);
        return items;
    }
}
