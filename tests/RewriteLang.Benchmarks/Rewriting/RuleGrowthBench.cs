using System.Diagnostics;
using System.Globalization;
using RewriteLang.Corpus.Loading;
using RewriteLang.Dsl;
using RewriteLang.Engines;
using RewriteLang.Optimizer;

namespace RewriteLang.Benchmarks.Rewriting;

/// <summary>
/// How the time from SQL text to SQL text grows with the number of rules: parts of the library, then the library with copies of its rules under other names. A part has the
/// rules that all engines apply by themselves first and then rules spread over all files; a copy finds every match of its rule again and adds nothing, which is the most
/// that a further rule can cost without changing plans.
/// </summary>
internal static class RuleGrowthBench
{
    private const int WarmRounds = 25;
    private const int TimedRounds = 9;
    private static readonly int[] Counts = [25, 50, 100, 150, 200, 250, 300, 400];
    private static readonly TimeSpan Compilation = TimeSpan.FromSeconds(2);

    /// <summary>Prints the table to standard output.</summary>
    /// <param name="args">A corpus, and the engine.</param>
    public static int Run(string[] args)
    {
        if (args is not [var folder, .. var rest])
        {
            Console.Error.WriteLine("usage: -- growth FOLDER [duckdb|sqlite], FOLDER being a corpus");
            return 1;
        }

        Engine engine = rest is ["sqlite", ..] ? SqliteEngine.Instance : DuckDbEngine.Instance;
        var set = CorpusSet.Load(folder);
        var rules = VerifiedRules.Load(["rules"]);
        var loaded = set.IsSuccess && rules.IsSuccess ? CorpusDatabase.Load(set.Value, engine, 0.1, null, CancellationToken.None) : null;
        if (loaded is not { IsSuccess: true })
        {
            Console.Error.WriteLine(string.Join(Environment.NewLine, [.. set.Diagnostics, .. rules.Diagnostics, .. loaded?.Diagnostics ?? []]));
            return 1;
        }

        using var database = loaded.Value;
        var library = Ordered(rules.Value!.Library.Rules);
        var sizes = Counts.Where(c => c != library.Count).Append(library.Count).Order().ToList();
        var rewriters = sizes.ConvertAll(n => new Rewriter(database.Catalog, VerifiedRules.Unchecked(new([.. Part(library, n)])), new(engine.Name)));
        var queries = set.Value!.Queries;
        var least = new double[sizes.Count, queries.Count];
        for (var round = -WarmRounds; round < TimedRounds; round++)
        {
            for (var size = 0; size < sizes.Count; size++)
            {
                for (var query = 0; query < queries.Count; query++)
                {
                    var started = Stopwatch.GetTimestamp();
                    _ = rewriters[size].Rewrite(queries[query].Text, queries[query].File);
                    var time = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
                    if (round >= 0)
                    {
                        least[size, query] = round == 0 ? time : Math.Min(least[size, query], time);
                    }
                }
            }

            if (round is -WarmRounds / 2 or -1)
            {
                Thread.Sleep(Compilation);
            }
        }

        Console.WriteLine($"{engine.Description}, {set.Value.Name}, {queries.Count} queries; the least of {TimedRounds} rounds after {WarmRounds}, in ms");
        Console.WriteLine("| rules | median | 95th percentile | sum | µs of the sum a rule and query |");
        Console.WriteLine("|---|---|---|---|---|");
        for (var size = 0; size < sizes.Count; size++)
        {
            var times = Enumerable.Range(0, queries.Count).Select(q => least[size, q]).Order().ToArray();
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {sizes[size]} | {times[times.Length / 2]:0.0} | {times[(int)Math.Ceiling(times.Length * 0.95) - 1]:0.0} | {times.Sum():0.0} | {1000 * times.Sum() / sizes[size] / queries.Count:0.0} |"));
        }

        return 0;
    }

    // Steps of the golden section spread what is taken first evenly over the files.
    private static List<Rule> Ordered(IReadOnlyList<Rule> rules) =>
        [.. rules.Select((r, i) => (Rule: r, At: i * 0.6180339887498949 % 1)).OrderBy(r => r.Rule.Tags.Contains(PlanOptimizer.StructureTag) ? 0 : 1).ThenBy(r => r.At).Select(r => r.Rule)];

    private static IEnumerable<Rule> Part(List<Rule> library, int count) =>
        Enumerable.Range(0, count).Select(i => i < library.Count ? library[i] : library[i % library.Count] with { Name = $"{library[i % library.Count].Name}-{i / library.Count}" });
}
