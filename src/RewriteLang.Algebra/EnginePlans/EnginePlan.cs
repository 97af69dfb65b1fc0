using System.Collections.Frozen;

namespace RewriteLang.Algebra;

/// <summary>
/// How an engine would run a query as it stands, by its own EXPLAIN: enough to tell whether there is anything for a rule to mend. It decides what is
/// tried, never what holds.
/// </summary>
/// <param name="Operators">Its operators, each before its inputs.</param>
/// <param name="Silent">Signs that the engine never shows: that they are absent says nothing.</param>
public sealed record EnginePlan(Sequence<PlanOperator> Operators, Sequence<string> Silent)
{
    private const string RepeatedScan = "repeated_scan";

    /// <summary>The loops of each SELECT, the outermost first, of an engine that joins by nested loops; empty where the plan does not tell.</summary>
    public Sequence<Sequence<PlanLoop>> Nests { get; init; } = [];

    /// <summary>
    /// The loops over tables of these names, in the order in which the engine nests them; those over other tables are left out. Null where no SELECT of the
    /// plan has each of them once, and where several do that nest them differently.
    /// </summary>
    /// <param name="sources">Names as the query calls the tables; each name once.</param>
    public Sequence<PlanLoop>? LoopsOver(IReadOnlyCollection<string> sources)
    {
        var names = sources.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
        var found = Nests.Select(n => n.Where(l => names.Contains(l.Source)).ToSequence())
            .Where(n => n.Count == sources.Count && n.DistinctBy(l => l.Source, StringComparer.OrdinalIgnoreCase).Count() == sources.Count).Distinct().ToList();
        return found.Count == 1 && names.Count == sources.Count ? found[0] : null;
    }

    // The signs that are told by a single operator.
    private static readonly FrozenDictionary<string, PlanOperatorKind[]> Kinds = new Dictionary<string, PlanOperatorKind[]>
    {
        ["full_scan"] = [PlanOperatorKind.FullScan],
        ["index_search"] = [PlanOperatorKind.IndexSearch],
        ["nested_loop"] = [PlanOperatorKind.NestedLoop],
        ["cross_product"] = [PlanOperatorKind.CrossProduct],
        ["inequality_join"] = [PlanOperatorKind.InequalityJoin],
        ["delimiter_join"] = [PlanOperatorKind.DelimiterJoin],
        ["hash_join"] = [PlanOperatorKind.HashJoin],
        ["group_by"] = [PlanOperatorKind.GroupBy],
        ["sort"] = [PlanOperatorKind.Sort],
        ["window"] = [PlanOperatorKind.Window],
        ["materialized"] = [PlanOperatorKind.Materialization],
        ["correlated"] = [PlanOperatorKind.CorrelatedSubquery, PlanOperatorKind.DelimiterJoin],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Every sign that a gate may ask for.</summary>
    public static FrozenSet<string> Signs { get; } = Kinds.Keys.Append(RepeatedScan).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether the plan shows a sign; null where it does not tell.</summary>
    /// <param name="sign">One of <see cref="Signs"/>; of any other nothing is known.</param>
    public bool? Shows(string sign) =>
        sign == RepeatedScan ? RepeatsScan()
        : !Kinds.TryGetValue(sign, out var kinds) ? null
        : Operators.Any(o => kinds.Contains(o.Kind)) ? true
        : Silent.Contains(sign) ? null
        : false;

    /// <summary>The most rows that the engine estimates for one operator with this sign; null where it does not tell, 0 where there is none.</summary>
    public double? RowsOf(string sign)
    {
        if (Shows(sign) is not { } shows || !Kinds.TryGetValue(sign, out var kinds))
        {
            return null;
        }

        return shows ? Operators.Where(o => kinds.Contains(o.Kind)).Max(o => o.Rows) : 0;
    }

    // Something is read twice: a table, or what a CTE has computed. Sources without a name may be the same.
    private bool? RepeatsScan()
    {
        var sources = Operators.Where(o => o.Kind is PlanOperatorKind.FullScan or PlanOperatorKind.IndexSearch or PlanOperatorKind.SharedRead or PlanOperatorKind.OtherSource).ToList();
        var named = sources.Where(o => o.Source is not null).ToList();
        return named.DistinctBy(o => o.Source).Count() < named.Count ? true
            : sources.Count - named.Count > 1 || (sources.Count > 1 && Silent.Contains(RepeatedScan)) ? null
            : false;
    }
}
