using RewriteLang.Algebra;
using RewriteLang.Verify.Rules;

namespace RewriteLang.Verify.Optimizing;

/// <summary>What a check of the whole optimizer saw.</summary>
/// <param name="Seed">What decided every query.</param>
/// <param name="Queries">Random queries that were optimized.</param>
/// <param name="Rewritten">Those for which another plan was chosen.</param>
/// <param name="Judges">What each judge saw of these.</param>
/// <param name="Rules">How often each rule was among those that led to a chosen plan, by name.</param>
/// <param name="Faults">Exceptions of the optimizer, each kind once, with the number of the query.</param>
/// <param name="Refutation">The first query whose rows changed, made small; its rules are those without which they do not.</param>
public sealed record OptimizerReport(
    ulong Seed,
    int Queries,
    int Rewritten,
    Sequence<JudgeTally> Judges,
    IReadOnlyDictionary<string, int> Rules,
    Sequence<string> Faults,
    (Refutation Case, Sequence<string> Rules)? Refutation)
{
    /// <summary>Of no query.</summary>
    public static OptimizerReport None(ulong seed) => new(seed, 0, 0, [], new Dictionary<string, int>(), [], null);

    /// <summary>This report and that of further queries with the same seed; the first refutation stays.</summary>
    public OptimizerReport And(OptimizerReport other) => new(
        Seed,
        Queries + other.Queries,
        Rewritten + other.Rewritten,
        [.. Judges.Concat(other.Judges).GroupBy(j => j.Judge).Select(g => g.Aggregate((a, b) => a.And(b)))],
        new SortedDictionary<string, int>(Rules.Concat(other.Rules).GroupBy(r => r.Key).ToDictionary(g => g.Key, g => g.Sum(r => r.Value)), StringComparer.Ordinal),
        [.. Faults, .. other.Faults],
        Refutation ?? other.Refutation);
}
