using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using RewriteLang.Dsl;
using RewriteLang.EGraphs;
using RewriteLang.Optimizer.Theories;

namespace RewriteLang.Cli.Commands;

/// <summary><c>rw bench kernel</c>: the e-graph on the math sets by which such engines are compared, in one process, every count checked.</summary>
internal static class BenchCommand
{
    // What egg counts: see docs/benchmarks.md.
    private static readonly Workload[] Workloads =
    [
        new("A, until saturated", "sums", 100, false, (1939, 127)),
        new("B, 11 iterations", "arithmetic", 11, false, (1047896, 443832)),
        new("B explained, 11", "arithmetic", 11, false, (1047896, 443832)) { Explained = true },
        new("B, back-off, 40", "arithmetic", 40, true, (92137, 54663)),
        new("C, 7 iterations", "arithmetic-with-constants", 7, false, (52432, 20449)) { Folds = true },
        new("C, back-off, 60", "arithmetic-with-constants", 60, true, (133713, 72945)) { Folds = true },
    ];

    public static Command Create(Attach attach)
    {
        var runs = new Option<int>("--runs") { Description = "Runs of each set after a first one that is not counted.", HelpName = "N", DefaultValueFactory = _ => 7 };
        runs.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1)
            {
                result.AddError("--runs must be at least 1.");
            }
        });
        var sets = new Option<string[]>("--set") { Description = "Only sets whose name begins so: A, B, \"C, back\"; may be repeated.", HelpName = "NAME", DefaultValueFactory = _ => [""] };
        var peak = new Option<bool>("--peak") { Description = "Only run one set once and print the most memory that this process ever had, in MB." };
        var kernel = new Command("kernel", "Time the e-graph on sets of rules whose counts are known.") { runs, sets, peak };
        attach(kernel, (parsed, terminal, token) => parsed.GetValue(peak)
            ? Peak(parsed.GetValue(sets)![0], terminal, token)
            : Run(parsed.GetValue(sets)!, parsed.GetValue(runs), terminal, token));
        return new Command("bench", "Measure parts of the program.") { kernel };
    }

    private static int Run(string[] sets, int runs, Terminal terminal, CancellationToken token)
    {
        var theories = Theories();
        Write(terminal, $"calibration loop {Calibrate():F1} ms; {Environment.ProcessorCount} processors, .NET {Environment.Version}");
        Write(terminal, $"{"set",-20} {"nodes",9} {"classes",8} {"median ms",9} {"search",7} {"apply",7} {"rebuild",7} {"least cpu",9} {"peak MB",8}");
        var isExact = true;
        foreach (var workload in Workloads.Where(workload => sets.Any(set => workload.Name.StartsWith(set, StringComparison.OrdinalIgnoreCase))))
        {
            Measure(workload, theories, token);
            var figures = Enumerable.Range(0, runs).Select(_ => Measure(workload, theories, token)).OrderBy(figure => figure.Total).ToArray();
            var (median, nodes, classes) = (figures[runs / 2], figures[0].Nodes, figures[0].Classes);
            Write(terminal, $"{workload.Name,-20} {nodes,9} {classes,8} {median.Total,9:F1} {median.Search,7:F1} {median.Apply,7:F1} {median.Rebuild,7:F1} {figures.Min(f => f.Processor),9:F1} {PeakOfProcess(workload, terminal),8}");
            if ((nodes, classes) != workload.Expected)
            {
                isExact = false;
                terminal.Error.WriteLine($"{workload.Name}: {workload.Expected.Nodes} nodes in {workload.Expected.Classes} classes were expected");
            }
        }

        return isExact ? ExitCodes.Done : ExitCodes.Refuted;
    }

    private static Figures Measure(Workload workload, Dictionary<string, Theory> theories, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        GC.Collect();
        var (start, processor) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        var program = TheoryProgram.Compile(theories[workload.Theory], workload.Folds, workload.Explained);
        var run = program.Run(new RunOptions
        {
            MaxIterations = workload.Iterations,
            MaxNodes = int.MaxValue,
            Scheduler = () => workload.BacksOff ? new BackoffScheduler() : new SimpleScheduler(),
            Cancellation = token,
        });
        token.ThrowIfCancellationRequested();
        return new Figures(
            Stopwatch.GetElapsedTime(start).TotalMilliseconds,
            (Environment.CpuUsage.TotalTime - processor).TotalMilliseconds,
            run.Iterations.Sum(iteration => iteration.SearchTime.TotalMilliseconds),
            run.Iterations.Sum(iteration => iteration.ApplyTime.TotalMilliseconds),
            run.Iterations.Sum(iteration => iteration.RebuildTime.TotalMilliseconds),
            program.Graph.NodeCount,
            program.Graph.ClassCount);
    }

    private static Dictionary<string, Theory> Theories()
    {
        using var reader = new StreamReader(typeof(BenchCommand).Assembly.GetManifestResourceStream("math.rw")!);
        var file = RuleParser.Parse(reader.ReadToEnd(), "math.rw");
        return file.IsSuccess ? file.Value.Theories.ToDictionary(theory => theory.Name) : throw new UnreachableException(string.Join('\n', file.Diagnostics));
    }

    /// <summary>Milliseconds of a fixed loop of dependent arithmetic and scattered reads, the least of five: the machine's unit.</summary>
    private static double Calibrate()
    {
        const int size = 1 << 22;
        var memory = new int[size];
        for (var i = 0; i < size; i++)
        {
            memory[i] = (int)((i * 2654435761L) & (size - 1));
        }

        var least = double.PositiveInfinity;
        for (var round = 0; round < 5; round++)
        {
            var (start, at, sum) = (Stopwatch.GetTimestamp(), round, 0L);
            for (var i = 0; i < 4_000_000; i++)
            {
                at = (memory[at] + i) & (size - 1);
                sum = (sum * 31) + at;
            }

            GC.KeepAlive(sum);
            least = Math.Min(least, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return least;
    }

    private static int Peak(string set, Terminal terminal, CancellationToken token)
    {
        Measure(Workloads.First(workload => workload.Name.StartsWith(set, StringComparison.OrdinalIgnoreCase)), Theories(), token);
        using var process = Process.GetCurrentProcess();
        Write(terminal, $"{process.PeakWorkingSet64 / 1e6:F0}");
        return ExitCodes.Done;
    }

    /// <summary>The peak memory in MB of a process that does nothing but run a set once, the runtime and its compiler included; nothing where the program cannot start itself.</summary>
    private static string PeakOfProcess(Workload workload, Terminal terminal)
    {
        if (terminal.Self.Count == 0)
        {
            return "";
        }

        var start = new ProcessStartInfo(terminal.Self[0], [.. terminal.Self.Skip(1), "bench", "kernel", "--set", workload.Name, "--peak"]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        return process.StandardOutput.ReadToEnd().Trim();
    }

    private static void Write(Terminal terminal, FormattableString line) => terminal.Out.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    private sealed record Workload(string Name, string Theory, int Iterations, bool BacksOff, (int Nodes, int Classes) Expected)
    {
        public bool Folds { get; init; }

        public bool Explained { get; init; }
    }

    /// <summary>Times in milliseconds.</summary>
    private readonly record struct Figures(double Total, double Processor, double Search, double Apply, double Rebuild, int Nodes, int Classes);
}
