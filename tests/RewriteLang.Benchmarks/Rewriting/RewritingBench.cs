using System.Diagnostics;
using System.Globalization;
using RewriteLang.Algebra;
using RewriteLang.Corpus.Loading;
using RewriteLang.Engines;
using RewriteLang.Sql;

namespace RewriteLang.Benchmarks.Rewriting;

/// <summary>
/// The time from SQL text to SQL text of every query of a corpus: parse, bind, saturate, extract, print. Warm, one thread, one process; the data is
/// loaded only for its statistics.
/// </summary>
internal static class RewritingBench
{
    // After 40 rounds much still runs as it was compiled to count what it does, which takes a fifth longer.
    private const int WarmRuns = 150;
    private const int TimedRuns = 15;
    private const int DearestRules = 25;
    private static readonly TimeSpan Compilation = TimeSpan.FromSeconds(2);

    public static int Run(string[] args)
    {
        if (args is not [var folder, .. var rest])
        {
            Console.Error.WriteLine("usage: -- rewriting FOLDER [duckdb|sqlite] [QUERY…], FOLDER being a corpus");
            return 1;
        }

        Engine engine = rest is ["sqlite", ..] ? SqliteEngine.Instance : DuckDbEngine.Instance;
        var set = CorpusSet.Load(folder);
        var rules = VerifiedRules.Load(["rules"]);
        if (!set.IsSuccess || !rules.IsSuccess)
        {
            Console.Error.WriteLine(string.Join(Environment.NewLine, [.. set.Diagnostics, .. rules.Diagnostics]));
            return 1;
        }

        var loaded = CorpusDatabase.Load(set.Value, engine, 0.1, null, CancellationToken.None);
        if (!loaded.IsSuccess)
        {
            Console.Error.WriteLine(string.Join(Environment.NewLine, loaded.Diagnostics));
            return 1;
        }

        using var database = loaded.Value;
        var rewriter = new Rewriter(database.Catalog, rules.Value, new(engine.Name));
        var files = Directory.GetFiles(Path.Combine(folder, "queries"), "*.sql").Order(StringComparer.Ordinal)
            .Where(f => rest.Length < 2 || rest.AsSpan(1).Contains(Path.GetFileNameWithoutExtension(f))).ToList();
        var lines = Measure(files, rewriter, database.Catalog);

        Console.WriteLine($"{engine.Description}, {rules.Value.Library.Rules.Count} rules; medians of {TimedRuns} runs after {WarmRuns} rounds of all, in ms, the least of them, and what one run allocates");
        Console.WriteLine("| query | text to text | least | of it parse and bind | allocated KB | e-nodes | classes | iterations |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|");
        foreach (var line in lines)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {line.Name} | {line.Median:0.0} | {line.Times.Min():0.0} | {Median(line.BindTimes):0.0} | {line.Allocated / 1024} | {line.Rewriting.Optimized?.Nodes ?? 0} | {line.Rewriting.Optimized?.Classes ?? 0} | {line.Iterations} |"));
        }

        var totals = lines.Select(l => l.Median).Order().ToArray();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"median {Median(totals):0.0} ms ({Median(lines.Select(l => l.Times.Min())):0.0} of the least), 95th percentile {totals[(int)Math.Ceiling(totals.Length * 0.95) - 1]:0.0} ms, slowest {totals[^1]:0.0} ms"));
        PrintRules(lines);
        return 0;
    }

    // Where the time goes: one rewriting of each query, its saturation with the whole library.
    private static void PrintRules(List<Line> lines)
    {
        var rules = lines.SelectMany(l => l.Rewriting.Optimized?.Saturation.Rules ?? []).GroupBy(r => r.Name, (name, of) => (Name: name, Of: of.ToList()))
            .Select(r => (r.Name, Search: r.Of.Sum(s => s.SearchTime.TotalMilliseconds), Apply: r.Of.Sum(s => s.ApplyTime.TotalMilliseconds), Matches: r.Of.Sum(s => s.Matches)))
            .OrderByDescending(r => r.Search + r.Apply).ToList();
        Console.WriteLine();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"all rules: search {rules.Sum(r => r.Search):0.0} ms, apply {rules.Sum(r => r.Apply):0.0} ms; the dearest:"));
        Console.WriteLine("| rule | search | apply | matches |");
        Console.WriteLine("|---|---|---|---|");
        foreach (var (name, search, apply, matches) in rules.Take(DearestRules))
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {search:0.0} | {apply:0.0} | {matches} |"));
        }
    }

    // Warmed in rounds over all queries: what one of them has compiled is then as warm for the first as for the last. Compilation goes on in the background for a while
    // after the last round that called for it.
    private static List<Line> Measure(IReadOnlyList<string> files, Rewriter rewriter, Catalog catalog)
    {
        var texts = files.Select(f => (File: f, Sql: File.ReadAllText(f))).ToList();
        var lines = texts.Select(t => new Line(Path.GetFileNameWithoutExtension(t.File), [], [], 0, rewriter.Rewrite(t.Sql, t.File))).ToList();
        for (var round = 0; round < WarmRuns; round++)
        {
            texts.ForEach(t => rewriter.Rewrite(t.Sql, t.File));
            if (round == WarmRuns / 2)
            {
                Thread.Sleep(Compilation);
            }
        }

        Thread.Sleep(Compilation);
        for (var i = 0; i < lines.Count; i++)
        {
            var (file, sql) = texts[i];
            var before = GC.GetAllocatedBytesForCurrentThread();
            var rewriting = rewriter.Rewrite(sql, file);
            lines[i] = lines[i] with { Allocated = GC.GetAllocatedBytesForCurrentThread() - before, Rewriting = rewriting };
            for (var run = 0; run < TimedRuns; run++)
            {
                lines[i].Times.Add(Time(() => rewriter.Rewrite(sql, file)));
            }

            for (var run = 0; run < TimedRuns; run++)
            {
                lines[i].BindTimes.Add(Time(() => SqlBinder.Bind(sql, catalog, new ColumnFactory(), file)));
            }
        }

        return lines;
    }

    private static double Time(Action work)
    {
        var started = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }

    private sealed record Line(string Name, List<double> Times, List<double> BindTimes, long Allocated, RewriteLang.Rewriting Rewriting)
    {
        public double Median => RewritingBench.Median(Times);

        public int Iterations => Rewriting.Optimized?.Saturation.Iterations.Length ?? 0;
    }
}
