using RewriteLang.Algebra;
using RewriteLang.Sql.Statements;

namespace RewriteLang.Sql;

/// <summary>
/// Finds the statements of a file. Semicolons in strings, quoted names, dollar quotes and (nested) comments do not separate;
/// a byte order mark and any line ends are left as they are.
/// </summary>
public static class SqlScript
{
    /// <summary>The statements in order; empty ones (comments alone, a stray semicolon) are left out.</summary>
    public static Sequence<SqlStatement> Split(string text, string file = "<sql>")
    {
        var statements = new List<SqlStatement>();
        var comments = new List<Token>();
        Token? first = null, last = null;
        foreach (var token in Tokenizer.Tokenize(text))
        {
            if (token.Kind == TokenKind.Comment)
            {
                if (first is null)
                {
                    comments.Add(token);
                }
                else if (IsOff(token, text))
                {
                    comments.Add(token);
                }
            }
            else if (token.IsSymbol(text, ';'))
            {
                Flush();
            }
            else
            {
                first ??= token;
                last = token;
            }
        }

        Flush();
        return [.. statements];

        void Flush()
        {
            if (first is { } from && last is { } to)
            {
                var leading = comments.Count > 0 && comments[0].Offset < from.Offset ? comments[0].Offset : from.Offset;
                statements.Add(new(file, text, from.Offset, to.End - from.Offset, leading, comments.Exists(c => IsOff(c, text))));
            }

            first = last = null;
            comments.Clear();
        }
    }

    private static bool IsOff(Token comment, string text)
    {
        var body = comment.Of(text).Trim("-/* \t\r\n");
        return body.StartsWith("rw:", StringComparison.OrdinalIgnoreCase) && body[3..].Trim().Equals("off", StringComparison.OrdinalIgnoreCase);
    }
}
