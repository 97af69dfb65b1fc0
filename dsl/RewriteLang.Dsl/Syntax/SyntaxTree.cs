namespace RewriteLang.Dsl.Syntax;

/// <summary>A rule file as written.</summary>
/// <param name="Tokens">Its tokens.</param>
/// <param name="Declarations">In source order. One that could not be read is there as <see cref="Declaration.Broken"/>.</param>
public sealed record FileSyntax(TokenStream Tokens, IReadOnlyList<Declaration> Declarations);

/// <summary>A stretch of significant tokens, from <paramref name="First"/> to before <paramref name="End"/>.</summary>
public readonly record struct TokenRange(int First, int End);

/// <summary>What a rule file is made of.</summary>
/// <param name="Docs">The doc comments above it.</param>
/// <param name="Range">Its tokens, doc comments included.</param>
public abstract record Declaration(IReadOnlyList<SyntaxToken> Docs, TokenRange Range)
{
    /// <summary><c>language 1</c></summary>
    public sealed record Language(IReadOnlyList<SyntaxToken> Docs, SyntaxToken Version, TokenRange Range) : Declaration(Docs, Range);

    /// <summary><c>schema create table …</c>, for the examples that follow.</summary>
    public sealed record Schema(IReadOnlyList<SyntaxToken> Docs, SyntaxToken Sql, TokenRange Range) : Declaration(Docs, Range);

    /// <summary>A rule.</summary>
    /// <param name="Docs">The doc comments above it.</param>
    /// <param name="Keyword"><c>rule</c> or <c>simplify</c>.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="Level">The word after <c>in</c>; null for everywhere.</param>
    /// <param name="Law">What it says; null if that could not be read.</param>
    /// <param name="Clauses">In source order.</param>
    /// <param name="Range">Its tokens.</param>
    public sealed record Rule(
        IReadOnlyList<SyntaxToken> Docs,
        SyntaxToken Keyword,
        SyntaxToken Name,
        SyntaxToken? Level,
        Law? Law,
        IReadOnlyList<Clause> Clauses,
        TokenRange Range) : Declaration(Docs, Range);

    /// <summary>A theory, without the rules in it: they follow, indented, as declarations of their own.</summary>
    public sealed record Theory(
        IReadOnlyList<SyntaxToken> Docs,
        SyntaxToken Name,
        IReadOnlyList<Clause> Clauses,
        TokenRange Range) : Declaration(Docs, Range);

    /// <summary>What is known of an aggregate: <c>aggregate sum(x)</c> and its properties.</summary>
    /// <param name="Docs">The doc comments above it.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="Parameter">What it is taken of; null if it counts rows.</param>
    /// <param name="Clauses">Lets and tags.</param>
    /// <param name="Range">Its tokens.</param>
    public sealed record Aggregate(
        IReadOnlyList<SyntaxToken> Docs,
        SyntaxToken Name,
        SyntaxToken? Parameter,
        IReadOnlyList<Clause> Clauses,
        TokenRange Range) : Declaration(Docs, Range);

    /// <summary>Tokens that make no declaration; the diagnostic is in the sink.</summary>
    public sealed record Broken(IReadOnlyList<SyntaxToken> Docs, TokenRange Range) : Declaration(Docs, Range);
}

/// <summary>The sites of a rule, its arrow, and what the sites become.</summary>
/// <param name="Sites">One, or several joined by <c>with</c>.</param>
/// <param name="Arrow"><c>=&gt;</c> or <c>&lt;=&gt;</c>.</param>
/// <param name="Rights">One term, or a definition for each named site.</param>
/// <param name="Range">Its tokens.</param>
public sealed record Law(IReadOnlyList<SiteSyntax> Sites, SyntaxToken Arrow, IReadOnlyList<SyntaxTerm> Rights, TokenRange Range);

/// <summary>A left side: <c>each</c> or not, a name or not.</summary>
public sealed record SiteSyntax(SyntaxToken? Each, SyntaxTerm Term);

