using System.Globalization;
using System.Net;
using System.Text;
using RewriteLang.Corpus.Trials;

namespace RewriteLang.Corpus.Reporting;

/// <summary>A bar a rewritten query, sorted by ratio, on a logarithmic scale around 1: up is faster. As inline SVG.</summary>
public static class RatioChart
{
    private const double Width = 1000;
    private const double Height = 260;
    private const double Left = 44;
    private const double Top = 10;
    private const double Bottom = 20;
    private static readonly double[] Steps = [1, 2, 5];

    /// <summary>The chart; null if nothing was measured.</summary>
    public static string? Of(IEnumerable<QueryOutcome> outcomes)
    {
        var measured = outcomes.Where(o => o.Ratio is > 0).OrderByDescending(o => o.Ratio).ThenBy(o => o.Query.Id, StringComparer.Ordinal).ToList();
        if (measured.Count == 0)
        {
            return null;
        }

        var highest = Math.Max(2, measured[0].Ratio!.Value) * 1.1;
        var lowest = Math.Min(0.5, measured[^1].Ratio!.Value) / 1.1;
        var slot = (Width - Left) / measured.Count;
        var bar = Math.Min(34, slot * 0.8);
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"Ratios of time, sorted\">");
        foreach (var tick in Ticks(lowest, highest))
        {
            var y = N(Y(tick));
            svg.Append(CultureInfo.InvariantCulture, $"<line class=\"{(tick == 1 ? "one" : "grid")}\" x1=\"{Left}\" x2=\"{Width}\" y1=\"{y}\" y2=\"{y}\"/>");
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Left - 6}\" y=\"{N(Y(tick) + 4)}\" text-anchor=\"end\">{tick:0.###}x</text>");
        }

        foreach (var (outcome, index) in measured.Select((o, i) => (o, i)))
        {
            var ratio = outcome.Ratio!.Value;
            var x = Left + (index * slot) + ((slot - bar) / 2);
            var (top, bottom) = ratio >= 1 ? (Y(ratio), Y(1)) : (Y(1), Y(ratio));
            var id = WebUtility.HtmlEncode(outcome.Query.Id);
            var kind = $"{(ratio >= 1 ? "faster" : "slower")}{(outcome.IsChosen ? "" : " kept")}";
            svg.Append(CultureInfo.InvariantCulture, $"<a href=\"#q-{id}\"><rect class=\"{kind}\" x=\"{N(x)}\" y=\"{N(top)}\" width=\"{N(bar)}\" height=\"{N(Math.Max(1, bottom - top))}\">");
            svg.Append(CultureInfo.InvariantCulture, $"<title>{id}: {(outcome.Before is null ? "over " : "")}{Figures.Ratio(ratio)}</title></rect></a>");
        }

        return svg.Append("</svg>").ToString();

        double Y(double ratio) =>
            Top + ((Math.Log(highest) - Math.Log(ratio)) / (Math.Log(highest) - Math.Log(lowest)) * (Height - Top - Bottom));
    }

    private static IEnumerable<double> Ticks(double lowest, double highest)
    {
        var decades = Enumerable.Range((int)Math.Floor(Math.Log10(lowest)), (int)Math.Ceiling(Math.Log10(highest)) - (int)Math.Floor(Math.Log10(lowest)) + 1);
        var steps = highest / lowest > 1000 ? [1] : Steps;
        return decades.SelectMany(d => steps.Select(s => Math.Round(s * Math.Pow(10, d), 6))).Where(t => t >= lowest && t <= highest);
    }

    private static string N(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
