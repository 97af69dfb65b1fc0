using RewriteLang.Algebra;
using RewriteLang.Optimizer.Plans;

namespace RewriteLang.Optimizer.Costs;

/// <summary>
/// Equalities that together name a whole key of several columns. Its columns go together: of all their combinations only as many exist as the table has
/// rows, so one row of the other side meets one row at most, and the equalities are no independent conditions. That holds where the other side is one table; two that
/// are each equal to a part of the key meet by it, and most of their pairs meet nothing.
/// </summary>
internal static class KeyEqualities
{
    /// <summary>The keys that are met whole, each with the positions of its conjuncts and the rows of its table; no conjunct is in two of them.</summary>
    public static IEnumerable<(IReadOnlyList<int> Conjuncts, long Rows)> Of(IReadOnlyList<Scalar> conjuncts, IReadOnlyDictionary<Column, TableOrigin> origins)
    {
        var sides = new List<(Table Table, int Occurrence, int Position, (Table, int)? Partner, int Conjunct)>();
        for (var i = 0; i < conjuncts.Count; i++)
        {
            if (conjuncts[i] is Scalar.Comparison { Operator: ComparisonOperator.Equal, Left: Scalar.ColumnRef left, Right: Scalar.ColumnRef right })
            {
                Add(left.Column, right.Column, i);
                Add(right.Column, left.Column, i);
            }
        }

        if (sides.Count < 2)
        {
            yield break;
        }

        var used = new HashSet<int>();
        foreach (var side in sides.GroupBy(s => (s.Table, s.Occurrence, s.Partner)))
        {
            foreach (var key in side.Key.Table.Keys.Where(k => k.Columns.Count > 1 && k.Trust != Trust.Declared))
            {
                var met = key.Columns.Select(name => side.Where(s => s.Position == side.Key.Table.IndexOf(name) && !used.Contains(s.Conjunct)).Select(s => (int?)s.Conjunct).FirstOrDefault()).ToList();
                if (met.All(m => m is not null))
                {
                    used.UnionWith(met.Select(m => m!.Value));
                    yield return ([.. met.Select(m => m!.Value)], side.Key.Table.Statistics!.Rows);
                }
            }
        }

        void Add(Column column, Column partner, int conjunct)
        {
            if (origins.TryGetValue(column, out var origin) && origin.Table.Statistics is { Rows: > 0 })
            {
                sides.Add((origin.Table, origin.Occurrence, origin.Position, origins.TryGetValue(partner, out var other) ? (other.Table, other.Occurrence) : null, conjunct));
            }
        }
    }
}
