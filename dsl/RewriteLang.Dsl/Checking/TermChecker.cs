using System.Diagnostics;
using System.Globalization;
using RewriteLang.Algebra;
using RewriteLang.Dsl.Syntax;

namespace RewriteLang.Dsl;

/// <summary>What a term is for, which decides what may stand in it.</summary>
internal enum TermRole
{
    /// <summary>A left side: it binds names, and only operators stand in it.</summary>
    Pattern,

    /// <summary>A right side or a <c>let</c>: it builds.</summary>
    Build,

    /// <summary>A condition of <c>when</c>.</summary>
    Condition,

    /// <summary>A condition of <c>gate</c>.</summary>
    Gate,
}

/// <summary>
/// Gives the terms of one rule their meaning: names, sorts, arguments. Every mistake is one diagnostic: a part that has one comes back null, and
/// what contains it stays silent about it.
/// </summary>
internal sealed partial class TermChecker(Vocabulary vocabulary, Scope scope, List<Diagnostic> diagnostics)
{
    private TermRole _role;

    // Whether the term at hand is an input among others, where a bundle may stand.
    private bool _inInputs;

    /// <summary>Whether the rule has a site with <c>each</c>, of whose places <c>every</c> speaks.</summary>
    internal bool HasEach { get; init; }

    /// <summary>The names bound so far.</summary>
    internal Scope Scope => scope;

    /// <summary>The typed term, of a sort that <paramref name="wanted"/> accepts; null after a diagnostic.</summary>
    internal Term? Check(SyntaxTerm term, SortSet wanted, TermRole role)
    {
        _role = role;
        return Check(term, wanted);
    }

    private Term? Check(SyntaxTerm term, SortSet wanted) => term switch
    {
        SyntaxTerm.Name name => CheckName(name, wanted),
        SyntaxTerm.Literal literal => CheckLiteral(literal, wanted),
        SyntaxTerm.Parenthesized { Items: [var inner] } => Check(inner, wanted),
        SyntaxTerm.Parenthesized list => Report(Problems.ListHere(list.Span, wanted.Description)),
        SyntaxTerm.Rest rest when scope.IsPoisoned(rest.Token.Text) => null,
        SyntaxTerm.Rest rest => Report(Problems.RestHere(rest.Span, rest.Token.Text, wanted.Description)),
        SyntaxTerm.Call call => CheckCall(call, wanted),
        SyntaxTerm.List list => CheckList(list, wanted),
        SyntaxTerm.Infix infix => CheckInfix(infix, wanted),
        SyntaxTerm.Prefix prefix => CheckPrefix(prefix, wanted),
        SyntaxTerm.Postfix postfix => CheckPostfix(postfix, wanted),
        SyntaxTerm.Lambda lambda => Report(Problems.FunctionHere(lambda.Span)),
        SyntaxTerm.Definition definition => Report(Problems.DefinitionHere(definition.Span)),
        _ => throw new UnreachableException(term.GetType().Name),
    };

    private Term? Report(Diagnostic diagnostic)
    {
        diagnostics.Add(diagnostic);
        return null;
    }

    /// <summary>The term, if its sort fits; otherwise a diagnostic.</summary>
    private Term? Fit(Term term, SortSet wanted, string? hint = null) => wanted.Accepts(term.Sort)
        ? term
        : Report(Problems.WrongSort(term.Span, SortNames.Of(term.Sort), wanted.Description, hint ?? Conversion(term.Sort, wanted)));

    private static string? Conversion(Sort found, SortSet wanted) => (found, wanted) switch
    {
        (Sort.Scalar or Sort.Conjuncts or Sort.Items or Sort.Aggregates, _) when wanted.Has(Sort.Columns) => "`cols(...)` gives the columns that it uses.",
        (Sort.Relation, _) when wanted.Has(Sort.Columns) => "`out(...)` gives the columns that come out of it.",
        (Sort.Columns, _) when wanted.Has(Sort.Items) => "`items(...)` passes columns on.",
        (Sort.Conjuncts, _) when wanted.Has(Sort.Scalar) => "`and(..p)` makes one predicate of conjuncts.",
        (Sort.Scalar, _) when wanted.Has(Sort.Boolean) => "A condition is about the pattern: `not_null(x)`, `unique(R, ks)`, `cols(x) <= out(R)`.",
        _ => null,
    };

    private Term? CheckName(SyntaxTerm.Name name, SortSet wanted)
    {
        var text = name.Token.Text;
        if (name.Token.Kind == TokenKind.KebabWord)
        {
            return Report(Problems.HyphenInTerm(name.Span, text));
        }

        if (scope.Find(text) is { } binding)
        {
            binding.Occurrences++;
            return wanted.Accepts(binding.Sort)
                ? new Term.Variable(text, binding.Sort, name.Span)
                : Report(Problems.TwoSorts(name.Span, text, SortNames.Of(binding.Sort), wanted.Description, binding.Span));
        }

        if (scope.IsPoisoned(text))
        {
            return null;
        }

        if (_role != TermRole.Pattern)
        {
            return Report(vocabulary.Find(text) is [var word, ..]
                ? Problems.WordAlone(name.Span, text, word.Pattern)
                : Problems.Unbound(name.Span, text, Suggestions.Hint(text, scope.Names)));
        }

        return BindName(name.Token, wanted.IsAny ? IsUpper(text) ? Sort.Relation : Sort.Scalar : wanted.Sorts.First());
    }

    private Term? BindName(SyntaxToken token, Sort sort)
    {
        if (token.Text.TrimStart('_').Length > 0 && IsUpper(token.Text) != (sort == Sort.Relation))
        {
            return Report(sort == Sort.Relation
                ? Problems.LowerCaseRelation(token.Span, token.Text)
                : Problems.UpperCaseOther(token.Span, token.Text, SortNames.Of(sort)));
        }

        var name = token.Text == "_" ? scope.Anonymous() : token.Text;
        scope.Bind(name, sort, token.Span, BindingKind.Pattern);
        return new Term.Variable(name, sort, token.Span);
    }

    private static bool IsUpper(string name) => name.TrimStart('_') is [var first, ..] && char.IsUpper(first);

    private Term? CheckLiteral(SyntaxTerm.Literal literal, SortSet wanted)
    {
        var text = literal.Token.Text;
        var (value, natural) = literal.Token.Kind switch
        {
            TokenKind.Text => ((object?)text[1..^1].Replace("''", "'", StringComparison.Ordinal), Sort.Text),
            TokenKind.True => (true, Sort.Boolean),
            TokenKind.False => (false, Sort.Boolean),
            TokenKind.Null => (null, Sort.Scalar),
            _ => (Number(text), Sort.Number),
        };
        if (wanted.IsAny)
        {
            return new Term.Literal(value, _role == TermRole.Pattern ? Sort.Scalar : natural, literal.Span);
        }

        var sort = wanted.Has(natural) ? natural
            : natural == Sort.Text && wanted.Has(Sort.Type) ? Sort.Type
            : Sort.Scalar;
        return Fit(new Term.Literal(value, sort, literal.Span), wanted);
    }

    // A conditional of long and double would be a double.
    private static object Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var whole)
            ? (object)whole
            : double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
}
