using RewriteLang.EGraphs;

namespace RewriteLang.EGraphTests;

public sealed class RunnerTests
{
    private readonly Terms terms = new();

    /// <summary>(+ a b) = (+ b a), with a matcher of its own.</summary>
    private sealed class Commute(Terms terms) : Rule<(EClassId Sum, EClassId A, EClassId B)>("commute")
    {
        protected override IEnumerable<(EClassId Sum, EClassId A, EClassId B)> Find(EGraph graph)
        {
            foreach (var node in graph.NodesOfKind(Terms.Kind("+")).ToArray())
            {
                yield return (graph.ClassOf(node), graph.ChildrenOf(node)[0], graph.ChildrenOf(node)[1]);
            }
        }

        protected override bool Apply(EGraph graph, (EClassId Sum, EClassId A, EClassId B) match) =>
            graph.Union(match.Sum, terms.Add("+", match.B, match.A), new Justification(Name, match));
    }

    /// <summary>x = f(x) for every f(x): one more in each iteration.</summary>
    private sealed class Grow(Terms terms) : Rule<EClassId>("grow")
    {
        protected override IEnumerable<EClassId> Find(EGraph graph)
        {
            foreach (var node in graph.NodesOfKind(Terms.Kind("f")).ToArray())
            {
                yield return graph.ClassOf(node);
            }
        }

        protected override bool Apply(EGraph graph, EClassId match)
        {
            var size = graph.Size;
            terms.Add("f", match);
            terms.Add("g", match);
            return graph.Size > size;
        }
    }

    [Fact]
    public void Saturates_and_tells_what_each_rule_did()
    {
        var (x, y) = (terms.Add("x"), terms.Add("y"));
        var (xy, yx) = (terms.Add("+", x, y), terms.Add("+", y, x));
        var result = Runner.Run(terms.Graph, [new Commute(terms)]);
        Assert.Equal(StopReason.Saturated, result.Stop);
        Assert.True(terms.Graph.AreEqual(xy, yx));
        Assert.Equal([(4, 3), (4, 3)], [.. result.Iterations.Select(i => (i.Nodes, i.Classes))]);
        Assert.Equal(("commute", 4L, 1L), (result.Rules[0].Name, result.Rules[0].Matches, result.Rules[0].Applied));
        Assert.Equal("saturated after 2 iterations with 4 nodes in 3 classes", result.Summary);
    }

    /// <summary>One operator made into another.</summary>
    private sealed class Step(Terms terms, string from, string to) : Rule<(EClassId Class, EClassId Input)>($"{from}-{to}")
    {
        protected override IEnumerable<(EClassId Class, EClassId Input)> Find(EGraph graph) =>
            graph.NodesOfKind(Terms.Kind(from)).ToArray().Select(n => (graph.ClassOf(n), graph.ChildrenOf(n)[0]));

        protected override bool Apply(EGraph graph, (EClassId Class, EClassId Input) match) =>
            graph.Union(match.Class, terms.Add(to, match.Input), new Justification(Name, match));
    }

    [Theory]
    [InlineData(false, 4)]
    [InlineData(true, 2)]
    public void Rule_by_rule_one_builds_on_what_the_one_before_it_has_found_in_the_same_iteration(bool ruleByRule, int iterations)
    {
        var first = terms.Add("f", terms.Add("x"));
        var result = Runner.Run(terms.Graph, [new Step(terms, "f", "g"), new Step(terms, "g", "h"), new Step(terms, "h", "k")], new RunOptions { RuleByRule = ruleByRule });
        Assert.Equal((StopReason.Saturated, iterations), (result.Stop, result.Iterations.Length));
        Assert.True(terms.Graph.AreEqual(first, terms.Add("k", terms.Add("x"))));
        Assert.Equal(3, result.Iterations[^1].Matches.Sum());
        Assert.Equal((5, 2), (result.Iterations[^1].Nodes, result.Iterations[^1].Classes));
    }

    [Fact]
    public void An_exploding_rule_stops_at_the_node_budget_and_is_named()
    {
        terms.Add("f", terms.Add("x"));
        var result = Runner.Run(terms.Graph, [new Commute(terms), new Grow(terms)], new RunOptions { MaxNodes = 1000, MaxIterations = 10_000, ApplyChunk = 16 });
        Assert.Equal(StopReason.NodeLimit, result.Stop);
        Assert.InRange(terms.Graph.NodeCount, 1000, 1040);
        Assert.EndsWith("; most nodes came from grow (100 %)", result.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void Stops_at_the_iteration_budget_and_at_a_goal()
    {
        terms.Add("f", terms.Add("x"));
        Assert.Equal(StopReason.IterationLimit, Runner.Run(terms.Graph, [new Grow(terms)], new RunOptions { MaxIterations = 3 }).Stop);
        var result = Runner.Run(terms.Graph, [new Grow(terms)], new RunOptions { Goal = graph => graph.NodeCount > 20 });
        Assert.Equal(StopReason.GoalReached, result.Stop);
    }

    [Fact]
    public void Time_memory_and_cancellation_end_a_run()
    {
        terms.Add("f", terms.Add("x"));
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.Equal(StopReason.TimeLimit, Runner.Run(terms.Graph, [new Grow(terms)], new RunOptions { MaxTime = TimeSpan.Zero }).Stop);
        Assert.Equal(StopReason.MemoryLimit, Runner.Run(terms.Graph, [new Grow(terms)], new RunOptions { MaxBytes = 100 }).Stop);
        Assert.Equal(StopReason.Cancelled, Runner.Run(terms.Graph, [new Grow(terms)], new RunOptions { Cancellation = cancelled.Token }).Stop);
    }
}
