using RewriteLang.Algebra;
using RewriteLang.EGraphs;
using RewriteLang.Optimizer.Plans;

namespace RewriteLang.Optimizer.Costs;

/// <summary>How many different values several columns have together.</summary>
public sealed partial class Estimator
{
    /// <summary>
    /// The estimated number of distinct values of some columns in a class. Columns of one table have no more together than it has rows, and than a column that determines them has values; columns of a
    /// table that is looked up by its key have no more than what it is looked up by.
    /// </summary>
    public double DistinctValues(EClassId id, IEnumerable<Column> columns)
    {
        var key = (plans.Graph.Find(id), ColumnSet.Of(columns));
        if (_distinct.TryGetValue(key, out var known))
        {
            return known;
        }

        var counted = Counted(key.Item1, key.Item2);

        // What is said of a class on the way to its own rows is not the last word.
        return _busy.Contains(key.Item1) ? counted : _distinct[key] = counted;
    }

    private double Counted(EClassId id, ColumnSet columns)
    {
        var rows = Rows(id);
        var block = BlockBelow(id);
        var others = 1.0;
        var tables = new List<Stored>();
        foreach (var column in columns.Ids.Select(c => plans.Columns[c]))
        {
            if (plans.Sources.Of(column) is not { Table.Statistics: not null } origin)
            {
                others *= Math.Max(1, DistinctValues(column, rows));
            }
            else if (tables.Find(t => t.Has(origin)) is { } stored)
            {
                stored.Columns[origin.Position] = column;
            }
            else
            {
                tables.Add(new(origin, new() { [origin.Position] = column }));
            }
        }

        if (others >= rows || tables.Count == 0)
        {
            return Math.Max(1, Math.Min(rows, others));
        }

        var asked = block is null ? [] : AskedValues(block);
        var lookups = block is null ? [] : block.Conjuncts.SelectMany(Lookups).ToList();
        var together = tables.ConvertAll(t => Together(t, rows, asked, lookups));

        // What is looked up is known by what it is looked up by, as the days of orders are by their numbers.
        foreach (var (referring, key) in lookups)
        {
            var at = tables.FindIndex(t => t.Has(key));
            var from = tables.FindIndex(t => t.Has(plans.Sources.Of(referring)!));
            if (at < 0 || from < 0 || at == from || tables.Count < 2)
            {
                continue;
            }

            var wider = tables[from] with { Columns = new(tables[from].Columns) { [plans.Sources.Of(referring)!.Position] = referring } };
            var joined = Together(wider, rows, asked, lookups);
            if (joined < together[at] * together[from])
            {
                (tables[from], together[from]) = (wider, joined);
                tables.RemoveAt(at);
                together.RemoveAt(at);
            }
        }

        return Math.Max(1, Math.Min(rows, together.Aggregate(others, (product, values) => product * values)));
    }

    // The block that a class is, or that it is a projection of.
    private Relation.Block? BlockBelow(EClassId id)
    {
        for (var depth = 0; depth < MostProjections; depth++)
        {
            var node = plans.Graph.AnyNodeOf(plans.Graph.Find(id));
            if (plans.ShellOf(node) is not Relation.Project)
            {
                return plans.ShellOf(node) as Relation.Block;
            }

            id = plans.Graph.ChildrenOf(node)[0];
        }

        return null;
    }

    // A class may be a projection of itself.
    private const int MostProjections = 4;

    private double Together(Stored stored, double rows, List<(TableOrigin Origin, double Values)> asked, List<(Column Referring, TableOrigin Key)> lookups)
    {
        var statistics = stored.Origin.Table.Statistics!;

        // Other columns of the table, too, which need not be read here: what is asked of its rows is asked of all of them.
        double ValuesOf(int position)
        {
            var counted = statistics.Columns[position];
            var known = stored.Columns.TryGetValue(position, out var column) ? DistinctValues(column, rows) : (counted.Distinct + (counted.Nulls > 0 ? 1 : 0)) * Kept(counted);
            return asked.Where(a => stored.Has(a.Origin) && a.Origin.Position == position).Select(a => a.Values).Append(known).Min();
        }

        // Where a table that is filtered is looked up by what a column determines, all rows of a value of that column are kept, or none is.
        double Kept(ColumnStatistics determinant) => !determinant.Determines.IsEmpty
            && lookups.Exists(l => plans.Sources.Of(l.Referring)! is var referring && stored.Has(referring) && determinant.Determines.Contains(referring.Column.Name) && asked.Exists(a => a.Origin.Table == l.Key.Table && a.Origin.Occurrence == l.Key.Occurrence))
            ? Math.Min(1, rows / Math.Max(1, statistics.Rows))
            : 1;

        return Math.Min(Math.Max(1, statistics.Rows), JointValues.Of(stored.Origin.Table, stored.Columns.Keys, ValuesOf));
    }

    // Equalities of a column of one table and the column that numbers the rows of another one.
    private IEnumerable<(Column Referring, TableOrigin Key)> Lookups(Scalar conjunct)
    {
        if (conjunct is Scalar.Comparison { Operator: ComparisonOperator.Equal, Left: Scalar.ColumnRef { Column: var left }, Right: Scalar.ColumnRef { Column: var right } }
            && plans.Sources.Of(left) is { Table.Statistics: not null } first && plans.Sources.Of(right) is { Table.Statistics: not null } second)
        {
            if (LeadingKey.Of(second.Table) == second.Column)
            {
                yield return (left, second);
            }

            if (LeadingKey.Of(first.Table) == first.Column)
            {
                yield return (right, first);
            }
        }
    }

    // How many values the conditions of a block leave of stored columns that are compared with literals.
    private List<(TableOrigin Origin, double Values)> AskedValues(Relation.Block block)
    {
        var asked = new List<(TableOrigin, double)>();
        var ranges = new Dictionary<Column, ValueRange>();
        foreach (var conjunct in block.Conjuncts)
        {
            if (Values(conjunct) is var (column, values))
            {
                Ask(column, values);
            }
            else if (ValueRange.Of(Folded(conjunct)) is var (ranged, range))
            {
                ranges[ranged] = ranges.TryGetValue(ranged, out var known) ? known.And(range) : range;
            }
        }

        foreach (var (column, range) in ranges)
        {
            if (StatisticsOf(column) is { } statistics)
            {
                Ask(column, statistics.Distinct * RangeSelectivity(column, range, 1));
            }
        }

        return asked;

        void Ask(Column column, double values)
        {
            if (plans.Sources.Of(column) is { } origin)
            {
                asked.Add((origin, values));
            }
        }
    }

    // An occurrence of a table, and those of its columns that are asked about, by their positions.
    private sealed record Stored(TableOrigin Origin, Dictionary<int, Column> Columns)
    {
        public bool Has(TableOrigin origin) => origin.Table == Origin.Table && origin.Occurrence == Origin.Occurrence;
    }
}
