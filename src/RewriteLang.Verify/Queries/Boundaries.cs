using RewriteLang.Algebra;
using RewriteLang.Verify.Reference;

namespace RewriteLang.Verify.Queries;

/// <summary>Finds the values of a column at which a condition on it alone changes its truth, by evaluating it: what lies behind arithmetic and functions.</summary>
internal static class Boundaries
{
    private const int MostProbes = 160;
    private const int MostFlips = 12;

    // Powers of two in both directions, and around the present for dates.
    private static readonly decimal[] Numbers = [.. Enumerable.Range(0, 40).SelectMany(i => new[] { (decimal)(1L << i), -(decimal)(1L << i) }), 0m];
    private static readonly DateOnly[] Days = [.. Enumerable.Range(1985, 50).Select(y => new DateOnly(y, 1, 1)), .. Enumerable.Range(1, 12).Select(m => new DateOnly(2000, m, 15))];

    /// <summary>TRUE, FALSE, or null: UNKNOWN, or not to be told without an engine.</summary>
    public static bool? Truth(Scalar condition, Scope scope)
    {
        try
        {
            return condition.Truth(scope);
        }
        catch (Exception fault) when (fault is NotDefinedException or EvaluationException or System.Diagnostics.UnreachableException or InvalidCastException
            or OverflowException or ArgumentException or DivideByZeroException or KeyNotFoundException or System.Text.RegularExpressions.RegexMatchTimeoutException)
        {
            return null;
        }
    }

    /// <summary>Values on both sides of every change that shows between some probes.</summary>
    public static IEnumerable<object> Of(Scalar condition, Column column, SqlType type, IEnumerable<object> known)
    {
        var probes = known.Select(v => Scale.Of(v, type)).OfType<decimal>().Concat(Usual(type)).Where(p => Scale.At(decimal.Floor(p), type) is not null)
            .Select(decimal.Floor).Distinct().Order().Take(MostProbes).ToList();
        bool? At(decimal number) => Scale.At(number, type) is { } value ? Truth(condition, new([column], [value], null)) : null;
        var flips = 0;
        for (var i = 1; i < probes.Count && flips < MostFlips; i++)
        {
            var (low, high) = (probes[i - 1], probes[i]);
            var (before, after) = (At(low), At(high));
            if (before is null || after is null || before == after)
            {
                continue;
            }

            flips++;
            while (high - low > 1)
            {
                var middle = decimal.Floor((low + high) / 2);
                (low, high) = At(middle) == before ? (middle, high) : (low, middle);
            }

            foreach (var near in new[] { low - 1, low, high, high + 1 })
            {
                if (Scale.At(near, type) is { } value)
                {
                    yield return value;
                }
            }
        }
    }

    private static IEnumerable<decimal> Usual(SqlType type) => type.Kind switch
    {
        TypeKind.Date or TypeKind.Timestamp => Days.Select(d => Scale.Of(d, type)).OfType<decimal>(),
        _ when type.IsNumeric => Numbers.Select(n => n * Scale.UnitOf(type)),
        _ => [],
    };
}
