using RewriteLang.Benchmarks.Representation.GlobalIds;

namespace RewriteLang.Benchmarks.Representation;

/// <summary>Prints the figures behind decision 1: both ways on the same workloads, and what each misses on random plans.</summary>
internal static class RepresentationBenchmark
{
    private const int Seed = 20250;
    private const int Cases = 2000;

    public static void Run()
    {
        Workload();
        Random(Seed);
    }

    private static void Workload()
    {
        Console.WriteLine("classes and nodes: built -> saturated; cores: classes read more than once, scans apart; plan: operators (scans) of the smallest plan,");
        Console.WriteLine("each occurrence counted -> each class once; time: build and saturate, median; memory: allocated by one run, kept by its result.");
        Console.WriteLine();
        Console.WriteLine($"{"workload",-14} {"way",-8} {"source",7} {"classes",12} {"nodes",12} {"cores",9} {"plan",24} {"time, us",10} {"alloc, kB",10} {"kept, kB",9} {"refused",8}");
        foreach (var (name, source) in Workloads.All)
        {
            var plan = Normalize.Run(source);
            Row("slotted", saturate => (Ways.Slotted(plan, saturate) is var (graph, root) ? (graph, root.Class) : default), Measurement.Of(() => Ways.Slotted(plan, true).Graph));
            Row("global", saturate => Ways.Global(plan, saturate), Measurement.Of(() => Ways.Global(plan, true).Graph));

            void Row(string way, Func<bool, (IEGraph Graph, int Root)> build, Measurement measured)
            {
                var (built, _) = build(false);
                var (done, root) = build(true);
                var best = Extraction.SmallestPlan(done, root);
                var refused = done is GlobalEGraph global ? $"{global.Refused}" : "-";
                Console.WriteLine($"{name,-14} {way,-8} {source.Size,7} {built.Classes.Count() + " -> " + done.Classes.Count(),12} {built.Nodes + " -> " + done.Nodes,12} {Extraction.Shared(built).Cores + " -> " + Extraction.Shared(done).Cores,9} "
                    + $"{$"{best.Operators} ({best.Scans}) -> {best.DistinctOperators} ({best.DistinctScans})",24} {measured.Microseconds,10:F0} {measured.AllocatedKilobytes,10:F0} {measured.RetainedKilobytes,9:F0} {refused,8}");
            }
        }
    }

    private static void Random(int seed)
    {
        var plans = new RandomPlans(seed);
        var (variants, near, padded) = (new int[4], new int[4], new int[4]);
        var disagree = 0;
        for (var i = 0; i < Cases; i++)
        {
            var plan = plans.Next();
            var same = Compare(plan, plans.Variant(plan), saturate: false);
            Count(variants, same);
            if (plans.Near(plan) is { } other)
            {
                var verdict = Compare(plan, plans.Variant(other), saturate: false);
                Count(near, verdict);
                disagree += verdict.Slotted != verdict.Global ? 1 : 0;
            }

            if (plans.Padded(plan) is { } more)
                Count(padded, Compare(plan, plans.Variant(more), saturate: true));
        }

        Console.WriteLine();
        Console.WriteLine($"pairs of random plans found equal (seed {seed})     pairs  slotted  global  global, ties by source order");
        Console.WriteLine($"  written differently                           {Row(variants)}");
        Console.WriteLine($"  one column reference changed (disagreeing: {disagree,2})  {Row(near)}");
        Console.WriteLine($"  equal only after a rule has run, same class   {Row(padded)}");
        Console.WriteLine($"  the same, asked by fingerprint                {padded[0],6}  {"-",7}  {_asked,6}");

        static string Row(int[] counts) => $"{counts[0],6}  {counts[1],7}  {counts[2],6}  {counts[3],6}";
        static void Count(int[] counts, (bool Slotted, bool Global, bool SourceOrder) found)
        {
            counts[0]++;
            counts[1] += found.Slotted ? 1 : 0;
            counts[2] += found.Global ? 1 : 0;
            counts[3] += found.SourceOrder ? 1 : 0;
        }
    }

    private static int _asked;

    private static (bool Slotted, bool Global, bool SourceOrder) Compare(Plan a, Plan b, bool saturate)
    {
        var both = Normalize.Run(Build.Models(a, b));
        var (slotted, root) = Ways.Slotted(both, saturate);
        var models = slotted.Open(root).First().Children;
        var (global, top) = Ways.Global(both, saturate);
        var (ordered, other) = Ways.Global(both, saturate, Ties.SourceOrder);
        var (x, y) = (global.Open(top)[0].Children, ordered.Open(other)[0].Children);
        if (saturate && global.Same(x[0], x[1]) is not null)
            _asked++;
        return (models[0].Class == models[1].Class, global.Find(x[0]) == global.Find(x[1]), ordered.Find(y[0]) == ordered.Find(y[1]));
    }
}
