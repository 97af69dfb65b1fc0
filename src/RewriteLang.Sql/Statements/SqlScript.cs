using System.Text;
using RewriteLang.Algebra;
using RewriteLang.Sql.Printing;
using RewriteLang.Sql.Statements;

namespace RewriteLang.Sql;

/// <summary>
/// Finds the statements of a file. Semicolons in strings, quoted names, dollar quotes and (nested) comments do not separate;
/// a byte order mark and any line ends are left as they are.
/// </summary>
public static class SqlScript
{
    /// <summary>The statements in order; empty ones (comments alone, a stray semicolon) are left out.</summary>
    /// <param name="text">The file's text.</param>
    /// <param name="file">The file's name, for diagnostics.</param>
    /// <param name="dialect">Whose quotes and comments it has.</param>
    public static Sequence<SqlStatement> Split(string text, string file = "<sql>", Dialect dialect = Dialect.DuckDb)
    {
        var statements = new List<SqlStatement>();
        var comments = new List<Token>();
        var own = new List<Token>();
        foreach (var token in Tokenizer.Tokenize(text, dialect))
        {
            if (token.Kind == TokenKind.Comment)
            {
                if (own.Count == 0 || IsOff(token, text))
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
                own.Add(token);
            }
        }

        Flush();
        return [.. statements];

        void Flush()
        {
            if (own.Count > 0)
            {
                var (from, shell) = (own[0].Offset, new ShellReader(text, own).Read());
                var leading = comments.Count > 0 && comments[0].Offset < from ? comments[0].Offset : from;
                statements.Add(new(file, text, from, own[^1].End - from, leading, comments.Exists(c => IsOff(c, text)))
                {
                    Kind = shell.Kind,
                    QueryOffset = own[shell.First].Offset,
                    QueryLength = own[shell.Last].End - own[shell.First].Offset,
                    Target = shell.Target,
                });
            }

            own.Clear();
            comments.Clear();
        }
    }

    /// <summary>
    /// The text of a file with the query of one of its statements replaced. All else stays byte for byte; line breaks of the new text become the
    /// file's, and a hint (<c>/*+ … */</c>) behind the query's first word stays there.
    /// </summary>
    public static string Replace(SqlStatement statement, string query)
    {
        var file = statement.FileText;
        return file[..statement.QueryOffset] + Fitted(statement, query) + file[(statement.QueryOffset + statement.QueryLength)..];
    }

    /// <summary>The new text of a statement's query as <see cref="Replace"/> puts it into the file.</summary>
    public static string Fitted(SqlStatement statement, string query)
    {
        var hint = Hint(statement.QueryText);
        if (hint.Length == 0 && !statement.FileText.Contains("\r\n", StringComparison.Ordinal))
        {
            return query;
        }

        // Line breaks inside strings and quoted names are data: only those between tokens change.
        var text = new StringBuilder();
        var end = 0;
        var newline = statement.FileText.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        foreach (var token in Tokenizer.Tokenize(query))
        {
            text.Append(query[end..token.Offset].Replace("\n", newline, StringComparison.Ordinal)).Append(token.Of(query));
            if (end == 0)
            {
                text.Append(hint);
            }

            end = token.End;
        }

        return text.ToString();
    }

    private static string Hint(string query) =>
        Tokenizer.Tokenize(query) is [{ Kind: TokenKind.Word } first, { Kind: TokenKind.Comment } comment, ..] && comment.Of(query).StartsWith("/*+", StringComparison.Ordinal)
            ? query[first.End..comment.End]
            : "";

    private static bool IsOff(Token comment, string text)
    {
        var body = comment.Of(text).Trim("-/* \t\r\n");
        return body.StartsWith("rw:", StringComparison.OrdinalIgnoreCase) && body[3..].Trim().Equals("off", StringComparison.OrdinalIgnoreCase);
    }
}
