using RewriteLang.Algebra;

namespace RewriteLang.Engines;

/// <summary>Reads what a DuckDB database declares. DuckDB enforces every constraint that it lets one declare.</summary>
public static class DuckDbCatalog
{
    /// <summary>The base tables and views of the current database, by schema, then in the order in which they were made, without statistics.</summary>
    public static Catalog Read(EngineDatabase database)
    {
        var tables = database.Query(
            """
            SELECT table_oid, CASE WHEN schema_name <> 'main' THEN schema_name END, table_name FROM duckdb_tables()
            WHERE database_name = current_database() AND NOT internal AND NOT temporary ORDER BY schema_name <> 'main', schema_name, table_oid
            """);
        var columns = database.Query(
            """
            SELECT table_oid, column_name, data_type, is_nullable FROM duckdb_columns()
            WHERE database_name = current_database() AND NOT internal ORDER BY table_oid, column_index
            """).Rows.ToLookup(row => (long)row[0]!);

        // Lists of names come apart into rows: a name may hold a comma.
        var constraints = database.Query(
            """
            SELECT table_oid, constraint_index, constraint_type, referenced_table,
              unnest(constraint_column_names) AS name, unnest(referenced_column_names) AS referenced
            FROM duckdb_constraints()
            WHERE database_name = current_database() AND constraint_type IN ('PRIMARY KEY', 'UNIQUE', 'FOREIGN KEY')
            ORDER BY table_oid, constraint_index, generate_subscripts(constraint_column_names, 1)
            """).Rows.ToLookup(row => (long)row[0]!);
        var checks = database.Query(
            """
            SELECT table_oid, expression FROM duckdb_constraints()
            WHERE database_name = current_database() AND constraint_type = 'CHECK' ORDER BY table_oid, constraint_index
            """).Rows.ToLookup(row => (long)row[0]!, row => new TableCheck((string)row[1]!, Trust.Enforced));
        var indexes = database.Query(
            """
            SELECT table_oid, index_name, is_unique, unnest(CAST(expressions AS VARCHAR[])) AS expression FROM duckdb_indexes()
            WHERE database_name = current_database() ORDER BY table_oid, index_oid, generate_subscripts(CAST(expressions AS VARCHAR[]), 1)
            """).Rows.ToLookup(row => (long)row[0]!);
        var views = database.Query(
            """
            SELECT view_name, sql, CASE WHEN schema_name <> 'main' THEN schema_name END FROM duckdb_views()
            WHERE database_name = current_database() AND NOT internal AND NOT temporary ORDER BY view_oid
            """);
        return new Catalog([.. tables.Rows.Select(row => Table(
            (string)row[2]!, (string?)row[1], columns[(long)row[0]!], constraints[(long)row[0]!], indexes[(long)row[0]!]) with { Checks = [.. checks[(long)row[0]!]] })])
        {
            Views = [.. views.Rows.Select(row => new View((string)row[0]!, (string)row[1]!, "duckdb", (string?)row[2]))],
        };
    }

    private static Table Table(
        string name, string? schema, IEnumerable<object?[]> columns, IEnumerable<object?[]> constraints, IEnumerable<object?[]> indexes)
    {
        var byConstraint = constraints.GroupBy(row => (long)row[1]!).Select(group => group.ToList()).ToList();
        List<TableKey> keys =
        [
            .. byConstraint.Where(rows => Kind(rows) is "PRIMARY KEY" or "UNIQUE")
                .Select(rows => new TableKey(Names(rows, 4), Kind(rows) == "PRIMARY KEY", Trust.Enforced))
                .OrderByDescending(key => key.IsPrimary),
        ];
        List<TableIndex> probed = [.. keys.Select((key, i) => new TableIndex(KeyIndexName(name, key, i), key.Columns, Unique: true))];
        List<TableColumn> typed = [.. columns.Select(row => new TableColumn(
            (string)row[1]!, SqlType.Parse((string)row[2]!), (bool)row[3]! ? null : Trust.Enforced))];
        foreach (var index in indexes.GroupBy(row => (string)row[1]!, StringComparer.Ordinal))
        {
            var rows = index.ToList();
            var names = rows.Select(row => Column(typed, (string)row[3]!)).TakeWhile(column => column is not null).Select(column => column!).ToList();
            var whole = names.Count == rows.Count;
            var unique = whole && (bool)rows[0][2]!;
            if (names.Count > 0)
            {
                probed.Add(new TableIndex(index.Key, [.. names], unique));
            }

            if (unique)
            {
                keys.Add(new TableKey([.. names], IsPrimary: false, Trust.Enforced));
            }
        }

        return new Table(
            name,
            [.. typed],
            [.. keys],
            [.. byConstraint.Where(rows => Kind(rows) == "FOREIGN KEY")
                .Select(rows => new ForeignKey(Names(rows, 4), (string)rows[0][3]!, Names(rows, 5), Trust.Enforced))],
            [.. probed],
            Schema: schema);
    }

    private static string Kind(List<object?[]> rows) => (string)rows[0][2]!;

    private static Sequence<string> Names(List<object?[]> rows, int position) => [.. rows.Select(row => (string)row[position]!)];

    private static string KeyIndexName(string table, TableKey key, int position) => key.IsPrimary ? $"{table}_pkey" : $"{table}_key{position}";

    // An index on an expression lists its SQL; one on a column lists the name, quoted where it must be.
    private static string? Column(List<TableColumn> columns, string expression) => columns
        .Select(column => column.Name)
        .FirstOrDefault(name => expression.Equals(name, StringComparison.OrdinalIgnoreCase) || expression == SqlName.Quote(name) || expression == $"'{SqlName.Quote(name)}'");
}
