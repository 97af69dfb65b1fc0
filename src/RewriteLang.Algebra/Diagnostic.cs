using System.Diagnostics.CodeAnalysis;

namespace RewriteLang.Algebra;

/// <summary>A place in a source text.</summary>
/// <param name="File">The file's name as the user gave it, or a stand-in such as <c>&lt;stdin&gt;</c>.</param>
/// <param name="Offset">UTF-16 units from the start of the text.</param>
/// <param name="Length">UTF-16 units; 0 for a point.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1, in UTF-16 units.</param>
public readonly record struct SourceSpan(string File, int Offset, int Length, int Line, int Column)
{
    /// <summary>The span of <paramref name="length"/> units at <paramref name="offset"/> of <paramref name="text"/>.</summary>
    public static SourceSpan At(string file, string text, int offset, int length = 0)
    {
        offset = Math.Clamp(offset, 0, text.Length);
        var line = 1;
        var start = 0;
        for (var i = 0; i < offset; i++)
        {
            if (text[i] == '\n')
            {
                line++;
                start = i + 1;
            }
        }

        return new(file, offset, length, line, offset - start + 1);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{File}:{Line}:{Column}";
}

/// <summary>How bad a diagnostic is.</summary>
public enum Severity
{
    /// <summary>The input is wrong.</summary>
    Error,

    /// <summary>The input can be used, but its author should know.</summary>
    Warning,

    /// <summary>Something was left out or passed through, and why.</summary>
    Note,
}

/// <summary>What is wrong with an input.</summary>
/// <param name="Code">A stable code (<c>RW1xxx</c> SQL, <c>RW2xxx</c> rules, <c>RW3xxx</c> engines and files), listed in docs/diagnostics.md.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Message">One sentence.</param>
/// <param name="Span">Where; null if there is no place.</param>
/// <param name="Hint">What to do about it; null if there is nothing to say.</param>
public sealed record Diagnostic(string Code, Severity Severity, string Message, SourceSpan? Span = null, string? Hint = null)
{
    /// <summary>An error.</summary>
    public static Diagnostic Error(string code, string message, SourceSpan? span = null, string? hint = null) =>
        new(code, Severity.Error, message, span, hint);

    /// <summary>One line: place, severity, code, message; and the hint on a second line.</summary>
    public override string ToString()
    {
        var place = Span is { } span ? $"{span}: " : "";
        var hint = Hint is null ? "" : $"{Environment.NewLine}  hint: {Hint}";
        return $"{place}{Severity.ToString().ToLowerInvariant()} {Code}: {Message}{hint}";
    }
}

/// <summary>A value, or the diagnostics that say why there is none. A success may carry warnings and notes.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
public sealed class Result<T>
    where T : class
{
    internal static Result<T> Of(T? value, Sequence<Diagnostic> diagnostics) => new(value, diagnostics);

    private Result(T? value, Sequence<Diagnostic> diagnostics)
    {
        Value = value;
        Diagnostics = diagnostics;
    }

    /// <summary>The value; null on failure.</summary>
    public T? Value { get; }

    /// <summary>Everything there was to say, in source order; at least one error or note on failure.</summary>
    public Sequence<Diagnostic> Diagnostics { get; }

    /// <summary>Whether there is a value.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    public bool IsSuccess => Value is not null;

    /// <summary>A success.</summary>
    public static Result<T> Success(T value, Sequence<Diagnostic> diagnostics = default) => new(value, diagnostics);

    /// <summary>A failure: the input is wrong, or, with notes alone, it is left as it is.</summary>
    /// <exception cref="ArgumentException">There is no error and no note among the diagnostics.</exception>
    public static Result<T> Failure(params Sequence<Diagnostic> diagnostics) =>
        diagnostics.Any(d => d.Severity is Severity.Error or Severity.Note)
            ? new(null, diagnostics)
            : throw new ArgumentException("A failure needs an error or a note.", nameof(diagnostics));

    /// <summary>The value through <paramref name="next"/>, diagnostics accumulated.</summary>
    public Result<TNext> Then<TNext>(Func<T, Result<TNext>> next)
        where TNext : class
    {
        if (!IsSuccess)
        {
            return Result<TNext>.Failure(Diagnostics);
        }

        var result = next(Value);
        return Result<TNext>.Of(result.Value, [.. Diagnostics, .. result.Diagnostics]);
    }
}
