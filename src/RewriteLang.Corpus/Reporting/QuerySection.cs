using System.Globalization;
using System.Text;
using RewriteLang.Algebra;
using RewriteLang.Corpus.Trials;
using RewriteLang.Verify.Equality;

namespace RewriteLang.Corpus.Reporting;

/// <summary>The part of the page that is about one query.</summary>
internal static class QuerySection
{
    private const int Context = 2;

    public static void Write(StringBuilder page, QueryOutcome outcome, IReadOnlyDictionary<string, string> docs)
    {
        var id = HtmlReport.Encode(outcome.Query.Id);
        var words = HtmlReport.Encode($"{outcome.Query.Id} {outcome.StatusWord} {outcome.Verdict?.Word} {Why(outcome)} {outcome.Query.Pathology}".ToLowerInvariant());
        page.Append(CultureInfo.InvariantCulture, $"<details class=\"query\" id=\"q-{id}\" data-text=\"{words}\" data-ratio=\"{outcome.Ratio}\" data-time=\"{(outcome.Before ?? outcome.BeforeLimit)?.TotalMilliseconds}\" data-cost=\"{outcome.Rewriting.Optimized?.CostBefore}\"><summary><span class=\"id\">{id}</span>");
        page.Append(CultureInfo.InvariantCulture, $"<span>{StatusPill(outcome)}</span><span>{Ratio(outcome)}</span>");
        page.Append(CultureInfo.InvariantCulture, $"<span>{Times(outcome)}</span><span>{Costs(outcome)}</span><span class=\"why\">{HtmlReport.Encode(Why(outcome))}</span></summary>\n<div class=\"body\">");
        WriteFacts(page, outcome);
        WriteRules(page, outcome, docs);
        WriteTexts(page, outcome);
        WriteSteps(page, outcome, docs);
        WritePlans(page, outcome);
        WriteOperators(page, outcome);
        WriteRejections(page, outcome);
        page.Append("</div></details>\n");
    }

    private static string Why(QueryOutcome outcome) =>
        outcome.IsChosen ? string.Join(", ", outcome.FiredRules) : outcome.Reason is { } reason ? $"{reason.Code}: {reason.Message}" : "";

    private static string StatusPill(QueryOutcome outcome)
    {
        var (style, word) = outcome.Verdict switch
        {
            Verdict.Differs or Verdict.Undetermined => (outcome.Verdict.Word, outcome.Verdict.Word),
            _ when outcome.Reason is { Severity: Severity.Error } => ("failed", "failed"),
            _ when outcome.StatusWord is "chosen" => ("equal", "rewritten"),
            _ => (outcome.StatusWord, outcome.StatusWord),
        };
        return $"<span class=\"pill {style}\">{word}</span>";
    }

    private static string Ratio(QueryOutcome outcome) => outcome.Ratio is { } ratio
        ? $"<span class=\"{(ratio >= 1 ? "faster" : "slower")}\">{(outcome.Before is null ? "&gt; " : "")}{Figures.Ratio(ratio)}</span>"
        : "";

    private static string Times(QueryOutcome outcome) => (outcome.Before, outcome.BeforeLimit, outcome.After) switch
    {
        ({ } before, _, { } after) => $"{Figures.Time(before)} → {Figures.Time(after)}",
        (null, { } limit, { } after) => $"over {Figures.Time(limit)} → {Figures.Time(after)}",
        ({ } before, _, null) => Figures.Time(before),
        (null, { } limit, null) => $"over {Figures.Time(limit)}",
        _ => "",
    };

    private static string Costs(QueryOutcome outcome) => outcome.Rewriting.Optimized switch
    {
        { IsRewritten: true } o => $"{Figures.Cost(o.CostBefore)} → {Figures.Cost(o.CostAfter)}",
        { } o => Figures.Cost(o.CostBefore),
        null => "",
    };

