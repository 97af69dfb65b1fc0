using System.Collections.Frozen;

namespace RewriteLang.Dsl.Syntax;

/// <summary>The words and marks that the language keeps for itself.</summary>
internal static class Keywords
{
    private static readonly FrozenDictionary<string, TokenKind> Anywhere = new Dictionary<string, TokenKind>
    {
        ["and"] = TokenKind.And,
        ["or"] = TokenKind.Or,
        ["not"] = TokenKind.Not,
        ["is"] = TokenKind.Is,
        ["in"] = TokenKind.In,
        ["true"] = TokenKind.True,
        ["false"] = TokenKind.False,
        ["null"] = TokenKind.Null,
        ["with"] = TokenKind.With,
        ["each"] = TokenKind.Each,
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, TokenKind> FirstOnLine = new Dictionary<string, TokenKind>
    {
        ["language"] = TokenKind.Language,
        ["schema"] = TokenKind.Schema,
        ["rule"] = TokenKind.Rule,
        ["simplify"] = TokenKind.Simplify,
        ["theory"] = TokenKind.Theory,
        ["aggregate"] = TokenKind.Aggregate,
        ["let"] = TokenKind.Let,
        ["when"] = TokenKind.When,
        ["gate"] = TokenKind.Gate,
        ["cite"] = TokenKind.Cite,
        ["overlaps"] = TokenKind.Overlaps,
        ["pathology"] = TokenKind.Pathology,
        ["tags"] = TokenKind.Tags,
        ["example"] = TokenKind.Example,
        ["counterexample"] = TokenKind.Counterexample,
        ["before"] = TokenKind.Before,
        ["after"] = TokenKind.After,
        ["query"] = TokenKind.Query,
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, TokenKind> InTheory = new Dictionary<string, TokenKind>
    {
        ["sort"] = TokenKind.Sort,
        ["operator"] = TokenKind.Operator,
        ["term"] = TokenKind.Term,
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, TokenKind>.AlternateLookup<ReadOnlySpan<char>> AnywhereBySpan =
        Anywhere.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly FrozenDictionary<string, TokenKind>.AlternateLookup<ReadOnlySpan<char>> FirstBySpan =
        FirstOnLine.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly FrozenDictionary<string, TokenKind>.AlternateLookup<ReadOnlySpan<char>> TheoryBySpan =
        InTheory.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The keywords that open a declaration or a clause, for suggestions.</summary>
    internal static IEnumerable<string> Openers => FirstOnLine.Keys.Concat(InTheory.Keys);

    /// <summary>The keywords that may stand anywhere.</summary>
    internal static IEnumerable<string> Reserved => Anywhere.Keys;

    /// <summary>The kind of a word without hyphens. Declarations other than rules open only in the first column.</summary>
    internal static TokenKind Of(ReadOnlySpan<char> word, bool firstOnLine, bool inTheory, bool firstColumn)
    {
        if (AnywhereBySpan.TryGetValue(word, out var kind))
        {
            return kind;
        }

        if (firstOnLine && inTheory && !firstColumn && TheoryBySpan.TryGetValue(word, out kind))
        {
            return kind;
        }

        return firstOnLine && FirstBySpan.TryGetValue(word, out kind)
            && (firstColumn || kind is not (TokenKind.Language or TokenKind.Theory or TokenKind.Aggregate))
            ? kind
            : TokenKind.Word;
    }

    /// <summary>The longest mark that starts with these characters.</summary>
    internal static (TokenKind Kind, int Length) Punctuation(char first, char second, char third) => (first, second, third) switch
    {
        ('<', '=', '>') => (TokenKind.BothWays, 3),
        ('=', '>', _) => (TokenKind.Arrow, 2),
        ('-', '>', _) => (TokenKind.ThinArrow, 2),
        ('<', '=', _) => (TokenKind.LessOrEqual, 2),
        ('>', '=', _) => (TokenKind.GreaterOrEqual, 2),
        ('<', '>', _) => (TokenKind.NotEqual, 2),
        ('|', '|', _) => (TokenKind.Concatenate, 2),
        (':', '=', _) => (TokenKind.Define, 2),
        ('.', '.', _) => (TokenKind.DotDot, 2),
        ('(', _, _) => (TokenKind.OpenParenthesis, 1),
        (')', _, _) => (TokenKind.CloseParenthesis, 1),
        ('[', _, _) => (TokenKind.OpenBracket, 1),
        (']', _, _) => (TokenKind.CloseBracket, 1),
        (',', _, _) => (TokenKind.Comma, 1),
        ('|', _, _) => (TokenKind.Bar, 1),
        ('&', _, _) => (TokenKind.Ampersand, 1),
        ('~', _, _) => (TokenKind.Similar, 1),
        ('=', _, _) => (TokenKind.Equal, 1),
        ('<', _, _) => (TokenKind.Less, 1),
        ('>', _, _) => (TokenKind.Greater, 1),
        ('+', _, _) => (TokenKind.Plus, 1),
        ('-', _, _) => (TokenKind.Minus, 1),
        ('*', _, _) => (TokenKind.Star, 1),
        ('/', _, _) => (TokenKind.Slash, 1),
        ('%', _, _) => (TokenKind.Percent, 1),
        _ => (TokenKind.Bad, 1),
    };
}
