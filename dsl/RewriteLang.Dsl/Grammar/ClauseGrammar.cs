using RewriteLang.Dsl.Syntax;
using Sprache;
using static RewriteLang.Dsl.Grammar.Predictive;
using static RewriteLang.Dsl.Grammar.TermGrammar;

namespace RewriteLang.Dsl.Grammar;

/// <summary>The third level: the law of a rule and the clauses after it, and those of a theory. Each clause recovers by itself.</summary>
internal static class ClauseGrammar
{
    private static readonly Parser<SyntaxToken> NumberToken = Token(TokenKind.Number, "a number");

    // KebabName = word { "-" word }
    internal static readonly Parser<SyntaxToken> KebabName =
        OneOf(Token(TokenKind.Word, "a name"), Token(TokenKind.KebabWord, "a name")).Named("a name");

    private static readonly Parser<SyntaxToken> Sql = Token(TokenKind.Sql, "SQL");

    // Site = [ "each" ] Element
    private static readonly Parser<SiteSyntax> Site =
        from each in Token(TokenKind.Each, "`each`").Maybe()
        from term in Element
        select new SiteSyntax(each, term);

    // Law = Site { "with" Site } ( "=>" | "<=>" ) Element { "," Element }
    internal static readonly Parser<Law> Law =
        from first in Place
        from sites in Site.SeparatedBy(Token(TokenKind.With, "`with`"))
        from arrow in OneOf(Token(TokenKind.Arrow, "`=>`"), Token(TokenKind.BothWays, "`<=>`"))
        from rights in Element.SeparatedBy(Comma)
        from end in Place
        select new Law(sites, arrow, rights, new(first, end));

    // Binding = word "=" Term
    private static readonly Parser<BindingSyntax> Binding =
        from name in WordToken
        from sign in Token(TokenKind.Equal, "`=`")
        from value in TermGrammar.Term
        select new BindingSyntax(name, value);

    // Let = "let" Binding { "," Binding }
    private static readonly Parser<Clause> Let = Clause("let", TokenKind.Let, (keyword, first) =>
        from bindings in Binding.SeparatedBy(Comma)
        from end in Place
        select (Clause)new Clause.Let(keyword, bindings, new(first, end)));

    // When = "when" Term { "," Term }
    private static readonly Parser<Clause> When = Clause("when", TokenKind.When, (keyword, first) =>
        from conditions in TermGrammar.Term.SeparatedBy(Comma)
        from end in Place
        select (Clause)new Clause.When(keyword, conditions, new(first, end)));

    // Gate = "gate" Term { "," Term }
    private static readonly Parser<Clause> Gate = Clause("gate", TokenKind.Gate, (keyword, first) =>
        from conditions in TermGrammar.Term.SeparatedBy(Comma)
        from end in Place
        select (Clause)new Clause.Gate(keyword, conditions, new(first, end)));

    // Cite = "cite" "[" KebabName { "," KebabName } "]"
    private static readonly Parser<Clause> Cite = Clause("cite", TokenKind.Cite, (keyword, first) =>
        from open in Token(TokenKind.OpenBracket, "`[`")
        from keys in KebabName.SeparatedBy(Comma)
        from close in Token(TokenKind.CloseBracket, "`]`")
        from end in Place
        select (Clause)new Clause.Cite(keyword, keys, new(first, end)));

    // Overlaps = "overlaps" "[" KebabName { "," KebabName } "]"
    private static readonly Parser<Clause> Overlaps = Clause("overlaps", TokenKind.Overlaps, (keyword, first) =>
        from open in Token(TokenKind.OpenBracket, "`[`")
        from rules in KebabName.SeparatedBy(Comma)
        from close in Token(TokenKind.CloseBracket, "`]`")
        from end in Place
        select (Clause)new Clause.Overlaps(keyword, rules, new(first, end)));

    private sealed record Range(SyntaxToken Low, SyntaxToken High);

    // Expectation = "expect" number ".." number
    private static readonly Parser<Range> Expectation =
        from word in Word("expect")
        from low in NumberToken
        from dots in Token(TokenKind.DotDot, "`..`")
        from high in NumberToken
        select new Range(low, high);

    // Pathology = "pathology" KebabName [ Expectation ] [ "on" word ]
    private static readonly Parser<Clause> Pathology = Clause("pathology", TokenKind.Pathology, (keyword, first) =>
        from name in KebabName
        from expectation in Expectation.Maybe()
        from engine in Word("on").Then(_ => WordToken).Maybe()
        from end in Place
        select (Clause)new Clause.Pathology(keyword, name, expectation?.Low, expectation?.High, engine, new(first, end)));

    // Tags = "tags" KebabName { "," KebabName }
    private static readonly Parser<Clause> Tags = Clause("tags", TokenKind.Tags, (keyword, first) =>
        from words in KebabName.SeparatedBy(Comma)
        from end in Place
        select (Clause)new Clause.Tags(keyword, words, new(first, end)));

