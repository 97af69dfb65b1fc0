using System.Data.Common;
using RewriteLang.Algebra;
using RewriteLang.DuckDb;

namespace RewriteLang.Sql.Tests;

/// <summary>A schema loaded into an empty DuckDB, and its catalog as DuckDB tells it: what the binder is compared with.</summary>
internal sealed class Schema : IDisposable
{
    private readonly DbConnection _connection;

    public Schema(string ddl)
    {
        _connection = DuckDbFactory.Instance.CreateConnection();
        _connection.ConnectionString = "Data Source=:memory:";
        _connection.Open();
        Execute(ddl);
        var keys = Rows(
                """
                SELECT table_name, constraint_type = 'PRIMARY KEY', array_to_string(constraint_column_names, '|') FROM duckdb_constraints()
                WHERE constraint_type IN ('PRIMARY KEY', 'UNIQUE') ORDER BY ALL
                """)
            .ToLookup(r => r[0], r => new TableKey([.. r[2].Split('|')], r[1] == "true", Trust.Enforced));
        Catalog = new(
            [.. Rows("SELECT table_name, column_name, data_type, is_nullable FROM duckdb_columns() WHERE NOT internal ORDER BY table_oid, column_index")
                .GroupBy(r => r[0])
                .Select(t => new Table(
                    t.Key,
                    [.. t.Select(c => new TableColumn(c[1], SqlType.Parse(c[2]), c[3] == "false" ? Trust.Enforced : null))],
                    [.. keys[t.Key]],
                    [],
                    []))]);
    }

    public Catalog Catalog { get; }

    public void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>The names and types of a query's result, as <c>name TYPE</c>.</summary>
    public List<string> Describe(string sql) => Rows("DESCRIBE " + sql).ConvertAll(r => $"{r[0]} {r[1]}");

    public Result<BoundQuery> Bind(string sql) => SqlBinder.Bind(sql, Catalog, new(), "q.sql");

    public void Dispose() => _connection.Dispose();

    private List<string[]> Rows(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string[]>();
        while (reader.Read())
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? "" : reader.GetString(i))]);
        }

        return rows;
    }
}
