using RewriteLang.Algebra;
using RewriteLang.Optimizer.Analyses;

namespace RewriteLang.Optimizer.Rules;

/// <summary>How calls are computed again from partial results: what is aggregated below, what above, and what comes out.</summary>
/// <param name="Partials">Calls below, with the columns of their results.</param>
/// <param name="Finals">Calls above, over those columns.</param>
/// <param name="Results">The original columns, from the columns of the finals.</param>
public sealed record Decomposition(Sequence<AggregateItem> Partials, Sequence<AggregateItem> Finals, Sequence<ProjectItem> Results);

/// <summary>
/// What is known of aggregate functions: partial and final forms, the value on no rows, whether duplicates matter. A function that is not
/// here has no such property.
/// </summary>
public static class AggregateTable
{
    /// <summary>Whether every call can be computed from partial results.</summary>
    public static bool AreDecomposable(IEnumerable<AggregateItem> items) => items.All(i => IsDecomposable(i.Call));

    /// <summary>Whether repeating input rows changes no result.</summary>
    public static bool IsDuplicateInsensitive(AggregateCall call) => call.Function is "min" or "max" or "bool_and" or "bool_or" || call.Distinct;

    /// <summary>The value of a call on no rows; null where it is not known.</summary>
    public static Scalar? OnNoRows(AggregateCall call) => call.Function switch
    {
        "count" or "count_star" => Scalars.Integer(0),
        "sum" or "min" or "max" or "avg" or "bool_and" or "bool_or" or "stddev" or "stddev_samp" or "stddev_pop" or "variance" or "var_samp" or "var_pop" =>
            Scalars.Null(call.Type),
        _ => null,
    };

    /// <summary>Whether computing the call in another order or grouping gives exactly the same value.</summary>
    public static bool IsExact(AggregateCall call) =>
        call.Function is "count" or "count_star" or "min" or "max" or "bool_and" or "bool_or"
        || (call.Function == "sum" && call.Arguments.All(a => a.Type.IsExact));

    /// <summary>The partial and final forms of calls.</summary>
    /// <exception cref="ArgumentException">A call has none.</exception>
    public static Decomposition Decompose(IEnumerable<AggregateItem> items, ColumnFactory columns)
    {
        var partials = new List<AggregateItem>();
        var finals = new List<AggregateItem>();
        var results = new List<ProjectItem>();
        foreach (var item in items)
        {
            var call = item.Call;
            switch (call.Function)
            {
                case "count" or "count_star":
                    var counted = Final("sum", Partial(call, "count"), SqlType.HugeInt);
                    results.Add(new(item.Column, new Scalar.Cast(counted.Ref(), call.Type)));
                    break;
                case "sum":
                    var summed = Final("sum", Partial(call, "sum"), call.Type);
                    results.Add(new(item.Column, summed.Ref()));
                    break;
                case "min" or "max" or "bool_and" or "bool_or":
                    var kept = Final(call.Function, Partial(call, call.Function), call.Type);
                    results.Add(new(item.Column, kept.Ref()));
                    break;
                case "avg":
                    var total = Final("sum", Partial(call with { Function = "sum", Type = SumType(call.Arguments[0].Type) }, "sum"), SumType(call.Arguments[0].Type));
                    var number = Final("sum", Partial(call with { Function = "count", Type = SqlType.BigInt }, "count"), SqlType.HugeInt);
                    results.Add(new(item.Column, new Scalar.Call("/", [new Scalar.Cast(total.Ref(), SqlType.Double), new Scalar.Cast(number.Ref(), SqlType.Double)], SqlType.Double)));
                    break;
                default:
                    throw new ArgumentException($"{call.Function} has no partial form", nameof(items));
            }
        }

        return new([.. partials.Distinct()], [.. finals.Distinct()], [.. results]);

        Column Partial(AggregateCall call, string what)
        {
            var column = columns.Keyed(("partial", call), $"partial_{what}", call.Type);
            partials.Add(new(column, call));
            return column;
        }

        Column Final(string function, Column partial, SqlType type)
        {
            var call = new AggregateCall(function, [partial.Ref()], false, null, [], type);
            var column = columns.Keyed(("final", call), $"total_{partial.Name}", type);
            finals.Add(new(column, call));
            return column;
        }
    }

    /// <summary>The calls with one more condition on the rows they count.</summary>
    public static Sequence<AggregateItem> Filtered(IEnumerable<AggregateItem> items, IEnumerable<Scalar> conjuncts) =>
        [.. items.Select(i => i with
        {
            Call = Scalars.AllOf(i.Call.Filter is null ? conjuncts : conjuncts.Prepend(i.Call.Filter)) is var all && all.Equals(Scalars.True)
                ? i.Call
                : i.Call with { Filter = Scalars.AllOf(i.Call.Filter is null ? conjuncts : conjuncts.Prepend(i.Call.Filter)) },
        })];

    /// <summary>The columns that calls read.</summary>
    public static ColumnSet ColumnsOf(IEnumerable<AggregateItem> items)
    {
        var scalars = new List<Scalar>();
        foreach (var item in items)
        {
            item.Call.MapScalars(s =>
            {
                scalars.Add(s);
                return s;
            });
        }

        return ColumnSet.ReadBy(scalars);
    }

    private static bool IsDecomposable(AggregateCall call) =>
        call.OrderBy.IsEmpty && (!call.Distinct || call.Function is "min" or "max")
        && (call.Function is "count" or "count_star" or "min" or "max" or "bool_and" or "bool_or"
            || (call.Function == "sum" && call.Type == SumType(call.Arguments[0].Type))
            || (call.Function == "avg" && (call.Arguments[0].Type.IsInteger || call.Arguments[0].Type.Kind == TypeKind.Decimal)));

    /// <summary>The type of a sum of values of a type.</summary>
    public static SqlType SumType(SqlType argument) => argument switch
    {
        { IsInteger: true } => SqlType.HugeInt,
        { Kind: TypeKind.Decimal } => SqlType.Decimal(38, argument.Scale),
        _ => SqlType.Double,
    };
}
