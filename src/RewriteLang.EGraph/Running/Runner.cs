using System.Collections.Immutable;
using System.Diagnostics;

namespace RewriteLang.EGraphs;

/// <summary>
/// Equality saturation: search every rule in the frozen graph, apply all matches, rebuild; again, until nothing changes or a budget is used up.
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
        var searchStart = Stopwatch.GetTimestamp();
        var found = stop is null ? Search(scheduler, iteration, ref stop) : new IMatches?[rules.Length];
        var counts = Counts(found);
        var applyStart = Stopwatch.GetTimestamp();
        Apply(found, ref stop);
        var rebuildStart = Stopwatch.GetTimestamp();
        graph.Rebuild();
        iterations.Add(new IterationStatistics(
            graph.NodeCount,
            graph.ClassCount,
            graph.UnionCount - unions,
            counts,
            Stopwatch.GetElapsedTime(searchStart, applyStart),
            Stopwatch.GetElapsedTime(applyStart, rebuildStart),
            Stopwatch.GetElapsedTime(rebuildStart)));
        if (options.Goal?.Invoke(graph) == true)
        {
            return StopReason.GoalReached;
        }

        var unchanged = graph.UnionCount == unions && graph.NodeCount == nodes && graph.ClassCount == classes;
        return stop ?? (unchanged && scheduler.MayStop(iteration) ? StopReason.Saturated : null);
    }

    // What each rule that takes part has found; null for one that was held back or whose matches are dropped.
    private IMatches?[] Search(IScheduler scheduler, int iteration, ref StopReason? stop)
    {
        var found = new IMatches?[rules.Length];
        for (var rule = 0; rule < rules.Length && stop is null; rule++)
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

        return found;
    }

    private void Apply(IMatches?[] found, ref StopReason? stop)
    {
        for (var rule = 0; rule < found.Length; rule++)
        {
            if (found[rule] is not { Count: > 0 } matches)
            {
                continue;
            }

            var (start, size) = (Stopwatch.GetTimestamp(), graph.Size);
            for (var first = 0; first < matches.Count && stop is null; first += options.ApplyChunk)
            {
                tallies[rule].Applied += matches.Apply(graph, first, Math.Min(options.ApplyChunk, matches.Count - first));
                stop = OverBudget();
            }

            // Matches of large searches are most of the memory beside the graph itself: let go of them one rule at a time.
            found[rule] = null;
            tallies[rule].Nodes += graph.Size - size;
            tallies[rule].Apply += Stopwatch.GetElapsedTime(start);
        }
    }

    private static ImmutableArray<int> Counts(IMatches?[] found)
    {
        var counts = ImmutableArray.CreateBuilder<int>(found.Length);
        foreach (var matches in found)
        {
            counts.Add(matches?.Count ?? 0);
        }

        return counts.MoveToImmutable();
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
