namespace RewriteLang.Engines;

/// <summary>Finds the CHECK conditions in a CREATE TABLE as SQLite keeps it, which lists them nowhere else.</summary>
internal static class SqliteChecks
{
    /// <summary>The texts between the parentheses after CHECK, in order.</summary>
    public static IEnumerable<string> Of(string sql)
    {
        for (var i = 0; i < sql.Length; i = After(sql, i))
        {
            if (!IsWord(sql, i, "CHECK"))
            {
                continue;
            }

            var open = i + "CHECK".Length;
            while (open < sql.Length && (char.IsWhiteSpace(sql[open]) || IsComment(sql, open)))
            {
                open = After(sql, open);
            }

            if (open < sql.Length && sql[open] == '(')
            {
                var close = Closing(sql, open);
                yield return sql[(open + 1)..close].Trim();
                i = close;
            }
        }
    }

    private static int Closing(string sql, int open)
    {
        var depth = 0;
        for (var i = open; i < sql.Length; i = After(sql, i))
        {
            depth += sql[i] switch { '(' => 1, ')' => -1, _ => 0 };
            if (depth == 0)
            {
                return i;
            }
        }

        return sql.Length;
    }

    // The place after the quoted text, comment, word or character at a place.
    private static int After(string sql, int at)
    {
        if (sql[at] is '\'' or '"' or '`' or '[')
        {
            // A doubled quote closes and opens again.
            var end = sql.IndexOf(sql[at] == '[' ? ']' : sql[at], at + 1);
            return end < 0 ? sql.Length : end + 1;
        }

        if (IsComment(sql, at))
        {
            var end = sql[at] == '-' ? sql.IndexOf('\n', at) + 1 : sql.IndexOf("*/", at + 2, StringComparison.Ordinal) + 2;
            return end < at + 2 ? sql.Length : end;
        }

        var next = at + 1;
        while (IsWordPart(sql[at]) && next < sql.Length && IsWordPart(sql[next]))
        {
            next++;
        }

        return next;
    }

    private static bool IsComment(string sql, int at) => string.CompareOrdinal(sql, at, "--", 0, 2) == 0 || string.CompareOrdinal(sql, at, "/*", 0, 2) == 0;

    private static bool IsWord(string sql, int at, string word) =>
        string.Compare(sql, at, word, 0, word.Length, StringComparison.OrdinalIgnoreCase) == 0 && (at + word.Length == sql.Length || !IsWordPart(sql[at + word.Length]));

    private static bool IsWordPart(char c) => char.IsLetterOrDigit(c) || c == '_';
}
