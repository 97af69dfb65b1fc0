using System.Globalization;
using System.Text;
using RewriteLang.DuckDb.Interop;

namespace RewriteLang.DuckDb.Types;

/// <summary>Dates, times and intervals as DuckDB writes them when it casts them to VARCHAR, over its whole range, which is wider than .NET's.</summary>
internal static class CalendarText
{
    /// <summary>Writes a date given in days since 1970-01-01.</summary>
    public static string Date(int days) =>
        days == int.MaxValue ? "infinity" : days == -int.MaxValue ? "-infinity" : FiniteDate(days);

    /// <summary>Writes a time of day in <paramref name="ticks"/>, of which a second has <paramref name="perSecond"/>.</summary>
    public static string Time(long ticks, long perSecond)
    {
        var (seconds, fraction) = Math.DivRem(ticks, perSecond);
        var text = string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600:00}:{seconds / 60 % 60:00}:{seconds % 60:00}");
        return fraction == 0 ? text : text + "." + (perSecond + fraction).ToString(CultureInfo.InvariantCulture)[1..].TrimEnd('0');
    }

    /// <summary>Writes a time of day with its offset from UTC in seconds.</summary>
    public static string TimeTz(long micros, int offset) => Time(micros, 1_000_000) + Offset(offset);

    /// <summary>Writes a moment given in ticks since 1970-01-01, of which a second has <paramref name="perSecond"/>.</summary>
    public static string Timestamp(long ticks, long perSecond)
    {
        if (ticks is long.MaxValue or -long.MaxValue)
        {
            return ticks > 0 ? "infinity" : "-infinity";
        }

        var perDay = 86_400 * perSecond;
        var day = Math.DivRem(ticks, perDay).Quotient - (ticks % perDay < 0 ? 1 : 0);
        var time = (long)((Int128)ticks - ((Int128)day * perDay));
        return $"{FiniteDate(day)} {Time(time, perSecond)}";
    }

    /// <summary>Writes an interval: years and months, days, then the time of day unless it is zero.</summary>
    public static string Interval(NativeInterval interval)
    {
        var text = new StringBuilder();
        Part(interval.Months / 12, "year");
        Part(interval.Months % 12, "month");
        Part(interval.Days, "day");
        if (interval.Micros != 0 || text.Length == 0)
        {
            var magnitude = interval.Micros < 0 ? unchecked((ulong)-interval.Micros) : (ulong)interval.Micros;
            var (seconds, micros) = Math.DivRem(magnitude, 1_000_000UL);
            text.Append(text.Length > 0 ? " " : "").Append(interval.Micros < 0 ? "-" : "");
            text.Append(CultureInfo.InvariantCulture, $"{seconds / 3600:00}:{seconds / 60 % 60:00}:{seconds % 60:00}");
            if (micros > 0)
            {
                text.Append('.').Append(micros.ToString("000000", CultureInfo.InvariantCulture).TrimEnd('0'));
            }
        }

        return text.ToString();

        void Part(int count, string unit)
        {
            if (count != 0)
            {
                text.Append(text.Length > 0 ? " " : "").Append(CultureInfo.InvariantCulture, $"{count} {unit}{(count is 1 or -1 ? "" : "s")}");
            }
        }
    }

    /// <summary>Writes an offset from UTC in seconds: <c>+00</c>, <c>-03:30</c>.</summary>
    public static string Offset(int seconds)
    {
        var magnitude = Math.Abs(seconds);
        var text = string.Create(CultureInfo.InvariantCulture, $"{(seconds < 0 ? '-' : '+')}{magnitude / 3600:00}");
        if (magnitude % 3600 != 0)
        {
            text += string.Create(CultureInfo.InvariantCulture, $":{magnitude / 60 % 60:00}");
        }

        return magnitude % 60 != 0 ? text + string.Create(CultureInfo.InvariantCulture, $":{magnitude % 60:00}") : text;
    }

    private static string FiniteDate(long days)
    {
        var (year, month, day) = Civil(days);
        var (shown, era) = year > 0 ? (year, "") : (1 - year, " (BC)");
        return string.Create(CultureInfo.InvariantCulture, $"{shown:0000}-{month:00}-{day:00}{era}");
    }

    // The proleptic Gregorian calendar counted in eras of 400 years from 1 March of year 0, so that leap days come last.
    private static (long Year, int Month, int Day) Civil(long days)
    {
        var shifted = days + 719_468;
        var era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097;
        var dayOfEra = shifted - (era * 146_097);
        var yearOfEra = (dayOfEra - (dayOfEra / 1_460) + (dayOfEra / 36_524) - (dayOfEra / 146_096)) / 365;
        var dayOfYear = dayOfEra - ((365 * yearOfEra) + (yearOfEra / 4) - (yearOfEra / 100));
        var monthFromMarch = ((5 * dayOfYear) + 2) / 153;
        var month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
        return (yearOfEra + (era * 400) + (month <= 2 ? 1 : 0), (int)month, (int)(dayOfYear - (((153 * monthFromMarch) + 2) / 5) + 1));
    }
}
