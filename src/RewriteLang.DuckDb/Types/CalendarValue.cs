using RewriteLang.DuckDb.Interop;

namespace RewriteLang.DuckDb.Types;

/// <summary>Dates and times as .NET's classes, exactly or not at all: .NET's years are 1 to 9999, its finest unit is 100 ns.</summary>
internal static class CalendarValue
{
    private static readonly int UnixDay = DateOnly.FromDateTime(System.DateTime.UnixEpoch).DayNumber;

    /// <summary>Reads a DATE.</summary>
    /// <exception cref="OverflowException">It is infinite or outside the years 1 to 9999.</exception>
    public static DateOnly Date(in Vector vector, int row)
    {
        var number = (long)vector.Read<int>(row) + UnixDay;
        return number >= 0 && number <= DateOnly.MaxValue.DayNumber ? DateOnly.FromDayNumber((int)number) : throw Outside(vector, row);
    }

    /// <summary>Reads a TIME or TIME_NS.</summary>
    /// <exception cref="OverflowException">It is 24:00:00, or finer than 100 ns.</exception>
    public static TimeOnly Time(in Vector vector, int row)
    {
        var ticks = Ticks(vector, row, vector.Type.Id == DuckDbTypeId.TimeNanos ? 1_000_000_000 : 1_000_000);
        return ticks < TimeSpan.TicksPerDay ? new TimeOnly((long)ticks) : throw Outside(vector, row);
    }

    /// <summary>Reads a TIMETZ as that time on the first day there is.</summary>
    /// <exception cref="OverflowException">It is 24:00:00, or its offset has seconds or exceeds 14 hours.</exception>
    public static DateTimeOffset TimeTz(in Vector vector, int row)
    {
        var (micros, offset) = vector.TimeTz(row);
        var day = new DateTime(1, 1, 2, 0, 0, 0, DateTimeKind.Unspecified);
        return micros < TimeSpan.TicksPerDay / TimeSpan.TicksPerMicrosecond && offset % 60 == 0 && Math.Abs(offset) <= 14 * 3600
            ? new DateTimeOffset(day.AddTicks(micros * TimeSpan.TicksPerMicrosecond), TimeSpan.FromSeconds(offset))
            : throw Outside(vector, row);
    }

    /// <summary>Reads a DATE or a timestamp of any kind; of another type, null. With time zone it is in UTC and says so.</summary>
    /// <exception cref="OverflowException">It is infinite, outside the years 1 to 9999, or finer than 100 ns.</exception>
    public static DateTime? DateTime(in Vector vector, int row) => vector.Type.Id switch
    {
        DuckDbTypeId.Date => Date(vector, row).ToDateTime(TimeOnly.MinValue),
        DuckDbTypeId.Timestamp => Moment(vector, row, 1_000_000, DateTimeKind.Unspecified),
        DuckDbTypeId.TimestampSeconds => Moment(vector, row, 1, DateTimeKind.Unspecified),
        DuckDbTypeId.TimestampMillis => Moment(vector, row, 1_000, DateTimeKind.Unspecified),
        DuckDbTypeId.TimestampNanos => Moment(vector, row, 1_000_000_000, DateTimeKind.Unspecified),
        DuckDbTypeId.TimestampTz => Moment(vector, row, 1_000_000, DateTimeKind.Utc),
        DuckDbTypeId.TimestampTzNanos => Moment(vector, row, 1_000_000_000, DateTimeKind.Utc),
        _ => null,
    };

    /// <summary>Reads a TIME, or an INTERVAL without months; of another type, null.</summary>
    /// <exception cref="OverflowException">The interval has months, whose length varies, or is too long.</exception>
    public static TimeSpan? Span(in Vector vector, int row)
    {
        switch (vector.Type.Id)
        {
            case DuckDbTypeId.Time or DuckDbTypeId.TimeNanos:
                return new TimeSpan((long)Ticks(vector, row, vector.Type.Id == DuckDbTypeId.Time ? 1_000_000 : 1_000_000_000));
            case DuckDbTypeId.Interval:
                var interval = vector.Read<NativeInterval>(row);
                var ticks = ((Int128)interval.Days * TimeSpan.TicksPerDay) + ((Int128)interval.Micros * TimeSpan.TicksPerMicrosecond);
                return interval.Months == 0 && ticks >= long.MinValue && ticks <= long.MaxValue ? new TimeSpan((long)ticks) : throw Outside(vector, row);
            default:
                return null;
        }
    }

    private static DateTime Moment(in Vector vector, int row, long perSecond, DateTimeKind kind)
    {
        var ticks = Ticks(vector, row, perSecond) + System.DateTime.UnixEpoch.Ticks;
        return ticks >= 0 && ticks <= System.DateTime.MaxValue.Ticks ? new DateTime((long)ticks, kind) : throw Outside(vector, row);
    }

    private static Int128 Ticks(in Vector vector, int row, long perSecond)
    {
        var (ticks, rest) = Int128.DivRem((Int128)vector.Read<long>(row) * TimeSpan.TicksPerSecond, perSecond);
        return rest == 0 ? ticks : throw Outside(vector, row);
    }

    private static OverflowException Outside(in Vector vector, int row) =>
        new($"{vector.Type.Text} '{ValueText.Write(vector, row)}' does not fit .NET's class exactly; read it as text.");
}
