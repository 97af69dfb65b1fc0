using RewriteLang.EGraphs;
using RewriteLang.EGraphTests.MathSets;

namespace RewriteLang.EGraphTests.Explanations;

public sealed class ExplanationTests
{
    [Fact]
    public void Tells_each_rule_with_its_place_and_bindings()
    {
        var graph = new EGraph(new SymbolTable(), explanations: true);
        var rules = SExpressions.Rules(graph.Symbols, "commute: (+ ?a ?b) => (+ ?b ?a)\nnothing: (+ ?a 0) => ?a");
        var (from, to) = (SExpressions.Add(graph, "(f (+ 0 x))"), SExpressions.Add(graph, "(f x)"));
        Runner.Run(graph, rules);
        var explanation = graph.Explain(from, to);
        Assert.Equal(
            [
                "commute at 0: (+ 0 x) => (+ x 0) with a = 0, b = x",
                "nothing at 0: (+ x 0) => x with a = x",
            ],
            explanation.Steps.Select(step => Show(step, graph.Symbols)));
        ExplanationChecker.Check(explanation, graph.Symbols, rules);
        var back = graph.Explain(to, from);
        Assert.Equal(["nothing backwards", "commute backwards"], back.Steps.Select(step => step.Rule + (step.Forward ? "" : " backwards")));
        ExplanationChecker.Check(back, graph.Symbols, rules);
    }

    [Theory]
    [InlineData(1, 6, 300)]
    [InlineData(2, 8, 100)]
    public void Equal_nodes_of_set_B_are_explained(int seed, int iterations, int count)
    {
        var graph = new EGraph(new SymbolTable(), explanations: true);
        foreach (var term in MathRules.Start)
        {
            SExpressions.Add(graph, term);
        }

        var rules = SExpressions.Rules(graph.Symbols, MathRules.B);
        var run = Runner.Run(graph, rules, new RunOptions { MaxIterations = iterations });
        Assert.Equal(ExpectedCounts.B.Skip(1).Take(iterations), run.Iterations.Select(iteration => (iteration.Nodes, iteration.Classes)));
        ExplainRandomPairs(seed, graph, rules, count);
    }

    [Fact]
    public void Equal_nodes_of_set_C_are_explained_with_constants_folded()
    {
        var graph = new EGraph(new SymbolTable(), explanations: true);
        var folding = new ConstantFolding(graph);
        foreach (var term in MathRules.Start)
        {
            SExpressions.Add(graph, term);
        }

        var rules = SExpressions.Rules(graph.Symbols, MathRules.C, folding.Condition);
        var run = Runner.Run(graph, rules, new RunOptions { MaxIterations = 5 });
        Assert.Equal(ExpectedCounts.C[5], (graph.NodeCount, graph.ClassCount));
        Assert.Equal(5, run.Iterations.Length);
        ExplainRandomPairs(3, graph, rules, 200);
    }

    private static void ExplainRandomPairs(int seed, EGraph graph, IReadOnlyList<IRule> rules, int count)
    {
        var random = new Random(seed);
        var classes = graph.Classes.ToArray().Where(id => graph.NodesOf(id).Length > 1).ToArray();
        for (var i = 0; i < count; i++)
        {
            var nodes = graph.NodesOf(classes[random.Next(classes.Length)]);
            var (a, b) = (graph.TermOf(nodes[random.Next(nodes.Length)]), graph.TermOf(nodes[random.Next(nodes.Length)]));
            ExplanationChecker.Check(graph.Explain(a, b, 100_000), graph.Symbols, rules);
        }
    }

    [Fact]
    public void A_term_added_after_the_run_is_explained_as_it_was_written()
    {
        var graph = new EGraph(new SymbolTable(), explanations: true);
        var rules = SExpressions.Rules(graph.Symbols, MathRules.A);
        var from = SExpressions.Add(graph, MathRules.SumOfSeven);
        Runner.Run(graph, rules);
        var to = SExpressions.Add(graph, "(+ (+ 7 (+ 5 2)) (+ (+ 4 6) (+ 3 1)))");
        var explanation = graph.Explain(from, to);
        Assert.Equal("(+ (+ 7 (+ 5 2)) (+ (+ 4 6) (+ 3 1)))", explanation.To.Show(graph.Symbols));
        ExplanationChecker.Check(explanation, graph.Symbols, rules);
        Assert.InRange(explanation.Steps.Length, 1, 2000);
    }

    [Fact]
    public void Members_of_a_set_are_explained_in_any_order()
    {
        var graph = new EGraph(new SymbolTable(), explanations: true);
        var and = graph.Symbols.Intern(0, "and", NodeShape.Set);
        var (p, q, r) = (Leaf(graph, "p"), Leaf(graph, "q"), Leaf(graph, "r"));
        var (pq, pr) = (graph.Add(and, p, q), graph.Add(and, r, p));
        graph.Union(q, r, new Justification("implied", "q <-> r"));
        graph.Rebuild();
        var step = Assert.Single(graph.Explain(pq, pr).Steps);
        Assert.Equal("implied at 1: q => r with ", Show(step, graph.Symbols));
        Assert.Equal("q <-> r", step.Bindings);
    }

    [Fact]
    public void A_deep_consequence_is_one_step_in_a_deep_place()
    {
        var graph = new EGraph(new SymbolTable(), explanations: true);
        var (x, y) = (Leaf(graph, "x"), Leaf(graph, "y"));
        var (a, b) = (x, y);
        var f = graph.Symbols.Intern(1, "f");
        for (var i = 0; i < 100_000; i++)
        {
            (a, b) = (graph.Add(f, a), graph.Add(f, b));
        }

        graph.Union(x, y, new Justification("why"));
        graph.Rebuild();
        var step = Assert.Single(graph.Explain(a, b).Steps);
        Assert.Equal(100_000, step.Position.Length);
        Assert.Equal("why", step.Rule);
    }

    [Fact]
    public void Refuses_what_it_cannot_explain()
    {
        var without = new EGraph(new SymbolTable());
        var x = Leaf(without, "x");
        Assert.Equal("this graph keeps no explanations", Assert.Throws<InvalidOperationException>(() => without.Explain(x, x)).Message);
        var with = new EGraph(new SymbolTable(), explanations: true);
        var (a, b) = (Leaf(with, "a"), Leaf(with, "b"));
        Assert.Equal("c0 and c1 are not equal", Assert.Throws<InvalidOperationException>(() => with.Explain(a, b)).Message);
        with.Union(a, b, Justification.Given);
        Assert.Equal("the explanation has more than 0 steps", Assert.Throws<InvalidOperationException>(() => with.Explain(a, b, maxSteps: 0)).Message);
    }

    private static EClassId Leaf(EGraph graph, string name) => graph.Add(graph.Symbols.Intern(2, name));

    private static string Show(ExplanationStep step, SymbolTable symbols) =>
        $"{step.Rule} at {string.Join('.', step.Position)}: {step.Before.Show(symbols)} => {step.After.Show(symbols)} with "
        + string.Join(", ", step.Substitution.Select(pair => $"{pair.Variable} = {pair.Term.Show(symbols)}"));
}
