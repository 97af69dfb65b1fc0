using System.Data.Common;
using System.Text.Json.Nodes;
using RewriteLang.Algebra;
using RewriteLang.DuckDb;

namespace RewriteLang.Engines;

/// <summary>DuckDB, in this process.</summary>
public sealed class DuckDbEngine : Engine
{
    private readonly DbProviderFactory _factory;

    private readonly Lazy<string> _version;

    private DuckDbEngine(DbProviderFactory factory)
    {
        _factory = factory;
        _version = new(() =>
        {
            using var database = OpenMemory();
            return database.Connection.ServerVersion.TrimStart('v');
        });
    }

    /// <summary>The engine over the project's own provider.</summary>
    public static DuckDbEngine Instance { get; } = new(DuckDbFactory.Instance);

    /// <inheritdoc/>
    public override string Name => "duckdb";

    /// <inheritdoc/>
    public override string Version => _version.Value;

    /// <inheritdoc/>
    public override string Description => $"DuckDB {Version}";

    /// <inheritdoc/>
    public override bool ExplainsCheaply => false;

    private protected override string MemoryConnectionString => "Data Source=:memory:";

    private protected override string FirstLook => "SELECT 1";

    /// <summary>DuckDB over another provider, such as DuckDB.NET's.</summary>
    public static DuckDbEngine Over(DbProviderFactory factory) => new(factory);

    private protected override string FileConnectionString(string path, bool readOnly) =>
        new DbConnectionStringBuilder { ["Data Source"] = path, ["access_mode"] = readOnly ? "READ_ONLY" : "READ_WRITE" }.ConnectionString;

    private protected override DbConnection Connect(string connectionString)
    {
        var connection = _factory.CreateConnection() ?? throw new NotSupportedException("The provider makes no connections.");
        connection.ConnectionString = connectionString;
        return connection;
    }

    internal override void Interrupt(DbConnection connection, DbCommand command) => command.Cancel();

    internal override ResultTable Read(DbDataReader reader, int maximumRows = int.MaxValue) => DuckDbRows.Read(reader, maximumRows);

    internal override void LimitMemory(EngineDatabase database, long bytes) =>
        database.Execute($"SET memory_limit = '{bytes >> 20} MiB'; SET temp_directory = ''");

    internal override bool IsOutOfMemory(DbException fault) => fault.Message.Contains("Out of Memory Error", StringComparison.OrdinalIgnoreCase);

    internal override string Explain(EngineDatabase database, string sql) => (string)database.Query("EXPLAIN " + sql).Rows[0][1]!;

    internal override string ExplainJson(EngineDatabase database, string sql) => (string)database.Query("EXPLAIN (FORMAT JSON) " + sql).Rows[0][1]!;

    internal override EnginePlan ReadPlan(JsonNode? json) => DuckDbPlans.Read(json);
}
