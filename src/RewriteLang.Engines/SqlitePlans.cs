using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using RewriteLang.Algebra;

namespace RewriteLang.Engines;

/// <summary>
/// Reads SQLite's <c>EXPLAIN QUERY PLAN</c>. Its lines are text for people (https://www.sqlite.org/eqp.html): what is not recognized is an operator of no
/// particular kind. Since 3.36 a scan shows the alias and not the table, so only a query with one scan surely reads nothing twice.
/// </summary>
internal static partial class SqlitePlans
{
    // Windows run inside a co-routine that is not named so, groups and orders may come from an index, and a product of tables is nested loops as other joins are. Joins
    // by hashing or by sorted sides there are none.
    private static readonly Sequence<string> Silent = ["window", "group_by", "sort", "repeated_scan"];

    /// <summary>The summary of a plan: an array of trees of objects with <c>name</c>, the line, and <c>children</c>.</summary>
    public static EnginePlan Read(JsonNode? trees)
    {
        var operators = new List<PlanOperator>();
        var nests = new List<Sequence<PlanLoop>>();
        Visit(trees, operators, nests);

        // An index that is made for the query may be searched by a constant alone, which says nothing of the tables before.
        var joinsByMadeIndex = nests.Exists(n => n.Skip(1).Any(l => l.Kind == PlanLoopKind.MadeIndex));
        Sequence<string> silent = joinsByMadeIndex ? [.. Silent, "nested_loop"] : Silent;
        return new([.. operators], operators.Exists(o => o.Kind == PlanOperatorKind.NestedLoop) ? [.. silent, "cross_product"] : silent) { Nests = [.. nests] };
    }

    // The loops of one SELECT are siblings, the outermost first: one of the others that scans everything is a nested loop.
    private static void Visit(JsonNode? level, List<PlanOperator> operators, List<Sequence<PlanLoop>> nests)
    {
        var loops = 0;
        var nest = new List<PlanLoop>();
        foreach (var node in (level as JsonArray ?? []).OfType<JsonObject>())
        {
            var line = (node["name"] as JsonValue)?.ToString().Trim() ?? "";
            if (Loop().Match(line) is { Success: true } loop)
            {
                if (loops++ > 0 && loop.Groups["how"].Value == "SCAN")
                {
                    operators.Add(new(PlanOperatorKind.NestedLoop));
                }

                operators.Add(new(loop.Groups["how"].Value == "SCAN" ? PlanOperatorKind.FullScan : PlanOperatorKind.IndexSearch, loop.Groups["source"].Value));
                nest.Add(new(loop.Groups["source"].Value, HowRead(line)));
            }
            else
            {
                operators.Add(new(KindOf(line)));
                if (line.StartsWith("MULTI-INDEX OR", StringComparison.Ordinal))
                {
                    // One loop, whose branches stand below it.
                    loops++;
                    var branches = new List<Sequence<PlanLoop>>();
                    Visit(node["children"], operators, branches);
                    nest.AddRange(branches.SelectMany(b => b).Take(1).Select(l => l with { Kind = PlanLoopKind.StoredIndex }));
                    continue;
                }
            }

            Visit(node["children"], operators, nests);
        }

        if (nest.Count > 0)
        {
            nests.Add([.. nest]);
        }
    }

    private static PlanLoopKind HowRead(string line) =>
        line.StartsWith("SCAN", StringComparison.Ordinal) ? PlanLoopKind.Scan
        : line.Contains(" USING AUTOMATIC ", StringComparison.Ordinal) ? PlanLoopKind.MadeIndex
        : PlanLoopKind.StoredIndex;

    private static PlanOperatorKind KindOf(string line) =>
        line.StartsWith("CORRELATED ", StringComparison.Ordinal) || line.StartsWith("EXECUTE CORRELATED ", StringComparison.Ordinal) ? PlanOperatorKind.CorrelatedSubquery
        : line.StartsWith("MATERIALIZE", StringComparison.Ordinal) ? PlanOperatorKind.Materialization
        : line.StartsWith("USE TEMP B-TREE FOR", StringComparison.Ordinal) && line.EndsWith("ORDER BY", StringComparison.Ordinal) ? PlanOperatorKind.Sort
        : line == "USE TEMP B-TREE FOR GROUP BY" ? PlanOperatorKind.GroupBy
        : PlanOperatorKind.Other;

    // SCAN t, SEARCH t USING INDEX i (a=?), and before 3.36 SCAN TABLE t AS x; SCAN CONSTANT ROW and SCAN 2 CONSTANT ROWS read nothing.
    [GeneratedRegex(@"^(?<how>SCAN|SEARCH) (?!CONSTANT ROW|\d+ CONSTANT ROWS)(TABLE )?(?<source>\S+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Loop();
}
