using System.Numerics;
using System.Text;
using RewriteLang.Algebra;
using RewriteLang.Verify.Equality;

namespace RewriteLang.Verify.Reference;

/// <summary>Comparison of values as DuckDB defines it: NaN equals itself and is the greatest number, -0.0 equals 0.0, text compares by its UTF-8 bytes.</summary>
internal static class SqlValues
{
    /// <summary>The order of two values that are not NULL.</summary>
    public static int Compare(object a, object b) => (a, b) switch
    {
        (long x, long y) => x.CompareTo(y),
        (string x, string y) => Encoding.UTF8.GetBytes(x).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(y)),
        (bool x, bool y) => x.CompareTo(y),
        (DateOnly x, DateOnly y) => x.CompareTo(y),
        (TimeOnly x, TimeOnly y) => x.CompareTo(y),
        (DateTime x, DateTime y) => x.CompareTo(y),
        (DateOnly x, DateTime y) => x.ToDateTime(TimeOnly.MinValue).CompareTo(y),
        (DateTime x, DateOnly y) => x.CompareTo(y.ToDateTime(TimeOnly.MinValue)),
        (double or float, _) or (_, double or float) => CompareFloats(ToDouble(a), ToDouble(b)),
        (decimal x, _) => x.CompareTo(ToDecimal(b)),
        (_, decimal y) => ToDecimal(a).CompareTo(y),
        (long or BigInteger, long or BigInteger) => ToInteger(a).CompareTo(ToInteger(b)),
        (IntervalValue x, IntervalValue y) => Length(x).CompareTo(Length(y)),
        (Sequence<byte> x, Sequence<byte> y) => x.AsSpan().SequenceCompareTo(y.AsSpan()),
        (Guid x, Guid y) => string.CompareOrdinal(x.ToString(), y.ToString()),
        (bool x, long y) => (x ? 1L : 0L).CompareTo(y),
        (long x, bool y) => x.CompareTo(y ? 1L : 0L),
        _ => throw new NotDefinedException($"comparison of {a.GetType().Name} with {b.GetType().Name}"),
    };

    /// <summary>Equality that is true of two NULLs.</summary>
    public static bool NotDistinct(object? a, object? b) => a is null ? b is null : b is not null && Compare(a, b) == 0;

    public static double ToDouble(object value) => value switch
    {
        long l => l,
        double d => d,
        float f => f,
        decimal m => (double)m,
        BigInteger b => (double)b,
        bool b => b ? 1 : 0,
        _ => throw new NotDefinedException($"{value.GetType().Name} as a float"),
    };

    public static decimal ToDecimal(object value) => value switch
    {
        decimal m => m,
        long l => l,
        BigInteger b => (decimal)b,
        bool b => b ? 1 : 0,
        _ => throw new NotDefinedException($"{value.GetType().Name} as a decimal"),
    };

    public static BigInteger ToInteger(object value) => value switch
    {
        long l => l,
        BigInteger b => b,
        bool b => b ? 1 : 0,
        _ => throw new NotDefinedException($"{value.GetType().Name} as an integer"),
    };

    /// <summary>The integer as <see cref="long"/> when it fits.</summary>
    public static object FromInteger(BigInteger value) => value >= long.MinValue && value <= long.MaxValue ? (long)value : value;

    private static int CompareFloats(double a, double b) =>
        double.IsNaN(a) || double.IsNaN(b) ? double.IsNaN(a).CompareTo(double.IsNaN(b)) : a < b ? -1 : a > b ? 1 : 0;

    // Months count as 30 days where intervals are compared.
    private static Int128 Length(IntervalValue value) => value.Microseconds + ((Int128)86_400_000_000L * (value.Days + (30L * value.Months)));

    /// <summary>Compares rows in some columns; NULLs are equal. For grouping, DISTINCT and set operations.</summary>
    internal sealed class RowEquality : IEqualityComparer<object?[]>
    {
        public static readonly RowEquality Instance = new();

        public bool Equals(object?[]? x, object?[]? y)
        {
            for (var i = 0; i < x!.Length; i++)
            {
                if (!NotDistinct(x[i], y![i]))
                {
                    return false;
                }
            }

            return true;
        }

        public int GetHashCode(object?[] row)
        {
            var hash = default(HashCode);
            foreach (var value in row)
            {
                hash.Add(CanonicalValues.Of(value, mergeNumbers: true));
            }

            return hash.ToHashCode();
        }
    }
}
