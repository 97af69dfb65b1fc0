using RewriteLang.Algebra;

namespace RewriteLang.Optimizer.Rules;

/// <summary>Disjunctions of ranges of one integer column: those that touch or overlap are one range, and one range is one comparison a side.</summary>
internal static class IntegerRanges
{
    /// <summary>The OR of predicates, adjacent ranges of one column joined.</summary>
    public static Scalar AnyOf(Sequence<Scalar> predicates)
    {
        var ranges = predicates.Select(RangeOf).ToList();
        if (ranges.Contains(null) || ranges.Select(r => r!.Value.Column).Distinct().Count() != 1)
        {
            return Scalars.AnyOf(predicates);
        }

        var column = ranges[0]!.Value.Column;
        var joined = new List<(long Low, long High)>();
        foreach (var (_, low, high) in ranges.Select(r => r!.Value).OrderBy(r => r.Low))
        {
            if (joined.Count > 0 && low <= joined[^1].High + 1)
            {
                joined[^1] = (joined[^1].Low, Math.Max(joined[^1].High, high));
            }
            else
            {
                joined.Add((low, high));
            }
        }

        return joined.Count == ranges.Count
            ? Scalars.AnyOf(predicates)
            : Scalars.AnyOf(joined.Select(r => Scalars.AllOf([
                new Scalar.Comparison(ComparisonOperator.GreaterOrEqual, column.Ref(), Scalars.Integer(r.Low)),
                new Scalar.Comparison(ComparisonOperator.LessOrEqual, column.Ref(), Scalars.Integer(r.High))])));
    }

    // c >= a AND c <= b, or c = a, over an integer column; a range without values is left as it is.
    private static (Column Column, long Low, long High)? RangeOf(Scalar predicate)
    {
        Column? column = null;
        long? low = null;
        long? high = null;
        foreach (var conjunct in predicate.Conjuncts())
        {
            if (conjunct is not Scalar.Comparison { Left: Scalar.ColumnRef l, Right: Scalar.Constant { Value: long n } } comparison
                || !l.Type.IsInteger || (column is not null && column != l.Column) || n is < int.MinValue or > int.MaxValue)
            {
                return null;
            }

            column = l.Column;
            switch (comparison.Operator)
            {
                case ComparisonOperator.GreaterOrEqual when low is null:
                    low = n;
                    break;
                case ComparisonOperator.LessOrEqual when high is null:
                    high = n;
                    break;
                case ComparisonOperator.Equal when low is null && high is null:
                    (low, high) = (n, n);
                    break;
                default:
                    return null;
            }
        }

        return column is not null && low <= high ? (column, low.Value, high!.Value) : null;
    }
}
