using System.Collections.Immutable;
using System.Data.Common;

namespace RewriteLang.Engines;

/// <summary>The names of what engines can and cannot do, each with a query that works just where it can.</summary>
public static class Capabilities
{
    private const string Two = "(SELECT 1 AS a, 2 AS b UNION ALL SELECT 1, 3)";

    private static readonly ImmutableSortedDictionary<string, string> Probes = new Dictionary<string, string>
    {
        ["aggregate_filter"] = $"SELECT count(*) FILTER (WHERE b > 2) FROM {Two} t",
        ["aggregate_order_by"] = $"SELECT group_concat(b, ',' ORDER BY b) FROM {Two} t",
        ["cte_materialized"] = "WITH c AS MATERIALIZED (SELECT 1 AS a) SELECT a FROM c",
        ["cte_recursive"] = "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 3) SELECT n FROM c",
        ["date_type"] = "SELECT DATE '2024-01-31' + INTERVAL 1 MONTH",
        ["distinct_on"] = $"SELECT DISTINCT ON (a) a, b FROM {Two} t ORDER BY a, b",
        ["except_all"] = "SELECT 1 EXCEPT ALL SELECT 1",
        ["full_join"] = $"SELECT * FROM {Two} t FULL JOIN {Two} u ON t.b = u.b",
        ["grouping_sets"] = $"SELECT a, count(*) FROM {Two} t GROUP BY GROUPING SETS ((a), ())",
        ["is_distinct_from"] = "SELECT 1 IS DISTINCT FROM NULL",
        ["lateral"] = $"SELECT * FROM {Two} t, LATERAL (SELECT t.b + 1 AS c) u",
        ["math_functions"] = "SELECT sqrt(2.0) + ln(2.0) + floor(2.5) + power(2.0, 3.0)",
        ["nulls_order"] = $"SELECT b FROM {Two} t ORDER BY b NULLS LAST",
        ["qualify"] = $"SELECT a FROM {Two} t QUALIFY row_number() OVER (ORDER BY b) = 1",
        ["right_join"] = $"SELECT * FROM {Two} t RIGHT JOIN {Two} u ON t.b = u.b",
        ["row_values"] = "SELECT (1, 2) < (1, 3)",
        ["values_in_from"] = "SELECT * FROM (VALUES (1, 2), (3, 4)) AS v",
        ["values_with_names"] = "SELECT x FROM (VALUES (1, 2), (3, 4)) AS v(x, y)",
        ["window_exclude"] = $"SELECT sum(b) OVER (ORDER BY b ROWS UNBOUNDED PRECEDING EXCLUDE CURRENT ROW) FROM {Two} t",
        ["window_functions"] = $"SELECT sum(b) OVER (PARTITION BY a ORDER BY b) FROM {Two} t",
        ["window_groups"] = $"SELECT sum(b) OVER (ORDER BY b GROUPS 1 PRECEDING) FROM {Two} t",
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>Every name there is, sorted.</summary>
    public static ImmutableSortedSet<string> Known { get; } = Probes.Keys.ToImmutableSortedSet(StringComparer.Ordinal);

    /// <summary>Tries each on a database.</summary>
    internal static ImmutableSortedSet<string> Probe(EngineDatabase database) =>
        Probes.Where(probe => Works(database, probe.Value)).Select(probe => probe.Key).ToImmutableSortedSet(StringComparer.Ordinal);

    private static bool Works(EngineDatabase database, string sql)
    {
        try
        {
            database.Query(sql);
            return true;
        }
        catch (DbException)
        {
            return false;
        }
    }
}
