using RewriteLang.Sql.Printing;
using RewriteLang.Sql.Statements;

namespace RewriteLang.Sql.Dialects;

/// <summary>The items of a query's first SELECT list as they are written: SQLite names a column without alias by them.</summary>
internal static class SelectListText
{
    private static readonly string[] Ends = ["FROM", "WHERE", "GROUP", "HAVING", "WINDOW", "ORDER", "LIMIT", "UNION", "INTERSECT", "EXCEPT"];

    /// <summary>The texts, one an item.</summary>
    public static List<string> Of(string sql)
    {
        var tokens = Tokenizer.Tokenize(sql, Dialect.Sqlite);
        var items = new List<string>();
        var depth = 0;
        int? first = null;
        Token? last = null;
        var isInside = false;
        foreach (var token in tokens.Where(t => t.Kind != TokenKind.Comment))
        {
            var isEnd = isInside && depth == 0 && (token.IsSymbol(sql, ',') || Ends.Any(e => token.IsWord(sql, e)));
            if (isEnd && first is { } from && last is { } to)
            {
                items.Add(sql[from..to.End]);
                first = null;
                if (!token.IsSymbol(sql, ','))
                {
                    return items;
                }

                continue;
            }

            if (isInside && first is null && !(items.Count == 0 && (token.IsWord(sql, "DISTINCT") || token.IsWord(sql, "ALL"))))
            {
                first = token.Offset;
            }

            isInside |= depth == 0 && token.IsWord(sql, "SELECT");
            depth += token.IsSymbol(sql, '(') ? 1 : token.IsSymbol(sql, ')') ? -1 : 0;
            last = token;
        }

        if (first is { } start && last is { } end)
        {
            items.Add(sql[start..end.End]);
        }

        return items;
    }
}
