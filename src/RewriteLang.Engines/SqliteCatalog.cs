using RewriteLang.Algebra;

namespace RewriteLang.Engines;

/// <summary>
/// Reads what a SQLite database declares, as far as SQLite holds it: a PRIMARY KEY admits NULL except as INTEGER PRIMARY KEY and in WITHOUT
/// ROWID and STRICT tables; UNIQUE admits several NULLs; foreign keys may never have been checked, so they count as declared only.
/// </summary>
public static class SqliteCatalog
{
    /// <summary>The base tables and views of the main database in the order in which they were made, without statistics.</summary>
    public static Catalog Read(EngineDatabase database)
    {
        var tables = database.Query(
            """
            SELECT m.name, m.sql, l.wr, l.strict FROM sqlite_master AS m JOIN pragma_table_list AS l ON l.name = m.name AND l.schema = 'main'
            WHERE m.type = 'table' AND l.type = 'table' AND m.name NOT LIKE 'sqlite\_%' ESCAPE '\' ORDER BY m.rowid
            """);
        var views = database.Query("SELECT name, sql FROM sqlite_master WHERE type = 'view' ORDER BY rowid");
        return new Catalog([.. tables.Rows.Select(row => Table(
            database, (string)row[0]!, (string)row[1]!, withoutRowId: (long)row[2]! != 0, strict: (long)row[3]! != 0))])
        {
            Views = [.. views.Rows.Select(row => new View((string)row[0]!, (string)row[1]!, "sqlite"))],
        };
    }

    private static Table Table(EngineDatabase database, string name, string sql, bool withoutRowId, bool strict)
    {
        // hidden: 0 an ordinary column, 2 and 3 generated ones, 1 a virtual table's hidden one.
        var columns = database.Query($"SELECT name, type, \"notnull\", pk FROM pragma_table_xinfo({SqlName.Text(name)}) WHERE hidden <> 1 ORDER BY cid").Rows;
        var indexes = database.Query($"SELECT name, \"unique\", origin, partial FROM pragma_index_list({SqlName.Text(name)}) ORDER BY seq DESC").Rows;
        Sequence<string> primary = [.. columns.Where(row => (long)row[3]! > 0).OrderBy(row => (long)row[3]!).Select(row => (string)row[0]!)];

        // A primary key that has no index of its own is the row id: an INTEGER PRIMARY KEY, which is never NULL.
        var isRowId = primary.Count == 1 && !withoutRowId && indexes.All(row => (string)row[2]! != "pk");
        var primaryIsNotNull = isRowId || withoutRowId || strict;
        List<TableKey> keys = primary.Count > 0 ? [new TableKey(primary, IsPrimary: true, Trust.Enforced)] : [];
        List<TableIndex> probed = primary.Count > 0 && (isRowId || withoutRowId) ? [new TableIndex($"{name}_pkey", primary, Unique: true)] : [];
        var collates = sql.Contains("COLLATE", StringComparison.OrdinalIgnoreCase);
        foreach (var index in indexes.Where(row => (long)row[3]! == 0 && !(withoutRowId && (string)row[2]! == "pk")))
        {
            var parts = database.Query($"SELECT name, coll FROM pragma_index_xinfo({SqlName.Text((string)index[0]!)}) WHERE key = 1 ORDER BY seqno").Rows;
            Sequence<string> named = [.. parts.TakeWhile(row => row[0] is not null).Select(row => (string)row[0]!)];
            var unique = (long)index[1]! != 0 && named.Count == parts.Count;

            // Under another collation than the column's an index counts as equal what a query does not, or the reverse.
            var binary = !collates && parts.All(row => (string)row[1]! == "BINARY");
            if (!named.IsEmpty && binary)
            {
                probed.Add(new TableIndex((string)index[0]!, named, unique));
            }

            if (unique && binary && !keys.Any(key => key.Columns.Equals(named)))
            {
                keys.Add(new TableKey(named, IsPrimary: false, Trust.Enforced));
            }
        }

        if (collates && !isRowId)
        {
            keys.Clear();
        }

        return new Table(
            name,
            [.. columns.Select(row => new TableColumn(
                (string)row[0]!,
                CollatesText(collates, (string)row[1]!) ? SqlType.Other($"{row[1]} COLLATE") : SqliteTypes.Of((string)row[1]!),
                (long)row[2]! != 0 || ((long)row[3]! > 0 && primaryIsNotNull) ? Trust.Enforced : null,
                CollatesText(collates, (string)row[1]!) ? $"{row[1]} COLLATE" : (string)row[1]!))],
            [.. keys],
            [.. ForeignKeys(database, name)],
            [.. probed],
            RowIdIsVisible: !withoutRowId)
        {
            Checks = [.. SqliteChecks.Of(sql).Select(c => new TableCheck(c, Trust.Enforced))],
        };
    }

    // Which column it is that compares in its own way is not looked up: no column of text in the table counts as one that compares as text does.
    private static bool CollatesText(bool collates, string declared) => collates && SqliteTypes.Of(declared).Kind is TypeKind.Varchar or TypeKind.Unknown or TypeKind.Other;

    private static IEnumerable<ForeignKey> ForeignKeys(EngineDatabase database, string name)
    {
        var rows = database.Query($"SELECT id, \"table\", \"from\", \"to\" FROM pragma_foreign_key_list({SqlName.Text(name)}) ORDER BY id DESC, seq").Rows;
        foreach (var key in rows.GroupBy(row => (long)row[0]!))
        {
            var parts = key.ToList();
            var table = (string)parts[0][1]!;

            // Without columns it means the other table's primary key.
            var referenced = parts[0][3] is null
                ? database.Query($"SELECT name FROM pragma_table_info({SqlName.Text(table)}) WHERE pk > 0 ORDER BY pk").Rows.Select(row => (string)row[0]!)
                : parts.Select(row => (string)row[3]!);
            Sequence<string> columns = [.. referenced];
            if (columns.Count == parts.Count)
            {
                yield return new ForeignKey([.. parts.Select(row => (string)row[2]!)], table, columns, Trust.Declared);
            }
        }
    }
}
