using System.Globalization;
using RewriteLang.Algebra;

namespace RewriteLang.Cli;

/// <summary>Writes diagnostics for people: place, severity, code and message; the line with a caret under the place; the hint.</summary>
/// <param name="terminal">Where to.</param>
/// <param name="texts">Texts that are not in files, by the name that spans give them, such as <c>&lt;stdin&gt;</c>.</param>
public sealed class DiagnosticText(Terminal terminal, IReadOnlyDictionary<string, string>? texts = null)
{
    private readonly Dictionary<string, string?> _texts = texts?.ToDictionary(t => t.Key, t => (string?)t.Value) ?? [];

    /// <summary>Writes all of them to standard error; notes are left out when it should be quiet.</summary>
    public void Write(IEnumerable<Diagnostic> diagnostics)
    {
        foreach (var diagnostic in diagnostics.Where(d => !terminal.IsQuiet || d.Severity != Severity.Note))
        {
            Write(diagnostic);
        }
    }

    private void Write(Diagnostic diagnostic)
    {
        var place = diagnostic.Span is { } at ? $"{at}: " : "";
        var severity = diagnostic.Severity switch
        {
            Severity.Error => terminal.Paint("error", 31),
            Severity.Warning => terminal.Paint("warning", 33),
            _ => terminal.Paint("note", 36),
        };
        terminal.Error.WriteLine($"{place}{severity} {diagnostic.Code}: {diagnostic.Message}");
        if (diagnostic.Span is { Line: > 0 } span && LineOf(span) is { } line)
        {
            var number = span.Line.ToString(CultureInfo.InvariantCulture);
            var margin = new string(' ', number.Length);
            var before = Math.Clamp(span.Column - 1, 0, line.Length);
            var carets = new string('^', Math.Clamp(span.Length, 1, Math.Max(1, line.Length - before)));
            terminal.Error.WriteLine($" {number} | {line.Replace('\t', ' ')}");
            terminal.Error.WriteLine($" {margin} | {new string(' ', before)}{terminal.Paint(carets, 31)}");
        }

        if (diagnostic.Hint is { } hint)
        {
            terminal.Error.WriteLine($"   hint: {hint}");
        }
    }

    private string? LineOf(SourceSpan span)
    {
        if (!_texts.TryGetValue(span.File, out var text))
        {
            _texts[span.File] = text = Read(span.File);
        }

        var lines = text?.Split('\n');
        var line = lines is not null && span.Line <= lines.Length ? lines[span.Line - 1].TrimEnd('\r') : null;
        return string.IsNullOrWhiteSpace(line) || line.Length > 400 ? null : line;
    }

    // A file that was read a moment ago; should it be gone by now, the message stands without its line.
    private static string? Read(string file)
    {
        try
        {
            return File.Exists(file) ? File.ReadAllText(file) : null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
