using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using RewriteLang.Algebra;
using RewriteLang.Corpus.Estimates;

namespace RewriteLang.Corpus.Trials;

/// <summary>
/// One attempt at one query, as a line of <c>trials.jsonl</c>. A query's last line is the one that was chosen, also when that is the query as it was.
/// </summary>
public sealed record Trial
{
    /// <summary>The query.</summary>
    [JsonPropertyName("query_id")]
    public required string QueryId { get; init; }

    /// <summary>The rules that were applied, joined by <c>+</c>; <c>none</c> for the query as it was.</summary>
    [JsonPropertyName("transform")]
    public required string Transform { get; init; }

    /// <summary>Which run it belongs to: engine and corpus.</summary>
    [JsonPropertyName("trial_round")]
    public required string TrialRound { get; init; }

    /// <summary>The text that came in.</summary>
    [JsonPropertyName("original_sql")]
    public required string OriginalSql { get; init; }

    /// <summary>The text that was run instead; null if there is none for this engine.</summary>
    [JsonPropertyName("rewritten_sql")]
    public required string? RewrittenSql { get; init; }

    /// <summary>Milliseconds of the original, median; null if it did not finish or was not run.</summary>
    [JsonPropertyName("baseline_ms")]
    public required double? BaselineMs { get; init; }

    /// <summary>Milliseconds of the text above, median; null if it did not finish or was not run.</summary>
    [JsonPropertyName("rewrite_ms")]
    public required double? RewriteMs { get; init; }

    /// <summary>Baseline over rewrite, as <c>1.23x</c>; <c>&gt;4.00x</c> if the baseline was stopped at its time limit; null if unknown.</summary>
    [JsonPropertyName("speedup")]
    public required string? Speedup { get; init; }

    /// <summary>Whether the results are equal; null if that could not be told.</summary>
    [JsonPropertyName("rows_match")]
    public required bool? RowsMatch { get; init; }

    /// <summary>The engine's plan of the original.</summary>
    [JsonPropertyName("explain_before")]
    public required JsonNode? ExplainBefore { get; init; }

    /// <summary>The engine's plan of the rewritten text.</summary>
    [JsonPropertyName("explain_after")]
    public required JsonNode? ExplainAfter { get; init; }

    /// <summary>Structural features of the query.</summary>
    [JsonPropertyName("tags")]
    public required IReadOnlyList<string> Tags { get; init; }

    /// <summary>The pathologies whose rules fired.</summary>
    [JsonPropertyName("preconditions_matched")]
    public required IReadOnlyList<string> PreconditionsMatched { get; init; }

    /// <summary><c>chosen</c>, <c>rejected</c>, <c>unchanged</c>, <c>passed-through</c> or <c>failed</c>.</summary>
    [JsonPropertyName("status")]
    public required string Status { get; init; }

    /// <summary>Why, with its code where there is one; null where the status says it all.</summary>
    [JsonPropertyName("reason")]
    public required string? Reason { get; init; }

    /// <summary>Estimated and counted rows of the operators of the plan that was decided on; null if they were not asked for, and on lines that are not the chosen ones.</summary>
    [JsonPropertyName("operators")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<OperatorRows>? Operators { get; init; }

    private static readonly JsonSerializerOptions Options = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The trial as one line of JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Options);
}

/// <summary>Structural features of queries, as trials record them.</summary>
public static class Features
{
    /// <summary>The features of a plan, sorted.</summary>
    public static IReadOnlyList<string> Of(Query? query)
    {
        var features = new SortedSet<string>(StringComparer.Ordinal);
        var scans = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var relation in query?.Body.DescendantsAndSelf() ?? [])
        {
            _ = relation switch
            {
                Relation.LeftJoin or Relation.FullJoin => features.Add("outer_join"),
                Relation.SemiJoin => features.Add("semi_join"),
                Relation.AntiJoin or Relation.NullAwareAntiJoin => features.Add("anti_join"),
                Relation.Apply apply => features.Add(apply.Right.OuterColumns().Count > 0 ? "correlated_subquery" : "subquery"),
                Relation.Aggregate { Sets.IsEmpty: false } => features.Add("grouping_sets"),
                Relation.Aggregate => features.Add("group_by"),
                Relation.Distinct => features.Add("distinct"),
                Relation.UnionAll or Relation.SetOp => features.Add("set_operation"),
                Relation.Window => features.Add("window"),
                Relation.TopN => features.Add("limit"),
                Relation.With => features.Add("cte"),
                Relation.RecursiveWith => features.Add("recursive_cte"),
                Relation.Block { Inputs.Count: > 1 } => features.Add("join"),
                Relation.Block block when block.Conjuncts.Any(c => c is Scalar.Or) => features.Add("or_predicate"),
                _ => false,
            };
            if (relation is Relation.Scan scan && (scans[scan.Table.Name] = scans.GetValueOrDefault(scan.Table.Name) + 1) > 1)
            {
                features.Add("repeated_table");
            }
        }

        return [.. features];
    }
}
