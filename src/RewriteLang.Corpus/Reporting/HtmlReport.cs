using System.Globalization;
using System.Net;
using System.Text;
using RewriteLang.Corpus.Trials;
using RewriteLang.Dsl;

namespace RewriteLang.Corpus.Reporting;

/// <summary>One page about a run that needs nothing beside it: styles, script and chart are inside.</summary>
public static class HtmlReport
{
    /// <summary>The page.</summary>
    /// <param name="result">The run.</param>
    /// <param name="rules">The rules that it used, for what they say of themselves.</param>
    public static string Write(CorpusResult result, RuleLibrary rules)
    {
        var docs = RuleSummaries.Of(rules);
        var title = $"{result.Set.Name} on {result.Engine}";
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{Encode(title)}</title>
            <style>
            {Resource("report.css")}</style>
            </head>
            <body>
            <h1>{Encode(title)}</h1>
            <p class="quiet">{Encode(Subtitle(result))}</p>

            """);
        WriteTotals(page, result);
        if (RatioChart.Of(result.Outcomes) is { } chart)
        {
            page.Append("<h2>Time of the original over time of the rewritten query</h2>\n<figure>").Append(chart)
                .Append("<figcaption>A bar a rewritten query, on a logarithmic scale: above 1x the rewritten query is faster. A pale bar is a rewrite that was not chosen. A click leads to the query.</figcaption></figure>\n");
        }

        page.Append("""
            <h2>Queries</h2>
            <div class="filter"><input id="filter" type="search" placeholder="Filter: words of a name, status, verdict, rule or reason" aria-label="Filter">
            <button id="all" type="button">Open or close all</button><span id="count" class="quiet"></span></div>
            <div class="head"><button data-by="name">query</button><span>status</span><button data-by="ratio">ratio</button><button data-by="time">time before → after</button><button data-by="cost">cost before → after</button><span>rules or reason</span></div>
            <div id="queries">

            """);
        foreach (var outcome in result.Outcomes)
        {
            QuerySection.Write(page, outcome, docs);
        }

        return page.Append("</div>\n<script>\n").Append(Resource("report.js")).Append("</script>\n</body>\n</html>\n").ToString();
    }

    internal static string Encode(string text) => WebUtility.HtmlEncode(text);

    private static string Subtitle(CorpusResult result)
    {
        var scale = result.Scale is { } s ? string.Create(CultureInfo.InvariantCulture, $"Data generated at scale {s}. ") : "";
        var omitted = result.Omitted.IsEmpty ? "" : $" Left out, having no current record in rules.lock: {string.Join(", ", result.Omitted)}.";
        var interrupted = result.IsComplete ? "" : " The run was interrupted: what follows is what was done until then.";
        var runs = result.Runs is { } n ? string.Create(CultureInfo.InvariantCulture, $"Times are medians of {n} runs of each text, original and rewritten in alternation, on {Environment.ProcessorCount} processors. ") : "";
        return $"{scale}{runs}The whole run took {Figures.Time(result.Elapsed)}.{omitted}{interrupted}";
    }

    private static void WriteTotals(StringBuilder page, CorpusResult result)
    {
        var totals = Totals.Of(result.Outcomes);
        page.Append("<div class=\"totals\">");
        Box(totals.Queries.ToString(CultureInfo.InvariantCulture), "queries");
        Box(totals.Rewritten.ToString(CultureInfo.InvariantCulture), "rewritten");
        Box(totals.Rejected.ToString(CultureInfo.InvariantCulture), "rewritten, original kept");
        Box(totals.Unchanged.ToString(CultureInfo.InvariantCulture), "unchanged");
        Box(totals.PassedThrough.ToString(CultureInfo.InvariantCulture), "passed through");
        Box(totals.Failed.ToString(CultureInfo.InvariantCulture), "failed");
        Box($"{totals.Equal} / {totals.Differs} / {totals.Undetermined}", "results equal / differ / undetermined");
        if (totals.GeometricMean is { } mean)
        {
            Box($"{Figures.Time(totals.Before)} → {Figures.Time(totals.After)}", "of the rewritten queries");
            Box(Figures.Ratio(mean), "geometric mean of their ratios");
        }

        if (totals.WithPathology > 0)
        {
            Box($"{totals.Mended} / {totals.WithPathology}", $"queries with a pathology that gain {Figures.Ratio(Totals.MendedFrom)} or more");
        }

        if (totals.MedianRewriting is { } median)
        {
            Box(Figures.Time(median), "to rewrite a query (median)");
        }

        if (totals.QErrors is { } errors)
        {
            Box($"{EstimateText.QError(errors.Median)} / {EstimateText.QError(errors.Percentile95)}", "q-error of estimated rows: median / 95th percentile");
        }

        page.Append("</div>\n");

        void Box(string figure, string name) => page.Append(CultureInfo.InvariantCulture, $"<div><b>{Encode(figure)}</b><span>{Encode(name)}</span></div>");
    }

    private static string Resource(string name)
    {
        using var stream = typeof(HtmlReport).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
