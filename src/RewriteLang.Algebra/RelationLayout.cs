namespace RewriteLang.Algebra;

/// <summary>
/// Lays out the text of a plan (<see cref="RelationText"/>) on lines of a width: a call that fits stands on one line, of a longer one each part stands
/// on lines of its own, indented. Nothing but white space is added.
/// </summary>
public static class RelationLayout
{
    private const int Step = 2;

    // From the one that holds least together: sections of a call, inputs and predicates, the members of a list.
    private static readonly string[][] Separators = [["; "], [" | "], [", ", " & ", " and ", " or "]];

    /// <summary>The lines.</summary>
    /// <param name="text">A plan on one line.</param>
    /// <param name="width">Characters that a line may have, if the text has a place to break it.</param>
    public static IEnumerable<string> Lines(string text, int width) => Lines(text, 0, width);

    private static List<string> Lines(string text, int indent, int width)
    {
        if (indent + text.Length <= width || text.IndexOf('(', StringComparison.Ordinal) < 0)
        {
            return [new string(' ', indent) + text];
        }

        // What stands at the top level is one call, with something before and after it.
        var open = text.IndexOf('(', StringComparison.Ordinal);
        var close = Close(text, open);
        var lines = new List<string> { new string(' ', indent) + text[..(open + 1)] };
        lines.AddRange(Parts(text[(open + 1)..close], 0, indent + Step, width));
        var tail = text[close..];
        if (Split(tail[1..], [" -> ", " order by "]) is [_, _, ..] ends)
        {
            lines[^1] += ")" + ends[0].TrimEnd();
            lines.AddRange(ends.Skip(1).Select(e => new string(' ', indent) + e.Trim()));
        }
        else
        {
            lines[^1] += tail;
        }

        return lines;
    }

    private static List<string> Parts(string text, int level, int indent, int width)
    {
        if (level == Separators.Length)
        {
            return Lines(text, indent, width);
        }

        var lines = new List<string>();
        foreach (var part in Split(text, Separators[level]))
        {
            var fits = lines.Count > 0 && level == Separators.Length - 1 && lines[^1].Length + part.Length <= width;
            if (fits)
            {
                lines[^1] += part;
            }
            else if (indent + part.Length <= width)
            {
                lines.Add(new string(' ', indent) + part.TrimStart());
            }
            else
            {
                lines.AddRange(Parts(part.TrimStart(), level + 1, indent, width));
            }
        }

        return [.. lines.Select(l => l.TrimEnd())];
    }

    // Each separator stays at the beginning of what follows it, where it is an operator, else at the end of what precedes it.
    private static List<string> Split(string text, string[] separators)
    {
        var parts = new List<string>();
        var (start, depth) = (0, 0);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\'')
            {
                i = text.IndexOf('\'', i + 1) is >= 0 and var end && IsQuoted(text, i, end) ? end : i;
            }
            else if (text[i] is '(' or '[')
            {
                depth++;
            }
            else if (text[i] is ')' or ']')
            {
                depth--;
            }
            else if (depth == 0 && Array.Find(separators, s => string.CompareOrdinal(text, i, s, 0, s.Length) == 0) is { } separator)
            {
                var cut = separator[0] == ' ' ? i : i + separator.TrimEnd().Length;
                parts.Add(text[start..cut]);
                start = cut;
                i += separator.Length - 1;
            }
        }

        parts.Add(text[start..]);
        return parts;
    }

    // A prime after a name is none of a string's quotes.
    private static bool IsQuoted(string text, int at, int end) => end > at && (at == 0 || !(char.IsLetterOrDigit(text[at - 1]) || text[at - 1] is '_' or '\''));

    private static int Close(string text, int open)
    {
        var depth = 0;
        for (var i = open; i < text.Length; i++)
        {
            if (text[i] == '\'' && text.IndexOf('\'', i + 1) is >= 0 and var end && IsQuoted(text, i, end))
            {
                i = end;
            }
            else if (text[i] == '(')
            {
                depth++;
            }
            else if (text[i] == ')' && --depth == 0)
            {
                return i;
            }
        }

        return text.Length - 1;
    }
}
