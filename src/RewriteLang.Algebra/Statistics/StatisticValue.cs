using System.Globalization;
using System.Numerics;

namespace RewriteLang.Algebra;

/// <summary>
/// Values as statistics have them, so that those of literals, of results and of files can be compared: numbers as <see cref="double"/>, dates as days
/// since 1970, timestamps as microseconds since 1970, truth values as 0 and 1, and text as <see cref="string"/>.
/// </summary>
public static class StatisticValue
{
    private const string DayFormat = "yyyy-MM-dd";
    private const string MomentFormat = "yyyy-MM-dd HH:mm:ss.ffffff";
    private static readonly string[] MomentFormats = [DayFormat, "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm:ss.FFFFFFF"];

    /// <summary>The value that statistics of a column of that type have for a literal or a value of a result; null if they have none.</summary>
    public static object? Of(object? value, SqlType type) => (value, type.Kind) switch
    {
        (string text, TypeKind.Varchar) => text,
        _ => Number(value, type),
    };

    /// <summary>Likewise, when that is a number.</summary>
    public static double? Number(object? value, SqlType type) => value switch
    {
        bool truth => truth ? 1 : 0,
        long n => n,
        BigInteger n => (double)n,
        decimal n => (double)n,
        double n when double.IsFinite(n) => n,
        DateOnly day when type.Kind == TypeKind.Date => Days(day),
        DateTime time when type.Kind == TypeKind.Date => (time - DateTime.UnixEpoch).TotalDays,
        DateTime time => (time - DateTime.UnixEpoch).TotalMicroseconds,
        DateOnly day => (day.ToDateTime(default) - DateTime.UnixEpoch).TotalMicroseconds,
        string text when IsTemporal(type) && DateTime.TryParseExact(text, MomentFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) =>
            Number(time, type),
        _ => null,
    };

    /// <summary>A number of statistics as people write the value: a day, a moment, or the number itself.</summary>
    internal static string? Temporal(double number, SqlType type)
    {
        if (!IsTemporal(type))
        {
            return null;
        }

        try
        {
            return type.Kind == TypeKind.Date && number == Math.Floor(number)
                ? DateTime.UnixEpoch.AddDays(number).ToString(DayFormat, CultureInfo.InvariantCulture)
                : DateTime.UnixEpoch.AddMicroseconds(type.Kind == TypeKind.Date ? number * 86_400_000_000.0 : number).ToString(MomentFormat, CultureInfo.InvariantCulture);
        }
        catch (ArgumentOutOfRangeException)
        {
            // Years that .NET does not have stay numbers.
            return null;
        }
    }

    private static double Days(DateOnly day) => day.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;

    private static bool IsTemporal(SqlType type) => type.Kind is TypeKind.Date or TypeKind.Timestamp or TypeKind.TimestampTz;
}
