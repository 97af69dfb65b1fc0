using System.Globalization;
using RewriteLang.Corpus.Loading;
using RewriteLang.Engines;
using RewriteLang.Verify.Equality;

namespace RewriteLang.Benchmarks.Gold;

/// <summary>
/// Original queries, our rewrites and hand-written ones, run in alternation in one process on DuckDB: what a person gains, and how much of it the rules find.
/// A corpus has its hand-written rewrites in <c>gold/</c>, named by the query's id and an underscore.
/// </summary>
internal static class GoldBench
{
    private const string Usage = "usage: -- gold FOLDER [--copies N] [--db FILE] [--runs N] [--texts FOLDER] [QUERY...]; FOLDER has schema.sql, data/, queries/ and gold/";

    public static int Run(string[] args)
    {
        if (GoldOptions.Read(args) is not { } options)
        {
            Console.Error.WriteLine(Usage);
            return 1;
        }

        var set = CorpusSet.Load(options.Folder);
        var rules = VerifiedRules.Load([options.Rules], options.AllowUnverified);
        if (!set.IsSuccess || !rules.IsSuccess)
        {
            Console.Error.WriteLine(string.Join(Environment.NewLine, [.. set.Diagnostics, .. rules.Diagnostics]));
            return 1;
        }

        var loaded = CorpusDatabase.Load(set.Value, DuckDbEngine.Instance, 1, ReplicatedData.File(set.Value, options), CancellationToken.None);
        if (!loaded.IsSuccess)
        {
            Console.Error.WriteLine(string.Join(Environment.NewLine, loaded.Diagnostics));
            return 1;
        }

        using var database = loaded.Value;
        database.Target.Execute("SET threads = 2");
        var rewriter = new Rewriter(database.Catalog, rules.Value, new("duckdb"));
        Console.WriteLine($"{DuckDbEngine.Instance.Description}, 2 threads, facts {options.Copies} times; medians of {options.Runs} alternating runs");
        Console.WriteLine("| query | original ms | ours | of the hand rewrites the best | ours / original result | rules |");
        Console.WriteLine("|---|---|---|---|---|---|");
        var lines = new List<GoldLine>();
        foreach (var query in set.Value.Queries.Where(q => options.Queries.IsEmpty || options.Queries.Contains(q.Id)))
        {
            var line = GoldLine.Measure(query, rewriter, database.Target, options);
            lines.Add(line);
            Console.WriteLine(line);
        }

        var original = lines.Sum(l => l.Original);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"sum of {lines.Count} queries: original {original:0} ms, ours {original / lines.Sum(l => l.Ours):0.00}x, best of hand rewrites {original / lines.Sum(l => l.BestGold):0.00}x"));
        return lines.Exists(l => l.Verdict is Verdict.Differs) ? 3 : 0;
    }
}
