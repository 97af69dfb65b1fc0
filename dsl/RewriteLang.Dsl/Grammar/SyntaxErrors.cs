using RewriteLang.Algebra;
using RewriteLang.Dsl.Syntax;

namespace RewriteLang.Dsl.Grammar;

/// <summary>What to say where the grammar could not go on.</summary>
internal static class SyntaxErrors
{
    /// <summary>The diagnostic for the token that could not be read.</summary>
    internal static Diagnostic Describe(TokenInput at, IReadOnlyList<string> expected)
    {
        var token = at.Token;
        var span = token.Kind == TokenKind.End ? Spans.After(at.Previous.Span) : token.Span;
        if (token.Kind == TokenKind.Sql)
        {
            span = span with { Length = 0 };
        }

        if (token.Kind == TokenKind.Word && Keywords.Openers.Contains(token.Text) && !IsFirstOnLine(at))
        {
            return Problems.ClauseInLine(span, token.Text);
        }

        if (token.Kind == TokenKind.Word && IsFirstOnLine(at)
            && Suggestions.Closest(token.Text, Keywords.Openers.Where(o => o.Length > 3 || token.Text.Length > 2)) is { } meant)
        {
            return Problems.UnknownClause(span, token.Text, meant);
        }

        if (expected.Contains("`=>`"))
        {
            return Problems.MissingArrow(span, token.Description, null);
        }

        if (expected.Contains("`rule`"))
        {
            return Problems.NotADeclaration(span, token.Description, null);
        }

        if (expected is ["SQL"])
        {
            return Problems.MissingSql(Spans.After(at.Previous.Span), at.Previous.Description);
        }

        return Problems.Expected(span, SortNames.Join(expected, "or"), token.Description, Hint(at, expected));
    }

    private static string? Hint(TokenInput at, IReadOnlyList<string> expected) => at.Token.Kind switch
    {
        TokenKind.Equal when expected.Contains("the end of the clause") => "A new column is named with `:=`, and a rule's sides are joined by `=>`.",
        TokenKind.Arrow when expected.Contains("the end of the clause") => "A rule has one `=>`.",
        TokenKind.Bar when expected.Contains("`)`") => "`|` separates the groups of an operator's arguments.",
        _ when expected.Contains("`)`") => "Arguments are separated by `,`, and a call ends with `)`.",
        _ => null,
    };

    private static bool IsFirstOnLine(TokenInput at) => ReferenceEquals(at.Previous, at.Token) || at.Previous.Span.Line < at.Token.Span.Line;
}
