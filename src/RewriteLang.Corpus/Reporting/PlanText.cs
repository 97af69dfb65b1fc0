using System.Text;
using System.Text.Json.Nodes;

namespace RewriteLang.Corpus.Reporting;

/// <summary>An engine's plan as indented text: an operator a line, with what the engine says of it.</summary>
public static class PlanText
{
    private const int MaximumDetail = 160;

    /// <summary>The text of a plan: an array of trees, or a tree, of objects with <c>name</c> and <c>children</c>.</summary>
    public static string Of(JsonNode plan)
    {
        var text = new StringBuilder();
        Write(plan, 0, text);
        return text.ToString().TrimEnd();
    }

    private static void Write(JsonNode? node, int depth, StringBuilder text)
    {
        if (node is JsonArray trees)
        {
            foreach (var tree in trees)
            {
                Write(tree, depth, text);
            }
        }
        else if (node is JsonObject tree)
        {
            text.Append(' ', 2 * depth).Append(((string?)tree["name"])?.Trim());
            if (tree["extra_info"] is JsonObject details)
            {
                // How many rows comes first: the rest of a line may be long.
                foreach (var (name, value) in details.OrderBy(d => d.Key == "Estimated Cardinality" ? 0 : 1))
                {
                    var detail = value is JsonArray list ? string.Join(", ", list.Select(v => v?.ToString())) : value?.ToString() ?? "";
                    detail = detail.ReplaceLineEndings(" ");
                    if (detail.Length > 0)
                    {
                        text.Append("  ").Append(name).Append(": ").Append(detail.Length > MaximumDetail ? detail[..MaximumDetail] + "…" : detail);
                    }
                }
            }

            text.Append('\n');
            Write(tree["children"], depth + 1, text);
        }
    }
}
