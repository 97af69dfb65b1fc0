using RewriteLang.Dsl.Syntax;
using Sprache;
using static RewriteLang.Dsl.Grammar.Predictive;

namespace RewriteLang.Dsl.Grammar;

/// <summary>
/// The second level: terms. A field a production, named as in the manual's EBNF. Operators are read flat and put in order by
/// <see cref="Precedence"/>, so that depth costs stack only where there are brackets.
/// </summary>
internal static class TermGrammar
{
    internal static readonly Parser<SyntaxToken> Comma = Token(TokenKind.Comma, "`,`");
    internal static readonly Parser<SyntaxToken> WordToken = Token(TokenKind.Word, "a name");
    private static readonly Parser<SyntaxToken> Open = Token(TokenKind.OpenParenthesis, "`(`");
    private static readonly Parser<SyntaxToken> Close = Token(TokenKind.CloseParenthesis, "`)`");
    private static readonly Parser<SyntaxToken> OpenList = Token(TokenKind.OpenBracket, "`[`");
    private static readonly Parser<SyntaxToken> CloseList = Token(TokenKind.CloseBracket, "`]`");
    private static readonly Parser<SyntaxToken> Bar = Token(TokenKind.Bar, "`|`");
    private static readonly Parser<SyntaxToken> Ampersand = Token(TokenKind.Ampersand, "`&`");
    private static readonly Parser<SyntaxToken> Define = Token(TokenKind.Define, "`:=`");
    private static readonly Parser<SyntaxToken> Arrow = Token(TokenKind.Arrow, "`=>`");
    private static readonly Parser<SyntaxToken> Not = Token(TokenKind.Not, "`not`");
    private static readonly Parser<SyntaxToken> Minus = Token(TokenKind.Minus, "`-`");

    // Productions refer to each other in a circle; these are looked up when they run.
    private static readonly Parser<SyntaxTerm> TermHere = input => Term!(input);
    private static readonly Parser<SyntaxTerm> SimpleTermHere = input => SimpleTerm!(input);

    // Literal = number | text | "true" | "false" | "null"
    private static readonly Parser<SyntaxTerm> Literal = OneOf(
        Token(TokenKind.Number, "a number"),
        Token(TokenKind.Text, "a text"),
        Token(TokenKind.True, "`true`"),
        Token(TokenKind.False, "`false`"),
        Token(TokenKind.Null, "`null`")).Select(token => (SyntaxTerm)new SyntaxTerm.Literal(token));

    // Rest = ".." word
    private static readonly Parser<SyntaxTerm> Rest =
        Sequence(Token(TokenKind.DotDot, "`..`"), WordToken, (dots, name) => (SyntaxTerm)new SyntaxTerm.Rest(dots, name));

    // Element = Term [ ":=" Term ]
    internal static readonly Parser<SyntaxTerm> Element = Sequence(
        TermHere,
        Sequence(Define, TermHere, (_, value) => value).Maybe(),
        (term, value) => value is null ? term : new SyntaxTerm.Definition(term, value).Measured());

    private sealed record Continued(SyntaxToken Sign, SyntaxTerm Term);

    // Argument = Term [ ":=" Term | "=>" Term ]
    private static readonly Parser<SyntaxTerm> Argument = Sequence(
        TermHere,
        Sequence(OneOf(Define, Arrow), TermHere, (sign, term) => new Continued(sign, term)).Maybe(),
        (first, rest) => rest switch
        {
            null => first,
            { Sign.Kind: TokenKind.Define } => new SyntaxTerm.Definition(first, rest.Term).Measured(),
            _ => new SyntaxTerm.Lambda(first, rest.Term).Measured(),
        });

    // GroupedArgument = SimpleTerm { "&" SimpleTerm }
    private static readonly Parser<SyntaxTerm> GroupedArgument = SimpleTermHere.SeparatedBy(Ampersand)
        .Select(terms => terms.Count == 1 ? terms[0] : new SyntaxTerm.Infix("&", terms[0].Span, terms).Measured());

    // Arguments = Argument { "," Argument }
    private static readonly Parser<IReadOnlyList<IReadOnlyList<SyntaxTerm>>> Arguments =
        Argument.SeparatedBy(Comma).Select(arguments => (IReadOnlyList<IReadOnlyList<SyntaxTerm>>)[arguments]);

    // Group = [ GroupedArgument { "," GroupedArgument } ]
    private static readonly Parser<IReadOnlyList<SyntaxTerm>> Group = GroupedArgument.SeparatedBy(Comma).Maybe().Select(arguments => arguments ?? []);

    // Groups = Group { "|" Group }
    private static readonly Parser<IReadOnlyList<IReadOnlyList<SyntaxTerm>>> Groups = Group.SeparatedBy(Bar);

    // ArgumentsOrGroups = Arguments | Groups: Groups for an operator of the table that has them
    private static readonly Parser<IReadOnlyList<IReadOnlyList<SyntaxTerm>>> ArgumentsOrGroups = input =>
        ((TokenInput)input).IsGroupedCall ? Groups(input) : Arguments(input);

