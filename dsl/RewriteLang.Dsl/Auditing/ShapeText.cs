using System.Text;

namespace RewriteLang.Dsl.Auditing;

/// <summary>Shapes in the language's own syntax, for messages.</summary>
internal static class ShapeText
{
    /// <summary>The text of a shape, on one line.</summary>
    internal static string Of(Shape shape)
    {
        var text = new StringBuilder();
        Write(text, shape, nested: false);
        return text.ToString();
    }

    private static void Write(StringBuilder text, Shape shape, bool nested)
    {
        switch (shape)
        {
            case Shape.Node { Children.IsEmpty: true } leaf:
                text.Append(leaf.Name.TrimStart('?').Replace("'", leaf.Name.StartsWith('\'') ? "'" : "_", StringComparison.Ordinal));
                break;
            case Shape.Node { Name: "=" or "<>" or "<" or "<=" or "+" or "*" or "-" or "/" or "||" or "%" } node when node.Children.Count == 2:
                text.Append(nested ? "(" : "");
                Write(text, node.Children[0], nested: true);
                text.Append(' ').Append(node.Name).Append(' ');
                Write(text, node.Children[1], nested: true);
                text.Append(nested ? ")" : "");
                break;
            case Shape.Node { Name: "is_null" or "is_not_null" } node:
                text.Append(nested ? "(" : "");
                Write(text, node.Children[0], nested: true);
                text.Append(node.Name == "is_null" ? " is null" : " is not null").Append(nested ? ")" : "");
                break;
            case Shape.Node { Name: "not" } node:
                text.Append("not ");
                Write(text, node.Children[0], nested: true);
                break;
            case Shape.Node node:
                text.Append(node.Name).Append('(');
                for (var i = 0; i < node.Children.Count; i++)
                {
                    var isGroup = node.Children[i] is Shape.Node { Name: "" } group;
                    text.Append(i == 0 ? "" : isGroup ? " | " : ", ");
                    WriteArgument(text, node.Children[i], i);
                }

                text.Append(')');
                break;
            default:
                text.Append(shape.Text);
                break;
        }
    }

    private static void WriteArgument(StringBuilder text, Shape child, int index)
    {
        if (child is not Shape.Node { Name: "" } group)
        {
            Write(text, child, nested: false);
            return;
        }

        for (var i = 0; i < group.Children.Count; i++)
        {
            text.Append(i == 0 ? "" : index == 0 ? ", " : " & ");
            Write(text, group.Children[i], nested: false);
        }
    }
}
