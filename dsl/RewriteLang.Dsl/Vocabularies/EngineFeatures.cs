using System.Collections.Frozen;

namespace RewriteLang.Dsl;

/// <summary>The engines that rules may name, and what <c>supports('...')</c> may ask of them.</summary>
public static class EngineFeatures
{
    /// <summary>The engines.</summary>
    public static FrozenSet<string> Engines { get; } = FrozenSet.Create("duckdb", "sqlite");

    /// <summary>Every feature. Which of them an engine has is found by trying.</summary>
    public static FrozenSet<string> All { get; } = FrozenSet.Create(
        "aggregate_filter",
        "aggregate_order_by",
        "cte_materialized",
        "cte_recursive",
        "date_type",
        "distinct_on",
        "except_all",
        "full_join",
        "grouping_sets",
        "is_distinct_from",
        "lateral",
        "math_functions",
        "nulls_order",
        "qualify",
        "right_join",
        "row_values",
        "values_in_from",
        "values_with_names",
        "window_exclude",
        "window_functions",
        "window_groups");
}
