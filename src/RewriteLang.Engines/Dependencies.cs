using System.Globalization;
using RewriteLang.Algebra;

namespace RewriteLang.Engines;

/// <summary>
/// Finds what <see cref="ColumnStatistics.Determines"/> says: columns whose value is the same wherever that of another one is. It is looked for in some thousand rows that stand together in the
/// table, because rows with the same value of a column of many values, as those of one order, mostly do.
/// </summary>
internal static class Dependencies
{
    // A table of no more rows is looked at as a whole.
    private const int LookedAt = 8192;

    // DuckDB draws blocks of 2048 rows at random: so many rows are asked for that hardly ever none is drawn.
    private const int Drawn = 20_480;

    // So many rows have to have a value that was there before, or what was seen may be chance.
    private const int LeastRepeats = 50;

    // SQLite's rows are taken from so many places of the table.
    private const int Ranges = 4;

    /// <summary>The statistics of a table, with what its columns determine.</summary>
    public static TableStatistics AddTo(TableStatistics statistics, EngineDatabase database, Table table, CancellationToken token)
    {
        var positions = Enumerable.Range(0, table.Columns.Count).Where(i => IsLookedAt(table.Columns[i].Type) && statistics.Columns[i].Distinct > 1).ToList();
        if (positions.Count < 2 || statistics.Rows <= LeastRepeats || positions.TrueForAll(i => statistics.Rows - statistics.Columns[i].Distinct < LeastRepeats))
        {
            return statistics;
        }

        var names = string.Join(", ", positions.Select(i => SqlName.Quote(table.Columns[i].Name)));
        var rows = database.Engine is SqliteEngine ? OfSqlite(database, table, names, statistics.Rows, token) : OfDuckDb(database, table, names, statistics.Rows, token);
        var columns = positions.ConvertAll(i => new Values(rows, positions.IndexOf(i)));
        return statistics with
        {
            Columns = [.. statistics.Columns.Select((counted, i) => positions.IndexOf(i) is >= 0 and var at && rows.Count - columns[at].Distinct >= LeastRepeats
                ? counted with { Determines = [.. positions.Where((p, other) => other != at && MayDetermine(counted, statistics.Columns[p], statistics) && columns[at].Determine(columns[other])).Select(p => table.Columns[p].Name)] }
                : counted)],
        };
    }

    // Measures depend on much and determine nothing.
    private static bool IsLookedAt(SqlType type) => type.IsInteger || type.Kind is TypeKind.Boolean or TypeKind.Varchar or TypeKind.Date or TypeKind.Timestamp or TypeKind.Uuid;

    // Values that hardly repeat in the rows looked at may do so further away: what has more values in the whole table is not determined. Estimates of these can be off by a quarter.
    private static bool MayDetermine(ColumnStatistics column, ColumnStatistics other, TableStatistics table) => other.Distinct <= column.Distinct * (table.DistinctIsEstimated ? 1.25 : 1);

    private static IReadOnlyList<object?[]> OfDuckDb(EngineDatabase database, Table table, string names, long rows, CancellationToken token)
    {
        if (rows <= LookedAt)
        {
            return database.Query($"SELECT {names} FROM {SqlName.Of(table)}", null, token).Rows;
        }

        // With several threads the same seed would draw other rows each time.
        var threads = database.Query("SELECT current_setting('threads')", null, token).Rows[0][0];
        database.Execute("SET threads = 1", null, token);
        try
        {
            var share = string.Create(CultureInfo.InvariantCulture, $"{Math.Min(100.0, 100.0 * Drawn / rows):0.########}");
            return database.Query($"SELECT {names} FROM {SqlName.Of(table)} TABLESAMPLE system({share}%) REPEATABLE (1) LIMIT {LookedAt}", null, token).Rows;
        }
        finally
        {
            database.Execute($"SET threads = {threads}", null, CancellationToken.None);
        }
    }

    private static IReadOnlyList<object?[]> OfSqlite(EngineDatabase database, Table table, string names, long rows, CancellationToken token)
    {
        var from = $"main.{SqlName.Quote(table.Name)}";
        if (rows <= LookedAt || !table.RowIdIsVisible || database.Query($"SELECT min(rowid), max(rowid) FROM {from}", null, token).Rows[0] is not [long first, long last] || last - first < LookedAt)
        {
            return database.Query($"SELECT {names} FROM {from} LIMIT {LookedAt}", null, token).Rows;
        }

        var step = (last - first) / Ranges;
        var ranges = Enumerable.Range(0, Ranges).Select(i => first + (i * step)).Select(start => $"rowid BETWEEN {start} AND {start + (LookedAt / Ranges) - 1}");
        return database.Query($"SELECT {names} FROM {from} WHERE {string.Join(" OR ", ranges)}", null, token).Rows;
    }

    // The values of a column in the rows looked at, numbered; NULL is -1.
    private sealed class Values
    {
        private readonly int[] _codes;

        public Values(IReadOnlyList<object?[]> rows, int column)
        {
            var numbers = new Dictionary<object, int>();
            _codes = new int[rows.Count];
            for (var i = 0; i < _codes.Length; i++)
            {
                _codes[i] = rows[i][column] is not { } value ? -1 : numbers.TryGetValue(value, out var known) ? known : numbers[value] = numbers.Count;
            }

            Distinct = numbers.Count;
        }

        public int Distinct { get; }

        // A NULL says nothing of either. A column that has one value in these rows is not known to depend on anything.
        public bool Determine(Values other)
        {
            if (other.Distinct < 2 || other.Distinct > Distinct)
            {
                return false;
            }

            var seen = new int[Distinct];
            for (var i = 0; i < _codes.Length; i++)
            {
                if (_codes[i] < 0 || other._codes[i] < 0)
                {
                    continue;
                }

                ref var value = ref seen[_codes[i]];
                if (value != 0 && value != other._codes[i] + 1)
                {
                    return false;
                }

                value = other._codes[i] + 1;
            }

            return true;
        }
    }
}
