using System.Collections.Immutable;
using System.Data.Common;
using System.Text.Json.Nodes;
using RewriteLang.Algebra;

namespace RewriteLang.Engines;

/// <summary>A database engine of this process: opens databases, and knows how its product speaks.</summary>
public abstract class Engine
{
    private readonly Lazy<ImmutableSortedSet<string>> _capabilities;

    private protected Engine() => _capabilities = new(Probe);

    /// <summary>The engines there are.</summary>
    public static Sequence<Engine> All => [DuckDbEngine.Instance, SqliteEngine.Instance];

    /// <summary>The name that a command line calls it by: <c>duckdb</c>, <c>sqlite</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The dialect in which queries are printed for it; the same words as <see cref="Name"/>.</summary>
    public string Dialect => Name;

    /// <summary>The version of the library that is loaded: <c>1.5.6</c>.</summary>
    /// <exception cref="DbException">There is no library.</exception>
    public abstract string Version { get; }

    /// <summary>Product, version and where the library came from, for reports.</summary>
    public abstract string Description { get; }

    /// <summary>What the running library can do, by the names of <see cref="Engines.Capabilities"/>; found by trying.</summary>
    public ImmutableSortedSet<string> Capabilities => _capabilities.Value;

    /// <summary>Whether its EXPLAIN takes much less time than rewriting a query does; docs/benchmarks.md has the figures.</summary>
    public abstract bool ExplainsCheaply { get; }

    /// <summary>The engine of a name, ignoring case; null if there is none.</summary>
    public static Engine? Find(string name) => All.FirstOrDefault(engine => engine.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Opens an empty database in memory.</summary>
    public EngineDatabase OpenMemory() => Open(MemoryConnectionString);

    /// <summary>Opens a file for reading only.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DbException">It is locked, or no database of this engine.</exception>
    public EngineDatabase OpenFile(string path)
    {
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"The database file '{path}' does not exist.", path);
        }

        var database = Open(FileConnectionString(path, readOnly: true));
        try
        {
            // SQLite looks at a file only when it is asked something.
            database.Query(FirstLook);
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>Opens a file for reading and writing, and creates it when it does not exist.</summary>
    /// <exception cref="DbException">It is locked, or no database of this engine.</exception>
    public EngineDatabase CreateFile(string path) => Open(FileConnectionString(path, readOnly: false));

    /// <inheritdoc/>
    public override string ToString() => Description;

    private protected abstract string MemoryConnectionString { get; }

    /// <summary>A query that fails on a file that is no database.</summary>
    private protected abstract string FirstLook { get; }

    private protected abstract string FileConnectionString(string path, bool readOnly);

    private protected abstract DbConnection Connect(string connectionString);

    /// <summary>Stops what a command runs. Called from another thread, repeatedly, and perhaps when nothing runs any more.</summary>
    internal abstract void Interrupt(DbConnection connection, DbCommand command);

    /// <summary>Reads all rows of a result as <see cref="ResultTable"/> says.</summary>
    /// <param name="reader">The result.</param>
    /// <param name="maximumRows">Most rows.</param>
    /// <exception cref="ResourceLimitException">There are more.</exception>
    internal abstract ResultTable Read(DbDataReader reader, int maximumRows = int.MaxValue);

    /// <summary>Lets the engine have no more than so much memory, and no files instead of it.</summary>
    internal abstract void LimitMemory(EngineDatabase database, long bytes);

    /// <summary>Whether an engine failed because it would have needed more memory than it may have.</summary>
    internal abstract bool IsOutOfMemory(DbException fault);

    /// <summary>The plan as text.</summary>
    internal abstract string Explain(EngineDatabase database, string sql);

    /// <summary>The plan as a JSON array of trees of operators.</summary>
    internal abstract string ExplainJson(EngineDatabase database, string sql);

    /// <summary>The summary of a plan that <see cref="ExplainJson"/> made.</summary>
    internal abstract EnginePlan ReadPlan(JsonNode? json);

    private EngineDatabase Open(string connectionString)
    {
        var connection = Connect(connectionString);
        try
        {
            connection.Open();
            return new EngineDatabase(this, connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private ImmutableSortedSet<string> Probe()
    {
        using var database = OpenMemory();
        return Engines.Capabilities.Probe(database);
    }
}
