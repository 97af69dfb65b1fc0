using System.Globalization;
using RewriteLang.EGraphs;

namespace RewriteLang.EGraphTests.Explanations;

/// <summary>Checks an explanation from the definition of rewriting, with terms as texts and nothing of the kernel.</summary>
internal static class ExplanationChecker
{
    private sealed record Tree(string Head, Tree[] Children)
    {
        public override string ToString() => $"({Head}{string.Concat(Children.Select(child => " " + child))})";

        public Tree Replace(ReadOnlySpan<int> place, Func<Tree, Tree> change)
        {
            if (place.IsEmpty)
            {
                return change(this);
            }

            var children = (Tree[])Children.Clone();
            children[place[0]] = children[place[0]].Replace(place[1..], change);
            return this with { Children = children };
        }
    }

    public static void Check(Explanation explanation, SymbolTable symbols, IEnumerable<IRule> rules)
    {
        var byName = rules.OfType<Rewrite>().ToDictionary(rule => rule.Name);
        var current = Of(explanation.From, symbols);
        foreach (var step in explanation.Steps)
        {
            if (byName.TryGetValue(step.Rule, out var rule))
            {
                var variables = step.Substitution.ToDictionary(pair => pair.Variable, pair => Of(pair.Term, symbols));
                var (left, right) = (Instance(rule.Left, variables, symbols), Instance(rule.Right, variables, symbols));
                Assert.Equal((step.Forward ? left : right).ToString(), Of(step.Before, symbols).ToString());
                Assert.Equal((step.Forward ? right : left).ToString(), Of(step.After, symbols).ToString());
            }

            current = current.Replace(step.Position.AsSpan(), at =>
            {
                Assert.Equal(Of(step.Before, symbols).ToString(), at.ToString());
                return Of(step.After, symbols);
            });
        }

        Assert.Equal(Of(explanation.To, symbols).ToString(), current.ToString());
    }

    private static Tree Of(Term term, SymbolTable symbols) => new(Name(term.Symbol, symbols), [.. term.Children.Select(child => Of(child, symbols))]);

    private static Tree Instance(Pattern pattern, Dictionary<string, Tree> variables, SymbolTable symbols) => pattern switch
    {
        Pattern.Variable variable => variables[variable.Name],
        Pattern.Apply apply => new Tree(Name(apply.Symbol, symbols), [.. apply.Children.Select(child => Instance(child, variables, symbols))]),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string Name(SymbolId symbol, SymbolTable symbols) => Convert.ToString(symbols.PayloadOf(symbol), CultureInfo.InvariantCulture)!;
}
