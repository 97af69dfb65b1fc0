using RewriteLang.Algebra;
using RewriteLang.Sql.Statements;

namespace RewriteLang.Sql.Binding;

/// <summary>
/// Reads <c>AS [NOT] MATERIALIZED</c> from the text: DuckDB's serialized syntax tree does not have it. Two CTEs of one name with different
/// hints are told apart by nothing here; the stricter one, MATERIALIZED, counts for both.
/// </summary>
internal static class CteHints
{
    /// <summary>The hint of each CTE that has one, by name.</summary>
    public static Dictionary<string, Materialization> Read(string text)
    {
        var hints = new Dictionary<string, Materialization>(StringComparer.OrdinalIgnoreCase);
        if (!text.Contains("materialized", StringComparison.OrdinalIgnoreCase))
        {
            return hints;
        }

        var tokens = Tokenizer.Tokenize(text).Where(t => t.Kind != TokenKind.Comment).ToList();
        for (var i = 2; i < tokens.Count; i++)
        {
            if (!tokens[i].IsWord(text, "materialized") || i + 1 == tokens.Count || !tokens[i + 1].IsSymbol(text, '('))
            {
                continue;
            }

            var isNot = tokens[i - 1].IsWord(text, "not");
            var at = i - (isNot ? 2 : 1);
            if (at >= 1 && tokens[at].IsWord(text, "as") && NameBefore(tokens, at, text) is { } name
                && hints.GetValueOrDefault(name) != Materialization.Always)
            {
                hints[name] = isNot ? Materialization.Never : Materialization.Always;
            }
        }

        return hints;
    }

    // name AS, or name ( columns ) AS.
    private static string? NameBefore(List<Token> tokens, int at, string text)
    {
        at--;
        if (tokens[at].IsSymbol(text, ')'))
        {
            while (at > 0 && !tokens[at].IsSymbol(text, '('))
            {
                at--;
            }

            at--;
        }

        return at >= 0 ? tokens[at].Name(text) : null;
    }
}
