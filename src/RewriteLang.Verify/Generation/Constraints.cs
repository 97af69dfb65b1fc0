using RewriteLang.Algebra;
using RewriteLang.Verify.Reference;

namespace RewriteLang.Verify.Generation;

/// <summary>Whether rows hold the constraints that a catalog may rely on: those that are more than declared.</summary>
public static class Constraints
{
    extension(TableColumn column)
    {
        /// <summary>Whether the column holds no NULL.</summary>
        public bool IsNotNull => column.NotNull is Trust.Enforced or Trust.Validated;
    }

    /// <summary>Whether rows hold the keys and NOT NULLs of their table, and the foreign keys into the others.</summary>
    public static bool Hold(TinyDatabase database)
    {
        for (var t = 0; t < database.Catalog.Tables.Count; t++)
        {
            var table = database.Catalog.Tables[t];
            var before = new List<object?[]>();
            foreach (var row in database.Rows[t])
            {
                if (!Admits(table, before, row) || !ForeignKeysHold(table, row, database))
                {
                    return false;
                }

                before.Add(row);
            }
        }

        return true;
    }

    /// <summary>Whether a row may stand beside others of its table: NOT NULL and keys.</summary>
    public static bool Admits(Table table, IEnumerable<object?[]> rows, object?[] row)
    {
        for (var c = 0; c < row.Length; c++)
        {
            if (row[c] is null && table.Columns[c].IsNotNull)
            {
                return false;
            }
        }

        foreach (var key in table.Keys.Where(k => k.Trust != Trust.Declared))
        {
            var columns = key.Columns.Select(table.IndexOf).ToArray();

            // A unique constraint admits several NULLs.
            if (columns.All(c => row[c] is not null) && rows.Any(r => columns.All(c => SqlValues.NotDistinct(r[c], row[c]))))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether a row has a partner for each of its foreign keys that is not NULL.</summary>
    public static bool ForeignKeysHold(Table table, object?[] row, TinyDatabase database) =>
        table.ForeignKeys.Where(k => k.Trust != Trust.Declared).All(key =>
        {
            var referenced = database.Catalog.Find(key.ReferencedTable)!;
            var values = key.Columns.Select(c => row[table.IndexOf(c)]).ToArray();
            var positions = key.ReferencedColumns.Select(referenced.IndexOf).ToArray();
            return values.Contains(null)
                || database.Of(referenced).Any(r => Enumerable.Range(0, values.Length).All(i => SqlValues.NotDistinct(r[positions[i]], values[i])));
        });
}
