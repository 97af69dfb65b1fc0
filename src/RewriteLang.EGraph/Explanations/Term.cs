using System.Collections.Immutable;
using System.Text;

namespace RewriteLang.EGraphs;

/// <summary>A term in an explanation. Within one <see cref="Explanation"/> equal terms are the same object.</summary>
public sealed class Term
{
    internal Term(SymbolId symbol, ImmutableArray<Term> children) => (Symbol, Children) = (symbol, children);

    /// <summary>The operator with its payload.</summary>
    public SymbolId Symbol { get; }

    /// <summary>The arguments.</summary>
    public ImmutableArray<Term> Children { get; }

    /// <summary>The term in parentheses, operators by their payloads, cut off after some characters; does not recurse.</summary>
    public string Show(SymbolTable symbols, int atMost = 2000)
    {
        var text = new StringBuilder();
        var pending = new Stack<object>();
        pending.Push(this);
        while (pending.TryPop(out var next))
        {
            if (text.Length > atMost)
            {
                return text.Append('…').ToString();
            }

            if (next is Term term)
            {
                var name = symbols.PayloadOf(term.Symbol) ?? symbols.KindOf(term.Symbol);
                text.Append(term.Children.IsEmpty ? "" : "(").Append(System.Globalization.CultureInfo.InvariantCulture, $"{name}");
                if (!term.Children.IsEmpty)
                {
                    pending.Push(")");
                }

                for (var i = term.Children.Length - 1; i >= 0; i--)
                {
                    pending.Push(term.Children[i]);
                    pending.Push(" ");
                }
            }
            else
            {
                text.Append((string)next);
            }
        }

        return text.ToString();
    }
}

/// <summary>One application of a rule.</summary>
/// <param name="Rule">The rule's name.</param>
/// <param name="Forward">Whether it was used from left to right.</param>
/// <param name="Position">Where: which child, from the root down; empty at the root.</param>
/// <param name="Before">The subterm there before this step.</param>
/// <param name="After">The subterm there after it.</param>
/// <param name="Substitution">What the variables of a <see cref="Rewrite"/> stand for.</param>
/// <param name="Bindings">What a client's <see cref="Justification"/> carried.</param>
public sealed record ExplanationStep(
    string Rule,
    bool Forward,
    ImmutableArray<int> Position,
    Term Before,
    Term After,
    ImmutableArray<(string Variable, Term Term)> Substitution,
    object? Bindings);

/// <summary>How one term becomes another, rule by rule: each step replaces the subterm at one place.</summary>
/// <param name="From">The first term.</param>
/// <param name="To">The last term.</param>
/// <param name="Steps">The steps in order.</param>
public sealed record Explanation(Term From, Term To, ImmutableArray<ExplanationStep> Steps);
