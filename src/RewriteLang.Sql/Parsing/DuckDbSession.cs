using System.Data.Common;
using System.Text.Json;
using System.Text.Json.Nodes;
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
    private readonly DbCommand _deserialize;
    private readonly DbParameter _json;
    private readonly Lazy<IReadOnlySet<string>> _keywords;
    private readonly Lazy<IReadOnlyDictionary<string, string>> _functions;
    private readonly Lazy<IReadOnlySet<string>> _consistent;

    private DuckDbSession()
    {
        _connection = DuckDbFactory.Instance.CreateConnection();
        _connection.ConnectionString = "Data Source=:memory:;threads=1";
        _connection.Open();

        // Empty lists and defaults are kept: an empty grouping set has a meaning, and the default of setop_all is true.
        (_serialize, _sql) = Prepare("SELECT json_serialize_sql($1::VARCHAR, skip_null := true)");
        (_deserialize, _json) = Prepare("SELECT json_deserialize_sql($1::JSON)");
        _functions = new(ReadFunctions);
        _consistent = new(() => Read("SELECT lower(function_name), '' FROM duckdb_functions() GROUP BY ALL HAVING bool_and(coalesce(stability = 'CONSISTENT' AND function_type = 'scalar', false))")
            .Select(r => r.First).ToHashSet(StringComparer.Ordinal));
        _keywords = new(() => Read("SELECT keyword_name, '' FROM duckdb_keywords()").Select(r => r.First).ToHashSet(StringComparer.Ordinal));
    }

    /// <summary>The session of the process; opened on first use.</summary>
    /// <exception cref="DuckDbException">DuckDB's library is missing.</exception>
    public static DuckDbSession Shared => Instance.Value;

    /// <summary>Every function's name in lower case, and its kind: <c>scalar</c>, <c>aggregate</c>, <c>macro</c>, <c>table</c>, …</summary>
    public IReadOnlyDictionary<string, string> Functions => _functions.Value;

    /// <summary>The scalar functions, in lower case, whose value depends on nothing but their arguments.</summary>
    public IReadOnlySet<string> ConsistentFunctions => _consistent.Value;

    /// <summary>Every keyword, in lower case; such a name may need quotes.</summary>
    public IReadOnlySet<string> Keywords => _keywords.Value;

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
            _json.Value = json;
            return (string)_deserialize.ExecuteScalar()!;
        }
    }

    /// <summary>The text of <c>SELECT *</c> from a FROM item of a syntax tree; null if DuckDB cannot print it.</summary>
    public string? SelectAllFrom(string item) => Printed("SELECT * FROM item", (select, tree) => select["from_table"] = tree, item);

    /// <summary>The text that DuckDB prints for an expression of a syntax tree; null where it does not print one.</summary>
    public string? TextOf(string expression)
    {
        const string Head = "SELECT ";
        return Printed("SELECT 1", (select, tree) => select["select_list"]![0] = tree, expression) is { } sql && sql.StartsWith(Head, StringComparison.Ordinal)
            ? sql[Head.Length..].TrimEnd(';')
            : null;
    }

    // The text of a SELECT into whose syntax tree a piece of another is put.
    private string? Printed(string frame, Action<JsonNode, JsonNode?> put, string piece)
    {
        var tree = JsonNode.Parse(Serialize(frame))!;
        try
        {
            put(tree["statements"]![0]!["node"]!, JsonNode.Parse(piece, documentOptions: new() { MaxDepth = SqlParser.MaxDepth }));
            return Deserialize(tree.ToJsonString(new() { MaxDepth = 2 * SqlParser.MaxDepth }));
        }
        catch (Exception e) when (e is JsonException or DuckDbException { Reason: DuckDbErrorReason.Engine })
        {
            return null;
        }
    }

    /// <summary>The value of an expression of a syntax tree, over no rows, as a BIGINT; null if it has none.</summary>
    public long? Integer(string expression)
    {
        if (TextOf(expression) is not { } text)
        {
            return null;
        }

        lock (_lock)
        {
            using var command = _connection.CreateCommand();
            command.CommandText = $"SELECT CAST(({text}) AS BIGINT)";
            try
            {
                return command.ExecuteScalar() as long?;
            }
            catch (DuckDbException e) when (e.Reason == DuckDbErrorReason.Engine)
            {
                return null;
            }
        }
    }

    /// <summary>The result columns of a query over no tables; null where DuckDB does not accept it.</summary>
    public IReadOnlyList<DescribedColumn>? Describe(string sql) => Describe(sql, []);

    /// <summary>The result columns of a query over tables that are made for the question, by the statements given; null where DuckDB does not accept it.</summary>
    public IReadOnlyList<DescribedColumn>? Describe(string sql, IReadOnlyList<string> tables)
    {
        lock (_lock)
        {
            Run("BEGIN");
            try
            {
                foreach (var table in tables)
                {
                    Run(table);
                }

                using var command = _connection.CreateCommand();
                command.CommandText = "DESCRIBE " + sql;
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
            finally
            {
                Run("ROLLBACK");
            }
        }
    }

    private void Run(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private Dictionary<string, string> ReadFunctions()
    {
        // A name that is both an aggregate and something else counts as the aggregate.
        var functions = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, kind) in Read("SELECT DISTINCT lower(function_name), function_type FROM duckdb_functions() ORDER BY ALL"))
        {
            functions.TryAdd(name, kind);
        }

        return functions;
    }

    private List<(string First, string Second)> Read(string sql)
    {
        lock (_lock)
        {
            using var command = _connection.CreateCommand();
            command.CommandText = sql;
            using var reader = command.ExecuteReader();
            var rows = new List<(string First, string Second)>();
            while (reader.Read())
            {
                rows.Add((reader.GetString(0), reader.GetString(1)));
            }

            return rows;
        }
    }

    private (DbCommand Command, DbParameter Parameter) Prepare(string sql)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        var parameter = command.CreateParameter();
        parameter.ParameterName = "1";
        command.Parameters.Add(parameter);
        return (command, parameter);
    }
}
