using System.Data.Common;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using RewriteLang.Algebra;
using SQLitePCL;

namespace RewriteLang.Engines;

/// <summary>SQLite, in this process.</summary>
public sealed class SqliteEngine : Engine
{
    private SqliteEngine()
    {
    }

    /// <summary>The engine.</summary>
    public static SqliteEngine Instance { get; } = new();

    /// <inheritdoc/>
    public override string Name => "sqlite";

    /// <inheritdoc/>
    public override string Version => Origin.Length > 0 ? raw.sqlite3_libversion().utf8_to_string() : "";

    /// <inheritdoc/>
    public override string Description => $"SQLite {Version} ({Origin})";

    /// <summary>Where the library comes from: <c>system library</c>, <c>bundled library</c>, or the path that the environment names.</summary>
    public static string Origin => SqliteLibrary.Origin;

    /// <inheritdoc/>
    public override bool ExplainsCheaply => true;

    private protected override string MemoryConnectionString => Builder(":memory:", SqliteOpenMode.Memory);

    private protected override string FirstLook => "SELECT count(*) FROM sqlite_master";

    private protected override string FileConnectionString(string path, bool readOnly) =>
        Builder(path, readOnly ? SqliteOpenMode.ReadOnly : SqliteOpenMode.ReadWriteCreate);

    private protected override DbConnection Connect(string connectionString)
    {
        _ = Origin;
        return new SqliteConnection(connectionString);
    }

    internal override void Interrupt(DbConnection connection, DbCommand command)
    {
        if (((SqliteConnection)connection).Handle is { } handle)
        {
            raw.sqlite3_interrupt(handle);
        }
    }

    internal override void LimitMemory(EngineDatabase database, long bytes) => database.Execute($"PRAGMA hard_heap_limit = {bytes}");

    internal override bool IsOutOfMemory(DbException fault) => fault is SqliteException { SqliteErrorCode: raw.SQLITE_NOMEM };

    internal override ResultTable Read(DbDataReader reader, int maximumRows = int.MaxValue)
    {
        var columns = new ResultColumn[reader.FieldCount];
        var statement = ((SqliteDataReader)reader).Handle;
        for (var i = 0; i < columns.Length; i++)
        {
            var declared = raw.sqlite3_column_decltype(statement, i).utf8_to_string();
            columns[i] = new ResultColumn(reader.GetName(i), string.IsNullOrEmpty(declared) ? SqlType.Unknown : SqliteTypes.Of(declared));
        }

        List<object?[]> rows = [];
        while (reader.Read())
        {
            var row = new object?[columns.Length];
            for (var i = 0; i < row.Length; i++)
            {
                row[i] = reader.GetValue(i) switch
                {
                    DBNull => null,
                    byte[] bytes => (Sequence<byte>)[.. bytes],
                    var value => value,
                };
            }

            ResultTable.Add(rows, row, maximumRows);
        }

        return new ResultTable([.. columns], rows);
    }

    internal override string Explain(EngineDatabase database, string sql)
    {
        var text = new StringBuilder();
        var depth = new Dictionary<long, int> { [0] = 0 };
        foreach (var row in Plan(database, sql))
        {
            var level = depth.GetValueOrDefault((long)row[1]!);
            depth[(long)row[0]!] = level + 1;
            text.Append(' ', 2 * level).AppendLine((string)row[3]!);
        }

        return text.ToString();
    }

    internal override string ExplainJson(EngineDatabase database, string sql)
    {
        var children = new Dictionary<long, JsonArray> { [0] = [] };
        foreach (var row in Plan(database, sql))
        {
            var below = children[(long)row[0]!] = [];
            (children.GetValueOrDefault((long)row[1]!) ?? children[0]).Add(new JsonObject { ["name"] = (string)row[3]!, ["children"] = below });
        }

        return children[0].ToJsonString();
    }

    internal override EnginePlan ReadPlan(JsonNode? json) => SqlitePlans.Read(json);

    private static IReadOnlyList<object?[]> Plan(EngineDatabase database, string sql) => database.Query("EXPLAIN QUERY PLAN " + sql).Rows;

    // A pool would keep files open and locked after their database is closed. The timeout is how long a lock is waited for, in seconds.
    private static string Builder(string path, SqliteOpenMode mode) =>
        new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false, DefaultTimeout = 5 }.ConnectionString;
}
