using RewriteLang.DuckDb.Interop;
using static RewriteLang.DuckDb.Interop.NativeMethods;

namespace RewriteLang.DuckDb;

/// <summary>The statements of a command: parsed together, bound one by one, because one may make what the next one names.</summary>
internal sealed class Script : IDisposable
{
    private readonly ConnectionHandle? _connection;
    private readonly StatementsHandle? _statements;
    private readonly PreparedHandle? _prepared;

    /// <summary>Parses a text.</summary>
    /// <exception cref="DuckDbException">It is empty, or DuckDB's parser rejects it.</exception>
    public Script(ConnectionHandle connection, string sql)
    {
        if (sql.Contains('\0'))
        {
            throw new DuckDbException("The command's text has a character U+0000, at which DuckDB would end it.");
        }

        _connection = connection;
        Count = checked((int)duckdb_extract_statements(connection, sql, out _statements));
        if (Count == 0)
        {
            var error = NativeText.Borrow(duckdb_extract_statements_error(_statements));
            _statements.Dispose();
            throw new DuckDbException(error.Length > 0 ? error : "The command's text has no statement.");
        }
    }

    private Script(PreparedHandle prepared) => (Count, _prepared) = (1, prepared);

    /// <summary>How many statements there are.</summary>
    public int Count { get; }

    /// <summary>Whether <see cref="Prepare"/> hands out a statement that someone else keeps.</summary>
    public bool IsShared => _prepared is not null;

    /// <summary>A script of one statement that is bound already and stays its owner's.</summary>
    public static Script Of(PreparedHandle prepared) => new(prepared);

    /// <summary>Binds a statement.</summary>
    /// <param name="index">Its position.</param>
    /// <param name="interruption">What may have stopped the binding; null if nothing can.</param>
    /// <exception cref="DuckDbException">DuckDB's binder rejects it, or it was stopped.</exception>
    /// <exception cref="OperationCanceledException">Its token was cancelled.</exception>
    public PreparedHandle Prepare(int index, Interruption? interruption = null)
    {
        if (_prepared is not null)
        {
            return _prepared;
        }

        if (duckdb_prepare_extracted_statement(_connection!, _statements!, (ulong)index, out var prepared) == Success)
        {
            return prepared;
        }

        var error = NativeText.Borrow(duckdb_prepare_error(prepared));
        prepared.Dispose();

        // A stop that comes while DuckDB binds makes the binding fail.
        throw interruption?.Translate(error, interrupted: true) ?? new DuckDbException(error);
    }

    /// <inheritdoc/>
    public void Dispose() => _statements?.Dispose();
}
