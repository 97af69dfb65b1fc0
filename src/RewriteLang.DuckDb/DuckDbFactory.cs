using System.Data.Common;
using RewriteLang.DuckDb.Interop;

namespace RewriteLang.DuckDb;

/// <summary>
/// Makes the provider's connections, commands and parameters; the rest is used through <see cref="System.Data.Common"/>.
/// <para>
/// Connection string: <c>Data Source</c> is a file, <c>:memory:</c> (a database of the connection's own) or <c>:memory:name</c> (one
/// that connections of this process share); <c>Read Only=true</c> opens a file for reading only; every other key is an option of
/// DuckDB's by its name (<c>threads=2</c>, <c>memory_limit=1GB</c>), as at <c>SET</c>.
/// </para>
/// <para>
/// A connection has one open reader at a time. Parameters are <c>?</c>, <c>$1</c> and <c>$name</c>. <c>GetString</c> reads any value, as
/// DuckDB casts it to VARCHAR; <c>GetDataTypeName</c> is DuckDB's type (<c>DECIMAL(15,2)</c>). A DECIMAL of more than 28 digits is exact as
/// <see cref="System.Data.SqlTypes.SqlDecimal"/> or text. A value that the asked class cannot hold is an error, never rounded.
/// </para>
/// </summary>
public sealed class DuckDbFactory : DbProviderFactory
{
    /// <summary>The factory.</summary>
    public static readonly DuckDbFactory Instance = new();

    private DuckDbFactory()
    {
    }

    /// <summary>The version of the library that is loaded, as it says it: <c>v1.5.6</c>.</summary>
    /// <exception cref="DuckDbException">There is no library; the message says what to do.</exception>
    public static string LibraryVersion
    {
        get
        {
            DuckDbLibrary.Load();
            return NativeText.Borrow(NativeMethods.duckdb_library_version());
        }
    }

    /// <inheritdoc/>
    public override DbConnection CreateConnection() => new DuckDbConnection();

    /// <inheritdoc/>
    public override DbCommand CreateCommand() => new DuckDbCommand();

    /// <inheritdoc/>
    public override DbParameter CreateParameter() => new DuckDbParameter();

    /// <inheritdoc/>
    public override DbConnectionStringBuilder CreateConnectionStringBuilder() => [];
}
