using System.Data.Common;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using RewriteLang.Algebra;
using RewriteLang.Corpus.Estimates;
using RewriteLang.Corpus.Loading;
using RewriteLang.Dsl;
using RewriteLang.Engines;
using RewriteLang.Verify.Equality;

namespace RewriteLang.Corpus.Trials;

/// <summary>Runs the queries of a corpus one by one: rewrites, compares, times.</summary>
/// <param name="database">The data; null to rewrite only, with the tables of <see cref="RunnerOptions.Catalog"/>: nothing is run then, compared or timed.</param>
/// <param name="engine">The engine to measure.</param>
/// <param name="rules">The rules.</param>
/// <param name="options">How.</param>
public sealed class CorpusRunner(CorpusDatabase? database, Engine engine, VerifiedRules rules, RunnerOptions options)
{
    private readonly Dictionary<string, Rule> _rules = rules.Library.Rules.ToDictionary(r => r.Name);

    // What takes longer to count than this tells less than it costs.
    private static readonly TimeSpan CountLimit = TimeSpan.FromSeconds(5);

    private Rewriter? _rewriter;
    private Rewriter? _steppingRewriter;
    private (string Sql, string? Json)? _explained;

    // The plan of each original is kept in its trial anyway, so that gates may look at it at once.
    private Rewriter Rewriter => _rewriter ??= RewriterOf(keepSteps: false);

    private Rewriter SteppingRewriter => _steppingRewriter ??= RewriterOf(keepSteps: true);

    private Rewriter RewriterOf(bool keepSteps) => new(
        options.Catalog ?? database!.Catalog, rules, new(engine.Name) { Features = engine.Capabilities, Costs = options.Costs, KeepSteps = keepSteps, Cancellation = options.Cancellation }, PrinterCapabilities.For(engine))
    {
        EnginePlanOf = options.AskPlan && database is not null ? sql => ExplainOnce(sql) is { } json ? database.Target.ReadPlan(json) : null : null,
    };

    private bool OnReference => database!.Target == database.Reference;

    /// <summary>Runs one query.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled; the query leaves no trace.</exception>
    public QueryOutcome Run(CorpusQuery query, string round, CancellationToken token)
    {
        var outcome = RunUncounted(query, round, token);
        if (!options.Analyze || database is null || outcome.Rewriting.Optimized is not { } optimized)
        {
            return outcome;
        }

        var operators = new PlanAnalysis(database.Target, PrinterCapabilities.For(engine), options.TimeLimit < CountLimit ? options.TimeLimit : CountLimit).Of(optimized, token);
        return outcome with { Operators = operators, Trials = outcome.Trials.SetItem(outcome.Trials.Count - 1, outcome.Trials[^1] with { Operators = operators }) };
    }

    private QueryOutcome RunUncounted(CorpusQuery query, string round, CancellationToken token)
    {
        var rewriting = Rewrite(query, out var broken);
        if (rewriting.Status == RewritingStatus.Failed)
        {
            return Finished(query, rewriting, round, null, new(), null, rewriting.Diagnostics.First(d => d.Severity == Severity.Error));
        }

        // A note on a part that is kept as its text is no reason against the rest.
        var reason = rewriting.Status != RewritingStatus.Rewritten && rewriting.Diagnostics is [var first, ..] ? first : null;
        var original = database is null ? null : OnReference ? rewriting.OriginalQuery : rewriting.PlainText;
        if (original is null || broken is not null)
        {
            return Finished(query, rewriting, round, null, new(), null, broken ?? reason);
        }

        // With no rule applied, the printed text must already say what the original said.
        var candidate = rewriting.Status == RewritingStatus.Rewritten ? rewriting.Text! : rewriting.PlainText ?? original;
        var times = new Timings();
        try
        {
            var verdict = Compare(query, rewriting, original, candidate, times, token);
            return Finished(query, rewriting, round, original, times, verdict, reason);
        }
        catch (DbException fault)
        {
            return Finished(query, rewriting, round, original, times, null, Diagnostic.Error("RW3201", $"{engine.Name} failed: {fault.Message.Split('\n')[0]}"));
        }
        catch (TimeoutException) when (times.BeforeLimit is not null)
        {
            return Finished(query, rewriting, round, original, times, new Verdict.Undetermined($"Neither the original nor the rewritten query finished within {options.TimeLimit.TotalSeconds} s."), reason);
        }
        catch (TimeoutException)
        {
            return Finished(query, rewriting, round, original, times, null, Diagnostic.Error("RW3202", $"The rewritten query ran longer than {options.TimeLimit.TotalSeconds} s."));
        }
    }

