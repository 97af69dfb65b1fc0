using RewriteLang.Algebra;
using RewriteLang.Dsl.Grammar;
using RewriteLang.Dsl.Syntax;

namespace RewriteLang.Dsl;

/// <summary>A checked rule file.</summary>
/// <param name="File">Its name.</param>
/// <param name="Rules">Its rules in source order.</param>
/// <param name="Theories">Its theories, each with its own rules.</param>
/// <param name="Schema">DDL for the file's examples; null if it gives none.</param>
/// <param name="LanguageVersion">The version of the language it is written in.</param>
public sealed record RuleFile(string File, Sequence<Rule> Rules, Sequence<Theory> Theories, string? Schema, int LanguageVersion)
{
    /// <summary>What it says of aggregates.</summary>
    public Sequence<AggregateLaw> Aggregates { get; init; } = [];
}

/// <summary>Reads rule files: text in, typed rules or diagnostics out. Time is linear in the length of the text.</summary>
public static class RuleParser
{
    /// <summary>Files longer than this many characters are refused.</summary>
    public const int MaximumLength = 4 * 1024 * 1024;

    /// <summary>Terms deeper than this are refused, so that no pass over them runs out of stack.</summary>
    internal const int MaximumTermDepth = 200;

    /// <summary>The rules of <paramref name="text"/>, or all that is wrong with it, in source order. Warnings come with success too.</summary>
    /// <param name="text">The text of the file.</param>
    /// <param name="file">Its name, for diagnostics.</param>
    /// <param name="vocabulary">The words that rules may use; null for the standard ones.</param>
    public static Result<RuleFile> Parse(string text, string file, Vocabulary? vocabulary = null)
    {
        vocabulary ??= Vocabulary.Standard;
        if (Refused(text, file) is { } refused)
        {
            return Result<RuleFile>.Failure(refused);
        }

        var diagnostics = new List<Diagnostic>();
        var tree = Read(text, file, vocabulary, diagnostics);
        var result = FileChecker.Check(tree, vocabulary, diagnostics);
        var sorted = diagnostics.OrderBy(d => d.Span?.Offset ?? 0).ToSequence();
        return sorted.Any(d => d.Severity == Severity.Error) ? Result<RuleFile>.Failure(sorted) : Result<RuleFile>.Success(result, sorted);
    }

    /// <summary>The syntax tree of <paramref name="text"/>, as far as it can be read. It loses nothing: its tokens make up the text.</summary>
    /// <exception cref="ArgumentException">The text is no rule file at all: too long, or not text.</exception>
    public static FileSyntax ParseSyntax(string text, string file) =>
        Refused(text, file) is { } refused ? throw new ArgumentException(refused.Message, nameof(text)) : Read(text, file, Vocabulary.Standard, []);

    internal static Diagnostic? Refused(string text, string file)
    {
        var start = new SourceSpan(file, 0, 0, 1, 1);
        return text.Length > MaximumLength ? Problems.TooLarge(start, text.Length, MaximumLength)
            : text.IndexOf('\0', StringComparison.Ordinal) is >= 0 and var at ? Problems.NotText(SourceSpan.At(file, text, at))
            : null;
    }

    internal static FileSyntax Read(string text, string file, Vocabulary vocabulary, List<Diagnostic> diagnostics)
    {
        var tokens = Tokenizer.Read(text, file);
        diagnostics.AddRange(tokens.Diagnostics);
        return FileGrammar.Read(tokens, diagnostics, vocabulary.Grouped);
    }
}
