using RewriteLang.Algebra;
using RewriteLang.Verify.Generation;
using RewriteLang.Verify.Reference;

namespace RewriteLang.Verify.Queries;

/// <summary>Random databases on which two queries have rows and go separate ways if they can; constraints hold in all of them.</summary>
/// <param name="catalog">The tables.</param>
/// <param name="steering">What the queries say.</param>
/// <param name="checks">The tables' CHECKs.</param>
/// <param name="named">The columns that vary, beside those of keys; null for all. The others are NULL, or always the same.</param>
internal sealed class SteeredDatabases(Catalog catalog, Steering steering, CheckedTables checks, IReadOnlySet<string>? named = null)
{
    private const int RowAttempts = 12;
    private const int RowsOfOneTable = 8;

    private readonly IReadOnlyList<int> _order = ReferencedFirst(catalog);
    private readonly ILookup<(int Table, int Alternative), RowTemplate> _templates = steering.Templates.ToLookup(t => (t.Table, t.Alternative));

    private readonly bool[][] _varies = [.. catalog.Tables.Select(t => t.Columns.Select(c => named is null || named.Contains(c.Name)
        || t.Keys.Any(k => k.Columns.Contains(c.Name)) || t.ForeignKeys.Any(k => k.Columns.Contains(c.Name))).ToArray())];

    /// <summary>A database without rows.</summary>
    public TinyDatabase Empty => new(catalog, [.. catalog.Tables.Select(_ => (IReadOnlyList<object?[]>)[])]);

    /// <summary>The next database.</summary>
    public TinyDatabase Next(SeededRandom random)
    {
        var mood = new Mood(random);
        var sizes = steering.Sizes.ToList();
        var size = sizes.Count > 0 && random.Percent(25) ? random.Pick(sizes) + random.Between(-1, 2) : 0;
        var rows = new List<object?[]>[catalog.Tables.Count];
        foreach (var table in _order)
        {
            rows[table] = [];
            var count = random.Weighted((5, 0), (15, 1), (40, random.Between(2, 4)), (40, random.Between(3, RowsOfOneTable)));
            if (size > 0 && random.Percent(70))
            {
                count = size;
            }

            for (var i = 0; i < count; i++)
            {
                Add(table, rows, mood, random);
            }
        }

        return Repaired(rows);
    }

    private void Add(int table, List<object?[]>?[] rows, Mood mood, SeededRandom random)
    {
        for (var attempt = 0; attempt < RowAttempts; attempt++)
        {
            var row = rows[table]!.Count > 0 && attempt < 2 && random.Percent(mood.RepeatPercent) ? [.. random.Pick(rows[table]!)] : RowOf(table, rows, mood, random);
            if (rows[table]!.Count > 0 && random.Percent(30))
            {
                // Nearly the row before: rows that tie or group, and differ in one thing.
                var changed = random.Below(row.Length);
                var other = random.Pick(rows[table]!);
                row = [.. other.Select((v, c) => c == changed ? row[c] : v)];
            }

            if (Constraints.Admits(catalog.Tables[table], rows[table]!, row) && checks.Admit(table, row))
            {
                rows[table]!.Add(row);
                return;
            }
        }
    }

    private object?[] RowOf(int table, List<object?[]>?[] rows, Mood mood, SeededRandom random)
    {
        var template = random.Percent(mood.PassingPercent) && _templates[(table, mood.Alternative)].ToList() is { Count: > 0 } fitting ? random.Pick(fitting) : null;
        object?[] row;
        var attempt = 0;
        do
        {
            row = [.. catalog.Tables[table].Columns.Select((_, c) => ValueOf(new(table, c), template, mood, random))];
            TakePartners(catalog.Tables[table], row, rows, random);
        }
        while (template is not null && !template.Admits(row) && ++attempt < RowAttempts);
        return row;
    }

    private object? ValueOf(BaseColumn column, RowTemplate? template, Mood mood, SeededRandom random)
    {
        var declared = catalog.Tables[column.Table].Columns[column.Column];
        if (!_varies[column.Table][column.Column])
        {
            return declared.IsNotNull ? steering.Pools[column.Table][column.Column][0] : null;
        }

        var needed = template?.Allowed[column.Column];
        if (!declared.IsNotNull && random.Percent(needed is null ? mood.NullPercent : mood.NullPercent / 4))
        {
            return null;
        }

