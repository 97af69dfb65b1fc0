using RewriteLang.Algebra;

namespace RewriteLang.Verify.Reference;

/// <summary>Functions and arithmetic of days and times.</summary>
internal static class Times
{
    public static bool TryApply(string function, object[] arguments, out object? result)
    {
        result = (function, arguments) switch
        {
            ("+", [DateOnly d, long n]) => d.AddDays((int)n),
            ("+", [long n, DateOnly d]) => d.AddDays((int)n),
            ("-", [DateOnly d, long n]) => d.AddDays((int)-n),
            ("-", [DateOnly a, DateOnly b]) => (long)a.DayNumber - b.DayNumber,
            ("+", [DateOnly d, IntervalValue i]) => Add(d.ToDateTime(TimeOnly.MinValue), i, 1),
            ("+", [IntervalValue i, DateOnly d]) => Add(d.ToDateTime(TimeOnly.MinValue), i, 1),
            ("-", [DateOnly d, IntervalValue i]) => Add(d.ToDateTime(TimeOnly.MinValue), i, -1),
            ("+", [DateTime t, IntervalValue i]) => Add(t, i, 1),
            ("+", [IntervalValue i, DateTime t]) => Add(t, i, 1),
            ("-", [DateTime t, IntervalValue i]) => Add(t, i, -1),
            ("-", [DateTime a, DateTime b]) => new IntervalValue(0, (int)((a - b).Ticks / TimeSpan.TicksPerDay), (a - b).Ticks % TimeSpan.TicksPerDay / 10),
            ("last_day", [DateOnly d]) => new DateOnly(d.Year, d.Month, DateTime.DaysInMonth(d.Year, d.Month)),
            ("date_part" or "datepart" or "extract", [string part, DateOnly or DateTime]) => Part(part.ToLowerInvariant(), Moment(arguments[1])),
            ("year" or "month" or "day" or "hour" or "minute" or "second" or "quarter" or "dayofyear" or "dayofweek" or "dayofmonth" or "isodow", [DateOnly or DateTime]) =>
                Part(function, Moment(arguments[0])),
            ("date_trunc" or "datetrunc", [string part, DateOnly or DateTime]) => Truncate(part.ToLowerInvariant(), Moment(arguments[1])),
            ("date_diff" or "datediff", [string part, DateOnly or DateTime, DateOnly or DateTime]) => Difference(part.ToLowerInvariant(), Moment(arguments[1]), Moment(arguments[2])),
            ("to_days", [long n]) => new IntervalValue(0, (int)n, 0),
            ("to_months", [long n]) => new IntervalValue((int)n, 0, 0),
            ("to_years", [long n]) => new IntervalValue((int)n * 12, 0, 0),
            ("to_hours", [long n]) => new IntervalValue(0, 0, n * 3_600_000_000),
            ("to_minutes", [long n]) => new IntervalValue(0, 0, n * 60_000_000),
            _ => null,
        };
        return result is not null;
    }

    private static DateTime Moment(object value) => value is DateOnly d ? d.ToDateTime(TimeOnly.MinValue) : (DateTime)value;

    private static DateTime Add(DateTime time, IntervalValue interval, int sign) =>
        time.AddMonths(sign * interval.Months).AddDays(sign * interval.Days).AddTicks(sign * interval.Microseconds * 10);

    private static long Part(string part, DateTime t) => part switch
    {
        "year" => t.Year,
        "quarter" => (t.Month + 2) / 3,
        "month" => t.Month,
        "day" or "dayofmonth" => t.Day,
        "hour" => t.Hour,
        "minute" => t.Minute,
        "second" => t.Second,
        "doy" or "dayofyear" => t.DayOfYear,
        "dow" or "dayofweek" => (long)t.DayOfWeek,
        "isodow" => t.DayOfWeek == DayOfWeek.Sunday ? 7 : (long)t.DayOfWeek,
        _ => throw new NotDefinedException($"the date part {part}"),
    };

    private static DateTime Truncate(string part, DateTime t) => part switch
    {
        "year" => new DateTime(t.Year, 1, 1),
        "quarter" => new DateTime(t.Year, ((t.Month - 1) / 3 * 3) + 1, 1),
        "month" => new DateTime(t.Year, t.Month, 1),
        "day" => t.Date,
        "hour" => t.Date.AddHours(t.Hour),
        "minute" => t.Date.AddMinutes((t.Hour * 60) + t.Minute),
        _ => throw new NotDefinedException($"truncation to {part}"),
    };

    private static long Difference(string part, DateTime a, DateTime b) => part switch
    {
        "year" => (long)b.Year - a.Year,
        "month" => ((b.Year - a.Year) * 12L) + b.Month - a.Month,
        "day" => (long)(b.Date - a.Date).Days,
        _ => throw new NotDefinedException($"difference in {part}"),
    };
}
