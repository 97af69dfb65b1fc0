using System.Diagnostics;
using System.Globalization;
using RewriteLang.Engines;
using RewriteLang.Sql.Printing;
using RewriteLang.Verify.Rules;

namespace RewriteLang.Benchmarks.Verification;

/// <summary>
/// How many cases a second verification judges on each engine, all included: making plans, applying the rule, printing, running both queries, comparing,
/// and the reference evaluator beside it. One thread, after one rule to warm up.
/// </summary>
internal static class VerificationBench
{
    public static int Run(string[] args)
    {
        var rules = VerifiedRules.Load(["rules"]);
        if (!rules.IsSuccess)
        {
            Console.Error.WriteLine(string.Join(Environment.NewLine, rules.Diagnostics));
            return 1;
        }

        var library = rules.Value.Library.Rules;
        Console.WriteLine("| engine | rules | cases | seconds | cases a second | processor time |");
        Console.WriteLine("|---|---|---|---|---|---|");
        foreach (var engine in Engine.All.Where(e => args.Length == 0 || args.Contains(e.Name)))
        {
            // What the reference evaluator goes on with alone is no case of the engine's.
            using var verifier = new RuleVerifier(new(FurtherFactor: 0), [engine], (query, name) => SqlPrinter.Print(query, name == "sqlite" ? Dialect.Sqlite : Dialect.DuckDb).Value?.Text);
            verifier.Verify(library[0]);
            var processor = Process.GetCurrentProcess().TotalProcessorTime;
            var watch = Stopwatch.StartNew();
            var cases = 0;
            foreach (var rule in library)
            {
                var report = verifier.Verify(rule);
                if (report.Status != RuleStatus.Verified)
                {
                    Console.Error.WriteLine($"{rule.Name}: {report.Status}");
                    return 1;
                }

                cases += report.Judges[^1].Cases;
            }

            var seconds = watch.Elapsed.TotalSeconds;
            var used = (Process.GetCurrentProcess().TotalProcessorTime - processor).TotalSeconds;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"| {engine.Description} | {library.Count} | {cases:#,0} | {seconds:0.0} | {cases / seconds:#,0} | {cases / used:#,0} |"));
        }

        return 0;
    }
}
