using System.Diagnostics;
using System.Globalization;
using RewriteLang.Corpus.Loading;
using RewriteLang.Engines;
using RewriteLang.Verify.Equality;

namespace RewriteLang.Benchmarks.Gold;

/// <summary>The times of one query, in ms.</summary>
/// <param name="Id">The query.</param>
/// <param name="Original">As it was written.</param>
/// <param name="Ours">As we rewrite it; the same as <paramref name="Original"/> where we leave it alone.</param>
/// <param name="BestGold">The best hand rewrite that is not slower than the original; <paramref name="Original"/> if there is none.</param>
/// <param name="GoldName">Its name.</param>
/// <param name="Verdict">What our rows are to those of the original.</param>
/// <param name="Rules">What rewrote it.</param>
internal sealed record GoldLine(string Id, double Original, double Ours, double BestGold, string GoldName, Verdict? Verdict, string Rules)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>Runs all texts of a query in alternation.</summary>
    public static GoldLine Measure(CorpusQuery query, Rewriter rewriter, EngineDatabase database, GoldOptions options)
    {
        var rewriting = rewriter.Rewrite(query.Text, query.File);
        var isRewritten = rewriting.Status == RewritingStatus.Rewritten;
        if (options.Texts is { } texts && isRewritten)
        {
            Directory.CreateDirectory(texts);
            File.WriteAllText(Path.Combine(texts, $"{query.Id}.sql"), rewriting.Text);
        }

        var hands = Directory.GetFiles(Path.Combine(options.Folder, "gold"), $"{query.Id}_*.sql").Order(StringComparer.Ordinal)
            .Select(f => (Name: Path.GetFileNameWithoutExtension(f), Text: File.ReadAllText(f))).ToList();
        List<(string Name, string Text)> all = [("", query.Text), ("", isRewritten ? rewriting.Text! : query.Text), .. hands];
        var times = all.ConvertAll(_ => new List<double>());
        Verdict? verdict = null;
        for (var run = 0; run <= options.Runs; run++)
        {
            ResultTable? expected = null;
            for (var i = 0; i < all.Count; i++)
            {
                // Where we leave a query alone its own times are ours.
                if (i == 1 && !isRewritten)
                {
                    continue;
                }

                var watch = Stopwatch.StartNew();
                var result = database.Query(all[i].Text, Limit);
                times[i].Add(watch.Elapsed.TotalMilliseconds);
                expected ??= result;
                if (run == 0 && i == 1)
                {
                    verdict = ResultComparer.Compare(expected, result, ComparisonSpec.For(rewriting.Query!, NumberModel.FixedPoint), ComparisonOptions.Strict);
                }
            }
        }

        // The first run of each warms up.
        var medians = times.ConvertAll(t => t.Count == 0 ? 0 : t.Skip(1).Order().ElementAt((t.Count - 1) / 2));
        var best = Enumerable.Range(2, hands.Count).Append(0).MinBy(i => medians[i]);
        return new(query.Id, medians[0], isRewritten ? medians[1] : medians[0], medians[best], all[best].Name, verdict, string.Join(", ", rewriting.Optimized?.Rules.Distinct() ?? []));
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"| {Id} | {Original:0.0} | {Original / Ours:0.00} | {Original / BestGold:0.00} {GoldName} | {VerdictText} | {Rules} |");

    private string VerdictText => Verdict switch
    {
        null => "left alone",
        Verdict.Equal => "equal",
        Verdict.Differs differs => $"DIFFERS: {differs.Difference.Summary}",
        Verdict.Undetermined => "undetermined",
        _ => throw new UnreachableException(),
    };
}
