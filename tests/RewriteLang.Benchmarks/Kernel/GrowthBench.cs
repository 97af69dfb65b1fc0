using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using RewriteLang.EGraphs;
using RewriteLang.EGraphTests.MathSets;

namespace RewriteLang.Benchmarks.Kernel;

/// <summary>Time and memory per e-node as the graph grows: set B under budgets of a thousand to a million nodes, as a table and, if a file is named, as a plot.</summary>
internal static class GrowthBench
{
    private static readonly ImmutableArray<int> Budgets = [1_000, 3_000, 10_000, 30_000, 100_000, 300_000, 1_000_000];

    /// <summary>Prints the table to standard output.</summary>
    /// <param name="args">Empty, or where to write the plot as SVG.</param>
    public static int Run(string[] args)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"calibration loop {Calibration.Milliseconds():F1} ms"));
        foreach (var budget in Budgets)
        {
            Measure(budget);
        }

        var points = Budgets.Select(Measure).ToImmutableArray();
        Console.WriteLine("| nodes | ms | ns per node | bytes per node |");
        Console.WriteLine("|---|---|---|---|");
        foreach (var point in points)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"| {point.Nodes:N0} | {point.Milliseconds:0.00} | {point.NanosecondsPerNode:F0} | {point.BytesPerNode:F1} |"));
        }

        if (args is [var file])
        {
            File.WriteAllText(file, GrowthPlot.Draw(points));
        }

        return 0;
    }

    // The least of several runs: at least seven, and as many as fit half a second.
    private static GrowthPoint Measure(int budget)
    {
        var (least, spent, point) = (double.PositiveInfinity, 0.0, default(GrowthPoint));
        for (var run = 0; run < 7 || (spent < 500 && run < 200); run++)
        {
            var graph = MathRules.Graph(MathRules.Start);
            var rules = SExpressions.Rules(graph.Symbols, MathRules.B);
            GC.Collect(0);
            var start = Stopwatch.GetTimestamp();
            Runner.Run(graph, rules, new RunOptions { MaxIterations = 100, MaxNodes = budget, ApplyChunk = Math.Max(64, budget / 256) });
            var time = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            (least, spent) = (Math.Min(least, time), spent + time);
            point = new GrowthPoint(graph.NodeCount, least, graph.Bytes);
        }

        return point;
    }
}

/// <summary>A graph of some size: how long it took to grow from nothing, and what its nodes, their hash-cons and the classes hold.</summary>
internal readonly record struct GrowthPoint(int Nodes, double Milliseconds, long Bytes)
{
    public double NanosecondsPerNode => Milliseconds * 1e6 / Nodes;

    public double BytesPerNode => (double)Bytes / Nodes;
}
