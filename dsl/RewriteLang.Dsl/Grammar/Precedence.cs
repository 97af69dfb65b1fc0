using System.Diagnostics;
using RewriteLang.Algebra;
using RewriteLang.Dsl.Syntax;

namespace RewriteLang.Dsl.Grammar;

/// <summary>A piece of a term before its operators are put in order.</summary>
internal abstract record TermPart
{
    private TermPart()
    {
    }

    internal sealed record Leaf(SyntaxTerm Term) : TermPart;

    internal sealed record Prefix(SyntaxToken Token) : TermPart;

    internal sealed record Infix(string Operator, SourceSpan Span) : TermPart;

    internal sealed record Postfix(string Operator, SourceSpan Span) : TermPart;
}

/// <summary>
/// Which operator binds tighter. Two stacks, one pass, no recursion: a chain of any length costs no stack.
/// </summary>
internal static class Precedence
{
    private const int Negation = 3;
    private const int Comparison = 4;
    private const int Sign = 9;

    /// <summary>Whether a token stands between operands.</summary>
    internal static bool IsInfix(SyntaxToken token) => token.Kind switch
    {
        TokenKind.Word => token.Text == "by",
        TokenKind.And or TokenKind.Or or TokenKind.In or TokenKind.Similar or TokenKind.Bar or TokenKind.Ampersand => true,
        >= TokenKind.Equal and <= TokenKind.Concatenate => true,
        _ => false,
    };

    /// <summary>The term that the parts make. They alternate as the grammar says: prefixes, a leaf, postfixes, an infix, …</summary>
    internal static SyntaxTerm Resolve(IReadOnlyList<TermPart> parts)
    {
        if (parts is [TermPart.Leaf only])
        {
            return only.Term;
        }

        var operands = new Stack<SyntaxTerm>();
        var operators = new Stack<TermPart>();
        foreach (var part in parts)
        {
            switch (part)
            {
                case TermPart.Leaf leaf:
                    operands.Push(leaf.Term);
                    break;
                case TermPart.Prefix:
                    operators.Push(part);
                    break;
                case TermPart.Infix infix:
                    Reduce(operands, operators, LevelOf(infix.Operator), infix.Operator);
                    operators.Push(infix);
                    break;
                case TermPart.Postfix postfix:
                    Reduce(operands, operators, Comparison);
                    operands.Push(new SyntaxTerm.Postfix(operands.Pop(), postfix.Operator, postfix.Span).Measured());
                    break;
                default:
                    throw new UnreachableException(part.GetType().Name);
            }
        }

        Reduce(operands, operators, 0);
        return operands.Pop();
    }

    /// <summary>How tight an infix operator binds; see the manual's table.</summary>
    internal static int LevelOf(string infix) => infix switch
    {
        "or" => 1,
        "and" => 2,
        "=" or "<>" or "<" or "<=" or ">" or ">=" or "in" or "~" or "by" or "is distinct from" or "is not distinct from" => Comparison,
        "|" => 5,
        "&" => 6,
        "+" or "-" or "||" => 7,
        "*" or "/" or "%" => 8,
        _ => throw new UnreachableException(infix),
    };

    private static bool IsAssociative(string infix) => infix is "or" or "and" or "|" or "&";

    /// <summary>Applies what waits on the stack and binds at least as tight as <paramref name="level"/>.</summary>
    private static void Reduce(Stack<SyntaxTerm> operands, Stack<TermPart> operators, int level, string? next = null)
    {
        while (operators.TryPeek(out var top))
        {
            switch (top)
            {
                case TermPart.Prefix prefix when (prefix.Token.Kind == TokenKind.Not ? Negation : Sign) >= level:
                    operators.Pop();
                    operands.Push(new SyntaxTerm.Prefix(prefix.Token, operands.Pop()).Measured());
                    break;
                case TermPart.Infix infix when infix.Operator == next && IsAssociative(next):
                    return; // a chain is joined in one piece when it ends
                case TermPart.Infix infix when LevelOf(infix.Operator) >= level:
                    operands.Push(Join(operands, operators, infix));
                    break;
                default:
                    return;
            }
        }
    }

    private static SyntaxTerm Join(Stack<SyntaxTerm> operands, Stack<TermPart> operators, TermPart.Infix infix)
    {
        var chain = new List<SyntaxTerm> { operands.Pop() };
        var span = infix.Span;
        do
        {
            span = ((TermPart.Infix)operators.Pop()).Span;
            chain.Add(operands.Pop());
        }
        while (IsAssociative(infix.Operator) && operators.TryPeek(out var top) && top is TermPart.Infix other && other.Operator == infix.Operator);

        chain.Reverse();
        return new SyntaxTerm.Infix(infix.Operator, span, chain).Measured();
    }
}
