using System.Collections.Immutable;
using System.Diagnostics;

namespace RewriteLang.EGraphs;

/// <summary>
/// Equality saturation: search every rule in the frozen graph, apply all matches, rebuild; again, until nothing changes or a budget is used up. Or so rule by rule.
/// The graph is rebuilt when the run ends, whatever ended it, so the best term so far can be extracted.
/// </summary>
public sealed class Runner
{
    private readonly EGraph graph;
    private readonly ImmutableArray<IRule> rules;
    private readonly RunOptions options;

    // By the number of the rule in the run.
    private readonly Tally[] tallies;
    private readonly ImmutableArray<IterationStatistics>.Builder iterations = ImmutableArray.CreateBuilder<IterationStatistics>();
    private readonly long started = Stopwatch.GetTimestamp();

    private Runner(EGraph graph, ImmutableArray<IRule> rules, RunOptions options)
    {
        (this.graph, this.rules, this.options) = (graph, rules, options);
        tallies = new Tally[rules.Length];
    }

    /// <summary>Runs rules on a graph, which need not be rebuilt.</summary>
    /// <exception cref="AnalysisDivergedException">An analysis does not settle.</exception>
    public static RunResult Run(EGraph graph, ImmutableArray<IRule> rules, RunOptions? options = null) =>
        new Runner(graph, rules, options ?? new RunOptions()).Run();

    private RunResult Run()
    {
        graph.Rebuild();
        var scheduler = options.Scheduler();
        var stop = options.Goal?.Invoke(graph) == true ? StopReason.GoalReached : (StopReason?)null;
        while (stop is null)
        {
            stop = Iterate(scheduler);
        }

        var statistics = ImmutableArray.CreateBuilder<RuleStatistics>(rules.Length);
        for (var rule = 0; rule < rules.Length; rule++)
        {
            statistics.Add(tallies[rule].ToStatistics(rules[rule].Name));
        }

        return new RunResult(stop.Value, iterations.ToImmutable(), statistics.MoveToImmutable());
    }

    private StopReason? Iterate(IScheduler scheduler)
    {
        var iteration = iterations.Count;
        if (iteration >= options.MaxIterations)
        {
            return StopReason.IterationLimit;
        }

        var (nodes, classes, unions) = (graph.NodeCount, graph.ClassCount, graph.UnionCount);
        var stop = OverBudget();
        var (found, searched, applied, rebuilt) = (new IMatches?[rules.Length], TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero);
        var counts = ImmutableArray.CreateBuilder<int>(rules.Length);
        var together = options.RuleByRule ? 1 : Math.Max(1, rules.Length);
        for (var first = 0; first < rules.Length; first += together)
        {
            var searchStart = Stopwatch.GetTimestamp();
            Search(found, first, together, scheduler, iteration, ref stop);
            var applyStart = Stopwatch.GetTimestamp();
            var any = Count(found, first, together, counts);
            Apply(found, first, together, ref stop);
            var rebuildStart = Stopwatch.GetTimestamp();
            if (any || !options.RuleByRule)
            {
                graph.Rebuild();
            }

            searched += Stopwatch.GetElapsedTime(searchStart, applyStart);
            applied += Stopwatch.GetElapsedTime(applyStart, rebuildStart);
            rebuilt += Stopwatch.GetElapsedTime(rebuildStart);
        }

        iterations.Add(new IterationStatistics(
            graph.NodeCount, graph.ClassCount, graph.UnionCount - unions, counts.MoveToImmutable(), searched, applied, rebuilt));
        if (options.Goal?.Invoke(graph) == true)
        {
            return StopReason.GoalReached;
        }

        var unchanged = graph.UnionCount == unions && graph.NodeCount == nodes && graph.ClassCount == classes;
        return stop ?? (unchanged && scheduler.MayStop(iteration) ? StopReason.Saturated : null);
    }

    // What each rule that takes part finds; null for one that is held back or whose matches are dropped.
    private void Search(IMatches?[] found, int first, int together, IScheduler scheduler, int iteration, ref StopReason? stop)
    {
        for (var rule = first; rule < first + together && stop is null; rule++)
        {
            var limit = scheduler.LimitFor(rule, iteration);
            if (limit == 0)
            {
                continue;
            }

            var start = Stopwatch.GetTimestamp();
            var matches = rules[rule].Search(graph, limit);
            tallies[rule].Search += Stopwatch.GetElapsedTime(start);
            tallies[rule].Matches += matches.Count;
            if (matches.Count > limit)
            {
                tallies[rule].HeldBack++;
                scheduler.Exceeded(rule, iteration);
            }
            else
            {
                found[rule] = matches;
            }

            stop = OverBudget();
        }
    }

    private void Apply(IMatches?[] found, int first, int together, ref StopReason? stop)
    {
        for (var rule = first; rule < first + together; rule++)
        {
            if (found[rule] is not { Count: > 0 } matches)
            {
                continue;
            }

            var (start, size) = (Stopwatch.GetTimestamp(), graph.Size);
            for (var match = 0; match < matches.Count && stop is null; match += options.ApplyChunk)
            {
                tallies[rule].Applied += matches.Apply(graph, match, Math.Min(options.ApplyChunk, matches.Count - match));
                stop = OverBudget();
            }

            // Matches of large searches are most of the memory beside the graph itself: let go of them one rule at a time.
            found[rule] = null;
            tallies[rule].Nodes += graph.Size - size;
            tallies[rule].Apply += Stopwatch.GetElapsedTime(start);
        }
    }

    // Whether any match was found.
    private static bool Count(IMatches?[] found, int first, int together, ImmutableArray<int>.Builder counts)
    {
        var any = false;
        for (var rule = first; rule < first + together; rule++)
        {
            var matches = found[rule]?.Count ?? 0;
            counts.Add(matches);
            any |= matches > 0;
        }

        return any;
    }

    private StopReason? OverBudget() =>
        graph.Size > options.MaxNodes ? StopReason.NodeLimit
        : options.Cancellation.IsCancellationRequested ? StopReason.Cancelled
        : options.MaxTime != TimeSpan.MaxValue && Stopwatch.GetElapsedTime(started) > options.MaxTime ? StopReason.TimeLimit
        : graph.Bytes > options.MaxBytes ? StopReason.MemoryLimit
        : null;

    /// <summary>What one rule has done so far.</summary>
    private struct Tally
    {
        public long Matches;
        public long Applied;
        public long Nodes;
        public int HeldBack;
        public TimeSpan Search;
        public TimeSpan Apply;

        public readonly RuleStatistics ToStatistics(string name) => new(name, Matches, Applied, Nodes, HeldBack, Search, Apply);
    }
}
