using System.Text;
using RewriteLang.Sql.Printing;
using RewriteLang.Sql.Statements;

namespace RewriteLang.Sql.Dialects;

/// <summary>
/// SQLite's text in the words of DuckDB's grammar: quotes, <c>==</c>, <c>IS</c> between values, <c>LIMIT skip, count</c>. What the two grammars read
/// differently, or only SQLite's knows, is not translated.
/// </summary>
/// <param name="Text">The text for the parser.</param>
/// <param name="Refusal">What cannot be translated, with its place in the original; null if nothing.</param>
/// <param name="Places">For each token, its offset in <paramref name="Text"/> and in the original; rising.</param>
internal sealed record SqliteText(string Text, (string Construct, int Offset)? Refusal, IReadOnlyList<(int Here, int There)> Places)
{
    private static readonly HashSet<string> Unknown = new(StringComparer.OrdinalIgnoreCase)
    {
        "GLOB", "REGEXP", "MATCH", "COLLATE", "INDEXED", "ESCAPE", "RAISE", "VALUES", "RECURSIVE", "ROWID", "OID", "_ROWID_",
        "CURRENT_DATE", "CURRENT_TIME", "CURRENT_TIMESTAMP",
    };

    private static readonly HashSet<string> JoinsThatReadCommasOtherwise = new(StringComparer.OrdinalIgnoreCase) { "USING", "NATURAL", "RIGHT", "FULL" };

    /// <summary>The offset in the original of one in <see cref="Text"/>.</summary>
    public int Original(int offset)
    {
        var (low, high) = (0, Places.Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = Places[middle].Here <= offset ? (middle, high) : (low, middle - 1);
        }

        return Places.Count == 0 ? 0 : Places[low].There + Math.Max(0, offset - Places[low].Here);
    }

    /// <summary>Translates a query.</summary>
    public static SqliteText Of(string sql)
    {
        var tokens = Tokenizer.Tokenize(sql, Dialect.Sqlite).FindAll(t => t.Kind != TokenKind.Comment);
        var text = new StringBuilder(sql.Length);
        var places = new List<(int, int)>();
        var refusal = Refused(sql, tokens);
        for (var i = 0; i < tokens.Count && refusal is null; i++)
        {
            var spaced = i > 0 && tokens[i - 1].End < tokens[i].Offset;
            if (spaced)
            {
                text.Append(' ');
            }

            places.Add((text.Length, tokens[i].Offset));
            bool Is(int at, string word) => at < tokens.Count && tokens[at].IsWord(sql, word);
            if (tokens[i].Kind == TokenKind.QuotedName)
            {
                text.Append('"').Append(tokens[i].Name(sql)!.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
            }
            else if (tokens[i].IsSymbol(sql, '=') && i + 1 < tokens.Count && tokens[i + 1].IsSymbol(sql, '=') && tokens[i + 1].Offset == tokens[i].End)
            {
                text.Append('=');
                i++;
            }
            else if (Is(i, "IS"))
            {
                var isNot = Is(i + 1, "NOT");
                var next = i + (isNot ? 2 : 1);
                if (Is(next, "TRUE") || Is(next, "FALSE"))
                {
                    refusal = ("IS TRUE and IS FALSE", tokens[i].Offset);
                }

                text.Append(Is(next, "NULL") || Is(next, "DISTINCT") ? (isNot ? "IS NOT" : "IS") : isNot ? "IS DISTINCT FROM" : "IS NOT DISTINCT FROM");
                i = next - 1;
            }
            else if (Is(i, "LIMIT") && i + 3 < tokens.Count && tokens[i + 2].IsSymbol(sql, ','))
            {
                text.Append("LIMIT ").Append(tokens[i + 3].Of(sql)).Append(" OFFSET ").Append(tokens[i + 1].Of(sql));
                i += 3;
                refusal = tokens[i].Kind == TokenKind.Number && tokens[i - 2].Kind == TokenKind.Number && (i + 1 == tokens.Count || tokens[i + 1].IsSymbol(sql, ')'))
                    ? null
                    : ("a computed LIMIT", tokens[i].Offset);
            }
            else
            {
                text.Append(tokens[i].Of(sql));
            }
        }

        return new(text.ToString(), refusal, places);
    }

    private static (string, int)? Refused(string sql, List<Token> tokens)
    {
        var words = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var token in tokens)
        {
            var text = token.Of(sql);
            switch (token.Kind)
            {
                case TokenKind.Word when Unknown.Contains(text.ToString()):
                    return (text.ToString().ToUpperInvariant(), token.Offset);
                case TokenKind.Word:
                    words.Add(text.ToString());
                    break;
                case TokenKind.QuotedName when text.Length < 2 || text[^1] != (text[0] == '[' ? ']' : text[0]):
                    return ("a quote that is not closed", token.Offset);
                case TokenKind.QuotedName when Unknown.Contains(token.Name(sql)!):
                    return ("a row id", token.Offset);
                case TokenKind.Text when text[0] is not '\'' || text.Contains('\0'):
                    return ("a blob", token.Offset);
                case TokenKind.Number when text.ContainsAny("xX_"):
                    return ("a number in this spelling", token.Offset);
                case TokenKind.Symbol when text[0] is '?' or ':' or '@' or '$':
                    return ("a parameter", token.Offset);
                case TokenKind.Symbol when text[0] is '~' or '&' or '#' or '^' or '{' or ']':
                    return ($"the operator {text}", token.Offset);
            }
        }

        // SQLite joins strictly from left to right, commas included; set operations have one strength.
        return words.Contains("INTERSECT") && (words.Contains("UNION") || words.Contains("EXCEPT")) ? ("INTERSECT beside other set operations", 0)
            : words.Overlaps(JoinsThatReadCommasOtherwise) && tokens.Exists(t => t.IsSymbol(sql, ',')) && HasCommaJoin(sql, tokens) ? ("a comma beside USING, NATURAL, RIGHT or FULL joins", 0)
            : null;
    }

    // A comma between FROM and the next clause, at their depth.
    private static bool HasCommaJoin(string sql, List<Token> tokens)
    {
        var inFrom = new Stack<bool>([false]);
        foreach (var token in tokens)
        {
            if (token.IsSymbol(sql, '('))
            {
                // FROM (a, b JOIN c …) is a list, too.
                inFrom.Push(inFrom.Peek());
            }
            else if (token.IsSymbol(sql, ')') && inFrom.Count > 1)
            {
                inFrom.Pop();
            }
            else if (token.Kind == TokenKind.Word)
            {
                var word = token.Of(sql).ToString().ToUpperInvariant();
                var isIn = word == "FROM" || (inFrom.Peek() && word is not ("SELECT" or "WHERE" or "GROUP" or "ORDER" or "HAVING" or "LIMIT" or "UNION" or "EXCEPT" or "INTERSECT" or "WINDOW"));
                inFrom.Pop();
                inFrom.Push(isIn);
            }
            else if (token.IsSymbol(sql, ',') && inFrom.Peek())
            {
                return true;
            }
        }

        return false;
    }
}
