using RewriteLang.Algebra;
using RewriteLang.Verify.Rules;

namespace RewriteLang.Verify.Aggregates;

/// <summary>The outcome of the verification of what is said of an aggregate.</summary>
/// <param name="Aggregate">The aggregate.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Status">Refuted if one law was; unverified if a law was judged too rarely.</param>
/// <param name="Laws">The laws that were tried and the judged cases of each, all kinds of argument together.</param>
/// <param name="Judges">What each judge saw.</param>
/// <param name="Broken">The law that does not hold; null if none was found.</param>
/// <param name="Refutation">The case that shows it.</param>
public sealed record AggregateReport(
    string Aggregate,
    ulong Seed,
    RuleStatus Status,
    Sequence<(string Law, int Cases)> Laws,
    Sequence<JudgeTally> Judges,
    string? Broken,
    Refutation? Refutation)
{
    /// <summary>Judged cases of all judges.</summary>
    public int Cases => Judges.Sum(j => j.Cases);
}
