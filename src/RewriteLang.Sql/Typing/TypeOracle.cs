using System.Collections.Concurrent;
using System.Text;
using RewriteLang.Algebra;
using RewriteLang.Sql.Parsing;

namespace RewriteLang.Sql.Typing;

/// <summary>
/// Asks DuckDB for the type of an expression over arguments of given types. Answers are kept for the life of the process; the common cases
/// are answered by <see cref="Arithmetic"/> and <see cref="FunctionTypes"/> without asking.
/// </summary>
internal static class TypeOracle
{
    private static readonly ConcurrentDictionary<string, SqlType?> Answers = new(StringComparer.Ordinal);

    /// <summary>
    /// The type of <paramref name="expression"/>, in which <c>{0}</c>, <c>{1}</c>, … stand for the arguments; null where DuckDB does not accept
    /// it, <see cref="SqlType.Unknown"/> where an argument's type is not known. Literals take part as literals, because DuckDB types them so.
    /// </summary>
    public static SqlType? Of(CompositeFormat expression, IReadOnlyList<Scalar> arguments)
    {
        var operands = new object[arguments.Count];
        var columns = new StringBuilder();
        for (var i = 0; i < arguments.Count; i++)
        {
            if (arguments[i].Type.Kind == TypeKind.Unknown)
            {
                return SqlType.Unknown;
            }

            operands[i] = arguments[i] is Scalar.Constant constant && Literals.ToSql(constant) is { Length: < 100 } literal
                ? literal
                : Column(columns, i, arguments[i].Type);
        }

        var sql = $"SELECT {string.Format(null, expression, operands)} FROM (SELECT {(columns.Length == 0 ? "1" : columns)}) arguments";
        return Answers.GetOrAdd(sql, s => DuckDbSession.Shared.Describe(s)?[0].Type);
    }

    /// <summary>The type of the body of a <see cref="Macro"/> over these arguments; null where DuckDB does not accept it, or an argument's type is not known.</summary>
    public static SqlType? OfText(string text, IReadOnlyList<Scalar> arguments)
    {
        if (arguments.Any(a => a.Type.Kind == TypeKind.Unknown))
        {
            return null;
        }

        var columns = arguments.Select((a, i) => $"CAST(NULL AS {Name(a.Type)}) AS {Macro.Argument(i)}").DefaultIfEmpty("1");
        var sql = $"SELECT {text} FROM (SELECT {string.Join(", ", columns)}) arguments";
        return Answers.GetOrAdd(sql, s => DuckDbSession.Shared.Describe(s)?[0].Type);
    }

    /// <summary>The type of a column that holds values of both types, as set operations make it; null where DuckDB does not accept it.</summary>
    public static SqlType? Union(SqlType left, SqlType right)
    {
        if (left.Kind == TypeKind.Unknown || right.Kind == TypeKind.Unknown)
        {
            return SqlType.Unknown;
        }

        var sql = $"SELECT CAST(NULL AS {Name(left)}) UNION ALL SELECT CAST(NULL AS {Name(right)})";
        return Answers.GetOrAdd(sql, s => DuckDbSession.Shared.Describe(s)?[0].Type);
    }

    /// <summary>The type of a call; <paramref name="function"/> is DuckDB's name.</summary>
    public static SqlType? Call(string function, IReadOnlyList<Scalar> arguments)
    {
        var list = string.Join(", ", Enumerable.Range(0, arguments.Count).Select(i => $"{{{i}}}"));
        return Of(CompositeFormat.Parse($"\"{function.Replace("\"", "\"\"", StringComparison.Ordinal)}\"({list})"), arguments);
    }

    /// <summary>Whether the function makes rows, not values.</summary>
    public static bool IsTableFunction(string function) =>
        function == "unnest" || (DuckDbSession.Shared.Functions.TryGetValue(function, out var kind) && kind.StartsWith("table", StringComparison.Ordinal));

    private static string Column(StringBuilder columns, int index, SqlType type)
    {
        columns.Append(columns.Length == 0 ? "" : ", ").Append(null, $"CAST(NULL AS {Name(type)}) AS a{index}");
        return $"a{index}";
    }

    private static string Name(SqlType type) => type.Kind == TypeKind.Null ? "INTEGER" : type.ToString();
}
