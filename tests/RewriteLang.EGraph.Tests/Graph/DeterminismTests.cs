using RewriteLang.EGraphs;
using RewriteLang.EGraphTests.MathSets;

namespace RewriteLang.EGraphTests;

/// <summary>The same input gives the same nodes in the same order, whatever hash codes payloads have.</summary>
public sealed class DeterminismTests
{
    /// <summary>A payload whose hash code depends on a seed, as that of a string does on the process.</summary>
    private sealed record Payload(string Name, int Seed)
    {
        public bool Equals(Payload? other) => other is not null && Name == other.Name;

        public override int GetHashCode() => HashCode.Combine(Name, Seed);
    }

    [Fact]
    public void Nodes_matches_and_terms_do_not_depend_on_the_hash_codes_of_payloads()
    {
        var first = Run(1);
        Assert.True(first.Length > 10_000);
        Assert.Equal(first, Run(2));
    }

    private static string Run(int seed)
    {
        var graph = new EGraph(new SymbolTable(), explanations: true);
        var rules = SExpressions.Rules(graph.Symbols, MathRules.B).Cast<Rewrite>().Select(rule =>
            (IRule)new Rewrite(graph.Symbols, rule.Name, Salted(rule.Left), Salted(rule.Right)));
        var terms = MathRules.Start.Select(term => Add(Salted(SExpressions.Read(graph.Symbols, term)))).ToList();
        var run = Runner.Run(graph, [.. rules], new RunOptions { MaxIterations = 6 });
        var text = new System.Text.StringBuilder();
        foreach (var id in graph.Classes)
        {
            foreach (var node in graph.NodesOf(id))
            {
                text.Append($"{id} {node} {Name(graph.SymbolOf(node))} {string.Join(' ', graph.ChildrenOf(node).ToArray())}\n");
            }
        }

        foreach (var iteration in run.Iterations)
        {
            text.AppendJoin(' ', iteration.Matches).Append('\n');
        }

        var best = new BestTerms<double>(graph, new Size(), 3);
        foreach (var term in terms)
        {
            for (var rank = 0; rank < best.Costs(term).Length; rank++)
            {
                var built = best.Build<string>(term, rank, (node, children) => $"({Name(node.Symbol)}{string.Concat(children.ToArray())})");
                text.Append(built).Append('\n');
            }

            var other = graph.TermOf(graph.NodesOf(graph.Find(term))[^1]);
            text.AppendJoin(", ", graph.Explain(term, other).Steps.Select(step => step.Rule)).Append('\n');
        }

        return text.ToString();

        string Name(SymbolId symbol) => ((Payload)graph.Symbols.PayloadOf(symbol)!).Name;

        Pattern Salted(Pattern pattern) => pattern is Pattern.Apply apply
            ? new Pattern.Apply(graph.Symbols.Intern(2, new Payload($"{graph.Symbols.PayloadOf(apply.Symbol)}", seed)), [.. apply.Children.Select(Salted)])
            : pattern;

        EClassId Add(Pattern term) => graph.Add(((Pattern.Apply)term).Symbol, [.. ((Pattern.Apply)term).Children.Select(Add)]);
    }

    private sealed class Size : ICostFunction<double>
    {
        public double Cost(ENode node, ReadOnlySpan<double> childCosts) => 1 + childCosts.ToArray().Sum();
    }
}
