using System.Diagnostics;
using System.Globalization;
using RewriteLang.Algebra;
using RewriteLang.Engines;
using RewriteLang.Optimizer;
using RewriteLang.Sql;

namespace RewriteLang.Benchmarks.Relational;

/// <summary>
/// The e-graph on plans: wide blocks, many alike subqueries, growing joins. From a bound plan to the chosen one: canonical ids, saturation with the whole
/// library, extraction. Warm, one thread.
/// </summary>
internal static class RelationalBench
{
    private const int WarmRuns = 150;
    private const int TimedRuns = 15;
    private const int Tables = 20;
    private const int Dearest = 12;
    private static readonly TimeSpan Compilation = TimeSpan.FromSeconds(2);

    /// <summary>Prints the table to standard output; of plans that were asked for also the rules that took most of the time.</summary>
    /// <param name="args">How the names of the plans begin; all when empty.</param>
    public static int Run(string[] args)
    {
        var rules = VerifiedRules.Load(["rules"]);
        var ddl = string.Concat(Enumerable.Range(0, Tables).Select(i =>
            $"CREATE TABLE t{i} (id INTEGER PRIMARY KEY, next INTEGER{(i > 0 ? $" REFERENCES t{i - 1} (id)" : "")}, a INTEGER, b INTEGER, c INTEGER);\n"));
        var catalog = DdlCatalog.Read("tables.sql", ddl);
        if (!rules.IsSuccess || !catalog.IsSuccess)
        {
            Console.Error.WriteLine(string.Join(Environment.NewLine, [.. rules.Diagnostics, .. catalog.Diagnostics]));
            return 1;
        }

        var cases = new List<Case>();
        foreach (var (name, sql) in Plans().Where(plan => args.Length == 0 || args.Any(arg => plan.Name.StartsWith(arg, StringComparison.Ordinal))))
        {
            var columns = new ColumnFactory();
            var bound = SqlBinder.Bind(sql, catalog.Value, columns);
            if (!bound.IsSuccess)
            {
                Console.Error.WriteLine(string.Join(Environment.NewLine, bound.Diagnostics));
                return 1;
            }

            cases.AddRange(Engine.All.Select(engine => new Case(name, engine, new(rules.Value.Library, new(engine.Name)), bound.Value.Query, columns)));
        }

        // All of them first, so that what one has compiled is as warm for the first as for the last; compilation goes on in the background for a while.
        for (var run = 0; run < WarmRuns; run++)
        {
            cases.ForEach(c => c.Run());
        }

        Thread.Sleep(Compilation);
        Console.WriteLine($"{rules.Value.Library.Rules.Count} rules; medians and least of {TimedRuns} runs after {WarmRuns} of all, in ms");
        Console.WriteLine("| plan | for | median | least | allocated KB | e-nodes | classes |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        foreach (var plan in cases)
        {
            Print(plan, withRules: args.Length > 0);
        }

        return 0;
    }

    private static void Print(Case plan, bool withRules)
    {
        var times = new double[TimedRuns];
        var before = GC.GetAllocatedBytesForCurrentThread();
        var last = plan.Run();
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        for (var run = 0; run < times.Length; run++)
        {
            var started = Stopwatch.GetTimestamp();
            last = plan.Run();
            times[run] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        }

        Array.Sort(times);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"| {plan.Name} | {plan.Engine.Name} | {times[TimedRuns / 2]:0.0} | {times[0]:0.0} | {allocated / 1024} | {last.Nodes} | {last.Classes} |"));
        foreach (var rule in withRules ? last.Saturation.Rules.OrderByDescending(r => r.SearchTime + r.ApplyTime).Take(Dearest) : [])
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"  {rule.Name}: search {rule.SearchTime.TotalMilliseconds:0.00} ms, apply {rule.ApplyTime.TotalMilliseconds:0.00} ms, {rule.Matches} matches"));
        }
    }

    private sealed record Case(string Name, Engine Engine, PlanOptimizer Optimizer, Query Query, ColumnFactory Columns)
    {
        public Optimized Run() => Optimizer.Optimize(Query, Columns);
    }

    private static IEnumerable<(string Name, string Sql)> Plans()
    {
        // 11 join conditions and 13 filters.
        yield return ("24 conjuncts over 12 inputs", $"SELECT t0.a, t11.b FROM {Chain(12)} AND {string.Join(" AND ", Enumerable.Range(0, 13).Select(i => $"t{i % 12}.{(i < 12 ? 'a' : 'b')} > {i}"))}");
        yield return (
            "16 subqueries over one 4-way join",
            $"SELECT {string.Join(", ", Enumerable.Range(0, 16).Select(i => $"(SELECT count(*) FROM {Chain(4)} AND t3.a BETWEEN {i * 10} AND {(i * 10) + 9}) AS n{i}"))}");
        foreach (var count in new[] { 2, 4, 8, 12, 16, 20 })
        {
            yield return ($"chain of {count}", $"SELECT t0.a, count(*) AS n FROM {Chain(count)} AND t{count - 1}.b = 3 GROUP BY t0.a");
        }
    }

    private static string Chain(int count) =>
        $"{string.Join(", ", Enumerable.Range(0, count).Select(i => $"t{i}"))} WHERE {string.Join(" AND ", Enumerable.Range(1, count - 1).Select(i => $"t{i}.next = t{i - 1}.id"))}";
}