    private sealed record Parentheses(IReadOnlyList<IReadOnlyList<SyntaxTerm>> Groups, SyntaxToken Close);

    // CallSuffix = "(" [ ArgumentsOrGroups ] ")"
    private static readonly Parser<Parentheses> CallSuffix = Sequence(
        Open,
        ArgumentsOrGroups.Maybe(),
        Close,
        (_, groups, close) => new Parentheses(groups is [{ Count: 0 }] ? [] : groups ?? [], close));

    // Name = word [ CallSuffix ]
    private static readonly Parser<SyntaxTerm> Name = Sequence(
        OneOf(WordToken, Token(TokenKind.KebabWord, "a name")),
        CallSuffix.Maybe(),
        (word, call) => call is null ? new SyntaxTerm.Name(word) : new SyntaxTerm.Call(word, call.Groups, call.Close).Measured());

    // Connective = ( "and" | "or" ) CallSuffix: their form for rests, and(p, ..ps)
    private static readonly Parser<SyntaxTerm> Connective = Sequence(
        OneOf(Token(TokenKind.And, "`and`"), Token(TokenKind.Or, "`or`")),
        CallSuffix,
        (word, call) => new SyntaxTerm.Call(word, call.Groups, call.Close).Measured());

    // List = "[" [ Element { "," Element } ] "]"
    private static readonly Parser<SyntaxTerm> List = Sequence(
        OpenList,
        Element.SeparatedBy(Comma).Maybe(),
        CloseList,
        (open, items, close) => new SyntaxTerm.List(open, items ?? [], close).Measured());

    // Parenthesized = "(" Argument { "," Argument } ")"
    private static readonly Parser<SyntaxTerm> Parenthesized = Sequence(
        Open,
        Argument.SeparatedBy(Comma),
        Close,
        (open, items, close) => new SyntaxTerm.Parenthesized(open, items, close).Measured());

    // Primary = Name | Literal | Rest | Parenthesized | List | Connective
    private static readonly Parser<SyntaxTerm> Primary = OneOf(Name, Literal, Rest, Parenthesized, List, Connective).Named("a term");

    // Operand = { "not" | "-" } Primary
    private static readonly Parser<IReadOnlyList<TermPart>> Operand = Sequence(
        OneOf(Not, Minus).Several(),
        Primary,
        (prefixes, primary) => (IReadOnlyList<TermPart>)[.. prefixes.Select(p => new TermPart.Prefix(p)), new TermPart.Leaf(primary)]);

    // NullTest = "is" [ "not" ] "null"; Distinction = "is" [ "not" ] "distinct" "from" Operand
    private static readonly Parser<IReadOnlyList<TermPart>> IsSuffix =
        from opening in Token(TokenKind.Is, "an operator")
        from negation in Not.Maybe()
        from parts in OneOf(
            from token in Token(TokenKind.Null, "`null`")
            select (IReadOnlyList<TermPart>)[new TermPart.Postfix(negation is null ? "is null" : "is not null", Spans.Cover(opening.Span, token.Span))],
            from distinct in Word("distinct")
            from token in Word("from")
            from operand in Operand
            select (IReadOnlyList<TermPart>)
                [new TermPart.Infix(negation is null ? "is distinct from" : "is not distinct from", Spans.Cover(opening.Span, token.Span)), .. operand])
        select parts;

    // Term = Operand { InfixOperator Operand | NullTest | Distinction }
    internal static readonly Parser<SyntaxTerm> Term = TermWith(sets: true);

    // SimpleTerm = Operand { SimpleOperator Operand | NullTest | Distinction }
    internal static readonly Parser<SyntaxTerm> SimpleTerm = TermWith(sets: false);

    private static Parser<SyntaxTerm> TermWith(bool sets)
    {
        var infix = Sequence(
            InfixOperator(sets),
            Operand,
            (sign, operand) => (IReadOnlyList<TermPart>)[new TermPart.Infix(sign.Text, sign.Span), .. operand]);
        return Sequence(
            Operand,
            OneOf(infix, IsSuffix).Several(),
            (first, others) => Precedence.Resolve(others.Count == 0 ? first : [.. first, .. others.SelectMany(o => o)]));
    }

    // InfixOperator = SimpleOperator | "|" | "&"
    // SimpleOperator = "or" | "and" | "=" | "<>" | "<" | "<=" | ">" | ">=" | "in" | "~" | "by" | "+" | "-" | "||" | "*" | "/" | "%"
    private static Parser<SyntaxToken> InfixOperator(bool sets)
    {
        string[] expectations = ["an operator"];
        return input =>
        {
            var token = ((TokenInput)input).Token;
            return Precedence.IsInfix(token) && (sets || token.Kind is not (TokenKind.Bar or TokenKind.Ampersand))
                ? Result.Success(token, input.Advance())
                : Result.Failure<SyntaxToken>(input, "", expectations);
        };
    }
}
