using System.Collections.Immutable;
using RewriteLang.EGraphs;

namespace RewriteLang.EGraphTests.MathSets;

/// <summary>The kernel counts exactly what egg counts, after every iteration and in any order of the rules.</summary>
public sealed class MathSetTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Set_A_saturates_with_the_known_counts(bool reversed)
    {
        var graph = MathRules.Graph(MathRules.SumOfSeven);
        var run = Run(graph, SExpressions.Rules(graph.Symbols, MathRules.A), ExpectedCounts.A, 100, reversed, false);
        Assert.Equal(StopReason.Saturated, run.Stop);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Set_B_has_the_known_counts_for_eleven_iterations(bool reversed)
    {
        var graph = MathRules.Graph(MathRules.Start);
        var run = Run(graph, SExpressions.Rules(graph.Symbols, MathRules.B), ExpectedCounts.B, 11, reversed, false);
        CompareMatches(ExpectedCounts.BMatches, run, 11);
    }

    [Fact]
    public void Set_B_with_back_off_has_the_known_counts_for_forty_iterations()
    {
        var graph = MathRules.Graph(MathRules.Start);
        Run(graph, SExpressions.Rules(graph.Symbols, MathRules.B), ExpectedCounts.BBackoff, 40, false, true);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Set_C_has_the_known_counts_for_seven_iterations(bool reversed)
    {
        var graph = MathRules.Graph();
        var run = Run(graph, RulesOfC(graph), ExpectedCounts.C, 7, reversed, false);
        CompareMatches(ExpectedCounts.CMatches, run, 7);
    }

    [Theory]
    [InlineData(8)]
    [InlineData(60)]
    public void Set_C_with_back_off_has_the_known_counts(int iterations)
    {
        var graph = MathRules.Graph();
        Run(graph, RulesOfC(graph), ExpectedCounts.CBackoff, iterations, false, true);
    }

    private static ImmutableArray<IRule> RulesOfC(EGraph graph)
    {
        var folding = new ConstantFolding(graph);
        foreach (var term in MathRules.Start)
        {
            SExpressions.Add(graph, term);
        }

        return SExpressions.Rules(graph.Symbols, MathRules.C, folding.Condition);
    }

    private static RunResult Run(
        EGraph graph, ImmutableArray<IRule> rules, (int Nodes, int Classes)[] expected, int iterations, bool reversed, bool backoff)
    {
        var options = new RunOptions { MaxIterations = iterations, MaxNodes = int.MaxValue, Scheduler = () => backoff ? new BackoffScheduler() : new SimpleScheduler() };
        graph.Rebuild();
        var counts = new List<(int Nodes, int Classes)> { (graph.NodeCount, graph.ClassCount) };
        var run = Runner.Run(graph, reversed ? [.. rules.Reverse()] : rules, options);
        counts.AddRange(run.Iterations.Select(iteration => (iteration.Nodes, iteration.Classes)));
        Assert.Equal(expected.Take(iterations + 1), counts);
        return run;
    }

    internal static void CompareMatches(string table, RunResult run, int iterations)
    {
        foreach (var line in table.Split('\n', StringSplitOptions.TrimEntries))
        {
            var (name, counts) = (line[..line.IndexOf(':', StringComparison.Ordinal)], line[(line.IndexOf(':', StringComparison.Ordinal) + 2)..]);
            var rule = run.Rules.Select(rule => rule.Name).ToList().IndexOf(name);
            var found = Enumerable.Range(0, iterations).Select(i => run.Iterations[i].Matches[rule]);
            Assert.Equal($"{name}: {counts}", $"{name}: {string.Join(' ', found)}");
        }
    }
}
