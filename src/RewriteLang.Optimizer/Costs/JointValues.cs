using System.Runtime.CompilerServices;
using RewriteLang.Algebra;

namespace RewriteLang.Optimizer.Costs;

/// <summary>
/// How many combinations of values some columns of one table have. Columns that are the same wherever another one is, as the month and the quarter of a day are, and the customer and the day of an
/// order, have no more of them than that one has values (<see cref="ColumnStatistics.Determines"/>); others are taken to be independent.
/// </summary>
internal static class JointValues
{
    private static readonly ConditionalWeakTable<Table, (int Column, int[] Determines)[]> Known = [];

    /// <summary>The estimated number of combinations.</summary>
    /// <param name="table">The table, which has statistics.</param>
    /// <param name="columns">Positions of its columns.</param>
    /// <param name="valuesOf">How many values the column at a position has, also one that is not among <paramref name="columns"/>.</param>
    public static double Of(Table table, IEnumerable<int> columns, Func<int, double> valuesOf)
    {
        var determinants = Known.GetValue(table, DeterminantsOf);
        var kept = new Dictionary<int, double>();
        foreach (var column in columns)
        {
            kept[column] = valuesOf(column);
        }

        // One of the columns, or another one of the table, in place of those that it determines, as long as that leaves fewer combinations.
        while (Best() is var (determinant, determined))
        {
            determined.ForEach(column => kept.Remove(column));
            kept[determinant] = valuesOf(determinant);
        }

        return kept.Values.Aggregate(1.0, (product, values) => product * Math.Max(1, values));

        (int Determinant, List<int> Determined)? Best()
        {
            (int, List<int>)? best = null;
            var least = 1.0;
            foreach (var (column, determines) in determinants)
            {
                if (!Array.Exists(determines, kept.ContainsKey))
                {
                    continue;
                }

                var determined = determines.Where(kept.ContainsKey).ToList();
                var ratio = (kept.ContainsKey(column) ? 1 : Math.Max(1, valuesOf(column))) / determined.Aggregate(1.0, (product, p) => product * Math.Max(1, kept[p]));
                if (ratio < least)
                {
                    (best, least) = ((column, determined), ratio);
                }
            }

            return best;
        }
    }

    // Positions of the columns that determine others, and of those others.
    private static (int Column, int[] Determines)[] DeterminantsOf(Table table) =>
    [
        .. table.Statistics!.Columns.Select((c, at) => (at, c.Determines.Select(table.IndexOf).Where(p => p >= 0 && p != at).ToArray())).Where(d => d.Item2.Length > 0),
    ];
}
