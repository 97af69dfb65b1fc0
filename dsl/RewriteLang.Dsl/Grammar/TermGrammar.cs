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
    private static readonly Parser<SyntaxToken> Not = Token(TokenKind.Not, "`not`");
    private static readonly Parser<SyntaxToken> Minus = Token(TokenKind.Minus, "`-`");

    // Productions refer to each other in a circle; these are looked up when they run.
    private static readonly Parser<SyntaxTerm> TermHere = input => Term!(input);
    private static readonly Parser<SyntaxTerm> SimpleTermHere = input => SimpleTerm!(input);

    // Literal = number | text | "true" | "false" | "null"
    internal static readonly Parser<SyntaxTerm> Literal =
        from token in OneOf(
            Token(TokenKind.Number, "a number"),
            Token(TokenKind.Text, "a text"),
            Token(TokenKind.True, "`true`"),
            Token(TokenKind.False, "`false`"),
            Token(TokenKind.Null, "`null`"))
        select (SyntaxTerm)new SyntaxTerm.Literal(token);

    // Rest = ".." word
    internal static readonly Parser<SyntaxTerm> Rest =
        from dots in Token(TokenKind.DotDot, "`..`")
        from name in WordToken
        select (SyntaxTerm)new SyntaxTerm.Rest(dots, name);

    // Element = Term [ ":=" Term ]
    internal static readonly Parser<SyntaxTerm> Element =
        from term in TermHere
        from value in Token(TokenKind.Define, "`:=`").Then(_ => TermHere).Maybe()
        select value is null ? term : new SyntaxTerm.Definition(term, value).Measured();

    // Argument = Term [ ":=" Term | "=>" Term ]
    private static readonly Parser<SyntaxTerm> Argument = ArgumentOf(TermHere);

    // GroupedArgument = SimpleTerm { "&" SimpleTerm }: in an operator's groups "&" parts conjuncts, and binds least of all
    private static readonly Parser<SyntaxTerm> GroupedArgument =
        from terms in ArgumentOf(SimpleTermHere).SeparatedBy(Ampersand)
        select terms.Count == 1 ? terms[0] : new SyntaxTerm.Infix("&", terms[0].Span, terms).Measured();

    // Arguments = Argument { "," Argument }
    private static readonly Parser<IReadOnlyList<IReadOnlyList<SyntaxTerm>>> Arguments =
        from arguments in Argument.SeparatedBy(Comma)
        select (IReadOnlyList<IReadOnlyList<SyntaxTerm>>)[arguments];

    // Group = [ GroupedArgument { "," GroupedArgument } ]
    private static readonly Parser<IReadOnlyList<SyntaxTerm>> Group =
        from arguments in GroupedArgument.SeparatedBy(Comma).Maybe()
        select arguments ?? [];

    // Groups = Group { "|" Group }
    private static readonly Parser<IReadOnlyList<IReadOnlyList<SyntaxTerm>>> Groups = Group.SeparatedBy(Bar);

    // Call = word "(" [ Arguments | Groups ] ")": Groups for an operator of the table that has them
    private static Parser<SyntaxTerm> CallOf(SyntaxToken function) =>
        from open in Open
        from groups in ArgumentsOf(function).Maybe()
        from close in Close
        select new SyntaxTerm.Call(function, groups is [{ Count: 0 }] ? [] : groups ?? [], close).Measured();

    private static Parser<IReadOnlyList<IReadOnlyList<SyntaxTerm>>> ArgumentsOf(SyntaxToken function) => input =>
        ((TokenInput)input).Grouped.Contains(function.Text) ? Groups(input) : Arguments(input);

    // Name = word | Call
    private static readonly Parser<SyntaxTerm> Name =
        from word in OneOf(WordToken, Token(TokenKind.KebabWord, "a name"))
        from call in CallOf(word).Maybe()
        select call ?? new SyntaxTerm.Name(word);

    // Connective = ( "and" | "or" ) "(" Arguments ")": their form for rests, and(p, ..ps)
    private static readonly Parser<SyntaxTerm> Connective =
        from word in OneOf(Token(TokenKind.And, "`and`"), Token(TokenKind.Or, "`or`"))
        from call in CallOf(word)
        select call;

    // List = "[" [ Element { "," Element } ] "]"
    private static readonly Parser<SyntaxTerm> List =
        from open in OpenList
        from items in OneOf(Rest, Element).SeparatedBy(Comma).Maybe()
        from close in CloseList
        select new SyntaxTerm.List(open, items ?? [], close).Measured();

    // Parenthesized = "(" Argument { "," Argument } ")"
    private static readonly Parser<SyntaxTerm> Parenthesized =
        from open in Open
        from items in Argument.SeparatedBy(Comma)
        from close in Close
        select new SyntaxTerm.Parenthesized(open, items, close).Measured();

    // Primary = Literal | Name | Connective | Rest | List | Parenthesized
    private static readonly Parser<SyntaxTerm> Primary = OneOf(Literal, Name, Connective, Rest, List, Parenthesized).Named("a term");

    // Postfix = "is" [ "not" ] ( "null" | "distinct" "from" Operand )
    private static readonly Parser<TermPart> IsSuffix =
        from opening in Token(TokenKind.Is, "an operator")
        from negation in Not.Maybe()
        from part in OneOf(
            from token in Token(TokenKind.Null, "`null`")
            select (TermPart)new TermPart.Postfix(negation is null ? "is null" : "is not null", Spans.Cover(opening.Span, token.Span)),
            from distinct in Word("distinct")
            from token in Word("from")
            select (TermPart)new TermPart.Infix(
                negation is null ? "is distinct from" : "is not distinct from",
                Spans.Cover(opening.Span, token.Span)))
        select part;

    // Operand = { "not" | "-" } Primary
    private static readonly Parser<IReadOnlyList<TermPart>> Operand =
        from prefixes in OneOf(Not, Minus).Several()
        from primary in Primary
        select (IReadOnlyList<TermPart>)[.. prefixes.Select(p => new TermPart.Prefix(p)), new TermPart.Leaf(primary)];

    // Term = Operand { Postfix | InfixOperator Operand }
    internal static readonly Parser<SyntaxTerm> Term = TermWith(sets: true);

    // SimpleTerm: a Term in which "|" and "&" are not operators
    internal static readonly Parser<SyntaxTerm> SimpleTerm = TermWith(sets: false);

    private static Parser<SyntaxTerm> TermWith(bool sets) =>
        from first in Operand
        from others in Continuation(sets).Several()
        select Precedence.Resolve([.. first, .. others.SelectMany(o => o)]);

    private static Parser<IReadOnlyList<TermPart>> Continuation(bool sets)
    {
        var suffix =
            from part in IsSuffix
            from operand in OperandAfter(part)
            select (IReadOnlyList<TermPart>)[part, .. operand];
        var infix =
            from sign in InfixOperator(sets)
            from operand in Operand
            select (IReadOnlyList<TermPart>)[new TermPart.Infix(sign.Text, sign.Span), .. operand];
        return OneOf(suffix, infix);
    }

    private static Parser<IReadOnlyList<TermPart>> OperandAfter(TermPart part) =>
        part is TermPart.Infix ? Operand : Parse.Return<IReadOnlyList<TermPart>>([]);

    // InfixOperator: the table is Precedence's
    private static Parser<SyntaxToken> InfixOperator(bool sets) => input =>
    {
        var token = ((TokenInput)input).Token;
        return Precedence.IsInfix(token) && (sets || token.Kind is not (TokenKind.Bar or TokenKind.Ampersand))
            ? Result.Success(token, input.Advance())
            : Result.Failure<SyntaxToken>(input, "", ["an operator"]);
    };

    private static Parser<SyntaxTerm> ArgumentOf(Parser<SyntaxTerm> term) =>
        from first in term
        from rest in OneOf(
            from sign in Token(TokenKind.Define, "`:=`")
            from value in term
            select new SyntaxTerm.Definition(first, value).Measured(),
            from sign in Token(TokenKind.Arrow, "`=>`")
            from body in term
            select new SyntaxTerm.Lambda(first, body).Measured()).Maybe()
        select rest ?? first;
}
