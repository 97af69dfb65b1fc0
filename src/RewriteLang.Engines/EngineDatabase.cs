using System.Data.Common;
using System.Text.Json;
using System.Text.Json.Nodes;
using RewriteLang.Algebra;

namespace RewriteLang.Engines;

/// <summary>An open database. One thing runs in it at a time; open it again to run another beside it.</summary>
public sealed class EngineDatabase : IDisposable
{
    internal EngineDatabase(Engine engine, DbConnection connection) => (Engine, Connection) = (engine, connection);

    /// <summary>The engine it runs in.</summary>
    public Engine Engine { get; }

    /// <summary>The connection, for what this class does not do.</summary>
    public DbConnection Connection { get; }

    /// <summary>Runs a query and reads all its rows.</summary>
    /// <param name="sql">One statement that returns rows.</param>
    /// <param name="limit">How long it may take, reading included; null for no limit.</param>
    /// <param name="token">Stops it.</param>
    /// <exception cref="DbException">The engine rejects it, or it fails; the message is the engine's.</exception>
    /// <exception cref="TimeoutException">It ran longer than the limit.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public ResultTable Query(string sql, TimeSpan? limit = null, CancellationToken token = default) => Run(
        sql,
        command =>
        {
            using var reader = command.ExecuteReader();
            return Engine.Read(reader);
        },
        limit,
        token);

    /// <summary>Runs a query that may ask for anything, and stops it when it uses more than it may.</summary>
    /// <param name="sql">One statement that returns rows.</param>
    /// <param name="limits">Time and rows; memory is limited with <see cref="LimitMemory"/>.</param>
    /// <param name="token">Stops it.</param>
    /// <exception cref="DbException">The engine rejects it, or it fails for another reason.</exception>
    /// <exception cref="ResourceLimitException">It used more.</exception>
    public ResultTable QueryWithin(string sql, RunLimits limits, CancellationToken token = default)
    {
        try
        {
            return Run(
                sql,
                command =>
                {
                    using var reader = command.ExecuteReader();
                    return Engine.Read(reader, limits.Rows);
                },
                limits.Time,
                token);
        }
        catch (TimeoutException fault)
        {
            throw new ResourceLimitException(fault.Message, fault);
        }
        catch (DbException fault) when (Engine.IsOutOfMemory(fault))
        {
            throw new ResourceLimitException($"The query needs more memory than it may have: {fault.Message.Split('\n')[0]}", fault);
        }
    }

    /// <summary>Lets the engine have no more than so much memory, and no files instead of it. A query that needs more fails.</summary>
    public void LimitMemory(long bytes) => Engine.LimitMemory(this, bytes);

    /// <summary>Runs a script of statements, whatever they return.</summary>
    /// <returns>The rows that were inserted, updated or deleted; −1 when no statement does such.</returns>
    /// <exception cref="DbException">A statement is rejected or fails; those before it have run.</exception>
    /// <exception cref="TimeoutException">It ran longer than the limit.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public int Execute(string script, TimeSpan? limit = null, CancellationToken token = default) =>
        Run(script, command => command.ExecuteNonQuery(), limit, token);

    /// <summary>The plan of a query, as the engine shows it.</summary>
    /// <exception cref="DbException">The engine rejects the query.</exception>
    public string Explain(string sql) => Engine.Explain(this, sql);

    /// <summary>The plan of a query as a JSON array of trees; each operator has <c>name</c>, <c>children</c> and what else the engine says.</summary>
    /// <exception cref="DbException">The engine rejects the query.</exception>
    public string ExplainJson(string sql) => Engine.ExplainJson(this, sql);

    /// <summary>
    /// How the engine would run a query; null if it says nothing that can be read: it rejects the query, or shows a plan of another form. It is advice, so
    /// that this is no fault.
    /// </summary>
    /// <param name="sql">One query.</param>
    public EnginePlan? Plan(string sql)
    {
        try
        {
            return ReadPlan(ExplainJson(sql));
        }
        catch (Exception fault) when (fault is DbException or InvalidCastException)
        {
            return null;
        }
    }

    /// <summary>The summary of a plan that <see cref="ExplainJson"/> returned; null if it cannot be read.</summary>
    public EnginePlan? ReadPlan(string json)
    {
        try
        {
            return Engine.ReadPlan(JsonNode.Parse(json));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Gathers the statistics that the engine's own optimizer uses.</summary>
    /// <exception cref="DbException">The database is open for reading only.</exception>
    public void Analyze() => Execute("ANALYZE");

    /// <inheritdoc/>
    public void Dispose() => Connection.Dispose();

    private T Run<T>(string sql, Func<DbCommand, T> work, TimeSpan? limit, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        using var command = Connection.CreateCommand();
        command.CommandText = sql;
        using var stopwatch = new Stopping(this, command, limit, token);
        try
        {
            return work(command);
        }
        catch (Exception fault) when (fault is DbException or OperationCanceledException && stopwatch.Requested)
        {
            throw token.IsCancellationRequested
                ? new OperationCanceledException("The query was cancelled.", fault, token)
                : new TimeoutException($"The query ran longer than its limit of {limit!.Value.TotalSeconds:0.###} s and was stopped.", fault);
        }
    }

    /// <summary>
    /// From the moment that a stop is asked for, interrupts the engine again and again until the command has ended: an engine forgets an
    /// interrupt that comes just before it begins.
    /// </summary>
    private sealed class Stopping : IDisposable
    {
        private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(10);

        private readonly Lock _gate = new();
        private readonly CancellationTokenSource _source;
        private readonly Timer _timer;
        private readonly CancellationTokenRegistration _registration;
        private bool _ended;

        public Stopping(EngineDatabase database, DbCommand command, TimeSpan? limit, CancellationToken token)
        {
            _source = CancellationTokenSource.CreateLinkedTokenSource(token);
            _timer = new Timer(_ =>
            {
                lock (_gate)
                {
                    if (!_ended)
                    {
                        database.Engine.Interrupt(database.Connection, command);
                    }
                }
            });
            _registration = _source.Token.Register(() => _timer.Change(TimeSpan.Zero, Interval));
            if (limit is { } time)
            {
                _source.CancelAfter(time);
            }
        }

        public bool Requested => _source.IsCancellationRequested;

        public void Dispose()
        {
            lock (_gate)
            {
                _ended = true;
            }

            _registration.Dispose();
            _timer.Dispose();
            _source.Dispose();
        }
    }
}
