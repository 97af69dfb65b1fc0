using RewriteLang.Sql.Printing;

namespace RewriteLang.Sql.Statements;

/// <summary>
/// Cuts SQL into tokens as far as finding statements, comments and clauses needs it. It never fails: what is not closed ends
/// with the text. Grammar is the parser's business.
/// </summary>
internal static class Tokenizer
{
    /// <summary>The tokens of <paramref name="text"/>, comments included, white space left out.</summary>
    public static List<Token> Tokenize(string text, Dialect dialect = Dialect.DuckDb)
    {
        var tokens = new List<Token>();
        var at = 0;
        while (at < text.Length)
        {
            if (char.IsWhiteSpace(text[at]) || text[at] == '\uFEFF')
            {
                at++;
                continue;
            }

            var token = dialect == Dialect.Sqlite ? NextOfSqlite(text, at) : Next(text, at);
            tokens.Add(token);
            at = token.End;
        }

        return tokens;
    }

    /// <summary>The length of the token at <paramref name="offset"/>, which is not white space.</summary>
    public static int LengthAt(string text, int offset) => Next(text, offset).Length;

    private static Token Next(string text, int at)
    {
        var c = text[at];
        var next = at + 1 < text.Length ? text[at + 1] : '\0';
        return c switch
        {
            '-' when next == '-' => new(TokenKind.Comment, at, LineEnd(text, at) - at),
            '/' when next == '*' => new(TokenKind.Comment, at, BlockCommentEnd(text, at) - at),
            '\'' => new(TokenKind.Text, at, QuoteEnd(text, at, '\'', backslash: false) - at),
            'e' or 'E' when next == '\'' => new(TokenKind.Text, at, QuoteEnd(text, at + 1, '\'', backslash: true) - at),
            '"' => new(TokenKind.QuotedName, at, QuoteEnd(text, at, '"', backslash: false) - at),
            '$' when DollarTag(text, at) is { } tag => new(TokenKind.Text, at, DollarEnd(text, at, tag) - at),
            _ when IsNameStart(c) => new(TokenKind.Word, at, NameEnd(text, at) - at),
            _ when char.IsAsciiDigit(c) || (c == '.' && char.IsAsciiDigit(next)) => new(TokenKind.Number, at, NumberEnd(text, at) - at),
            _ => new(TokenKind.Symbol, at, 1),
        };
    }

    // SQLite: more quotes, no prefixes, no dollar quotes; block comments do not nest.
    private static Token NextOfSqlite(string text, int at)
    {
        var c = text[at];
        return c switch
        {
            '/' when at + 1 < text.Length && text[at + 1] == '*' =>
                new(TokenKind.Comment, at, (text.IndexOf("*/", at + 2, StringComparison.Ordinal) is var end && end < 0 ? text.Length : end + 2) - at),
            '`' => new(TokenKind.QuotedName, at, QuoteEnd(text, at, '`', backslash: false) - at),
            '[' => new(TokenKind.QuotedName, at, (text.IndexOf(']', at) is var end && end < 0 ? text.Length : end + 1) - at),
            'x' or 'X' when at + 1 < text.Length && text[at + 1] == '\'' => new(TokenKind.Text, at, QuoteEnd(text, at + 1, '\'', backslash: false) - at),
            'e' or 'E' => new(TokenKind.Word, at, NameEnd(text, at) - at),
            '$' => new(TokenKind.Symbol, at, 1),
            _ => Next(text, at),
        };
    }

    private static int LineEnd(string text, int at) => text.IndexOf('\n', at) is var end && end < 0 ? text.Length : end > at && text[end - 1] == '\r' ? end - 1 : end;

    private static int BlockCommentEnd(string text, int at)
    {
        // Block comments nest.
        var depth = 0;
        for (var i = at; i + 1 < text.Length; i++)
        {
            if (text[i] == '/' && text[i + 1] == '*')
            {
                depth++;
                i++;
            }
            else if (text[i] == '*' && text[i + 1] == '/')
            {
                i++;
                if (--depth == 0)
                {
                    return i + 1;
                }
            }
        }

        return text.Length;
    }

    private static int QuoteEnd(string text, int at, char quote, bool backslash)
    {
        for (var i = at + 1; i < text.Length; i++)
        {
            if (backslash && text[i] == '\\')
            {
                i++;
            }
            else if (text[i] == quote)
            {
                if (i + 1 < text.Length && text[i + 1] == quote)
                {
                    i++;
                }
                else
                {
                    return i + 1;
                }
            }
        }

        return text.Length;
    }

    private static string? DollarTag(string text, int at)
    {
        var i = at + 1;
        if (i < text.Length && char.IsAsciiDigit(text[i]))
        {
            return null;
        }

        while (i < text.Length && (char.IsAsciiLetterOrDigit(text[i]) || text[i] == '_' || text[i] > '\x7f'))
        {
            i++;
        }

        return i < text.Length && text[i] == '$' ? text[at..(i + 1)] : null;
    }

    private static int DollarEnd(string text, int at, string tag) =>
        text.IndexOf(tag, at + tag.Length, StringComparison.Ordinal) is var end && end < 0 ? text.Length : end + tag.Length;

    private static bool IsNameStart(char c) => char.IsAsciiLetter(c) || c == '_' || c > '\x7f';

    private static int NameEnd(string text, int at)
    {
        while (at < text.Length && (IsNameStart(text[at]) || char.IsAsciiDigit(text[at]) || text[at] == '$'))
        {
            at++;
        }

        return at;
    }

    private static int NumberEnd(string text, int at)
    {
        while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] is '.' or '_'
            || (text[at] is '+' or '-' && text[at - 1] is 'e' or 'E')))
        {
            at++;
        }

        return at;
    }
}
