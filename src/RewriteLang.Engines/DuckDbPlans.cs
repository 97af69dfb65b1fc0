using System.Globalization;
using System.Text.Json.Nodes;
using RewriteLang.Algebra;

namespace RewriteLang.Engines;

/// <summary>
/// Reads DuckDB's <c>EXPLAIN (FORMAT JSON)</c>. Names of operators are those that its documentation and its plans show; what is not known is an operator
/// of no particular kind, or a source without a name.
/// </summary>
internal static class DuckDbPlans
{
    /// <summary>The summary of a plan: an array of trees of objects with <c>name</c>, <c>children</c> and <c>extra_info</c>.</summary>
    public static EnginePlan Read(JsonNode? trees)
    {
        var operators = new List<PlanOperator>();
        Visit(trees, operators);
        return new([.. operators], []);
    }

    private static void Visit(JsonNode? node, List<PlanOperator> operators)
    {
        switch (node)
        {
            case JsonArray trees:
                foreach (var tree in trees)
                {
                    Visit(tree, operators);
                }

                break;
            case JsonObject tree when TextOf(tree["name"]) is { } name:
                var details = tree["extra_info"] as JsonObject ?? [];
                var isLeaf = tree["children"] is not JsonArray { Count: > 0 };
                operators.Add(new(KindOf(name, details, isLeaf), SourceOf(name, details), RowsIn(details)));
                Visit(tree["children"], operators);
                break;
        }
    }

    private static PlanOperatorKind KindOf(string name, JsonObject details, bool isLeaf) => name switch
    {
        "CTE_SCAN" or "RECURSIVE_CTE_SCAN" or "REC_CTE_SCAN" => PlanOperatorKind.SharedRead,
        "DELIM_SCAN" or "DUMMY_SCAN" or "EMPTY_RESULT" => PlanOperatorKind.Other,
        "NESTED_LOOP_JOIN" or "BLOCKWISE_NL_JOIN" => PlanOperatorKind.NestedLoop,
        "CROSS_PRODUCT" => PlanOperatorKind.CrossProduct,
        "PIECEWISE_MERGE_JOIN" or "IE_JOIN" => PlanOperatorKind.InequalityJoin,
        "DELIM_JOIN" or "LEFT_DELIM_JOIN" or "RIGHT_DELIM_JOIN" => PlanOperatorKind.DelimiterJoin,
        "HASH_JOIN" => PlanOperatorKind.HashJoin,
        "HASH_GROUP_BY" or "PERFECT_HASH_GROUP_BY" or "PARTITIONED_AGGREGATE" => PlanOperatorKind.GroupBy,
        "ORDER_BY" or "TOP_N" => PlanOperatorKind.Sort,
        "WINDOW" or "STREAMING_WINDOW" => PlanOperatorKind.Window,
        "CTE" or "RECURSIVE_CTE" or "REC_CTE" => PlanOperatorKind.Materialization,
        _ when details.ContainsKey("Table") => TextOf(details["Type"]) is { } type && type.Contains("Index", StringComparison.OrdinalIgnoreCase)
            ? PlanOperatorKind.IndexSearch
            : PlanOperatorKind.FullScan,
        _ => isLeaf ? PlanOperatorKind.OtherSource : PlanOperatorKind.Other,
    };

    private static string? SourceOf(string name, JsonObject details) =>
        TextOf(details["Table"]) ?? (name.EndsWith("CTE_SCAN", StringComparison.Ordinal) && TextOf(details["CTE Index"]) is { } index ? $"CTE {index}" : null);

    private static double? RowsIn(JsonObject details) =>
        double.TryParse(TextOf(details["Estimated Cardinality"])?.TrimStart('~'), NumberStyles.Float, CultureInfo.InvariantCulture, out var rows) ? rows : null;

    private static string? TextOf(JsonNode? node) => (node as JsonValue)?.ToString().Trim();
}