        // A key of one number needs more values than a pool may have.
        if (declared.Type.IsInteger && random.Percent(50) && catalog.Tables[column.Table].Keys.Any(k => k.Columns is [var only] && Is(column, only)))
        {
            return (long)random.Between(0, RowsOfOneTable + (steering.Sizes.Count > 0 ? steering.Sizes.Max() : 0));
        }

        var pool = needed ?? steering.Pools[column.Table][column.Column];
        if (pool.Count == 0)
        {
            return null;
        }

        if (mood.FewPerClass > 0 && random.Percent(85))
        {
            // The same few of each class, so that keys meet; what passes the filters, if any does.
            var few = mood.Few(steering.ClassOf(column), steering);
            IReadOnlyList<object> meeting = needed is null && declared.Type == steering.TypeOfClass(steering.ClassOf(column)) ? few : [.. pool.Where(v => few.Any(f => SqlValues.NotDistinct(f, v)))];
            if (meeting.Count > 0)
            {
                return random.Pick(meeting);
            }
        }

        return random.Pick(pool);
    }

    private bool Is(BaseColumn column, string name) => catalog.Tables[column.Table].IndexOf(name) == column.Column;

    private void TakePartners(Table table, object?[] row, List<object?[]>?[] rows, SeededRandom random)
    {
        foreach (var key in table.ForeignKeys.Where(k => k.Trust != Trust.Declared))
        {
            var columns = key.Columns.Select(table.IndexOf).ToArray();
            if (catalog.Find(key.ReferencedTable) is not { } referenced || rows[catalog.Tables.ToList().IndexOf(referenced)] is not { Count: > 0 } partners
                || columns.Any(c => row[c] is null))
            {
                continue;
            }

            var partner = random.Pick(partners);
            for (var i = 0; i < columns.Length; i++)
            {
                row[columns[i]] = partner[referenced.IndexOf(key.ReferencedColumns[i])];
            }
        }
    }

    // Where foreign keys run in circles, or the other table has no rows: NULL if it may be, else the row goes, and those that need it.
    private TinyDatabase Repaired(List<object?[]>[] rows)
    {
        var database = new TinyDatabase(catalog, rows);
        for (var changed = true; changed;)
        {
            changed = false;
            for (var t = 0; t < rows.Length; t++)
            {
                var table = catalog.Tables[t];
                foreach (var row in rows[t].Where(r => !Constraints.ForeignKeysHold(table, r, database)).ToList())
                {
                    changed = true;
                    rows[t].Remove(row);
                    var free = table.ForeignKeys.Select(k => k.Columns.Select(table.IndexOf).FirstOrDefault(c => !table.Columns[c].IsNotNull, -1)).ToList();
                    if (!free.Contains(-1))
                    {
                        free.ForEach(c => row[c] = null);
                        if (Constraints.Admits(table, rows[t], row))
                        {
                            rows[t].Add(row);
                        }
                    }
                }
            }
        }

        return database;
    }

    private static List<int> ReferencedFirst(Catalog catalog)
    {
        var order = new List<int>();
        var seen = new HashSet<int>();
        void Visit(int table)
        {
            if (seen.Add(table))
            {
                foreach (var key in catalog.Tables[table].ForeignKeys)
                {
                    if (catalog.Find(key.ReferencedTable) is { } referenced)
                    {
                        Visit(catalog.Tables.ToList().IndexOf(referenced));
                    }
                }

                order.Add(table);
            }
        }

        for (var t = 0; t < catalog.Tables.Count; t++)
        {
            Visit(t);
        }

        return order;
    }

    /// <summary>What one database is like as a whole: how many rows pass the filters, how few values there are, how many NULLs.</summary>
    private sealed class Mood(SeededRandom random)
    {
        private readonly Dictionary<int, IReadOnlyList<object>> _few = [];

        public int PassingPercent { get; } = random.Pick([100, 100, 85, 60, 0]);

        public int Alternative { get; } = random.Below(Steering.Alternatives);

        public int FewPerClass { get; } = random.Pick([0, 1, 1, 2, 3]);

        public int NullPercent { get; } = random.Pick([0, 0, 10, 30]);

        public int RepeatPercent { get; } = random.Pick([0, 20, 50]);

        public IReadOnlyList<object> Few(int columnClass, Steering steering)
        {
            if (!_few.TryGetValue(columnClass, out var few))
            {
                var pool = steering.PoolOfClass(columnClass);
                var picks = Enumerable.Range(0, FewPerClass).Select(_ => random.Pick(pool)).ToList();
                _few[columnClass] = few = [.. picks.SelectMany(v => steering.AtDistance(columnClass, v).Prepend(v))];
            }

            return few;
        }
    }
}