    private static void WriteFacts(StringBuilder page, QueryOutcome outcome)
    {
        var facts = new List<string>();
        if (outcome.Verdict is { } verdict)
        {
            facts.Add($"Results: <span class=\"{verdict.Word}\">{verdict.Word}</span>.");
        }

        if (outcome.Query.Pathology is { } pathology)
        {
            facts.Add($"Known for: {HtmlReport.Encode(pathology)}.");
        }

        if (outcome.Rewriting.Optimized is { } optimized)
        {
            facts.Add($"Rewriting took {Figures.Time(outcome.Rewriting.Elapsed)}; the search {HtmlReport.Encode(optimized.Saturation.Summary)}.");
        }

        if (outcome.Reason is { } reason)
        {
            facts.Add(HtmlReport.Encode($"{reason.Code}: {reason.Message}"));
        }

        page.Append(CultureInfo.InvariantCulture, $"<p>{string.Join(' ', facts)}</p>\n");
        if ((outcome.Verdict as Verdict.Differs)?.Difference is { } difference)
        {
            page.Append(CultureInfo.InvariantCulture, $"<pre class=\"differs\">{HtmlReport.Encode(difference.ToString())}</pre>\n");
        }
    }

    private static void WriteRules(StringBuilder page, QueryOutcome outcome, IReadOnlyDictionary<string, string> docs)
    {
        if (outcome.FiredRules.Count == 0)
        {
            return;
        }

        page.Append("<h3>Rules, in the order in which they were applied</h3>\n<ol class=\"rules\">");
        foreach (var rule in outcome.FiredRules)
        {
            page.Append(CultureInfo.InvariantCulture, $"<li><code>{HtmlReport.Encode(rule)}</code> <span class=\"quiet\">{HtmlReport.Encode(docs.GetValueOrDefault(rule, ""))}</span></li>");
        }

        page.Append("</ol>\n");
    }

    private static void WriteTexts(StringBuilder page, QueryOutcome outcome)
    {
        if (outcome.Rewriting.Status != RewritingStatus.Rewritten)
        {
            page.Append(CultureInfo.InvariantCulture, $"<h3>Text</h3>\n<pre>{HtmlReport.Encode(outcome.Query.Text.TrimEnd())}</pre>\n");
            return;
        }

        page.Append("<h3>Texts</h3>\n<table class=\"diff\"><tr><th>original</th><th>rewritten</th></tr>\n");
        foreach (var row in LineDiff.Of(outcome.Query.Text, outcome.Rewriting.FileText))
        {
            var (left, right) = row.IsSame ? ("", "") : (row.Left is null ? "" : " class=\"removed\"", row.Right is null ? "" : " class=\"added\"");
            page.Append(CultureInfo.InvariantCulture, $"<tr{(row.IsSame ? " class=\"same\"" : "")}><td{left}>{HtmlReport.Encode(row.Left ?? "")}</td><td{right}>{HtmlReport.Encode(row.Right ?? "")}</td></tr>\n");
        }

