using RewriteLang.Algebra;
using RewriteLang.Dsl.Syntax;
using Sprache;
using static RewriteLang.Dsl.Grammar.Predictive;

namespace RewriteLang.Dsl.Grammar;

/// <summary>The top level: declarations. One that cannot be read costs one diagnostic, and the next is read as if nothing had happened.</summary>
internal static class FileGrammar
{
    // Docs = { doc }
    private static readonly Parser<IReadOnlyList<SyntaxToken>> Docs = Token(TokenKind.Doc, "a doc comment").Several();

    // LanguageDeclaration = "language" number
    private static Parser<Declaration> Language(int first, IReadOnlyList<SyntaxToken> docs) =>
        from keyword in Token(TokenKind.Language, "`language`")
        from version in Token(TokenKind.Number, "a number")
        from ending in DeclarationEnding
        from end in Place
        select (Declaration)new Declaration.Language(docs, version, new(first, end));

    // SchemaDeclaration = "schema" sql
    private static Parser<Declaration> Schema(int first, IReadOnlyList<SyntaxToken> docs) =>
        from keyword in Token(TokenKind.Schema, "`schema`")
        from sql in Token(TokenKind.Sql, "SQL")
        from end in Place
        select (Declaration)new Declaration.Schema(docs, sql, new(first, end));

    // Level = "in" word
    private static readonly Parser<SyntaxToken> Level =
        from keyword in Token(TokenKind.In, "`in`")
        from word in TermGrammar.WordToken.Named("`filter` or `set`")
        select word;

    // RecoveringLaw = Law
    private static readonly Parser<Law> RecoveringLaw =
        (from law in ClauseGrammar.Law
         from ending in ClauseGrammar.Ending
         select law).Recovering(ClauseGrammar.Resumes, (_, _) => null!);

    // RuleDeclaration = ( "rule" | "simplify" ) KebabName [ Level ] Law { RuleClause }
    private static Parser<Declaration> Rule(int first, IReadOnlyList<SyntaxToken> docs) =>
        from keyword in OneOf(Token(TokenKind.Rule, "`rule`"), Token(TokenKind.Simplify, "`simplify`"))
        from name in ClauseGrammar.KebabName.Named("the rule's name")
        from level in Level.Maybe()
        from law in RecoveringLaw
        from clauses in ClauseGrammar.RuleClause.Several()
        from ending in DeclarationEnding
        from end in Place
        select (Declaration)new Declaration.Rule(docs, keyword, name, level, law, clauses, new(first, end));

    // TheoryDeclaration = "theory" KebabName { TheoryClause }
    private static Parser<Declaration> Theory(int first, IReadOnlyList<SyntaxToken> docs) =>
        from keyword in Token(TokenKind.Theory, "`theory`")
        from name in ClauseGrammar.KebabName.Named("the theory's name")
        from clauses in ClauseGrammar.TheoryClause.Several()
        from ending in DeclarationEnding
        from end in Place
        select (Declaration)new Declaration.Theory(docs, name, clauses, new(first, end));

    // AggregateDeclaration = "aggregate" word "(" [ word ] ")" { AggregateClause }
    private static Parser<Declaration> Aggregate(int first, IReadOnlyList<SyntaxToken> docs) =>
        from keyword in Token(TokenKind.Aggregate, "`aggregate`")
        from name in TermGrammar.WordToken.Named("the aggregate's name")
        from open in Token(TokenKind.OpenParenthesis, "`(`")
        from parameter in TermGrammar.WordToken.Maybe()
        from close in Token(TokenKind.CloseParenthesis, "`)`")
        from clauses in ClauseGrammar.AggregateClause.Several()
        from ending in DeclarationEnding
        from end in Place
        select (Declaration)new Declaration.Aggregate(docs, name, parameter, clauses, new(first, end));

    // Declaration = Docs ( LanguageDeclaration | SchemaDeclaration | RuleDeclaration | TheoryDeclaration | AggregateDeclaration )
    private static readonly Parser<Declaration> Declaration =
        (from first in Place
         from docs in Docs
         from declaration in OneOf(Language(first, docs), Schema(first, docs), Rule(first, docs), Theory(first, docs), Aggregate(first, docs))
         select declaration).Recovering(
             t => t.StartsDeclaration || t.Kind == TokenKind.Doc,
             (_, range) => new Declaration.Broken([], range));

    // File = { Declaration }
    private static readonly Parser<IReadOnlyList<Declaration>> File = input =>
    {
        var declarations = new List<Declaration>();
        while (!input.AtEnd)
        {
            var result = Declaration(input);
            declarations.Add(result.Value);
            input = result.Remainder;
        }

        return Result.Success<IReadOnlyList<Declaration>>(declarations, input);
    };

    private static Parser<object> DeclarationEnding => input =>
        input.AtEnd || ((TokenInput)input).Token is { StartsDeclaration: true } or { Kind: TokenKind.Doc }
            ? Result.Success(new object(), input)
            : Result.Failure<object>(input, "", ["a clause or a declaration"]);

    /// <summary>The syntax tree of a token stream, and what was wrong with it.</summary>
    internal static FileSyntax Read(TokenStream tokens, List<Diagnostic> diagnostics, IReadOnlySet<string> grouped) =>
        new(tokens, File(TokenInput.Start(tokens, diagnostics, grouped)).Value);
}
