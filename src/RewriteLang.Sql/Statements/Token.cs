namespace RewriteLang.Sql.Statements;

/// <summary>The kinds of token that the splitter tells apart.</summary>
internal enum TokenKind
{
    /// <summary>A keyword or an unquoted name.</summary>
    Word,

    /// <summary>A name in double quotes; in SQLite's dialect also in backticks or brackets.</summary>
    QuotedName,

    /// <summary>A string: in single quotes, with a prefix (<c>E'…'</c>), or between dollars.</summary>
    Text,

    /// <summary>A number.</summary>
    Number,

    /// <summary>One character of punctuation or of an operator.</summary>
    Symbol,

    /// <summary>A comment, up to the end of its line or to its matching end.</summary>
    Comment,
}

/// <summary>A token of SQL, by its place.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Offset">UTF-16 units from the start of the text.</param>
/// <param name="Length">UTF-16 units.</param>
internal readonly record struct Token(TokenKind Kind, int Offset, int Length)
{
    /// <summary>The offset behind the token.</summary>
    public int End => Offset + Length;

    /// <summary>The token's text.</summary>
    public ReadOnlySpan<char> Of(string text) => text.AsSpan(Offset, Length);

    /// <summary>Whether it is this keyword or unquoted name, ignoring case.</summary>
    public bool IsWord(string text, string word) => Kind == TokenKind.Word && Of(text).Equals(word, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether it is this character.</summary>
    public bool IsSymbol(string text, char symbol) => Kind == TokenKind.Symbol && text[Offset] == symbol;

    /// <summary>The name that a word or quoted name stands for; null for other tokens.</summary>
    public string? Name(string text) => Kind switch
    {
        TokenKind.Word => Of(text).ToString(),
        TokenKind.QuotedName when Length >= 2 && text[Offset] == '[' => text.Substring(Offset + 1, Length - 2),
        TokenKind.QuotedName when Length >= 2 =>
            text.Substring(Offset + 1, Length - 2).Replace(new string(text[Offset], 2), text[Offset].ToString(), StringComparison.Ordinal),
        _ => null,
    };
}
