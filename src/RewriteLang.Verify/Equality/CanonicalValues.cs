using System.Globalization;
using System.Numerics;
using RewriteLang.Algebra;
using RewriteLang.Engines;

namespace RewriteLang.Verify.Equality;

/// <summary>Brings values to a form in which equal ones are equal by <see cref="object.Equals(object)"/> and hash alike.</summary>
internal static class CanonicalValues
{
    private static readonly object True = true;
    private static readonly object False = false;

    /// <summary>
    /// One integer type, zero without a sign, decimals without trailing zeros. INTEGER 3 and REAL 3.0 stay apart unless
    /// <paramref name="mergeNumbers"/> says that only the number counts.
    /// </summary>
    public static object? Of(object? value, bool mergeNumbers)
    {
        switch (value)
        {
            case null:
                return null;
            case bool b:
                return b ? True : False;
            case BigInteger big when big >= long.MinValue && big <= long.MaxValue:
                return (long)big;
            case float f:
                return Of((double)f, mergeNumbers);
            case double d:
                return mergeNumbers && Math.Floor(d) == d && Math.Abs(d) < 1e300 ? Of(new BigInteger(d), true) : d == 0 ? 0.0 : d;
            case decimal m when mergeNumbers && decimal.Floor(m) == m:
                return Of(new BigInteger(m), true);
            case WideDecimal wide:
                var narrow = WideDecimal.Narrow(wide.Unscaled, wide.Scale);
                return narrow is decimal ? Of(narrow, mergeNumbers) : mergeNumbers && narrow is WideDecimal { Scale: 0 } w ? w.Unscaled : narrow;
            case int i:
                return (long)i;
            case byte[] bytes:
                return Sequence.Create<byte>(bytes);
            default:
                return value;
        }
    }

    /// <summary>
    /// The form in which DuckDB's and SQLite's rows meet: numbers by their value, BOOLEAN as 0 and 1, days, times and UUIDs as the text that SQLite stores.
    /// </summary>
    public static object? AcrossEngines(object? value) => value switch
    {
        bool b => b ? 1L : 0L,
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        TimeOnly time => Trimmed(time.ToString("HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture)),
        DateTime timestamp => Trimmed(timestamp.ToString("yyyy-MM-dd HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture)),
        Guid guid => guid.ToString("D", CultureInfo.InvariantCulture),
        string text => LooksLikeTime(text) ? Trimmed(text.Replace('T', ' ')) : text,
        _ => Of(value, mergeNumbers: true),
    };

    /// <summary>The number as binary64; null for what is not a number.</summary>
    public static double? AsDouble(object? value) => value switch
    {
        long l => l,
        int i => i,
        double d => d,
        float f => f,
        decimal m => (double)m,
        BigInteger big => (double)big,
        WideDecimal wide => wide.ToDouble(),
        _ => null,
    };

    /// <summary>Total order of canonical values for grouping and printing: NULL, then by type, then by value.</summary>
    public static int Compare(object? a, object? b)
    {
        var rank = Rank(a).CompareTo(Rank(b));
        return rank != 0 ? rank : (a, b) switch
        {
            (null, null) => 0,
            (long x, long y) => x.CompareTo(y),
            (string x, string y) => string.CompareOrdinal(x, y),
            (Sequence<byte> x, Sequence<byte> y) => x.AsSpan().SequenceCompareTo(y.AsSpan()),
            _ when AsDouble(a) is { } x && AsDouble(b) is { } y => x.CompareTo(y),
            (IComparable x, _) when a!.GetType() == b!.GetType() => x.CompareTo(b),
            _ => string.CompareOrdinal(a!.ToString(), b!.ToString()),
        };
    }

    private static int Rank(object? value) => value switch
    {
        null => 0,
        bool => 1,
        long or int or double or float or decimal or BigInteger or WideDecimal => 2,
        string => 3,
        DateOnly => 4,
        TimeOnly => 5,
        DateTime => 6,
        IntervalValue => 7,
        Guid => 8,
        _ => 9,
    };

    // A timestamp's text: 'YYYY-MM-DD' followed by a time, or 'hh:mm:ss' alone.
    private static bool LooksLikeTime(string text) =>
        (text.Length >= 19 && text[4] == '-' && text[7] == '-' && text[10] is ' ' or 'T' && text[13] == ':')
        || (text.Length >= 8 && text.Length <= 15 && text[2] == ':' && text[5] == ':');

    private static string Trimmed(string text) => text.Contains('.', StringComparison.Ordinal) ? text.TrimEnd('0').TrimEnd('.') : text;
}
