using RewriteLang.Algebra;
using RewriteLang.Corpus.Estimates;
using RewriteLang.Corpus.Loading;
using RewriteLang.Verify.Equality;

namespace RewriteLang.Corpus.Trials;

/// <summary>What a corpus run found out about a query.</summary>
/// <param name="Query">The query.</param>
/// <param name="Rewriting">What became of its text; <see cref="Rewriting.Text"/> is what was run beside the original.</param>
/// <param name="Verdict">Whether both returned the same; null if there was nothing to compare.</param>
/// <param name="Before">Median time of the original; null if it did not run or did not finish.</param>
/// <param name="After">Median time of the rewritten text; null likewise.</param>
/// <param name="BeforeLimit">The time limit that the original ran into; null if it did not.</param>
/// <param name="IsChosen">Whether the rewritten text is the answer; otherwise the original is.</param>
/// <param name="Reason">Why the original is; null if the rewritten text is.</param>
/// <param name="Trials">The lines of <c>trials.jsonl</c>, the last being the chosen one.</param>
public sealed record QueryOutcome(
    CorpusQuery Query,
    Rewriting Rewriting,
    Verdict? Verdict,
    TimeSpan? Before,
    TimeSpan? After,
    TimeSpan? BeforeLimit,
    bool IsChosen,
    Diagnostic? Reason,
    Sequence<Trial> Trials)
{
    /// <summary>The operators of the plan that was decided on, with estimated and counted rows; empty if they were not asked for.</summary>
    public Sequence<OperatorRows> Operators { get; init; } = [];

    /// <summary>Original time over rewritten time; null if either is unknown. At least this much if the original was stopped.</summary>
    public double? Ratio => After is { Ticks: > 0 } after && (Before ?? BeforeLimit) is { } before ? before / after : null;

    /// <summary>The rules that led to the rewritten text, each once, in the order of their first application.</summary>
    public IReadOnlyList<string> FiredRules => [.. (Rewriting.Optimized?.Rules ?? []).Distinct()];

    /// <summary>The status of the last trial, or <c>rejected</c> where there is a rewritten text that was not chosen.</summary>
    public string StatusWord => Trials is [_, _, ..] ? "rejected" : Trials[^1].Status;

    /// <summary>The text that is the answer: the whole file, with the rewritten statement in its place, or as it was.</summary>
    public string ChosenText => IsChosen ? Rewriting.FileText : Query.Text;

    /// <summary>
    /// The exit code that the query stands for: 0 done or passed through, 1 the query is wrong, 2 an engine fault, 3 results differ, 4 undetermined.
    /// </summary>
    public int ExitCode => (Rewriting.Status, Verdict) switch
    {
        (_, Verdict.Differs) => 3,
        (RewritingStatus.Failed, _) => 1,
        (_, Verdict.Undetermined) => 4,
        _ when Reason is { Severity: Severity.Error } => 2,
        _ => 0,
    };
}

/// <summary>A whole run.</summary>
/// <param name="Set">The corpus.</param>
/// <param name="Engine">The engine's description.</param>
/// <param name="Scale">The scale of the data, if it was generated.</param>
/// <param name="Outcomes">By query.</param>
/// <param name="Omitted">Rules that were left out because their record in the lock file is missing or stale.</param>
/// <param name="Elapsed">All of it, loading included.</param>
/// <param name="IsComplete">False if it was interrupted.</param>
public sealed record CorpusResult(
    CorpusSet Set,
    string Engine,
    double? Scale,
    Sequence<QueryOutcome> Outcomes,
    Sequence<string> Omitted,
    TimeSpan Elapsed,
    bool IsComplete)
{
    /// <summary>Timed runs of each text; null if none was timed.</summary>
    public int? Runs { get; init; }

    /// <summary>The highest code of a query; 130 if the run was interrupted.</summary>
    public int ExitCode => !IsComplete ? 130 : Outcomes.IsEmpty ? 0 : Outcomes.Max(o => o.ExitCode);
}