    // A broken invariant is a fault of this program: the query passes through, the run goes on, and its exit code tells.
    private Rewriting Rewrite(CorpusQuery query, out Diagnostic? broken)
    {
        broken = null;
        try
        {
            // Once to warm the compiler up and once to time: rewriting time is that of a running program, not of its first query.
            Rewriter.Rewrite(query.Text, query.File);
            var rewriting = Rewriter.Rewrite(query.Text, query.File);
            return options.KeepSteps && rewriting.Status == RewritingStatus.Rewritten ? rewriting with { Steps = SteppingRewriter.Rewrite(query.Text, query.File).Steps } : rewriting;
        }
        catch (Exception fault) when (fault is not (OperationCanceledException or DbException or OutOfMemoryException))
        {
            broken = Diagnostic.Error("RW9001", $"An internal error, please report it: {fault.GetType().Name}: {fault.Message.Split('\n')[0]}", new(query.File, 0, 0, 1, 1));
            return new(RewritingStatus.PassedThrough, query.Text, query.Text, null, null, null, [broken], TimeSpan.Zero);
        }
    }

    private Verdict Compare(CorpusQuery query, Rewriting rewriting, string original, string candidate, Timings times, CancellationToken token)
    {
        var numbers = OnReference ? NumberModel.FixedPoint : NumberModel.Binary;
        var spec = rewriting.Query is null ? ComparisonSpec.Bag : ComparisonSpec.For(rewriting.Query, numbers);
        var expected = TimedOriginal(original, times, token);
        var actual = Timed(candidate, times.After, token);
        var again = expected is not null;
        for (var run = 1; run < options.Runs; run++)
        {
            again = again && times.Before.Sum() < options.TimeLimit.TotalMilliseconds && TimedOriginal(original, times, token) is not null;

            Timed(candidate, times.After, token);
        }

        // On another engine DuckDB's rows of the original text are the measure of all things, whatever that engine made of it.
        var reference = OnReference ? expected : database!.Reference.Query(rewriting.OriginalQuery!, options.TimeLimit, token);
        if (reference is null)
        {
            return new Verdict.Undetermined($"The original did not finish within {options.TimeLimit.TotalSeconds} s.");
        }

        var comparison = OnReference ? ComparisonOptions.Strict : ComparisonOptions.StandIn;
        var verdict = ResultComparer.Compare(reference, actual, spec, comparison);
        if (verdict is Verdict.Equal && !OnReference && expected is not null && candidate != original)
        {
            return ResultComparer.Compare(expected, actual, spec, new(Types: false));
        }

        return verdict;
    }

    // Null when it ran into the limit; its time is that of the runs before, if there are any.
    private ResultTable? TimedOriginal(string sql, Timings times, CancellationToken token)
    {
        try
        {
            return Timed(sql, times.Before, token);
        }
        catch (TimeoutException)
        {
            times.BeforeLimit = times.Before.Count == 0 ? options.TimeLimit : null;
            return null;
        }
    }

    private ResultTable Timed(string sql, List<double> times, CancellationToken token)
    {
        var watch = Stopwatch.StartNew();
        var result = database!.Target.Query(sql, options.TimeLimit, token);
        times.Add(watch.Elapsed.TotalMilliseconds);
        return result;
    }

