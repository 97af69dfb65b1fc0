using RewriteLang.Algebra;
using RewriteLang.Corpus.Loading;
using RewriteLang.Corpus.Reporting;
using RewriteLang.Corpus.Trials;
using RewriteLang.Verify.Equality;

namespace RewriteLang.Cli;

/// <summary>The table that a corpus run writes: a line a query, in columns of fixed width, then the sums.</summary>
/// <param name="terminal">Where to.</param>
/// <param name="queries">The queries to come, for the width of the first column.</param>
internal sealed class CorpusTable(Terminal terminal, IEnumerable<CorpusQuery> queries)
{
    private const int CostWidth = 15;
    private const int TimeWidth = 20;
    private const int RatioWidth = 8;
    private const int RewritingWidth = 9;
    private const int StatusWidth = 13;

    private readonly int _idWidth = Math.Max(5, queries.Max(q => q.Id.Length));

    public void WriteHead() => terminal.Out.WriteLine(terminal.Paint(
        $"{"query".PadRight(_idWidth)}  {"cost",CostWidth}  {"time",TimeWidth}  {"ratio",RatioWidth}  {"rewriting",RewritingWidth}  {"result",-StatusWidth}  rules or reason", 1));

    public void Write(QueryOutcome outcome)
    {
        var cost = outcome.Rewriting.Optimized switch
        {
            { IsRewritten: true } o => $"{Figures.Cost(o.CostBefore)} → {Figures.Cost(o.CostAfter)}",
            { } o => Figures.Cost(o.CostBefore),
            null => "",
        };
        var before = outcome.Before is { } b ? Figures.Time(b) : outcome.BeforeLimit is { } limit ? "over " + Figures.Time(limit) : "";
        var time = outcome.After is { } a ? $"{before} → {Figures.Time(a)}" : before;
        var ratio = outcome.Ratio is { } r ? (outcome.Before is null ? ">" : "") + Figures.Ratio(r) : "";
        var color = outcome.Ratio switch { > 1.05 => 32, < 0.95 => 31, _ => 0 };
        var rewriting = outcome.Rewriting.Elapsed > TimeSpan.Zero ? Figures.Time(outcome.Rewriting.Elapsed) : "";
        var (status, statusColor) = Status(outcome);
        var why = outcome.IsChosen ? string.Join(", ", outcome.FiredRules) : outcome.Reason is { } reason ? $"{reason.Code}: {reason.Message}" : "";
        terminal.Out.WriteLine(
            $"{outcome.Query.Id.PadRight(_idWidth)}  {cost,CostWidth}  {time,TimeWidth}  {terminal.Paint(ratio.PadLeft(RatioWidth), color)}  {rewriting,RewritingWidth}  {terminal.Paint(status.PadRight(StatusWidth), statusColor)}  {why}");
    }

    public void WriteTotals(CorpusResult result)
    {
        var totals = Totals.Of(result.Outcomes);
        terminal.Out.WriteLine();
        terminal.Out.WriteLine(
            $"{totals.Queries} queries on {result.Engine}: {totals.Rewritten} rewritten, {totals.Rejected} rewritten but kept, {totals.Unchanged} unchanged, {totals.PassedThrough} passed through, {totals.Failed} failed");
        var compared = totals.Equal + totals.Differs + totals.Undetermined;
        terminal.Out.WriteLine(compared == 0 ? "results: none compared" : $"results: {totals.Equal} equal, {totals.Differs} differ, {totals.Undetermined} undetermined");
        if (totals.GeometricMean is { } mean)
        {
            terminal.Out.WriteLine($"time of the rewritten queries: {Figures.Time(totals.Before)} → {Figures.Time(totals.After)}; geometric mean of their ratios {Figures.Ratio(mean)}");
        }

        if (totals.WithPathology > 0)
        {
            terminal.Out.WriteLine($"of {totals.WithPathology} queries with a pathology {totals.Mended} gain {Figures.Ratio(Totals.MendedFrom)} or more");
        }

        if (totals.MedianRewriting is { } median)
        {
            terminal.Out.WriteLine($"rewriting took {Figures.Time(median)} a query (median); the whole run {Figures.Time(result.Elapsed)}");
        }

        if (totals.QErrors is { } errors)
        {
            terminal.Out.WriteLine(EstimateText.Of(errors));
        }

        if (!result.IsComplete)
        {
            terminal.Out.WriteLine($"interrupted: {result.Set.Queries.Count - totals.Queries} queries did not run");
        }
    }

    private static (string Word, int Color) Status(QueryOutcome outcome) => outcome.Verdict switch
    {
        Verdict.Equal when outcome.IsChosen => ("equal", 32),
        Verdict.Differs => ("differs", 31),
        Verdict.Undetermined => ("undetermined", 33),
        _ when outcome.Reason is { Severity: Severity.Error } => ("failed", 31),
        _ => outcome.StatusWord switch
        {
            "passed-through" => ("passed", 33),
            var word => (word, 0),
        },
    };
}
