using RewriteLang.Algebra;

namespace RewriteLang.Engines;

/// <summary>Writes a table as SQLite's DDL.</summary>
internal static class SqliteTableDdl
{
    /// <summary>CREATE TABLE with its keys. A primary key of one integer is SQLite's row id.</summary>
    public static string Create(Table table)
    {
        var columns = table.Columns.Select(column =>
            $"{SqlName.Quote(column.Name)} {TypeOf(column.Type)}{(column.NotNull is Trust.Enforced or Trust.Validated ? " NOT NULL" : "")}");
        var keys = table.Keys.Where(key => key.Trust != Trust.Declared)
            .Select(key => $"{(key.IsPrimary ? "PRIMARY KEY" : "UNIQUE")} ({SqlName.List(key.Columns)})");
        var foreign = table.ForeignKeys.Select(key =>
            $"FOREIGN KEY ({SqlName.List(key.Columns)}) REFERENCES {SqlName.Quote(key.ReferencedTable)} ({SqlName.List(key.ReferencedColumns)})");
        return $"CREATE TABLE {SqlName.Quote(table.Name)} ({string.Join(", ", [.. columns, .. keys, .. foreign])})";
    }

    /// <summary>CREATE INDEX for the indexes that no key brings with it.</summary>
    public static IEnumerable<string> Indexes(Table table) => table.Indexes
        .Where(index => !table.Keys.Any(key => key.Columns.Equals(index.Columns)))
        .Select(index => $"CREATE INDEX {SqlName.Quote(index.Name)} ON {SqlName.Quote(table.Name)} ({SqlName.List(index.Columns)})");

    /// <summary>The declared type whose affinity keeps values as the copy writes them; NUMERIC would turn 17.0 into the integer 17.</summary>
    public static string TypeOf(SqlType type) => type.Kind switch
    {
        TypeKind.Boolean => "BOOLEAN",
        TypeKind.Decimal or TypeKind.Float or TypeKind.Double => "REAL",
        TypeKind.Blob => "BLOB",
        _ when type.IsInteger => "INTEGER",
        _ => "TEXT",
    };
}
