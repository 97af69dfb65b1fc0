using System.Diagnostics;
using System.Globalization;
using RewriteLang.Corpus.Loading;
using RewriteLang.Engines;
using RewriteLang.Optimizer;
using RewriteLang.Optimizer.Rules;

namespace RewriteLang.Benchmarks.Rewriting;

/// <summary>
/// What it saves to ask the engine for its plan of a query before rules are tried (<c>gate explain(...)</c>): the time from SQL text to SQL text of every
/// query of a corpus with and without, in alternation, EXPLAIN included. One thread, warm; the least of the runs counts, as others may load the machine.
/// </summary>
internal static class PruningBench
{
    private const int UsualRuns = 15;

    public static int Run(string[] args)
    {
        if (args is not [var folder, .. var rest])
        {
            Console.Error.WriteLine("usage: -- pruning FOLDER [duckdb|sqlite] [RUNS], FOLDER being a corpus");
            return 1;
        }

        Engine engine = rest is ["sqlite", ..] ? SqliteEngine.Instance : DuckDbEngine.Instance;
        var runs = rest is [_, var number] && int.TryParse(number, CultureInfo.InvariantCulture, out var given) ? given : UsualRuns;
        var set = CorpusSet.Load(folder);
        var rules = VerifiedRules.Load(["rules"]);
        var loaded = set.IsSuccess && rules.IsSuccess ? CorpusDatabase.Load(set.Value, engine, 0.1, null, CancellationToken.None) : null;
        if (loaded is not { IsSuccess: true })
        {
            Console.Error.WriteLine(string.Join(Environment.NewLine, [.. set.Diagnostics, .. rules.Diagnostics, .. loaded?.Diagnostics ?? []]));
            return 1;
        }

        using var database = loaded.Value;
        var options = new OptimizerOptions(engine.Name) { Features = engine.Capabilities };
        var without = new Rewriter(database.Catalog, rules.Value!, options);
        var asked = new Stopwatch();
        var with = new Rewriter(database.Catalog, rules.Value!, options)
        {
            EnginePlanOf = sql =>
            {
                asked.Start();
                var plan = database.Target.Plan(sql);
                asked.Stop();
                return plan;
            },
        };

        Console.WriteLine($"{engine.Description}, {rules.Value!.Library.Rules.Count} rules; the least of {runs} runs after as many, in ms");
        var gated = rules.Value.Library.Rules.Where(r => r.Gates.Any(g => RuleText.Of(g).Contains("explain", StringComparison.Ordinal))).Select(r => r.Name).ToHashSet();
        Console.WriteLine("| query | without | of it gated rules | with | of it EXPLAIN | rules not tried | e-nodes | same text |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|");
        var lines = set.Value!.Queries.Select(q => Measure(q, without, with, asked, gated, runs)).ToList();
        foreach (var line in lines)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {line.Name} | {line.Without:0.0} | {line.Gated:0.0} | {line.With:0.0} | {line.Explain:0.0} | {line.Untried} | {line.Nodes} | {(line.IsSame ? "yes" : "NO")} |"));
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"sum {lines.Sum(l => l.Without):0} (gated rules {lines.Sum(l => l.Gated):0}) → {lines.Sum(l => l.With):0} ms, of it EXPLAIN {lines.Sum(l => l.Explain):0} ms; median {Median(lines.Select(l => l.Without)):0.0} → {Median(lines.Select(l => l.With)):0.0} ms; faster {lines.Count(l => l.With < l.Without)} of {lines.Count}"));
        return lines.TrueForAll(l => l.IsSame) ? 0 : 3;
    }

    private static Line Measure(CorpusQuery query, Rewriter without, Rewriter with, Stopwatch asked, HashSet<string> gated, int runs)
    {
        for (var i = 0; i < runs; i++)
        {
            without.Rewrite(query.Text, query.File);
            with.Rewrite(query.Text, query.File);
        }

        var (plain, gatedTime, pruned, explain) = (double.MaxValue, double.MaxValue, double.MaxValue, double.MaxValue);
        var before = without.Rewrite(query.Text, query.File);
        var after = before;
        for (var i = 0; i < runs; i++)
        {
            var watch = Stopwatch.StartNew();
            before = without.Rewrite(query.Text, query.File);
            plain = Math.Min(plain, watch.Elapsed.TotalMilliseconds);
            gatedTime = Math.Min(gatedTime, before.Optimized?.Saturation.Rules.ToArray().Where(r => gated.Contains(r.Name)).Sum(r => (r.SearchTime + r.ApplyTime).TotalMilliseconds) ?? 0);
            asked.Reset();
            watch.Restart();
            after = with.Rewrite(query.Text, query.File);
            pruned = Math.Min(pruned, watch.Elapsed.TotalMilliseconds);
            explain = Math.Min(explain, asked.Elapsed.TotalMilliseconds);
        }

        return new(query.Id, plain, gatedTime, pruned, explain, after.Optimized?.Untried.Count ?? 0, after.Optimized?.Nodes ?? 0, before.Text == after.Text);
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }

    private sealed record Line(string Name, double Without, double Gated, double With, double Explain, int Untried, int Nodes, bool IsSame);
}
