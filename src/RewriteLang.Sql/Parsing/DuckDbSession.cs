using System.Data.Common;
using System.Globalization;
using RewriteLang.Algebra;
using RewriteLang.DuckDb;

namespace RewriteLang.Sql.Parsing;

/// <summary>A column that DESCRIBE reports.</summary>
internal sealed record DescribedColumn(string Name, SqlType Type);

/// <summary>
/// One connection to an empty DuckDB in memory, for parsing and for asking how functions are typed. It is shared by the process and
/// takes one question at a time.
/// </summary>
internal sealed class DuckDbSession
{
    private static readonly Lazy<DuckDbSession> Instance = new(() => new());
    private readonly Lock _lock = new();
    private readonly DbConnection _connection;
    private readonly DbCommand _serialize;
    private readonly DbParameter _sql;
    private readonly Lazy<IReadOnlyDictionary<string, string>> _functions;

    private DuckDbSession()
    {
        _connection = DuckDbFactory.Instance.CreateConnection();
        _connection.ConnectionString = "Data Source=:memory:;threads=1";
        _connection.Open();
        _serialize = _connection.CreateCommand();

        // Empty lists are kept: an empty grouping set has a meaning.
        _serialize.CommandText = "SELECT json_serialize_sql($1::VARCHAR, skip_null := true, skip_default := true)";
        _sql = _serialize.CreateParameter();
        _sql.ParameterName = "1";
        _serialize.Parameters.Add(_sql);
        _functions = new(ReadFunctions);
    }

    /// <summary>The session of the process; opened on first use.</summary>
    /// <exception cref="DuckDbException">DuckDB's library is missing.</exception>
    public static DuckDbSession Shared => Instance.Value;

    /// <summary>Every function's name in lower case, and its kind: <c>scalar</c>, <c>aggregate</c>, <c>macro</c>, <c>table</c>, …</summary>
    public IReadOnlyDictionary<string, string> Functions => _functions.Value;

    /// <summary>DuckDB's syntax tree of <paramref name="sql"/>, or its error, as JSON.</summary>
    public string Serialize(string sql)
    {
        lock (_lock)
        {
            _sql.Value = sql;
            return (string)_serialize.ExecuteScalar()!;
        }
    }

    /// <summary>The text that DuckDB prints for a syntax tree.</summary>
    public string Deserialize(string json)
    {
        lock (_lock)
        {
            using var command = _connection.CreateCommand();
            command.CommandText = "SELECT json_deserialize_sql($1::JSON)";
            var parameter = command.CreateParameter();
            parameter.ParameterName = "1";
            parameter.Value = json;
            command.Parameters.Add(parameter);
            return (string)command.ExecuteScalar()!;
        }
    }

    /// <summary>The result columns of a query over no tables; null where DuckDB does not accept it.</summary>
    public IReadOnlyList<DescribedColumn>? Describe(string sql)
    {
        lock (_lock)
        {
            using var command = _connection.CreateCommand();
            command.CommandText = "DESCRIBE " + sql;
            try
            {
                using var reader = command.ExecuteReader();
                var columns = new List<DescribedColumn>();
                while (reader.Read())
                {
                    columns.Add(new(reader.GetString(0), SqlType.Parse(reader.GetString(1))));
                }

                return columns;
            }
            catch (DuckDbException e) when (e.Reason == DuckDbErrorReason.Engine)
            {
                return null;
            }
        }
    }

    private Dictionary<string, string> ReadFunctions()
    {
        lock (_lock)
        {
            using var command = _connection.CreateCommand();
            command.CommandText = "SELECT DISTINCT function_name, function_type FROM duckdb_functions() ORDER BY ALL";
            using var reader = command.ExecuteReader();
            var functions = new Dictionary<string, string>(StringComparer.Ordinal);
            while (reader.Read())
            {
                // A name that is both an aggregate and something else counts as the aggregate.
                var name = reader.GetString(0).ToLower(CultureInfo.InvariantCulture);
                functions.TryAdd(name, reader.GetString(1));
            }

            return functions;
        }
    }
}
