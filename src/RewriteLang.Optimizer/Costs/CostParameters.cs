namespace RewriteLang.Optimizer.Costs;

/// <summary>A figure of <see cref="EngineCosts"/> under the name that files of costs give it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Doc">What it is the cost of.</param>
/// <param name="Of">Reads it.</param>
/// <param name="With">The same costs with another value.</param>
public sealed record CostParameter(string Name, string Doc, Func<EngineCosts, double> Of, Func<EngineCosts, double, EngineCosts> With);

/// <summary>The figures of <see cref="EngineCosts"/>; what an engine does by itself is no figure and is not calibrated.</summary>
public static class CostParameters
{
    /// <summary>All of them. In nanoseconds, but for <c>cache_miss</c>, which is a factor.</summary>
    public static IReadOnlyList<CostParameter> All { get; } =
    [
        new("read_row", "to read a stored row", c => c.ReadRow, (c, v) => c with { ReadRow = v }),
        new("emit_row", "to hand a row to the next operator", c => c.EmitRow, (c, v) => c with { EmitRow = v }),
        new("hash_row", "to put a row in a hash table or a temporary index", c => c.HashRow, (c, v) => c with { HashRow = v }),
        new("probe_row", "to look a row up there", c => c.ProbeRow, (c, v) => c with { ProbeRow = v }),
        new("probe_index", "to look a key up in a stored index, per doubling of the rows", c => c.ProbeIndex, (c, v) => c with { ProbeIndex = v }),
        new("group_row", "to add a row to its group", c => c.GroupRow, (c, v) => c with { GroupRow = v }),
        new("sort_row", "to sort a row, per doubling of the rows", c => c.SortRow, (c, v) => c with { SortRow = v }),
        new("key_row", "to find a row's group by one more key", c => c.KeyRow, (c, v) => c with { KeyRow = v }),
        new("text_row", "the same where the key is text", c => c.TextRow, (c, v) => c with { TextRow = v }),
        new("spill_row", "to write a sorted row to a file and read it back", c => c.SpillRow, (c, v) => c with { SpillRow = v }),
        new("aggregate_row", "to add a row to one aggregate", c => c.AggregateRow, (c, v) => c with { AggregateRow = v }),
        new("condition_row", "to ask a condition inside an aggregate", c => c.ConditionRow, (c, v) => c with { ConditionRow = v }),
        new("distinct_row", "to tell whether a value was seen, for DISTINCT inside an aggregate", c => c.DistinctRow, (c, v) => c with { DistinctRow = v }),
        new("compare_row", "to compare, once, in a filter", c => c.CompareRow, (c, v) => c with { CompareRow = v }),
        new("cache_miss", "how much dearer a look-up is in a hash table larger than the cache", c => c.CacheMiss, (c, v) => c with { CacheMiss = v }),
        new("given_value", "to read and plan a value of VALUES", c => c.GivenValue, (c, v) => c with { GivenValue = v }),
        new("plan_pair", "to weigh one way to join inputs that no condition connects", c => c.PlanPair, (c, v) => c with { PlanPair = v }),
    ];

    /// <summary>The parameter of a name; null if there is none.</summary>
    public static CostParameter? Find(string name) => All.FirstOrDefault(p => p.Name == name);
}
