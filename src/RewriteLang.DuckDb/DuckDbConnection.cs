using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using RewriteLang.DuckDb.Interop;

namespace RewriteLang.DuckDb;

/// <summary>A connection to a DuckDB database; connections of one process to one file share the database.</summary>
internal sealed class DuckDbConnection : DbConnection
{
    private static readonly Lock CacheGate = new();
    private static InstanceCacheHandle? _cache;

    private DuckDbOptions _options = DuckDbOptions.Parse("");
    private string _connectionString = "";
    private DatabaseHandle? _database;
    private ConnectionHandle? _connection;

    /// <inheritdoc/>
    [AllowNull]
    public override string ConnectionString
    {
        get => _connectionString;
        set
        {
            if (State != ConnectionState.Closed)
            {
                throw new InvalidOperationException("The connection is open; its connection string cannot change.");
            }

            _options = DuckDbOptions.Parse(value ?? "");
            _connectionString = value ?? "";
        }
    }

    /// <inheritdoc/>
    public override string Database => "main";

    /// <inheritdoc/>
    public override string DataSource => _options.DataSource;

    /// <inheritdoc/>
    public override string ServerVersion => DuckDbFactory.LibraryVersion;

    /// <inheritdoc/>
    public override ConnectionState State => _connection is null ? ConnectionState.Closed : ConnectionState.Open;

    /// <inheritdoc/>
    protected override DbProviderFactory DbProviderFactory => DuckDbFactory.Instance;

    /// <summary>The open connection.</summary>
    /// <exception cref="InvalidOperationException">It is closed.</exception>
    internal ConnectionHandle Handle => _connection ?? throw new InvalidOperationException("The connection is closed.");

    /// <summary>The reader that is open, of which a connection has one at a time: the next query would end its stream.</summary>
    internal DuckDbDataReader? Reader { get; set; }

    /// <summary>The transaction that is open.</summary>
    internal DuckDbTransaction? Transaction { get; set; }

    /// <inheritdoc/>
    public override void Open()
    {
        if (_connection is not null)
        {
            throw new InvalidOperationException("The connection is open already.");
        }

        DuckDbLibrary.Load();
        var database = OpenDatabase(_options);
        if (NativeMethods.duckdb_connect(database, out var connection) != NativeMethods.Success)
        {
            connection.Dispose();
            database.Dispose();
            throw new DuckDbException($"DuckDB made no connection to '{DataSource}'.");
        }

        (_database, _connection) = (database, connection);
        OnStateChange(new StateChangeEventArgs(ConnectionState.Closed, ConnectionState.Open));
    }

    /// <inheritdoc/>
    public override void Close()
    {
        if (_connection is null)
        {
            return;
        }

        Reader?.Close();
        Transaction?.Dispose();
        _connection.Dispose();
        _database?.Dispose();
        (_connection, _database) = (null, null);
        OnStateChange(new StateChangeEventArgs(ConnectionState.Open, ConnectionState.Closed));
    }

    /// <inheritdoc/>
    public override void ChangeDatabase(string databaseName)
    {
        using var command = CreateDbCommand();
        command.CommandText = $"USE \"{databaseName.Replace("\"", "\"\"")}\"";
        command.ExecuteNonQuery();
    }

    /// <inheritdoc/>
    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) => DuckDbTransaction.Begin(this, isolationLevel);

    /// <inheritdoc/>
    protected override DbCommand CreateDbCommand() => new DuckDbCommand { Connection = this };

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Close();
        }

        base.Dispose(disposing);
    }

    private static DatabaseHandle OpenDatabase(DuckDbOptions options)
    {
        using var config = Configure(options);
        nint error;
        DatabaseHandle database;
        int state;
        if (options.IsPrivate)
        {
            state = NativeMethods.duckdb_open_ext(options.DataSource, out database, config, out error);
        }
        else
        {
            lock (CacheGate)
            {
                _cache ??= NativeMethods.duckdb_create_instance_cache();
            }

            state = NativeMethods.duckdb_get_or_create_from_cache(_cache, options.DataSource, out database, config, out error);
        }

        if (state == NativeMethods.Success)
        {
            return database;
        }

        database.Dispose();
        throw new DuckDbException(NativeText.Take(error));
    }

    private static ConfigHandle Configure(DuckDbOptions options)
    {
        if (NativeMethods.duckdb_create_config(out var config) != NativeMethods.Success)
        {
            throw new DuckDbException("DuckDB made no configuration.");
        }

        foreach (var (name, value) in options.Settings)
        {
            if (NativeMethods.duckdb_set_config(config, name, value) != NativeMethods.Success)
            {
                config.Dispose();
                throw new DuckDbException($"DuckDB has no option '{name}' that can be set to '{value}'.");
            }
        }

        return config;
    }
}
