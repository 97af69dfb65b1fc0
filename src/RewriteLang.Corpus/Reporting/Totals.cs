using RewriteLang.Corpus.Estimates;
using RewriteLang.Corpus.Trials;
using RewriteLang.Verify.Equality;

namespace RewriteLang.Corpus.Reporting;

/// <summary>The sums of a run.</summary>
/// <param name="Queries">Queries that ran.</param>
/// <param name="Rewritten">Those for which another text was chosen.</param>
/// <param name="Rejected">Those that were rewritten, but keep their original.</param>
/// <param name="Unchanged">Those whose own plan is the best one found.</param>
/// <param name="PassedThrough">Those that were not, or not wholly, understood.</param>
/// <param name="Failed">Those that are wrong.</param>
/// <param name="Equal">Comparisons that found the same result.</param>
/// <param name="Differs">Comparisons that found another one.</param>
/// <param name="Undetermined">Comparisons from which nothing follows.</param>
/// <param name="Before">Sum of the median times of the originals, over the chosen rewrites; a stopped one counts with its limit.</param>
/// <param name="After">The same sum for the texts that were chosen.</param>
/// <param name="GeometricMean">Geometric mean of the ratios of the chosen rewrites; null if there are none.</param>
/// <param name="MedianRewriting">Median rewriting time of all queries; null if there are none.</param>
public sealed record Totals(
    int Queries,
    int Rewritten,
    int Rejected,
    int Unchanged,
    int PassedThrough,
    int Failed,
    int Equal,
    int Differs,
    int Undetermined,
    TimeSpan Before,
    TimeSpan After,
    double? GeometricMean,
    TimeSpan? MedianRewriting)
{
    /// <summary>The ratio from which a query that names a pathology counts as mended.</summary>
    public const double MendedFrom = 1.3;

    /// <summary>Queries that name a pathology and whose original ran, or was stopped at its limit.</summary>
    public int WithPathology { get; init; }

    /// <summary>Those of them for which a text was chosen that takes the original's time divided by <see cref="MendedFrom"/>, or less.</summary>
    public int Mended { get; init; }

    /// <summary>How far estimates were off, over the operators of all plans; null if rows were not counted.</summary>
    public QErrors? QErrors { get; init; }

    /// <summary>The sums of some outcomes.</summary>
    public static Totals Of(IReadOnlyCollection<QueryOutcome> outcomes)
    {
        var chosen = outcomes.Where(o => o is { IsChosen: true, Ratio: not null }).ToList();
        var rewriting = outcomes.Select(o => o.Rewriting.Elapsed).Where(t => t > TimeSpan.Zero).Order().ToList();
        return new(
            outcomes.Count,
            outcomes.Count(o => o.IsChosen),
            outcomes.Count(o => o is { Rewriting.Status: RewritingStatus.Rewritten, IsChosen: false }),
            outcomes.Count(o => o.Rewriting.Status == RewritingStatus.Unchanged),
            outcomes.Count(o => o.Rewriting.Status == RewritingStatus.PassedThrough),
            outcomes.Count(o => o.Rewriting.Status == RewritingStatus.Failed),
            outcomes.Count(o => o.Verdict is Verdict.Equal),
            outcomes.Count(o => o.Verdict is Verdict.Differs),
            outcomes.Count(o => o.Verdict is Verdict.Undetermined),
            TimeSpan.FromTicks(chosen.Sum(o => (o.Before ?? o.BeforeLimit)!.Value.Ticks)),
            TimeSpan.FromTicks(chosen.Sum(o => o.After!.Value.Ticks)),
            chosen.Count == 0 ? null : Math.Exp(chosen.Average(o => Math.Log(o.Ratio!.Value))),
            rewriting.Count == 0 ? null : rewriting[rewriting.Count / 2])
        {
            WithPathology = outcomes.Count(o => o.Query.Pathology is not null && (o.Before ?? o.BeforeLimit) is not null),
            Mended = outcomes.Count(o => o is { Query.Pathology: not null, IsChosen: true, Ratio: >= MendedFrom }),
            QErrors = QErrors.Of(outcomes.SelectMany(o => o.Operators)),
        };
    }
}
