using RewriteLang.Algebra;
using RewriteLang.Sql.Printing.Tree;

namespace RewriteLang.Sql.Printing.Dialects;

/// <content>Aggregates and windows.</content>
internal sealed partial class SqliteTranslator
{
    private static readonly HashSet<string> WindowFunctions = new(
        "row_number rank dense_rank percent_rank cume_dist ntile lag lead first_value last_value nth_value".Split(' '), StringComparer.Ordinal);

    /// <inheritdoc/>
    public override Expr Aggregate(AggregateCall call, Func<Column, Expr> resolve)
    {
        var filter = call.Filter is null ? null : Value(call.Filter, resolve);
        Expr.Call Make(string name, params IReadOnlyList<Expr> arguments) =>
            new(name, arguments) { IsAggregate = true, Filter = filter, Distinct = call.Distinct };
        Expr First() => Value(call.Arguments[0], resolve);
        switch (call.Function)
        {
            case "count_star" or "count" when call.Arguments.IsEmpty:
                return Make("count", new Expr.Text("*"));
            case "count" or "sum" or "avg" or "min" or "max" when call.Arguments.Count == 1:
                return Make(call.Function, First());
            case "mean" when call.Arguments.Count == 1:
                return Make("avg", First());
            case "any_value":
                // Any value will do, so the least one does.
                return Make("min", First());
            case "bool_and":
                return Make("min", First());
            case "bool_or":
                return Make("max", First());
            case "count_if" when filter is null && !call.Distinct:
                return new Expr.Call("count", [new Expr.Text("*")]) { IsAggregate = true, Filter = First() };
            case "string_agg" or "group_concat" or "listagg":
                return Concatenation(call, Make, resolve);
            case "var_samp" or "variance" or "var_pop" or "stddev" or "stddev_samp" or "stddev_pop" when !call.Distinct:
                return Variance(call, Make, resolve);
            default:
                throw Unsupported(Refusal.Aggregate, $"The aggregate {call.Function}({string.Join(", ", call.Arguments.Select(a => a.Type))})");
        }
    }

    private Expr.Call Concatenation(AggregateCall call, Func<string, IReadOnlyList<Expr>, Expr.Call> make, Func<Column, Expr> resolve)
    {
        if (!call.Arguments.All(IsText))
        {
            throw Unsupported(Refusal.Aggregate, "string_agg of what is not text");
        }

        if (!call.OrderBy.IsEmpty && !Capabilities.HasOrderedAggregates)
        {
            throw Unsupported(Refusal.Aggregate, "string_agg with ORDER BY");
        }

        var isPlain = call.Arguments.Count == 1 || call.Arguments[1] is Scalar.Constant { Value: "," };
        if (call.Distinct && !isPlain)
        {
            throw Unsupported(Refusal.Aggregate, "string_agg(DISTINCT …) with a separator other than a comma");
        }

        IReadOnlyList<Expr> arguments = isPlain ? [Value(call.Arguments[0], resolve)] : [.. call.Arguments.Select(a => Value(a, resolve))];
        return make("group_concat", arguments) with { Order = Order(call.OrderBy, resolve) };
    }

    // By sums of squares: for values whose spread is tiny beside their size digits are lost, which the comparison's tolerance has to cover.
    private Expr Variance(AggregateCall call, Func<string, IReadOnlyList<Expr>, Expr.Call> make, Func<Column, Expr> resolve)
    {
        var isDeviation = call.Function.StartsWith("stddev", StringComparison.Ordinal);
        if (isDeviation && !Capabilities.HasMathFunctions)
        {
            throw Unsupported(Refusal.Aggregate, $"{call.Function}, which needs sqrt,");
        }

        var value = Value(call.Arguments[0], resolve);
        var real = IsReal(call.Arguments[0]) ? value : new Expr.Infix("*", new Expr.Text("1.0"), value, Strength.Multiplicative);
        var count = make("count", [value]);
        var sum = make("sum", [real]);
        var squares = make("sum", [new Expr.Infix("*", real, value, Strength.Multiplicative)]);
        var spread = new Expr.Infix(
            "-", squares, new Expr.Infix("/", new Expr.Infix("*", sum, sum, Strength.Multiplicative), count, Strength.Multiplicative), Strength.Additive);
        Expr divisor = call.Function.EndsWith("_pop", StringComparison.Ordinal)
            ? count
            : new Expr.Infix("-", count, new Expr.Text("1"), Strength.Additive);
        var variance = new Expr.Infix("/", Function("max", new Expr.Text("0.0"), spread), divisor, Strength.Multiplicative);
        return isDeviation ? Function("sqrt", variance) : variance;
    }

    /// <inheritdoc/>
    public override Expr Window(WindowCall call, Func<Column, Expr> resolve)
    {
        if (call.Distinct || call.IgnoreNulls)
        {
            throw Unsupported(Refusal.Window, $"{call.Function} with {(call.Distinct ? "DISTINCT" : "IGNORE NULLS")} in a window");
        }

        if (call.Frame is { Unit: FrameUnit.Range } range
            && (range.Start.Offset ?? range.End.Offset) is not null
            && call.OrderBy is not [{ Expression.Type.IsNumeric: true }])
        {
            throw Unsupported(Refusal.Window, "A RANGE frame over what is not a number");
        }

        var name = call.Function switch
        {
            "count_star" => "count",
            "mean" => "avg",
            "first" => "first_value",
            "last" => "last_value",
            "count" or "sum" or "avg" or "min" or "max" => call.Function,
            var other => WindowFunctions.Contains(other) ? other : throw Unsupported(Refusal.Window, $"The window function {other}"),
        };
        IReadOnlyList<Expr> arguments = call.Function == "count_star" || (name == "count" && call.Arguments.IsEmpty)
            ? [new Expr.Text("*")]
            : [.. call.Arguments.Select(a => Value(a, resolve))];
        return new Expr.Call(name, arguments) { Filter = call.Filter is null ? null : Value(call.Filter, resolve), Over = Over(call, resolve) };
    }
}