    // Example = "example" [ "schema" sql ] "before" sql "after" sql
    private static readonly Parser<Clause> Example = Clause("example", TokenKind.Example, (keyword, first) =>
        from schema in SqlAfter(TokenKind.Schema, "`schema`").Maybe()
        from before in SqlAfter(TokenKind.Before, "`before`")
        from after in SqlAfter(TokenKind.After, "`after`")
        from end in Place
        select (Clause)new Clause.Example(keyword, schema, before, after, new(first, end)));

    // Counterexample = "counterexample" word [ "schema" sql ] "query" sql
    private static readonly Parser<Clause> Counterexample = Clause("counterexample", TokenKind.Counterexample, (keyword, first) =>
        from condition in WordToken.Named("the word of a condition")
        from schema in SqlAfter(TokenKind.Schema, "`schema`").Maybe()
        from query in SqlAfter(TokenKind.Query, "`query`")
        from end in Place
        select (Clause)new Clause.Counterexample(keyword, condition, schema, query, new(first, end)));

    // SortClause = "sort" word [ "=" word { "," word } ]
    private static readonly Parser<Clause> Sort = Clause("sort", TokenKind.Sort, (keyword, first) =>
        from name in WordToken
        from literals in Token(TokenKind.Equal, "`=`").Then(_ => WordToken.SeparatedBy(Comma)).Maybe()
        from end in Place
        select (Clause)new Clause.Sort(keyword, name, literals ?? [], new(first, end)));

    private static readonly Parser<SyntaxToken> Sign = input => Precedence.IsInfix(((TokenInput)input).Token)
        ? Result.Success(((TokenInput)input).Token, input.Advance())
        : Result.Failure<SyntaxToken>(input, "", ["an operator such as `+`"]);

    private sealed record Shape(SyntaxToken Name, IReadOnlyList<SyntaxToken> Parameters, bool IsInfix);

    // OperatorShape = word "(" [ word { "," word } ] ")" | word sign word
    private static readonly Parser<Shape> OperatorShape =
        from word in WordToken
        from shape in OneOf(
            from open in Token(TokenKind.OpenParenthesis, "`(`")
            from parameters in WordToken.SeparatedBy(Comma).Maybe()
            from close in Token(TokenKind.CloseParenthesis, "`)`")
            select new Shape(word, parameters ?? [], false),
            from sign in Sign
            from right in WordToken
            select new Shape(sign, [word, right], true))
        select shape;

    // OperatorClause = "operator" OperatorShape "->" word
    private static readonly Parser<Clause> Operator = Clause("operator", TokenKind.Operator, (keyword, first) =>
        from shape in OperatorShape
        from arrow in Token(TokenKind.ThinArrow, "`->`")
        from result in WordToken
        from end in Place
        select (Clause)new Clause.Operator(keyword, shape.Name, shape.Parameters, shape.IsInfix, result, new(first, end)));

    // TermClause = "term" KebabName "=" Term
    private static readonly Parser<Clause> TermClause = Clause("term", TokenKind.Term, (keyword, first) =>
        from name in KebabName
        from sign in Token(TokenKind.Equal, "`=`")
        from value in TermGrammar.Term
        from end in Place
        select (Clause)new Clause.Term(keyword, name, value, new(first, end)));

    // RuleClause = Let | When | Gate | Cite | Overlaps | Pathology | Tags | Example | Counterexample
    internal static readonly Parser<Clause> RuleClause = OneOf(Let, When, Gate, Cite, Overlaps, Pathology, Tags, Example, Counterexample);

    // TheoryClause = SortClause | OperatorClause | TermClause
    internal static readonly Parser<Clause> TheoryClause = OneOf(Sort, Operator, TermClause);

    // AggregateClause = Let | Tags
    internal static readonly Parser<Clause> AggregateClause = OneOf(Let, Tags);

    /// <summary>Where reading goes on after a clause that could not be read.</summary>
    internal static bool Resumes(SyntaxToken token) => token.StartsClause || token.StartsDeclaration || token.Kind == TokenKind.Doc;

    /// <summary>A clause that ends where the next one starts, whatever is wrong inside.</summary>
    private static Parser<Clause> Clause(string word, TokenKind kind, Func<SyntaxToken, int, Parser<Clause>> body)
    {
        var whole =
            from first in Place
            from keyword in Token(kind, $"`{word}`")
            from clause in body(keyword, first)
            from end in Ending
            select clause;
        var recovering = whole.Recovering(Resumes, (token, range) => new Clause.Broken(token, range));
        return input => ((TokenInput)input).Token.Kind == kind
            ? recovering(input)
            : Result.Failure<Clause>(input, "", [$"`{word}`"]);
    }

    /// <summary>Takes nothing, and fails where neither a clause nor a declaration starts.</summary>
    internal static readonly Parser<object> Ending = input =>
        input.AtEnd || Resumes(((TokenInput)input).Token)
            ? Result.Success(new object(), input)
            : Result.Failure<object>(input, "", ["the end of the clause"]);

    private static Parser<SyntaxToken> SqlAfter(TokenKind kind, string name) =>
        from keyword in Token(kind, name)
        from sql in Sql
        select sql;
}
