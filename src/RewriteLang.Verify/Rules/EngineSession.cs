using RewriteLang.Engines;
using RewriteLang.Verify.Reference;

namespace RewriteLang.Verify.Rules;

/// <summary>
/// Tiny databases loaded into an engine once and asked many times: on DuckDB a schema each of one database, on SQLite a database in memory each.
/// </summary>
public sealed class EngineSession : IDisposable
{
    private readonly Engine _engine;
    private readonly RunLimits _limits;
    private readonly List<EngineDatabase> _databases = [];
    private int _current = -1;
    private int _count;
    private (TinyDatabase Database, int Number, EngineSession? Session)? _alone;

    /// <summary>Loads databases.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="databases">The databases.</param>
    /// <param name="limits">What each query may use; <see cref="RunLimits.OfCases"/> if it is not said.</param>
    public EngineSession(Engine engine, IEnumerable<TinyDatabase> databases, RunLimits? limits = null)
    {
        (_engine, _limits) = (engine, limits ?? RunLimits.OfCases);
        foreach (var database in databases)
        {
            Add(database);
        }
    }

    /// <summary>The engine.</summary>
    public Engine Engine => _engine;

    private bool IsDuckDb => _engine.Name == "duckdb";

    /// <summary>Loads one more database; its number is returned.</summary>
    public int Add(TinyDatabase database)
    {
        var number = _count++;
        if (!IsDuckDb || _databases.Count == 0)
        {
            _databases.Add(_engine.OpenMemory());
            _databases[^1].LimitMemory(_limits.Bytes);
            if (IsDuckDb)
            {
                _databases[0].Execute("SET threads = 1");
            }
        }

        if (IsDuckDb)
        {
            _databases[0].Execute($"CREATE SCHEMA d{number}; USE d{number}");
            _current = number;
        }

        if (!database.Catalog.Tables.IsEmpty)
        {
            _databases[^1].Execute(string.Concat(SqlScript.Tables(database, database.Catalog.Tables, _engine.Name).Select(s => s + ";\n")));
        }

        return number;
    }

    /// <summary>Runs a query in a database.</summary>
    /// <exception cref="System.Data.Common.DbException">The engine rejects it, or it fails.</exception>
    /// <exception cref="ResourceLimitException">It used more than a tiny database can need.</exception>
    public ResultTable Run(int database, string sql)
    {
        if (!IsDuckDb)
        {
            return _databases[database].QueryWithin(sql, _limits);
        }

        if (_current != database)
        {
            _databases[0].Execute($"USE d{database}");
            _current = database;
        }

        return _databases[0].QueryWithin(sql, _limits);
    }

    /// <summary>Runs a query in a database that is loaded for it alone.</summary>
    public ResultTable RunAlone(TinyDatabase database, string sql)
    {
        // The last one stays loaded: while a case is made small, many queries ask for the same.
        if (_alone is not { } last || !ReferenceEquals(last.Database, database))
        {
            Forget();
            last = IsDuckDb ? (database, Add(database), null) : (database, 0, new EngineSession(_engine, [database], _limits));
            _alone = last;
        }

        return last.Session is { } session ? session.Run(0, sql) : Run(last.Number, sql);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _alone?.Session?.Dispose();
        _databases.ForEach(d => d.Dispose());
    }

    private void Forget()
    {
        _alone?.Session?.Dispose();
        if (_alone is { Session: null } old)
        {
            _databases[0].Execute($"USE main; DROP SCHEMA d{old.Number} CASCADE");
            _current = -1;
        }

        _alone = null;
    }
}
