using RewriteLang.Algebra;
using RewriteLang.Sql.Parsing;

namespace RewriteLang.Sql.Typing;

/// <summary>The result types of functions and aggregates; what is not in these tables is asked of DuckDB.</summary>
internal static class FunctionTypes
{
    private static readonly HashSet<string> CommonAggregates =
        ["count", "count_star", "sum", "avg", "min", "max", "any_value", "first", "last", "stddev_samp", "stddev", "var_samp", "variance", "string_agg", "bool_and", "bool_or"];

    /// <summary>Whether the name is an aggregate function's.</summary>
    public static bool IsAggregate(string function) =>
        CommonAggregates.Contains(function) || (DuckDbSession.Shared.Functions.TryGetValue(function, out var kind) && kind == "aggregate");

    /// <summary>Whether DuckDB has a function of that name.</summary>
    public static bool Exists(string function) =>
        CommonAggregates.Contains(function) || Functions.IsKnown(function) || DuckDbSession.Shared.Functions.ContainsKey(function);

    /// <summary>The type of an aggregate call; null where DuckDB does not accept the arguments.</summary>
    public static SqlType? OfAggregate(string function, IReadOnlyList<Scalar> arguments)
    {
        var type = arguments.Count > 0 ? arguments[0].Type : SqlType.Unknown;
        switch (function)
        {
            case "count_star":
            case "count" when arguments.Count == 1:
                return SqlType.BigInt;
            case "sum" when arguments.Count == 1 && (Arithmetic.IsSigned(type) || type.Kind == TypeKind.Boolean):
                return SqlType.HugeInt;
            case "sum" when arguments.Count == 1 && type.Kind == TypeKind.Decimal:
                return SqlType.Decimal(38, type.Scale);
            case "avg" when arguments.Count == 1 && type.IsNumeric:
            case "sum" when arguments.Count == 1 && type.IsFloat:
            case "stddev_samp" or "stddev" or "var_samp" or "variance" when arguments.Count == 1 && type.IsNumeric:
                return SqlType.Double;
            case "min" or "max" or "any_value" or "first" or "last" when arguments.Count == 1 && arguments[0] is not Scalar.Constant && type.Kind != TypeKind.Null:
                return type;
            default:
                return TypeOracle.Call(function, arguments);
        }
    }

    /// <summary>The type of a scalar function's call; null where DuckDB does not accept the arguments.</summary>
    public static SqlType? OfScalar(string function, IReadOnlyList<Scalar> arguments) => function switch
    {
        "substring" or "substr" or "upper" or "lower" or "trim" or "ltrim" or "rtrim" when AllAre(arguments.Take(1), TypeKind.Varchar) => SqlType.Varchar,
        "like" or "ilike" when arguments.Count == 2 && arguments.All(a => a.Type.Kind is TypeKind.Varchar or TypeKind.Null) => SqlType.Boolean,
        "||" when arguments.Count == 2 && AllAre(arguments, TypeKind.Varchar) => SqlType.Varchar,
        "date_part" when arguments is [Scalar.Constant { Value: "year" or "month" or "day" or "hour" or "minute" or "quarter" or "week" or "dow" or "doy" }, { Type.IsTemporal: true }]
            => SqlType.BigInt,
        "year" or "month" or "day" when arguments is [{ Type.Kind: TypeKind.Date or TypeKind.Timestamp }] => SqlType.BigInt,
        "-" or "+" when arguments is [{ Type: var type } and not Scalar.Constant] && (Arithmetic.IsSigned(type) || type.Kind is TypeKind.Decimal or TypeKind.Double) => type,
        "abs" when arguments is [{ Type.Kind: TypeKind.Decimal or TypeKind.Double or TypeKind.Integer or TypeKind.BigInt }] => arguments[0].Type,
        _ when arguments.Count == 2 && Arithmetic.IsOperator(function) => Arithmetic.Of(function, arguments[0], arguments[1]),
        "-" or "+" or "~" or "@" when arguments.Count == 1 => TypeOracle.Of(System.Text.CompositeFormat.Parse(function + " {0}"), arguments),
        "current_date" => SqlType.Date,
        _ => TypeOracle.Call(function, arguments),
    };

    /// <summary>Whether DuckDB makes a NULL without a type of a call: of <c>||</c> beside a NULL, whatever that was cast to and whatever its partner is.</summary>
    public static bool IsBareNull(string function, IReadOnlyList<Scalar> arguments) => function == "||" && arguments.Any(IsNullForAll);

    private static bool IsNullForAll(Scalar scalar) => scalar switch
    {
        Scalar.Constant constant => constant.Value is null,
        Scalar.Cast cast => IsNullForAll(cast.Operand),
        _ => false,
    };

    private static bool AllAre(IEnumerable<Scalar> arguments, TypeKind kind) => arguments.All(a => a.Type.Kind == kind);
}
