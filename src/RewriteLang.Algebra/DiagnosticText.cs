using System.Globalization;
using System.Text;

namespace RewriteLang.Algebra;

/// <summary>Diagnostics as a person reads them: what is wrong, where, the line itself with a caret under it, and what to do.</summary>
public static class DiagnosticText
{
    private const int MaximumWidth = 140;
    private const int Lead = 40;

    /// <summary>Several lines, each ended by <c>\n</c>. The source line and the caret are there if the place and its text are known.</summary>
    /// <param name="diagnostic">What to show.</param>
    /// <param name="sourceText">The text of the file that its span is about; null if it is not at hand.</param>
    /// <example>
    /// <code>
    /// error RW2202: `S` is not bound by the left side.
    ///   --> rules/joins.rw:4:27
    ///    |
    ///  4 |   semi_join(L, R | on) => S
    ///    |                           ^
    ///    = hint: Did you mean `L`?
    /// </code>
    /// </example>
    public static string Render(Diagnostic diagnostic, string? sourceText = null)
    {
        var text = new StringBuilder();
        text.Append(diagnostic.Severity.ToString().ToLowerInvariant()).Append(' ').Append(diagnostic.Code).Append(": ").Append(diagnostic.Message).Append('\n');
        var margin = "  ";
        if (diagnostic.Span is { } span)
        {
            text.Append("  --> ").Append(span).Append('\n');
            if (sourceText is not null && LineAt(sourceText, span.Line) is { } line)
            {
                var number = span.Line.ToString(CultureInfo.InvariantCulture);
                margin = new string(' ', number.Length + 1);
                var (shown, start) = Window(line, span.Column - 1);
                var indent = string.Concat(line.AsSpan(start, Math.Clamp(span.Column - 1 - start, 0, line.Length - start)).ToString().Select(c => c == '\t' ? '\t' : ' '));
                var carets = Math.Clamp(span.Length, 1, Math.Max(1, shown.Length - indent.Length));
                text.Append(margin).Append(" |\n");
                text.Append(' ').Append(number).Append(" | ").Append(shown).Append('\n');
                text.Append(margin).Append(" | ").Append(indent).Append('^', carets).Append('\n');
            }
        }

        if (diagnostic.Hint is { } hint)
        {
            text.Append(margin).Append(" = hint: ").Append(hint).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>All of them with an empty line between; each with the text that <paramref name="sourceOf"/> gives for its file.</summary>
    public static string Render(IEnumerable<Diagnostic> diagnostics, Func<string, string?> sourceOf) =>
        string.Join('\n', diagnostics.Select(d => Render(d, d.Span is { } span ? sourceOf(span.File) : null)));

    private static string? LineAt(string text, int number)
    {
        var start = 0;
        for (var line = 1; line < number; line++)
        {
            var end = text.AsSpan(start).IndexOfAny('\n', '\r');
            if (end < 0)
            {
                return null;
            }

            start += end + (text[start + end] == '\r' && start + end + 1 < text.Length && text[start + end + 1] == '\n' ? 2 : 1);
        }

        var length = text.AsSpan(start).IndexOfAny('\n', '\r');
        return length < 0 ? text[start..] : text.Substring(start, length);
    }

    // A long line is shown around the place only.
    private static (string Shown, int Start) Window(string line, int column)
    {
        if (line.Length <= MaximumWidth)
        {
            return (line, 0);
        }

        var start = Math.Clamp(column - Lead, 0, Math.Max(0, line.Length - MaximumWidth));
        return (line.Substring(start, Math.Min(MaximumWidth, line.Length - start)), start);
    }
}
