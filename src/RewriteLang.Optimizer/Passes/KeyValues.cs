using RewriteLang.Algebra;

namespace RewriteLang.Optimizer.Passes;

/// <summary>The values that conditions leave of a column, where these can be listed: whole numbers or days of a range, literals of an equality or IN.</summary>
/// <param name="Values">The values, each once.</param>
/// <param name="Rest">The conditions that say something else.</param>
internal sealed record KeyValues(Sequence<object> Values, Sequence<Scalar> Rest)
{
    /// <summary>More values than this are not listed.</summary>
    public const int Most = 512;

    /// <summary>What conditions leave of a column; null where it cannot be listed, or there are too many.</summary>
    /// <param name="column">The column.</param>
    /// <param name="conjuncts">The conditions, their literals on the right.</param>
    /// <param name="listsDays">Whether each day of a range is a value. Where days are texts, there may be others between them.</param>
    public static KeyValues? Of(Column column, Sequence<Scalar> conjuncts, bool listsDays)
    {
        if (!IsListed(column.Type))
        {
            return null;
        }

        var rest = new List<Scalar>();
        HashSet<object>? listed = null;
        Int128? low = null;
        Int128? high = null;
        foreach (var conjunct in conjuncts)
        {
            switch (conjunct)
            {
                case Scalar.InList { Operand: Scalar.ColumnRef r } list when r.Column == column && list.Items.All(i => IsOf(i, column.Type)):
                    Keep(list.Items.Select(i => ((Scalar.Constant)i).Value!));
                    break;
                case Scalar.Comparison { Operator: ComparisonOperator.Equal, Left: Scalar.ColumnRef r, Right: Scalar.Constant c } when r.Column == column && IsOf(c, column.Type):
                    Keep([c.Value!]);
                    break;
                case Scalar.Comparison { Left: Scalar.ColumnRef r, Right: Scalar.Constant c } comparison
                    when r.Column == column && IsOf(c, column.Type) && Number(c.Value!, listsDays) is { } bound && Bounds(comparison.Operator, bound) is var (from, to):
                    low = from is { } l && !(low > l) ? l : low;
                    high = to is { } h && !(high < h) ? h : high;
                    break;
                default:
                    rest.Add(conjunct);
                    break;
            }
        }

        if (listed is not null)
        {
            return listed.Count <= Most ? new([.. listed.Where(IsLeft).Order()], [.. rest]) : null;
        }

        if (low is not { } first || high is not { } last || last - first >= Most)
        {
            return null;
        }

        var values = new List<object>();
        for (var n = first; n <= last; n++)
        {
            object value = column.Type.Kind == TypeKind.Date ? DateOnly.FromDayNumber((int)n) : (long)n;
            if (IsLeft(value))
            {
                values.Add(value);
            }
        }

        return new([.. values], [.. rest]);

        // A number that the column's type does not have is none of its values.
        bool IsLeft(object value) => (value is not long n || Fits(n, column.Type)) && (Number(value, listsDays) is not { } number || (!(number < low) && !(number > high)));

        void Keep(IEnumerable<object> values)
        {
            var kept = values.ToHashSet();
            listed?.IntersectWith(kept);
            listed ??= kept;
        }
    }

    /// <summary>Whether a signed integer type has a number.</summary>
    public static bool Fits(long value, SqlType type) => type.Kind switch
    {
        TypeKind.TinyInt => value is >= sbyte.MinValue and <= sbyte.MaxValue,
        TypeKind.SmallInt => value is >= short.MinValue and <= short.MaxValue,
        TypeKind.Integer => value is >= int.MinValue and <= int.MaxValue,
        TypeKind.BigInt => true,
        _ => false,
    };

    // Types of which two values are equal exactly if they are the same.
    private static bool IsListed(SqlType type) => type.Kind is TypeKind.TinyInt or TypeKind.SmallInt or TypeKind.Integer or TypeKind.BigInt or TypeKind.Date or TypeKind.Varchar;

    private static bool IsOf(Scalar item, SqlType type) => item is Scalar.Constant constant && (type.Kind switch
    {
        TypeKind.Date => constant is { Value: DateOnly, Type.Kind: TypeKind.Date },
        TypeKind.Varchar => constant is { Value: string, Type.Kind: TypeKind.Varchar },
        _ => constant is { Value: long, Type.IsInteger: true },
    });

    private static Int128? Number(object value, bool listsDays) => value switch
    {
        long n => n,
        DateOnly day when listsDays => day.DayNumber,
        _ => null,
    };

    // The first and the last value that an operator lets pass, null for no bound; null for other operators.
    private static (Int128? From, Int128? To)? Bounds(ComparisonOperator @operator, Int128 bound) => @operator switch
    {
        ComparisonOperator.GreaterOrEqual => (bound, null),
        ComparisonOperator.Greater => (bound + 1, null),
        ComparisonOperator.LessOrEqual => (null, bound),
        ComparisonOperator.Less => (null, bound - 1),
        _ => null,
    };
}
