using System.Globalization;
using RewriteLang.Algebra;

namespace RewriteLang.Verify.Equality;

/// <summary>Values and rows as a person reads them in a difference: the way they would be written in SQL.</summary>
public static class ResultText
{
    /// <summary>A value.</summary>
    public static string Of(object? value) => value switch
    {
        null => "NULL",
        bool b => b ? "TRUE" : "FALSE",
        string s => $"'{s.Replace("'", "''", StringComparison.Ordinal)}'",
        double d when double.IsInteger(d) && Math.Abs(d) < 1e15 => d.ToString("0.0", CultureInfo.InvariantCulture),
        double d => d.ToString("R", CultureInfo.InvariantCulture),
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        TimeOnly time => time.ToString("HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture),
        DateTime time => time.ToString("yyyy-MM-dd HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture),
        IntervalValue i => $"INTERVAL {i.Months} months {i.Days} days {i.Microseconds} us",
        Sequence<byte> bytes => $"x'{Convert.ToHexString(bytes.AsSpan())}'",
        IFormattable f => f.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    /// <summary>A row.</summary>
    public static string Of(IEnumerable<object?> row) => $"({string.Join(", ", row.Select(Of))})";

    /// <summary>A count with its noun.</summary>
    public static string Count(long count, string noun) =>
        count == 1 ? $"1 {noun}" : $"{count.ToString(CultureInfo.InvariantCulture)} {noun}s";
}
