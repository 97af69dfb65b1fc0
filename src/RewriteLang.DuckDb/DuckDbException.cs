using System.Data.Common;

namespace RewriteLang.DuckDb;

/// <summary>Why an operation on DuckDB failed.</summary>
public enum DuckDbErrorReason
{
    /// <summary>DuckDB reported an error; the message is its own.</summary>
    Engine,

    /// <summary>The command was cancelled.</summary>
    Cancelled,

    /// <summary>The command ran longer than its <see cref="DbCommand.CommandTimeout"/>.</summary>
    TimedOut,

    /// <summary>The native library is missing or cannot be loaded.</summary>
    LibraryMissing,
}

/// <summary>The one exception of the provider. Its message is DuckDB's, with the line and a caret where DuckDB gives them.</summary>
public sealed class DuckDbException : DbException
{
    /// <summary>Creates an exception without a message.</summary>
    public DuckDbException()
    {
    }

    /// <summary>Creates an exception with DuckDB's message.</summary>
    public DuckDbException(string message)
        : base(message)
    {
    }

    /// <summary>Creates an exception with a message and the exception behind it.</summary>
    public DuckDbException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Creates an exception with a message and its reason.</summary>
    public DuckDbException(string message, DuckDbErrorReason reason)
        : base(message) => Reason = reason;

    /// <summary>Why the operation failed.</summary>
    public DuckDbErrorReason Reason { get; }
}
