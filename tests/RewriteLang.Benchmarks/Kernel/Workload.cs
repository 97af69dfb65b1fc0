using System.Collections.Immutable;
using RewriteLang.EGraphs;
using RewriteLang.EGraphTests.MathSets;

namespace RewriteLang.Benchmarks.Kernel;

/// <summary>One saturation whose counts are known.</summary>
/// <param name="Name">For the table.</param>
/// <param name="Iterations">Iterations to run.</param>
/// <param name="Expected">Nodes and classes at the end.</param>
/// <param name="Backoff">Whether the back-off scheduler is used.</param>
/// <param name="Folding">Whether constants are folded by an analysis (set C).</param>
/// <param name="Rules">The rules as text.</param>
/// <param name="Explained">Whether explanations are kept.</param>
internal sealed record Workload(
    string Name, int Iterations, (int Nodes, int Classes) Expected, bool Backoff, bool Folding, string Rules, bool Explained = false)
{
    public static ImmutableArray<Workload> All { get; } =
    [
        new("B, 11 iterations", 11, ExpectedCounts.B[11], false, false, MathRules.B),
        new("B explained, 11 iterations", 11, ExpectedCounts.B[11], false, false, MathRules.B, Explained: true),
        new("B, back-off, 40 iterations", 40, ExpectedCounts.BBackoff[40], true, false, MathRules.B),
        new("C, 7 iterations", 7, ExpectedCounts.C[7], false, true, MathRules.C),
        new("C, back-off, 60 iterations", 60, ExpectedCounts.CBackoff[60], true, true, MathRules.C),
    ];

    /// <summary>Builds the graph and the rules and runs them: what the time includes.</summary>
    public RunResult Run()
    {
        var graph = new EGraph(new SymbolTable(), Explained);
        var folding = Folding ? new ConstantFolding(graph) : null;
        foreach (var term in MathRules.Start)
        {
            SExpressions.Add(graph, term);
        }

        var rules = SExpressions.Rules(graph.Symbols, Rules, folding is null ? null : folding.Condition);
        var result = Runner.Run(graph, rules, new RunOptions
        {
            MaxIterations = Iterations,
            MaxNodes = int.MaxValue,
            Scheduler = () => Backoff ? new BackoffScheduler() : new SimpleScheduler(),
        });
        return (graph.NodeCount, graph.ClassCount) == Expected
            ? result
            : throw new InvalidOperationException($"{Name}: {graph.NodeCount} nodes in {graph.ClassCount} classes, not {Expected}");
    }
}