    private QueryOutcome Finished(
        CorpusQuery query, Rewriting rewriting, string round, string? original, Timings times, Verdict? verdict, Diagnostic? reason)
    {
        var rewritten = rewriting.Status == RewritingStatus.Rewritten;
        var before = times.BeforeMedian;
        var after = times.AfterMedian;
        if (rewritten && reason is null)
        {
            reason = verdict switch
            {
                Verdict.Differs differs => Diagnostic.Error("RW4001", $"The rewritten query returns something else: {differs.Difference.Summary}"),
                Verdict.Undetermined undetermined => new("RW4002", Severity.Note, undetermined.Reason),
                _ when options.Measure && before is { } b && after is { } a && a > b * 0.95 =>
                    new("RW4003", Severity.Note, $"Measured, the rewritten query is not faster ({b.TotalMilliseconds:0.0} ms before, {a.TotalMilliseconds:0.0} ms after)."),
                _ => null,
            };
        }

        else if (!rewritten && verdict is Verdict.Differs plain)
        {
            reason = Diagnostic.Error("RW4004", $"Printed with no rule applied, the query returns something else: {plain.Difference.Summary}");
        }

        var chosen = rewritten && reason is null;
        var trials = new List<Trial>();
        if (rewritten)
        {
            trials.Add(TrialOf(query, rewriting, round, original, times, verdict, chosen ? "chosen" : "rejected", reason, rewriting.Text));
        }

        if (!chosen)
        {
            var status = rewriting.Status switch
            {
                RewritingStatus.PassedThrough => "passed-through",
                RewritingStatus.Failed => "failed",
                _ => "unchanged",
            };
            trials.Add(TrialOf(query, rewriting, round, original, times, rewritten ? null : verdict, status, reason, null));
        }

        return new(query, rewriting, verdict, before, rewritten ? after : null, times.BeforeLimit, chosen, reason, [.. trials]);
    }

    private Trial TrialOf(
        CorpusQuery query, Rewriting rewriting, string round, string? original, Timings times, Verdict? verdict, string status, Diagnostic? reason, string? text)
    {
        var ratio = text is not null && times.AfterMedian is { Ticks: > 0 } after && (times.BeforeMedian ?? times.BeforeLimit) is { } before ? before / after : (double?)null;
        var fired = text is null ? [] : rewriting.Optimized?.Rules ?? [];
        return new()
        {
            QueryId = query.Id,
            Transform = fired.IsEmpty ? "none" : string.Join('+', fired.Distinct()),
            TrialRound = round,
            OriginalSql = query.Text,
            RewrittenSql = text ?? rewriting.Text,
            BaselineMs = times.BeforeMedian?.TotalMilliseconds,
            RewriteMs = text is null ? times.BeforeMedian?.TotalMilliseconds : times.AfterMedian?.TotalMilliseconds,
            Speedup = ratio is null ? null : $"{(times.BeforeMedian is null ? ">" : "")}{ratio:0.00}x",
            RowsMatch = verdict switch { Verdict.Equal => true, Verdict.Differs => false, _ => null },
            ExplainBefore = original is null ? null : Explain(original),
            ExplainAfter = text is null || database is null ? null : Explain(text),
            Tags = Features.Of(rewriting.Query),
            PreconditionsMatched = [.. fired.Distinct().Select(r => _rules.GetValueOrDefault(r)?.Pathology?.Name).OfType<string>().Distinct()],
            Status = status,
            Reason = reason is null ? null : $"{reason.Code}: {reason.Message}",
        };
    }

    private JsonNode? Explain(string sql)
    {
        try
        {
            return ExplainOnce(sql) is { } json ? JsonNode.Parse(json) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private string? ExplainOnce(string sql)
    {
        if (_explained is { } last && last.Sql == sql)
        {
            return last.Json;
        }

        string? json = null;
        try
        {
            json = database!.Target.ExplainJson(sql);
        }
        catch (DbException)
        {
            // What an engine rejects has no plan; running it says why.
        }

        _explained = (sql, json);
        return json;
    }

    private sealed class Timings
    {
        public List<double> Before { get; } = [];

        public List<double> After { get; } = [];

        public TimeSpan? BeforeLimit { get; set; }

        public TimeSpan? BeforeMedian => Median(Before);

        public TimeSpan? AfterMedian => Median(After);

        private static TimeSpan? Median(List<double> times) =>
            times.Count == 0 ? null : TimeSpan.FromMilliseconds(times.Order().ElementAt(times.Count / 2));
    }
}
