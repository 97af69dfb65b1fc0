using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using RewriteLang.Algebra;
using RewriteLang.Corpus.Reporting;
using RewriteLang.Corpus.Trials;
using RewriteLang.Engines;

namespace RewriteLang.Cli;

/// <summary>What <c>--json</c> writes. A field may be added within a version; none changes its meaning or goes away.</summary>
public static class JsonText
{
    /// <summary>The version of all shapes.</summary>
    public const int Version = 1;

    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The outcome of <c>rw optimize</c>.</summary>
    public static string Of(Rewriting rewriting, Engine engine, IEnumerable<Diagnostic> diagnostics) => new JsonObject
    {
        ["version"] = Version,
        ["engine"] = engine.Name,
        ["status"] = Word(rewriting.Status),
        ["sql"] = rewriting.Status == RewritingStatus.Rewritten ? rewriting.FileText : rewriting.Text,
        ["rules"] = Names(rewriting.Optimized?.Rules ?? []),
        ["untried"] = Names(rewriting.Optimized?.Untried.Select(r => r.Rule) ?? []),
        ["steps"] = Steps(rewriting),
        ["cost_before"] = rewriting.Optimized?.CostBefore,
        ["cost_after"] = rewriting.Optimized?.CostAfter,
        ["rewriting_ms"] = rewriting.Elapsed.TotalMilliseconds,
        ["diagnostics"] = Of(diagnostics),
    }.ToJsonString(Options);

    /// <summary>The outcome of <c>rw optimize</c> over a file of several statements; over one it is that of the statement.</summary>
    public static string Of(ScriptRewriting script, Engine engine, IEnumerable<Diagnostic> diagnostics) => script.Statements is [var only] ? Of(only, engine, diagnostics) : new JsonObject
    {
        ["version"] = Version,
        ["engine"] = engine.Name,
        ["status"] = Word(script.Status),
        ["sql"] = script.FileText,
        ["rules"] = Names(script.Statements.SelectMany(s => s.Optimized?.Rules ?? [])),
        ["rewriting_ms"] = script.Statements.Sum(s => s.Elapsed.TotalMilliseconds),
        ["statements"] = new JsonArray([.. script.Statements.Select(s => (JsonNode)new JsonObject
        {
            ["status"] = Word(s.Status),
            ["line"] = s.Statement?.Span.Line,
            ["rules"] = Names(s.Optimized?.Rules ?? []),
            ["steps"] = Steps(s),
            ["cost_before"] = s.Optimized?.CostBefore,
            ["cost_after"] = s.Optimized?.CostAfter,
        })]),
        ["diagnostics"] = Of(diagnostics),
    }.ToJsonString(Options);

    // Only those that were asked for.
    private static JsonArray? Steps(Rewriting rewriting) => rewriting.Steps.IsEmpty ? null : [.. rewriting.Steps.Select(s => (JsonNode)new JsonObject
    {
        ["rules"] = Names(s.Rules),
        ["sql"] = s.Text,
    })];

    /// <summary>The outcome of <c>rw corpus run</c>.</summary>
    public static string Of(CorpusResult result)
    {
        var totals = Totals.Of(result.Outcomes);
        return new JsonObject
        {
            ["version"] = Version,
            ["corpus"] = result.Set.Name,
            ["engine"] = result.Engine,
            ["scale"] = result.Scale,
            ["complete"] = result.IsComplete,
            ["exit_code"] = result.ExitCode,
            ["elapsed_ms"] = result.Elapsed.TotalMilliseconds,
            ["omitted_rules"] = Names(result.Omitted),
            ["totals"] = new JsonObject
            {
                ["queries"] = totals.Queries,
                ["rewritten"] = totals.Rewritten,
                ["rejected"] = totals.Rejected,
                ["unchanged"] = totals.Unchanged,
                ["passed_through"] = totals.PassedThrough,
                ["failed"] = totals.Failed,
                ["equal"] = totals.Equal,
                ["differs"] = totals.Differs,
                ["undetermined"] = totals.Undetermined,
                ["with_pathology"] = totals.WithPathology,
                ["mended"] = totals.Mended,
                ["before_ms"] = totals.Before.TotalMilliseconds,
                ["after_ms"] = totals.After.TotalMilliseconds,
                ["geometric_mean"] = totals.GeometricMean,
                ["q_error"] = totals.QErrors is { } errors
                    ? new JsonObject { ["operators"] = errors.Operators, ["median"] = errors.Median, ["percentile_95"] = errors.Percentile95 }
                    : null,
            },
            ["queries"] = new JsonArray([.. result.Outcomes.Select(Of)]),
        }.ToJsonString(Options);
    }

    /// <summary>Diagnostics as an array.</summary>
    public static JsonArray Of(IEnumerable<Diagnostic> diagnostics) => new([.. diagnostics.Select(d => (JsonNode)new JsonObject
    {
        ["code"] = d.Code,
        ["severity"] = d.Severity.ToString().ToLowerInvariant(),
        ["message"] = d.Message,
        ["file"] = d.Span?.File,
        ["line"] = d.Span?.Line,
        ["column"] = d.Span?.Column,
        ["hint"] = d.Hint,
    })]);

    /// <summary>An object as indented text.</summary>
    public static string Indented(JsonObject value) => value.ToJsonString(Options);

    private static JsonNode Of(QueryOutcome outcome) => new JsonObject
    {
        ["id"] = outcome.Query.Id,
        ["status"] = outcome.StatusWord,
        ["rules"] = Names(outcome.FiredRules),
        ["cost_before"] = outcome.Rewriting.Optimized?.CostBefore,
        ["cost_after"] = outcome.Rewriting.Optimized?.CostAfter,
        ["before_ms"] = outcome.Before?.TotalMilliseconds,
        ["after_ms"] = outcome.After?.TotalMilliseconds,
        ["before_limit_ms"] = outcome.BeforeLimit?.TotalMilliseconds,
        ["ratio"] = outcome.Ratio,
        ["rewriting_ms"] = outcome.Rewriting.Elapsed.TotalMilliseconds,
        ["verdict"] = outcome.Verdict?.Word,
        ["reason"] = outcome.Reason is { } reason ? new JsonObject { ["code"] = reason.Code, ["message"] = reason.Message } : null,
    };

    private static string Word(RewritingStatus status) => status switch
    {
        RewritingStatus.Rewritten => "rewritten",
        RewritingStatus.Unchanged => "unchanged",
        RewritingStatus.PassedThrough => "passed-through",
        _ => "failed",
    };

    private static JsonArray Names(IEnumerable<string> names) => new([.. names.Distinct().Select(n => (JsonNode)n)]);
}
