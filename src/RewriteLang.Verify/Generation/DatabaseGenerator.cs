using RewriteLang.Algebra;
using RewriteLang.Verify.Reference;

namespace RewriteLang.Verify.Generation;

/// <summary>
/// Random rows for the tables of a catalog: 0 to 8 a table, from tiny domains, with NULLs and duplicates, holding every key, foreign key and NOT
/// NULL that is more than declared.
/// </summary>
public sealed class DatabaseGenerator
{
    /// <summary>Most rows of a table.</summary>
    public const int MaximumRows = 8;

    private readonly Catalog _catalog;
    private readonly IReadOnlyList<int> _order;
    private readonly bool _withNaN;

    /// <summary>A generator for a catalog.</summary>
    /// <param name="catalog">The tables.</param>
    /// <param name="withNaN">Whether floats may be NaN, which SQLite does not have.</param>
    /// <exception cref="ArgumentException">Foreign keys form a cycle.</exception>
    public DatabaseGenerator(Catalog catalog, bool withNaN = true)
    {
        _catalog = catalog;
        _withNaN = withNaN;
        _order = TopologicalOrder(catalog);
    }

    /// <summary>A database.</summary>
    public TinyDatabase Next(SeededRandom random)
    {
        var rows = new List<object?[]>[_catalog.Tables.Count];
        foreach (var index in _order)
        {
            var table = _catalog.Tables[index];
            rows[index] = [];

            // Some tables are empty, most are small, some are as large as they get.
            var count = random.Weighted((12, 0), (18, 1), (40, random.Between(2, 4)), (30, random.Between(4, MaximumRows)));
            var nulls = random.Pick([0, 15, 15, 40]);
            for (var i = 0; i < count; i++)
            {
                // The same row again, where the keys allow it.
                var row = rows[index].Count > 0 && random.Percent(20) ? [.. random.Pick(rows[index])] : RowOf(table, rows, nulls, random);
                if (row is not null && Constraints.Admits(table, rows[index], row))
                {
                    rows[index].Add(row);
                }
            }
        }

        return new(_catalog, rows);
    }

    private object?[]? RowOf(Table table, List<object?[]>?[] rows, int nullPercent, SeededRandom random)
    {
        var row = new object?[table.Columns.Count];
        for (var c = 0; c < row.Length; c++)
        {
            row[c] = !table.Columns[c].IsNotNull && random.Percent(nullPercent) ? null : Value(table, c, random);
        }

        foreach (var key in table.ForeignKeys.Where(k => k.Trust != Trust.Declared))
        {
            var columns = key.Columns.Select(table.IndexOf).ToArray();
            if (columns.Any(c => row[c] is null))
            {
                continue;
            }

            var referenced = _catalog.Find(key.ReferencedTable)!;
            var partners = rows[IndexOf(_catalog, referenced)]!;
            if (partners.Count == 0)
            {
                if (columns.All(c => table.Columns[c].IsNotNull))
                {
                    return null;
                }

                row[columns.First(c => !table.Columns[c].IsNotNull)] = null;
                continue;
            }

            var partner = random.Pick(partners);
            for (var i = 0; i < columns.Length; i++)
            {
                row[columns[i]] = partner[referenced.IndexOf(key.ReferencedColumns[i])];
            }
        }

        return row;
    }

    private object Value(Table table, int column, SeededRandom random)
    {
        var type = table.Columns[column].Type;
        if (type.IsFloat && _withNaN && !table.Columns[column].IsNotNull && random.Percent(4))
        {
            return double.NaN;
        }

        // A key of one integer needs more values than the domain has.
        return type.IsInteger && table.Keys.Any(k => k.Columns.Count == 1 && table.IndexOf(k.Columns[0]) == column)
            ? (long)random.Between(0, MaximumRows)
            : random.Pick(TinyDomains.Of(type));
    }

    private static int IndexOf(Catalog catalog, Table table) => catalog.Tables.ToList().FindIndex(t => t.Equals(table));

    private static List<int> TopologicalOrder(Catalog catalog)
    {
        var order = new List<int>();
        while (order.Count < catalog.Tables.Count)
        {
            var next = Enumerable.Range(0, catalog.Tables.Count).FirstOrDefault(
                i => !order.Contains(i) && catalog.Tables[i].ForeignKeys.All(k => catalog.Find(k.ReferencedTable) is { } r && order.Contains(IndexOf(catalog, r))),
                -1);
            if (next < 0)
            {
                throw new ArgumentException("The foreign keys form a cycle, or name a table that is not there.", nameof(catalog));
            }

            order.Add(next);
        }

        return order;
    }
}
