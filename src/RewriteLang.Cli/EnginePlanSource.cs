using System.Data.Common;
using RewriteLang.Algebra;
using RewriteLang.Engines;

namespace RewriteLang.Cli;

/// <summary>The data behind a schema, opened when its engine is first asked for a plan. Data that cannot be opened any more says nothing.</summary>
/// <param name="path">A database, or a folder of Parquet or CSV files.</param>
/// <param name="engine">The engine of the database.</param>
/// <param name="token">Stops the opening.</param>
internal sealed class EnginePlanSource(string path, Engine engine, CancellationToken token) : IDisposable
{
    private EngineDatabase? _database;
    private bool _isClosed;

    /// <summary>How to ask for plans of queries that will run on an engine; null where the schema names no data of it.</summary>
    /// <param name="path">What <c>--schema</c> names.</param>
    /// <param name="source">What was read from it.</param>
    /// <param name="target">The engine that will run the queries.</param>
    /// <param name="token">Stops the opening.</param>
    public static EnginePlanSource? Of(string path, SchemaSource source, Engine target, CancellationToken token) =>
        source.Engine == target ? new(path, target, token) : null;

    /// <summary>How the engine would run a query; null if it does not tell.</summary>
    public EnginePlan? PlanOf(string sql) => Open()?.Plan(sql);

    /// <inheritdoc/>
    public void Dispose() => _database?.Dispose();

    private EngineDatabase? Open()
    {
        try
        {
            return _isClosed ? null : _database ??= SchemaSource.Open(path, engine, token);
        }
        catch (Exception fault) when (fault is DbException or IOException)
        {
            _isClosed = true;
            return null;
        }
    }
}
