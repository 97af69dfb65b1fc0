using System.Numerics;
using RewriteLang.Algebra;

namespace RewriteLang.Verify.Reference;

/// <summary>Grouping and aggregate functions.</summary>
internal static class Aggregation
{
    public static Bag Of(Relation.Aggregate aggregate, Bag input, Scope? outer)
    {
        var positions = input.IndexesOf(aggregate.Keys.Select(k => k.In));
        IEnumerable<Sequence<int>> sets = aggregate.Sets.IsEmpty ? [[.. Enumerable.Range(0, positions.Length)]] : aggregate.Sets;
        var rows = new List<object?[]>();
        foreach (var set in sets)
        {
            var groups = input.Rows.GroupBy(r => set.Select(k => r[positions[k]]).ToArray(), SqlValues.RowEquality.Instance)
                .Select(g => (g.Key, Rows: g.ToList())).ToList();

            // Without keys there is one group, also of no rows.
            if (set.IsEmpty && groups.Count == 0)
            {
                groups.Add(([], []));
            }

            foreach (var (key, members) in groups)
            {
                var keys = new object?[positions.Length];
                for (var i = 0; i < set.Count; i++)
                {
                    keys[set[i]] = key[i];
                }

                rows.Add([.. keys, .. aggregate.Aggregates.Select(a => a.Call.Function == "grouping" ? (object?)Grouping(a.Call, aggregate, set) : Call(a.Call, members, input.Columns, outer))]);
            }
        }

        return new(aggregate.Columns, rows);
    }

    /// <summary>An aggregate call over rows.</summary>
    public static object? Call(AggregateCall call, List<object?[]> rows, IReadOnlyList<Column> columns, Scope? outer)
    {
        var counted = rows.Where(r => call.Filter is null || call.Filter.Truth(ReferenceEvaluator.Inside(columns, r, outer)) == true).ToList();
        if (call.Function is "count_star" || (call.Function == "count" && call.Arguments.IsEmpty))
        {
            return (long)counted.Count;
        }

        if (!call.OrderBy.IsEmpty)
        {
            counted = [.. ReferenceEvaluator.Sorted(new(columns, counted), call.OrderBy, outer)];
        }

        var arguments = counted.Select(r => call.Arguments.Select(a => a.Evaluate(ReferenceEvaluator.Inside(columns, r, outer))).ToArray()).ToList();
        if (call.Distinct)
        {
            arguments = [.. arguments.Distinct(SqlValues.RowEquality.Instance)];
        }

        if (call.Function == "first")
        {
            return arguments.Count == 0 ? null : arguments[0][0];
        }

        return OfValues(call, [.. arguments.Where(a => a[0] is not null)]);
    }

    private static object? OfValues(AggregateCall call, List<object?[]> rows)
    {
        var values = rows.ConvertAll(r => r[0]!);
        if (call.Function == "count")
        {
            return (long)values.Count;
        }

        if (values.Count == 0)
        {
            return null;
        }

        return call.Function switch
        {
            "sum" => Sum(values),
            "avg" or "mean" => Average(values),
            "min" => values.Aggregate((a, b) => SqlValues.Compare(b, a) < 0 ? b : a),
            "max" => values.Aggregate((a, b) => SqlValues.Compare(b, a) > 0 ? b : a),
            "any_value" or "arbitrary" => values[0],
            "bool_and" => values.TrueForAll(v => (bool)v),
            "bool_or" => values.Exists(v => (bool)v),
            "string_agg" or "group_concat" or "listagg" => string.Join(rows[0].Length > 1 ? (string)rows[0][1]! : ",", values),
            "var_pop" => Variance(values, 0),
            "var_samp" or "variance" => Variance(values, 1),
            "stddev_pop" => Variance(values, 0) is { } v ? Math.Sqrt(v) : null,
            "stddev_samp" or "stddev" => Variance(values, 1) is { } v ? Math.Sqrt(v) : null,
            "arg_min" or "min_by" or "argmin" => rows.Where(r => r[1] is not null).Aggregate((object?[]?)null, (a, b) => a is null || SqlValues.Compare(b[1]!, a[1]!) < 0 ? b : a)?[0],
            "arg_max" or "max_by" or "argmax" => rows.Where(r => r[1] is not null).Aggregate((object?[]?)null, (a, b) => a is null || SqlValues.Compare(b[1]!, a[1]!) > 0 ? b : a)?[0],
            _ => throw new NotDefinedException($"the aggregate {call.Function}"),
        };
    }

    private static object Sum(List<object> values) =>
        values.Exists(v => v is double) ? values.Sum(SqlValues.ToDouble)
        : values.Exists(v => v is decimal) ? values.Sum(SqlValues.ToDecimal)
        : SqlValues.FromInteger(values.Aggregate(BigInteger.Zero, (sum, v) => sum + SqlValues.ToInteger(v)));

    private static double Average(List<object> values) => SqlValues.ToDouble(Sum(values)) / values.Count;

    private static double? Variance(List<object> values, int correction)
    {
        if (values.Count <= correction)
        {
            return null;
        }

        var mean = values.Average(SqlValues.ToDouble);
        return values.Sum(v => Math.Pow(SqlValues.ToDouble(v) - mean, 2)) / (values.Count - correction);
    }

    // A bit a argument, the first one highest: 1 where the key is not grouped by.
    private static long Grouping(AggregateCall call, Relation.Aggregate aggregate, Sequence<int> set)
    {
        var bits = 0L;
        foreach (var argument in call.Arguments)
        {
            var key = aggregate.Keys.ToList().FindIndex(k => argument is Scalar.ColumnRef r && (r.Column.Id == k.In.Id || r.Column.Id == k.Out.Id));
            bits = (bits << 1) | (set.Contains(key) ? 0L : 1L);
        }

        return bits;
    }
}
