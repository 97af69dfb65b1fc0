using System.Data;
using System.Data.Common;

namespace RewriteLang.DuckDb;

/// <summary>A transaction; rolled back when disposed without a commit. DuckDB's are isolated by snapshot.</summary>
internal sealed class DuckDbTransaction : DbTransaction
{
    private readonly DuckDbConnection _connection;
    private bool _done;

    private DuckDbTransaction(DuckDbConnection connection) => _connection = connection;

    /// <inheritdoc/>
    public override IsolationLevel IsolationLevel => IsolationLevel.Snapshot;

    /// <inheritdoc/>
    protected override DbConnection? DbConnection => _done ? null : _connection;

    /// <summary>Begins a transaction at the asked level or a stronger one.</summary>
    public static DuckDbTransaction Begin(DuckDbConnection connection, IsolationLevel level)
    {
        if (level is IsolationLevel.Serializable or IsolationLevel.Chaos)
        {
            throw new NotSupportedException($"DuckDB isolates transactions by snapshot; {level} is not to be had.");
        }

        if (connection.Transaction is not null)
        {
            throw new InvalidOperationException("The connection has a transaction already; DuckDB does not nest them.");
        }

        Run(connection, "BEGIN TRANSACTION");
        return connection.Transaction = new DuckDbTransaction(connection);
    }

    /// <inheritdoc/>
    public override void Commit() => End("COMMIT");

    /// <inheritdoc/>
    public override void Rollback() => End("ROLLBACK");

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing && !_done && _connection.State == ConnectionState.Open)
        {
            _connection.Reader?.Close();
            Rollback();
        }

        base.Dispose(disposing);
    }

    private void End(string statement)
    {
        if (_done)
        {
            throw new InvalidOperationException("The transaction has ended.");
        }

        // A commit that fails has rolled back: DuckDB keeps no transaction that could be committed again.
        _done = true;
        _connection.Transaction = null;
        Run(_connection, statement);
    }

    private static void Run(DuckDbConnection connection, string statement)
    {
        using var command = connection.CreateCommand();
        command.CommandText = statement;
        command.ExecuteNonQuery();
    }
}
