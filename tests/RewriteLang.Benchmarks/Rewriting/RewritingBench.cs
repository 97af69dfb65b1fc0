using System.Diagnostics;
using System.Globalization;
using RewriteLang.Algebra;
using RewriteLang.Corpus.Loading;
using RewriteLang.EGraphs;
using RewriteLang.Engines;
using RewriteLang.Sql;

namespace RewriteLang.Benchmarks.Rewriting;

/// <summary>
/// The time from SQL text to SQL text of every query of a corpus: parse, bind, saturate, extract, print. Warm, one thread, one process; the data is
/// loaded only for its statistics.
/// </summary>
internal static class RewritingBench
{
    private const int WarmRuns = 40;
    private const int TimedRuns = 15;
    private const int DearestRules = 25;

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
        var lines = Directory.GetFiles(Path.Combine(folder, "queries"), "*.sql").Order(StringComparer.Ordinal)
            .Where(f => rest.Length < 2 || rest.AsSpan(1).Contains(Path.GetFileNameWithoutExtension(f))).Select(f => Measure(f, rewriter, database.Catalog)).ToList();

        Console.WriteLine($"{engine.Description}, {rules.Value.Library.Rules.Count} rules; medians of {TimedRuns} runs after {WarmRuns}, in ms, the least of them, and what one run allocates");
        Console.WriteLine("| query | text to text | least | of it parse and bind | allocated KB | e-nodes | classes | iterations |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|");
        foreach (var line in lines)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {line.Name} | {Median(line.Times):0.0} | {line.Times.Min():0.0} | {line.Bind:0.0} | {line.Allocated / 1024} | {line.Nodes} | {line.Classes} | {line.Iterations} |"));
        }

        var totals = lines.Select(l => Median(l.Times)).Order().ToArray();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"median {Median(totals):0.0} ms ({Median(lines.Select(l => l.Times.Min())):0.0} of the least), 95th percentile {totals[(int)Math.Ceiling(totals.Length * 0.95) - 1]:0.0} ms, slowest {totals[^1]:0.0} ms"));
        PrintRules(lines);
        return 0;
    }

    // Where the time goes: one rewriting of each query, its saturation with the whole library.
    private static void PrintRules(List<Line> lines)
    {
        var rules = lines.SelectMany(l => l.Rules).GroupBy(r => r.Name, (name, of) => (Name: name, Of: of.ToList()))
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

    private static Line Measure(string file, Rewriter rewriter, Catalog catalog)
    {
        var sql = File.ReadAllText(file);
        var rewriting = rewriter.Rewrite(sql, file);
        for (var i = 0; i < WarmRuns; i++)
        {
            rewriting = rewriter.Rewrite(sql, file);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        _ = rewriter.Rewrite(sql, file);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        return new(
            Path.GetFileNameWithoutExtension(file),
            Times(() => rewriter.Rewrite(sql, file)),
            Median(Times(() => SqlBinder.Bind(sql, catalog, new ColumnFactory(), file))),
            allocated,
            rewriting.Optimized?.Nodes ?? 0,
            rewriting.Optimized?.Classes ?? 0,
            rewriting.Optimized?.Saturation.Iterations.Length ?? 0,
            rewriting.Optimized?.Saturation.Rules.ToArray() ?? []);
    }

    private static double[] Times(Action work)
    {
        var times = new double[TimedRuns];
        for (var i = 0; i < times.Length; i++)
        {
            var watch = Stopwatch.StartNew();
            work();
            times[i] = watch.Elapsed.TotalMilliseconds;
        }

        return times;
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }

    private sealed record Line(string Name, double[] Times, double Bind, long Allocated, int Nodes, int Classes, int Iterations, RuleStatistics[] Rules);
}
