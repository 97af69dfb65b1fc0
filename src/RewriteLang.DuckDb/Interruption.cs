using RewriteLang.DuckDb.Interop;

namespace RewriteLang.DuckDb;

/// <summary>
/// Stops what a command runs, from any thread: when it is cancelled, when its token is, or when its time is over. Once disposed it
/// stops nothing, so that a late request cannot hit the connection's next command.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private readonly Lock _gate = new();
    private readonly ConnectionHandle _connection;
    private readonly CancellationToken _token;
    private readonly TimeSpan _limit;
    private readonly CancellationTokenRegistration _registration;
    private readonly Timer? _timer;
    private bool _disposed;
    private Cause _cause;

    /// <summary>Watches a token and a time limit; a limit of zero is none.</summary>
    public Interruption(ConnectionHandle connection, TimeSpan limit, CancellationToken token)
    {
        (_connection, _limit, _token) = (connection, limit, token);
        _registration = token.UnsafeRegister(static self => ((Interruption)self!).Request(Cause.Token), this);
        _timer = limit > TimeSpan.Zero ? new Timer(static self => ((Interruption)self!).Request(Cause.Time), this, limit, Timeout.InfiniteTimeSpan) : null;
    }

    private enum Cause
    {
        None,
        Command,
        Token,
        Time,
    }

    /// <summary>Stops the command; <see cref="System.Data.Common.DbCommand.Cancel"/>.</summary>
    public void Cancel() => Request(Cause.Command);

    /// <summary>Throws when a stop was asked for. To be called once the library has begun the query: what was asked before, it forgot.</summary>
    public void Check()
    {
        if (Failure() is { } failure)
        {
            throw failure;
        }
    }

    /// <summary>The exception to throw for DuckDB's error: its own, or what was asked for, when that is why it stopped.</summary>
    public Exception Translate(string message, bool interrupted) => (interrupted ? Failure() : null) ?? new DuckDbException(message);

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
        }

        _registration.Dispose();
        _timer?.Dispose();
    }

    private Exception? Failure()
    {
        lock (_gate)
        {
            return _cause switch
            {
                Cause.None => null,
                Cause.Token => new OperationCanceledException("The query was cancelled.", _token),
                Cause.Time => new DuckDbException($"The query ran longer than its limit of {_limit.TotalSeconds:0.###} s and was stopped.", DuckDbErrorReason.TimedOut),
                _ => new DuckDbException("The query was cancelled.", DuckDbErrorReason.Cancelled),
            };
        }
    }

    private void Request(Cause cause)
    {
        lock (_gate)
        {
            if (_disposed || _connection.IsClosed)
            {
                return;
            }

            _cause = _cause == Cause.None ? cause : _cause;
            NativeMethods.duckdb_interrupt(_connection);
        }
    }
}