        page.Append("</table>\n");
    }

    // The text after each step; what is new in it is marked, and what a step leaves alone can be opened.
    private static void WriteSteps(StringBuilder page, QueryOutcome outcome, IReadOnlyDictionary<string, string> docs)
    {
        var steps = outcome.Rewriting.Steps;
        if (steps.IsEmpty)
        {
            return;
        }

        page.Append("<details><summary><h3>Steps: the SQL after each rule</h3></summary><ol class=\"steps\">");
        var before = outcome.Rewriting.OriginalQuery ?? outcome.Query.Text;
        foreach (var step in steps)
        {
            page.Append("<li>").Append(step.IsStructure ? "<p>What every engine does by itself, written anew</p>" : "");
            foreach (var rule in step.Rules)
            {
                page.Append(CultureInfo.InvariantCulture, $"<p><code>{HtmlReport.Encode(rule)}</code> <span class=\"quiet\">{HtmlReport.Encode(docs.GetValueOrDefault(rule, ""))}</span></p>");
            }

            page.Append("<div class=\"step\">");
            var rows = LineDiff.Of(before, step.Text);
            for (var start = 0; start < rows.Count;)
            {
                var end = start;
                while (end < rows.Count && rows[end].IsSame == rows[start].IsSame)
                {
                    end++;
                }

                WriteLines(page, rows, start, end);
                start = end;
            }

            page.Append("</div></li>");
            before = step.Text;
        }

        page.Append("</ol></details>\n");
    }

    private static void WriteLines(StringBuilder page, IReadOnlyList<LinePair> rows, int start, int end)
    {
        if (!rows[start].IsSame)
        {
            foreach (var (style, lines) in new[] { ("removed", rows.Skip(start).Take(end - start).Select(r => r.Left)), ("added", rows.Skip(start).Take(end - start).Select(r => r.Right)) })
            {
                var text = string.Join('\n', lines.OfType<string>());
                page.Append(text.Length == 0 ? "" : $"<div class=\"{style}\">{HtmlReport.Encode(text)}</div>");
            }

            return;
        }

        // Up to a few lines around a change stay in sight.
        var (head, tail) = (start == 0 ? 0 : Context, end == rows.Count ? 0 : Context);
        var hidden = end - start - head - tail;
        if (hidden <= 2)
        {
            page.Append(CultureInfo.InvariantCulture, $"<div>{Text(start, end)}</div>");
            return;
        }

        page.Append(head == 0 ? "" : $"<div>{Text(start, start + head)}</div>");
        page.Append(CultureInfo.InvariantCulture, $"<details class=\"same\"><summary>{hidden} lines as before</summary><div>{Text(start + head, end - tail)}</div></details>");
        page.Append(tail == 0 ? "" : $"<div>{Text(end - tail, end)}</div>");

        string Text(int from, int to) => HtmlReport.Encode(string.Join('\n', rows.Skip(from).Take(to - from).Select(r => r.Right)));
    }

    // Rules whose left side matched and that did not fire, and those that the engine's plan gave nothing to do.
    private static void WriteRejections(StringBuilder page, QueryOutcome outcome)
    {
        if (outcome.Rewriting.Optimized is not { } optimized || (optimized.Rejections.IsEmpty && optimized.Untried.IsEmpty))
        {
            return;
        }

        page.Append("<details><summary><h3>Rules that were considered and not applied</h3></summary><table class=\"reasons\">");
        foreach (var rule in optimized.Rejections.Select(r => (r.Rejection.Rule, Reason: $"{r.Rejection.Reason}{(r.Count > 1 ? $" ({r.Count} times)" : "")}"))
            .Concat(optimized.Untried.Select(r => (r.Rule, Reason: $"not tried: in the engine's plan of the query, {r.Reason}"))).GroupBy(r => r.Rule).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            page.Append(CultureInfo.InvariantCulture, $"<tr><td><code>{HtmlReport.Encode(rule.Key)}</code></td><td>{string.Join("<br>", rule.Select(r => HtmlReport.Encode(r.Reason)))}</td></tr>");
        }

        page.Append("</table></details>\n");
    }

    private static void WriteOperators(StringBuilder page, QueryOutcome outcome)
    {
        if (!outcome.Operators.IsEmpty)
        {
            var rows = string.Join('\n', EstimateText.Of(outcome.Operators));
            page.Append(CultureInfo.InvariantCulture, $"<details><summary><h3>Rows of the plan: estimated and counted</h3></summary><pre>{HtmlReport.Encode(rows)}</pre></details>\n");
        }
    }

    private static void WritePlans(StringBuilder page, QueryOutcome outcome)
    {
        if (outcome.Trials is not [var trial, ..] || (trial.ExplainBefore is null && trial.ExplainAfter is null))
        {
            return;
        }

        page.Append("<details><summary><h3>Plans of the engine</h3></summary><div class=\"plans\">");
        foreach (var (name, plan) in new[] { ("original", trial.ExplainBefore), ("rewritten", trial.ExplainAfter) })
        {
            if (plan is not null)
            {
                page.Append(CultureInfo.InvariantCulture, $"<div><p class=\"quiet\">{name}</p><pre>{HtmlReport.Encode(PlanText.Of(plan))}</pre></div>");
            }
        }

        page.Append("</div></details>\n");
    }
}
