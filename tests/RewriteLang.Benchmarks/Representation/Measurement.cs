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

    public static (GlobalEGraph Graph, int Root) Global(Plan models, bool saturate, Ties ties = Ties.Individualise)
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
    public static Measurement Of(Func<object> run)
    {
        for (var i = 0; i < 60; i++)
            run();
        var times = new List<double>();
        for (var i = 0; i < 101; i++)
        {
            var start = Stopwatch.GetTimestamp();
            run();
            times.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        run();
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        var floor = GC.GetTotalMemory(true);
        var kept = Enumerable.Range(0, 20).Select(_ => run()).ToArray();
        var retained = (GC.GetTotalMemory(true) - floor) / kept.Length;
        GC.KeepAlive(kept);
        times.Sort();
        return new Measurement(times[times.Count / 2], allocated / 1024.0, retained / 1024.0);
    }
}
