using RewriteLang.Algebra;

namespace RewriteLang.Optimizer.Rules;

/// <summary>Disjunctions of ranges of one column of whole numbers, decimals or days: those that overlap are one range, of whole numbers also those that touch, and one range is one comparison a side.</summary>
internal static class ClosedRanges
{
    /// <summary>The OR of predicates, ranges of one column joined.</summary>
    public static Scalar AnyOf(Sequence<Scalar> predicates)
    {
        var ranges = predicates.Select(RangeOf).ToList();
        if (ranges.Contains(null) || ranges.Select(r => r!.Column).Distinct().Count() != 1)
        {
            return Scalars.AnyOf(predicates);
        }

        // Between whole numbers that follow each other lies nothing.
        var column = ranges[0]!.Column;
        var step = column.Type.IsInteger ? 1 : 0;
        var joined = new List<Range>();
        foreach (var range in ranges.OrderBy(r => r!.Low.Place))
        {
            if (joined.Count > 0 && range!.Low.Place <= joined[^1].High.Place + step)
            {
                joined[^1] = range.High.Place > joined[^1].High.Place ? joined[^1] with { High = range.High } : joined[^1];
            }
            else
            {
                joined.Add(range!);
            }
        }

        return joined.Count == ranges.Count
            ? Scalars.AnyOf(predicates)
            : Scalars.AnyOf(joined.Select(r => Scalars.AllOf([
                new Scalar.Comparison(ComparisonOperator.GreaterOrEqual, column.Ref(), r.Low.Literal),
                new Scalar.Comparison(ComparisonOperator.LessOrEqual, column.Ref(), r.High.Literal)])));
    }

    /// <param name="Literal">The literal.</param>
    /// <param name="Place">Where it lies among the others of its kind.</param>
    private sealed record End(Scalar Literal, decimal Place);

    private sealed record Range(Column Column, End Low, End High);

    // c >= a AND c <= b, or c = a; a range without values is left as it is.
    private static Range? RangeOf(Scalar predicate)
    {
        Column? column = null;
        End? low = null;
        End? high = null;
        foreach (var conjunct in predicate.Conjuncts())
        {
            if (conjunct is not Scalar.Comparison { Left: Scalar.ColumnRef l, Right: Scalar.Constant literal } comparison
                || (column is not null && column != l.Column) || EndOf(literal, l.Type) is not { } end)
            {
                return null;
            }

            column = l.Column;
            switch (comparison.Operator)
            {
                case ComparisonOperator.GreaterOrEqual when low is null:
                    low = end;
                    break;
                case ComparisonOperator.LessOrEqual when high is null:
                    high = end;
                    break;
                case ComparisonOperator.Equal when low is null && high is null:
                    (low, high) = (end, end);
                    break;
                default:
                    return null;
            }
        }

        return column is not null && low is not null && high is not null && low.Place <= high.Place ? new(column, low, high) : null;
    }

    private static End? EndOf(Scalar.Constant literal, SqlType type) => (literal.Value, type) switch
    {
        (long and >= int.MinValue and <= int.MaxValue and var n, { IsInteger: true } or { Kind: TypeKind.Decimal }) => new(literal, n),
        (decimal d, { Kind: TypeKind.Decimal }) => new(literal, d),
        (DateOnly day, { Kind: TypeKind.Date }) when literal.Type == type => new(literal, day.DayNumber),
        _ => null,
    };
}
