using RewriteLang.Algebra;

namespace RewriteLang.Dsl.Syntax;

/// <summary>A term as written: nothing is known yet of what its names mean.</summary>
/// <param name="Span">Where it is written.</param>
public abstract record SyntaxTerm(SourceSpan Span)
{
    /// <summary>How deep it is: 1 for a leaf. Operators of one precedence in a row count one each.</summary>
    public int Depth { get; private init; } = 1;

    /// <summary>A word that stands alone: a variable.</summary>
    public sealed record Name(SyntaxToken Token) : SyntaxTerm(Token.Span);

    /// <summary><c>..xs</c></summary>
    public sealed record Rest(SyntaxToken Dots, SyntaxToken Token) : SyntaxTerm(Spans.Cover(Dots.Span, Token.Span));

    /// <summary>A number, a text, <c>true</c>, <c>false</c> or <c>null</c>.</summary>
    public sealed record Literal(SyntaxToken Token) : SyntaxTerm(Token.Span);

    /// <summary><c>f(a, b | c)</c>. Groups are what <c>|</c> separates; only operators with groups have more than one.</summary>
    public sealed record Call(SyntaxToken Function, IReadOnlyList<IReadOnlyList<SyntaxTerm>> Groups, SyntaxToken Close)
        : SyntaxTerm(Spans.Cover(Function.Span, Close.Span))
    {
        /// <inheritdoc/>
        public override string ToString() => $"{Function.Text}(...)";
    }

    /// <summary><c>[a, b]</c></summary>
    public sealed record List(SyntaxToken Open, IReadOnlyList<SyntaxTerm> Items, SyntaxToken Close) : SyntaxTerm(Spans.Cover(Open.Span, Close.Span));

    /// <summary><c>(a)</c>, or <c>(a, b)</c> before the arrow of a lambda.</summary>
    public sealed record Parenthesized(SyntaxToken Open, IReadOnlyList<SyntaxTerm> Items, SyntaxToken Close)
        : SyntaxTerm(Spans.Cover(Open.Span, Close.Span));

    /// <summary><c>name := value</c></summary>
    public sealed record Definition(SyntaxTerm Target, SyntaxTerm Value) : SyntaxTerm(Spans.Cover(Target.Span, Value.Span));

    /// <summary><c>x => body</c> or <c>(x, y) => body</c></summary>
    public sealed record Lambda(SyntaxTerm Parameters, SyntaxTerm Body) : SyntaxTerm(Spans.Cover(Parameters.Span, Body.Span));

    /// <summary>Operands with one operator between them: two, or more where the operator is associative.</summary>
    public sealed record Infix(string Operator, SourceSpan OperatorSpan, IReadOnlyList<SyntaxTerm> Operands)
        : SyntaxTerm(Spans.Cover(Operands[0].Span, Operands[^1].Span));

    /// <summary><c>not a</c> or <c>- a</c></summary>
    public sealed record Prefix(SyntaxToken Operator, SyntaxTerm Operand) : SyntaxTerm(Spans.Cover(Operator.Span, Operand.Span));

    /// <summary><c>a is null</c> or <c>a is not null</c></summary>
    public sealed record Postfix(SyntaxTerm Operand, string Operator, SourceSpan OperatorSpan)
        : SyntaxTerm(Spans.Cover(Operand.Span, OperatorSpan));

    /// <summary>The terms directly inside.</summary>
    public IEnumerable<SyntaxTerm> Children => this switch
    {
        Call call => call.Groups.SelectMany(g => g),
        List list => list.Items,
        Parenthesized parenthesized => parenthesized.Items,
        Definition definition => [definition.Target, definition.Value],
        Lambda lambda => [lambda.Parameters, lambda.Body],
        Infix infix => infix.Operands,
        Prefix prefix => [prefix.Operand],
        Postfix postfix => [postfix.Operand],
        _ => [],
    };

    /// <summary>This term with its depth counted from those of its children.</summary>
    internal SyntaxTerm Measured() => this with { Depth = 1 + Children.Select(c => c.Depth).DefaultIfEmpty(0).Max() };
}

/// <summary>Spans that cover others.</summary>
internal static class Spans
{
    /// <summary>From the start of one to the end of the other.</summary>
    internal static SourceSpan Cover(SourceSpan first, SourceSpan last) =>
        first with { Length = Math.Max(first.Length, last.Offset + last.Length - first.Offset) };

    /// <summary>The point just after a span.</summary>
    internal static SourceSpan After(SourceSpan span) =>
        span with { Offset = span.Offset + span.Length, Length = 0, Column = span.Column + span.Length };
}
