using System.Globalization;
using System.Numerics;
using RewriteLang.Algebra;
using RewriteLang.Sql.Printing.Tree;

namespace RewriteLang.Sql.Printing.Dialects;

/// <summary>How literals are spelled, and which type DuckDB gives them.</summary>
internal static class Literals
{
    /// <summary>A text literal.</summary>
    public static Expr Quote(string text) => text.Contains('\0', StringComparison.Ordinal)
        ? throw new Refusal(Refusal.Literal, "A text literal with a NUL character cannot be written.")
        : new Expr.Text($"'{text.Replace("'", "''", StringComparison.Ordinal)}'");

    /// <summary>A number as it stands in the text; a negative one binds like a unary minus.</summary>
    public static Expr Number(string digits) => new Expr.Text(digits, digits[0] == '-' ? Strength.Unary : Strength.Primary);

    /// <summary>The type DuckDB reads in a number's text without an exponent.</summary>
    public static SqlType TypeOf(object value) => value switch
    {
        long integer => Math.Abs((decimal)integer) <= int.MaxValue ? SqlType.Integer : SqlType.BigInt,
        BigInteger integer => BigInteger.Abs(integer) <= int.MaxValue ? SqlType.Integer
            : BigInteger.Abs(integer) <= long.MaxValue ? SqlType.BigInt
            : SqlType.HugeInt,
        decimal number => DecimalType(number),
        string => SqlType.Varchar,
        bool => SqlType.Boolean,
        double => SqlType.Double,
        _ => SqlType.Unknown,
    };

    /// <summary>The digits of a double, always with an exponent, so that it is not read as a decimal.</summary>
    public static string Digits(double value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        return text.Contains('E', StringComparison.Ordinal) ? text.Replace("E", "e", StringComparison.Ordinal) : text + "e0";
    }

    /// <summary>A day.</summary>
    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>A point in time, without the fraction when it is zero.</summary>
    public static string Moment(DateTime moment) =>
        moment.ToString(moment.Ticks % TimeSpan.TicksPerSecond == 0 ? "yyyy-MM-dd HH:mm:ss" : "yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture);

    /// <summary>A time of day.</summary>
    public static string Time(TimeOnly time) =>
        time.ToString(time.Ticks % TimeSpan.TicksPerSecond == 0 ? "HH:mm:ss" : "HH:mm:ss.ffffff", CultureInfo.InvariantCulture);

    /// <summary>An interval in words.</summary>
    public static string Span(IntervalValue interval)
    {
        var parts = new List<string>();
        void Part(long count, string unit)
        {
            if (count != 0)
            {
                parts.Add(string.Create(CultureInfo.InvariantCulture, $"{count} {unit}{(Math.Abs(count) == 1 ? "" : "s")}"));
            }
        }

        if (interval.Months % 12 == 0)
        {
            Part(interval.Months / 12, "year");
        }
        else
        {
            Part(interval.Months, "month");
        }

        Part(interval.Days, "day");
        var rest = interval.Microseconds;
        Part(rest / 3_600_000_000, "hour");
        Part(rest % 3_600_000_000 / 60_000_000, "minute");
        Part(rest % 60_000_000 / 1_000_000, "second");
        Part(rest % 1_000_000, "microsecond");
        return parts.Count == 0 ? "0 days" : string.Join(' ', parts);
    }

    /// <summary>An interval as a count of one unit; null if it takes several.</summary>
    public static (long Count, string Unit)? Unit(IntervalValue interval) => interval switch
    {
        { Days: 0, Microseconds: 0, Months: var months } when months != 0 => months % 12 == 0 ? (months / 12, "YEAR") : (months, "MONTH"),
        { Months: 0, Microseconds: 0, Days: var days } => (days, "DAY"),
        { Months: 0, Days: 0, Microseconds: var time } when time % 1_000_000 == 0 => (time / 1_000_000) switch
        {
            var s when s % 3600 == 0 => (s / 3600, "HOUR"),
            var s when s % 60 == 0 => (s / 60, "MINUTE"),
            var s => (s, "SECOND"),
        },
        _ => null,
    };

    private static SqlType DecimalType(decimal number)
    {
        var text = number.ToString(CultureInfo.InvariantCulture);
        var point = text.IndexOf('.', StringComparison.Ordinal);
        var digits = text.Count(char.IsAsciiDigit);
        return point < 0 ? TypeOf(new BigInteger(number)) : SqlType.Decimal(digits, text.Length - point - 1);
    }
}
