using RewriteLang.Benchmarks.Representation.GlobalIds;

namespace RewriteLang.Benchmarks.Representation;

/// <summary>Prints the figures behind decision 1: both ways on the same workloads, and what each misses on random plans.</summary>
internal static class RepresentationBenchmark
{
    private const int Seed = 20250;
    private const int Cases = 2000;

    /// <summary>Prints both tables; takes no arguments.</summary>
    public static int Run(string[] args)
    {
        if (args.Length > 0)
            Console.Error.WriteLine("representation takes no arguments");
        Workload();
        RandomPairs(Seed);
        return 0;
    }

    private static void Workload()
    {
        Console.WriteLine("""
            classes, nodes: built -> saturated. cores: classes other than scans that are read more than once.
            plan: operators (scans) of the smallest plan, every occurrence counted -> each class once.
            time: build and saturate, median of 201 runs taken in turn. pass: the part of it before the e-graph. again: adding the whole plan a
            second time, all hits. alloc: by one run. kept: by its result. refused: nodes with one column id in two inputs.

            """);
        Console.WriteLine($"{"workload",-14} {"way",-8} {"source",6} {"classes",9} {"nodes",9} {"cores",7} {"plan",19} {"time us",8} {"pass us",8} {"again us",9} {"alloc kB",9} {"kept kB",8} {"refused",8}");
        foreach (var (name, source) in Workloads.All)
        {
            var plan = Normalize.Run(source);
            var (slotted, global) = (Ways.Slotted(plan, true).Graph, Ways.Global(plan, true).Graph);
            var pass = new CanonicalPass(Ties.Search);
            var passed = pass.Run(plan);
            var (filled, again) = (new GlobalEGraph(pass), new Slotted.SlottedEGraph());
            filled.AddPlan(passed);
            again.AddPlan(plan);
            var figures = Measurement.Of(
                () => Ways.Slotted(plan, true).Graph,
                () => Ways.Global(plan, true).Graph,
                () => new CanonicalPass(Ties.Search).Run(plan),
                () => again.AddPlan(plan),
                () => filled.AddPlan(passed));
            Row("slotted", Ways.Slotted(plan, false).Graph, slotted, Ways.Slotted(plan, true).Root.Class, figures[0], "-", figures[3], "-");
            Row("global", Ways.Global(plan, false).Graph, global, Ways.Global(plan, true).Root, figures[1], $"{figures[2].Microseconds:F0}", figures[4], $"{global.Refused}");

            void Row(string way, IEGraph built, IEGraph done, int root, Measurement all, string before, Measurement hits, string refused)
            {
                var best = Extraction.SmallestPlan(done, root);
                Console.WriteLine($"{name,-14} {way,-8} {source.Size,6} {built.Classes.Count() + "->" + done.Classes.Count(),9} {built.Nodes + "->" + done.Nodes,9} {Extraction.SharedCores(built) + "->" + Extraction.SharedCores(done),7} "
                    + $"{$"{best.Operators} ({best.Scans}) -> {best.DistinctOperators} ({best.DistinctScans})",19} {all.Microseconds,8:F0} {before,8} {hits.Microseconds,9:F0} {all.AllocatedKilobytes,9:F0} {all.RetainedKilobytes,8:F0} {refused,8}");
            }
        }
    }

    private static void RandomPairs(int seed)
    {
        var plans = new RandomPlans(seed);
        var rows = new[] { "written differently", "one column reference changed", "equal only after a rule has run", "inputs of different consumers" }.Select(title => new Tally(title)).ToArray();
        for (var i = 0; i < Cases; i++)
        {
            var plan = plans.Next();
            rows[0].Count(plan, plans.Variant(plan), saturate: false);
            if (plans.Near(plan) is { } other)
                rows[1].Count(plan, plans.Variant(other), saturate: false);
            if (plans.Padded(plan) is { } more)
                rows[2].Count(plan, plans.Variant(more), saturate: true);
            if (plan.Operator is not Operator.UnionAll)
                rows[3].Count(plan, plans.Consumer(plan), saturate: false, inputs: true);
        }

        Console.WriteLine();
        Console.WriteLine($"pairs of random plans found equal, seed {seed}; asked: global, by fingerprint; source order, singled: global with simpler ways to break ties");
        Console.WriteLine($"{"",-34} {"pairs",6} {"slotted",8} {"global",8} {"asked",8} {"disagree",9} {"source order",13} {"singled",8}");
        foreach (var row in rows)
            Console.WriteLine(row);
    }

    private sealed class Tally(string title)
    {
        private int _pairs, _slotted, _global, _asked, _disagree, _ordered, _singled;

        public void Count(Plan a, Plan b, bool saturate, bool inputs = false)
        {
            var both = Normalize.Run(Build.Models(a, b));
            var (graph, root) = Ways.Slotted(both, saturate);
            var models = graph.Open(root).First().Children;
            if (inputs)
                models = [.. models.Select(model => graph.Open(model).First().Children[0])];
            var slotted = models[0].Class == models[1].Class;
            var (global, asked) = Global(both, saturate, inputs, Ties.Search);
            _pairs++;
            _slotted += slotted ? 1 : 0;
            _global += global ? 1 : 0;
            _asked += asked ? 1 : 0;
            _disagree += slotted != asked ? 1 : 0;
            _ordered += Global(both, saturate, inputs, Ties.SourceOrder).Same ? 1 : 0;
            _singled += Global(both, saturate, inputs, Ties.Individualise).Same ? 1 : 0;
        }

        public override string ToString() => $"{title,-34} {_pairs,6} {_slotted,8} {_global,8} {_asked,8} {_disagree,9} {_ordered,13} {_singled,8}";

        private static (bool Same, bool Asked) Global(Plan both, bool saturate, bool inputs, Ties ties)
        {
            var (graph, root) = Ways.Global(both, saturate, ties);
            var models = graph.Open(root)[0].Children;
            if (inputs)
                models = [.. models.Select(model => graph.Open(model)[0].Children[0])];
            return (graph.Find(models[0]) == graph.Find(models[1]), graph.Same(models[0], models[1]) is not null);
        }
    }
}
