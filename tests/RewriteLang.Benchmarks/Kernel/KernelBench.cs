using System.Diagnostics;
using System.Globalization;
using RewriteLang.EGraphs;

namespace RewriteLang.Benchmarks.Kernel;

/// <summary>
/// The kernel on the math sets, in one process: the first (cold) run, then the median of seven with the times of search, apply and rebuild, the processor time
/// of the fastest and a calibration loop. Every run's counts are checked.
/// </summary>
public static class KernelBench
{
    private const int Runs = 7;

    /// <summary>Prints the table to standard output.</summary>
    /// <param name="args">
    /// Names of workloads to run, by how they begin (<c>B</c>, <c>"C, back"</c>), all when empty; or <c>growth [FILE]</c>, <c>extraction</c>, or <c>benchmarkdotnet</c>.
    /// </param>
    /// <returns>0.</returns>
    public static int Run(string[] args)
    {
        switch (args)
        {
            case ["growth", .. var rest]:
                return GrowthBench.Run(rest);
            case ["extraction"]:
                return ExtractionGapBench.Run();
            case ["benchmarkdotnet"]:
                return KernelBenchmarks.Run();
        }

        Print($"calibration loop {Calibration.Milliseconds():F1} ms; {Environment.ProcessorCount} processors, .NET {Environment.Version}");
        Print($"{"set",-28} {"cold ms",8} {"median ms",9} {"least cpu",9} {"search",8} {"apply",8} {"rebuild",8}");
        foreach (var workload in Workload.All.Where(workload => args.Length == 0 || args.Any(arg => workload.Name.StartsWith(arg, StringComparison.Ordinal))))
        {
            var cold = Measure(workload).Total;
            var runs = Enumerable.Range(0, Runs).Select(_ => Measure(workload)).OrderBy(run => run.Total).ToArray();
            var median = runs[Runs / 2];
            Print($"{workload.Name,-28} {cold,8:F0} {median.Total,9:F0} {runs.Min(run => run.Processor),9:F0} {median.Search,8:F0} {median.Apply,8:F0} {median.Rebuild,8:F0}");
        }

        return 0;
    }

    private static Times Measure(Workload workload)
    {
        GC.Collect();
        var processor = Environment.CpuUsage.TotalTime;
        var start = Stopwatch.GetTimestamp();
        var result = workload.Run();
        var total = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        return new Times(
            total,
            (Environment.CpuUsage.TotalTime - processor).TotalMilliseconds,
            Sum(result, iteration => iteration.SearchTime),
            Sum(result, iteration => iteration.ApplyTime),
            Sum(result, iteration => iteration.RebuildTime));
    }

    private static double Sum(RunResult result, Func<IterationStatistics, TimeSpan> time) =>
        result.Iterations.Sum(iteration => time(iteration).TotalMilliseconds);

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    private readonly record struct Times(double Total, double Processor, double Search, double Apply, double Rebuild);
}
