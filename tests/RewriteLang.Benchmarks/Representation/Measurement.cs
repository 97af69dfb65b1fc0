using System.Diagnostics;
using RewriteLang.Benchmarks.Representation.GlobalIds;
using RewriteLang.Benchmarks.Representation.Slotted;

namespace RewriteLang.Benchmarks.Representation;

/// <summary>Either representation as a function from normalized models to a saturated graph.</summary>
internal static class Ways
{
    public static (SlottedEGraph Graph, RenamedId Root) Slotted(Plan models, bool saturate)
    {
        var graph = new SlottedEGraph();
        var root = graph.AddPlan(models);
        graph.Rebuild();
        if (saturate)
            SlottedRules.Saturate(graph);
        return (graph, graph.Find(root));
    }

    public static (GlobalEGraph Graph, int Root) Global(Plan models, bool saturate, Ties ties = Ties.Search)
    {
        var pass = new CanonicalPass(ties);
        var graph = new GlobalEGraph(pass);
        var root = graph.AddPlan(pass.Run(models));
        if (saturate)
            GlobalRules.Saturate(graph);
        return (graph, graph.Find(root));
    }
}

/// <summary>Median time, allocation and retained memory of building and saturating one workload.</summary>
internal sealed record Measurement(double Microseconds, double AllocatedKilobytes, double RetainedKilobytes)
{
    /// <summary>Measures several runs in turn, so that a busy machine slows all of them alike.</summary>
    public static Measurement[] Of(params Func<object>[] runs)
    {
        const int Warm = 200, Timed = 201;
        var times = runs.Select(_ => new List<double>()).ToArray();
        for (var i = 0; i < Warm + Timed; i++)
        {
            for (var r = 0; r < runs.Length; r++)
            {
                var start = Stopwatch.GetTimestamp();
                runs[r]();
                if (i >= Warm)
                    times[r].Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds);
            }
        }

        return [.. runs.Zip(times, (run, taken) =>
        {
            taken.Sort();
            var before = GC.GetAllocatedBytesForCurrentThread();
            run();
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            var floor = GC.GetTotalMemory(true);
            var kept = Enumerable.Range(0, 20).Select(_ => run()).ToArray();
            var retained = (GC.GetTotalMemory(true) - floor) / kept.Length;
            GC.KeepAlive(kept);
            return new Measurement(taken[Timed / 2], allocated / 1024.0, retained / 1024.0);
        })];
    }
}
