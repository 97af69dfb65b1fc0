using System.Diagnostics;
using System.Globalization;
using RewriteLang.EGraphs;
using RewriteLang.EGraphTests.MathSets;

namespace RewriteLang.Benchmarks.Kernel;

/// <summary>Time and memory per e-node as the graph grows: set B stopped after each of its later iterations.</summary>
internal static class GrowthTable
{
    private const int Runs = 5;

    public static void Print()
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"iterations",10} {"nodes",9} {"ms",9} {"ns/node",8} {"bytes/node",10}"));
        foreach (var iterations in (int[])[5, 6, 7, 8, 9, 10, 11])
        {
            var times = new double[Runs];
            var (nodes, bytes) = (0, 0L);
            for (var run = 0; run < Runs; run++)
            {
                GC.Collect();
                var start = Stopwatch.GetTimestamp();
                var graph = MathRules.Graph(MathRules.Start);
                Runner.Run(graph, SExpressions.Rules(graph.Symbols, MathRules.B), new RunOptions { MaxIterations = iterations, MaxNodes = int.MaxValue });
                times[run] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
                (nodes, bytes) = (graph.NodeCount, graph.Bytes);
            }

            Array.Sort(times);
            var median = times[Runs / 2];
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{iterations,10} {nodes,9} {median,9:F2} {median * 1e6 / nodes,8:F0} {(double)bytes / nodes,10:F1}"));
        }
    }
}
