using RewriteLang.Algebra;

namespace RewriteLang.Dsl.Syntax;

/// <summary>A piece of a rule file. The texts of all tokens of a file, trivia included, are the file.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its characters, as written.</param>
/// <param name="Span">Where it is.</param>
public sealed record SyntaxToken(TokenKind Kind, string Text, SourceSpan Span)
{
    /// <summary>Whether the grammar does not see it: layout and comments.</summary>
    public bool IsTrivia => Kind is TokenKind.Blank or TokenKind.NewLine or TokenKind.Comment;

    /// <summary>Whether it opens a declaration.</summary>
    public bool StartsDeclaration =>
        Kind is TokenKind.Language or TokenKind.Rule or TokenKind.Simplify or TokenKind.Theory or TokenKind.Aggregate
        || (Kind == TokenKind.Schema && Span.Column == 1);

    /// <summary>Whether it opens a clause of a rule or of a theory.</summary>
    public bool StartsClause =>
        Kind is TokenKind.Sort or TokenKind.Operator or TokenKind.Term or TokenKind.Let or TokenKind.When or TokenKind.Gate or TokenKind.Cite or TokenKind.Overlaps
            or TokenKind.Pathology or TokenKind.Tags or TokenKind.Example or TokenKind.Counterexample;

    /// <summary>How a message names it.</summary>
    public string Description => Kind switch
    {
        TokenKind.End => "the end of the file",
        TokenKind.Doc => "a doc comment",
        TokenKind.Sql => "SQL",
        TokenKind.Number => $"the number `{Text}`",
        TokenKind.Text => $"the text {Shortened}",
        _ => $"`{Shortened}`",
    };

    private string Shortened => Text.Length <= 40 ? Text : Text[..37] + "...";

    /// <inheritdoc/>
    public override string ToString() => Description;
}

/// <summary>The tokens of one file, and what its lexical level found wrong.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Text">Its text.</param>
/// <param name="All">Every token, trivia included; the last one is <see cref="TokenKind.End"/>.</param>
/// <param name="Significant">Those the grammar sees, the last one included.</param>
/// <param name="Diagnostics">Bad characters, unterminated texts, brackets too deep.</param>
public sealed record TokenStream(
    string File,
    string Text,
    IReadOnlyList<SyntaxToken> All,
    IReadOnlyList<SyntaxToken> Significant,
    IReadOnlyList<Diagnostic> Diagnostics);