/// <summary><c>name = value</c> of a <c>let</c>.</summary>
public sealed record BindingSyntax(SyntaxToken Name, SyntaxTerm Value);

/// <summary>What follows a rule's law, or stands in a theory.</summary>
/// <param name="Keyword">The word that opens it.</param>
/// <param name="Range">Its tokens.</param>
public abstract record Clause(SyntaxToken Keyword, TokenRange Range)
{
    /// <summary><c>let name = value, …</c></summary>
    public sealed record Let(SyntaxToken Keyword, IReadOnlyList<BindingSyntax> Bindings, TokenRange Range) : Clause(Keyword, Range);

    /// <summary><c>when condition, …</c></summary>
    public sealed record When(SyntaxToken Keyword, IReadOnlyList<SyntaxTerm> Conditions, TokenRange Range) : Clause(Keyword, Range);

    /// <summary><c>gate condition, …</c></summary>
    public sealed record Gate(SyntaxToken Keyword, IReadOnlyList<SyntaxTerm> Conditions, TokenRange Range) : Clause(Keyword, Range);

    /// <summary><c>cite [key, …]</c></summary>
    public sealed record Cite(SyntaxToken Keyword, IReadOnlyList<SyntaxToken> Keys, TokenRange Range) : Clause(Keyword, Range);

    /// <summary><c>overlaps [rule, …]</c></summary>
    public sealed record Overlaps(SyntaxToken Keyword, IReadOnlyList<SyntaxToken> Rules, TokenRange Range) : Clause(Keyword, Range);

    /// <summary><c>pathology name expect low..high on engine</c></summary>
    public sealed record Pathology(
        SyntaxToken Keyword,
        SyntaxToken Name,
        SyntaxToken? Low,
        SyntaxToken? High,
        SyntaxToken? Engine,
        TokenRange Range) : Clause(Keyword, Range);

    /// <summary><c>tags word, …</c></summary>
    public sealed record Tags(SyntaxToken Keyword, IReadOnlyList<SyntaxToken> Words, TokenRange Range) : Clause(Keyword, Range);

    /// <summary><c>example</c> with <c>schema</c>, <c>before</c> and <c>after</c>.</summary>
    public sealed record Example(SyntaxToken Keyword, SyntaxToken? Schema, SyntaxToken Before, SyntaxToken After, TokenRange Range)
        : Clause(Keyword, Range);

    /// <summary><c>counterexample word</c> with <c>schema</c> and <c>query</c>.</summary>
    public sealed record Counterexample(SyntaxToken Keyword, SyntaxToken Condition, SyntaxToken? Schema, SyntaxToken Query, TokenRange Range)
        : Clause(Keyword, Range);

    /// <summary><c>sort Name = number, text, symbol</c>: a sort of a theory and the literals it holds.</summary>
    public sealed record Sort(SyntaxToken Keyword, SyntaxToken Name, IReadOnlyList<SyntaxToken> Literals, TokenRange Range) : Clause(Keyword, Range);

    /// <summary><c>operator name(Sort, …) -> Sort</c> or <c>operator Sort + Sort -> Sort</c>, of a theory.</summary>
    public sealed record Operator(
        SyntaxToken Keyword,
        SyntaxToken Name,
        IReadOnlyList<SyntaxToken> Parameters,
        bool IsInfix,
        SyntaxToken Result,
        TokenRange Range) : Clause(Keyword, Range);

    /// <summary><c>term name = term</c>: a term of a theory without variables, to rewrite.</summary>
    public sealed record Term(SyntaxToken Keyword, SyntaxToken Name, SyntaxTerm Value, TokenRange Range) : Clause(Keyword, Range);

    /// <summary>Tokens that make no clause; the diagnostic is in the sink.</summary>
    public sealed record Broken(SyntaxToken Keyword, TokenRange Range) : Clause(Keyword, Range);
}
