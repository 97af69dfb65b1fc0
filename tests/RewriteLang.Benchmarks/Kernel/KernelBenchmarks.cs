using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using RewriteLang.EGraphs;

namespace RewriteLang.Benchmarks.Kernel;

/// <summary>The kernel's workloads under BenchmarkDotNet: mean, error and allocation of each; every run checks its counts.</summary>
[MemoryDiagnoser]
public class KernelBenchmarks
{
    /// <summary>The workloads by name.</summary>
    public static IEnumerable<string> Names => Workload.All.Select(workload => workload.Name);

    /// <summary>The workload to run.</summary>
    [ParamsSource(nameof(Names))]
    public string Set { get; set; } = "";

    /// <summary>Builds the graph and the rules and saturates it.</summary>
    [Benchmark]
    public RunResult Saturate() => Workload.All.Single(workload => workload.Name == Set).Run();

    /// <summary>Runs all of them in this process, so that nothing has to be built or restored.</summary>
    public static int Run()
    {
        var job = Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithWarmupCount(3).WithIterationCount(10).WithInvocationCount(1).WithUnrollFactor(1);
        BenchmarkRunner.Run<KernelBenchmarks>(DefaultConfig.Instance.AddJob(job).AddColumn(StatisticColumn.Median, StatisticColumn.Min));
        return 0;
    }
}
