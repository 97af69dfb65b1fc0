using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using RewriteLang.DuckDb.Interop;

namespace RewriteLang.DuckDb;

/// <summary>
/// One or more statements. A reader runs them one by one as it is asked for the next result; <see cref="ExecuteNonQuery"/> runs all.
/// </summary>
internal sealed class DuckDbCommand : DbCommand
{
    private readonly DuckDbParameterCollection _parameters = new();
    private DuckDbConnection? _connection;
    private string _text = "";
    private PreparedHandle? _prepared;
    private Interruption? _running;

    /// <inheritdoc/>
    [AllowNull]
    public override string CommandText
    {
        get => _text;
        set
        {
            _text = value ?? "";
            Forget();
        }
    }

    /// <summary>The seconds that an execution may take, reading its rows included; 0, the default, sets no limit.</summary>
    public override int CommandTimeout { get; set; }

    /// <inheritdoc/>
    public override CommandType CommandType
    {
        get => CommandType.Text;
        set
        {
            if (value != CommandType.Text)
            {
                throw new NotSupportedException("DuckDB's commands are text.");
            }
        }
    }

    /// <inheritdoc/>
    public override bool DesignTimeVisible { get; set; }

    /// <inheritdoc/>
    public override UpdateRowSource UpdatedRowSource { get; set; }

    /// <inheritdoc/>
    protected override DbConnection? DbConnection
    {
        get => _connection;
        set
        {
            _connection = value as DuckDbConnection ?? (value is null ? null : throw new InvalidCastException("The connection is not one of DuckDB's."));
            Forget();
        }
    }

    /// <inheritdoc/>
    protected override DbParameterCollection DbParameterCollection => _parameters;

    /// <inheritdoc/>
    protected override DbTransaction? DbTransaction { get; set; }

    private DuckDbConnection Open => _connection ?? throw new InvalidOperationException("The command has no connection.");

    /// <inheritdoc/>
    public override void Cancel() => Volatile.Read(ref _running)?.Cancel();

    /// <inheritdoc/>
    public override int ExecuteNonQuery() => Run(CancellationToken.None);

    /// <inheritdoc/>
    public override object? ExecuteScalar() => Scalar(CancellationToken.None);

    /// <inheritdoc/>
    public override Task<int> ExecuteNonQueryAsync(CancellationToken cancellationToken) => Finished(() => Run(cancellationToken));

    /// <inheritdoc/>
    public override Task<object?> ExecuteScalarAsync(CancellationToken cancellationToken) => Finished(() => Scalar(cancellationToken));

    /// <summary>Binds the statement once for all executions to come.</summary>
    public override void Prepare()
    {
        Forget();
        var script = new Script(Open.Handle, _text);
        using (script)
        {
            _prepared = script.Count == 1 ? script.Prepare(0) : null;
        }
    }

    /// <inheritdoc/>
    protected override DbParameter CreateDbParameter() => new DuckDbParameter();

    /// <inheritdoc/>
    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) => Read(behavior, CancellationToken.None);

    /// <inheritdoc/>
    protected override Task<DbDataReader> ExecuteDbDataReaderAsync(CommandBehavior behavior, CancellationToken cancellationToken) =>
        Finished<DbDataReader>(() => Read(behavior, cancellationToken));

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Forget();
        }

        base.Dispose(disposing);
    }

    // DuckDB works on threads of its own while the caller waits; the tasks are finished when they are handed out.
    private static Task<T> Finished<T>(Func<T> work)
    {
        try
        {
            return Task.FromResult(work());
        }
        catch (Exception fault)
        {
            return Task.FromException<T>(fault);
        }
    }

    private DuckDbDataReader Read(CommandBehavior behavior, CancellationToken token)
    {
        var connection = Open;
        if (connection.Reader is not null)
        {
            throw new InvalidOperationException("The connection has an open reader; close it first, or use a second connection.");
        }

        token.ThrowIfCancellationRequested();
        var interruption = new Interruption(connection.Handle, TimeSpan.FromSeconds(CommandTimeout), token);
        Volatile.Write(ref _running, interruption);
        var script = _prepared is null ? null : Script.Of(_prepared);
        try
        {
            script ??= new Script(connection.Handle, _text);
            return new DuckDbDataReader(connection, script, _parameters, behavior, interruption);
        }
        catch
        {
            script?.Dispose();
            interruption.Dispose();
            throw;
        }
    }

    private int Run(CancellationToken token)
    {
        using var reader = Read(CommandBehavior.Default, token);
        while (reader.NextResult())
        {
        }

        return reader.RecordsAffected;
    }

    private object? Scalar(CancellationToken token)
    {
        using var reader = Read(CommandBehavior.Default, token);
        return reader.Read() && reader.FieldCount > 0 ? reader.GetValue(0) : null;
    }

    private void Forget()
    {
        _prepared?.Dispose();
        _prepared = null;
    }
}
