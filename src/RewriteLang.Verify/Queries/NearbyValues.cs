using System.Globalization;
using System.Text.RegularExpressions;
using RewriteLang.Algebra;
using RewriteLang.Verify.Generation;

namespace RewriteLang.Verify.Queries;

/// <summary>
/// Values of a column's type near a constant that a query compares with: the constant, and what lies just below and above it. Values of types
/// without a domain of their own are texts that the engine casts.
/// </summary>
internal static partial class NearbyValues
{
    private const int LongestText = 200;

    private static readonly DateOnly[] CalendarDays = [new(2000, 2, 29), new(2000, 3, 1), new(2001, 2, 28), new(2001, 3, 1), new(2004, 12, 31), new(2005, 1, 1), new(2008, 12, 31)];
    private static readonly TimeOnly[] CalendarHours = [new(0, 0, 1), new(8, 30), new(8, 59, 59), new(17, 30)];

    /// <summary>Some values of a type; none where nothing is known of it.</summary>
    public static IReadOnlyList<object> Usual(SqlType type) => type.Kind switch
    {
        _ when TinyDomains.Has(type) => TinyDomains.Of(type),
        TypeKind.TimestampTz => TinyDomains.Of(SqlType.Timestamp),
        TypeKind.Time => ["00:00:00", "12:30:00", "23:59:59"],
        TypeKind.Interval => ["1 day", "1 month", "0 days"],
        TypeKind.Uuid => ["00000000-0000-0000-0000-000000000001", "00000000-0000-0000-0000-000000000002"],
        TypeKind.Blob => ["a", "b", ""],
        TypeKind.Other when type.Text is { } text && text.StartsWith("ENUM", StringComparison.OrdinalIgnoreCase) =>
            [.. QuotedText().Matches(text).Select(m => m.Groups[1].Value.Replace("''", "'", StringComparison.Ordinal))],
        TypeKind.Unknown => [0L, 1L, 2L, "a", "b"],
        _ => [],
    };

    /// <summary>Values of <paramref name="type"/> at and around a constant; none where the two have nothing to do with each other.</summary>
    public static IEnumerable<object> Around(object constant, SqlType type) => (constant, type.Kind) switch
    {
        (Sequence<byte> or IntervalValue or TimeOnly, _) => [],
        (bool, TypeKind.Boolean) => [true, false],
        (string s, TypeKind.Varchar or TypeKind.Unknown) => Texts(s),
        (string s, TypeKind.Time or TypeKind.Uuid or TypeKind.Blob or TypeKind.Other) => type.Kind == TypeKind.Other && !Usual(type).Contains(s) ? [] : [s],
        (string s, _) when Read(s, type) is { } read => Around(read, type),
        (DateOnly or DateTime, TypeKind.Date or TypeKind.Timestamp or TypeKind.TimestampTz) => Steps(constant, type),
        (string or DateOnly or DateTime or bool, _) => [],
        (double d, _) when !double.IsFinite(d) => [],
        (_, TypeKind.Varchar) => OfLength(constant),
        (_, TypeKind.Date or TypeKind.Timestamp or TypeKind.TimestampTz) => OfParts(constant, type),
        _ when type.IsNumeric || type.Kind == TypeKind.Unknown => Steps(constant, type),
        _ => [],
    };

    /// <summary>
    /// Dates of which functions of dates take some for equal and others not: one month of two years, the end of February, days that belong to a week of the other year,
    /// hours of one day.
    /// </summary>
    public static IEnumerable<object> Calendar(SqlType type) => type.Kind switch
    {
        TypeKind.Date => CalendarDays.Cast<object>(),
        TypeKind.Timestamp or TypeKind.TimestampTz =>
            CalendarDays.Select(d => (object)d.ToDateTime(TimeOnly.MinValue)).Concat(CalendarHours.Select(t => (object)CalendarDays[0].ToDateTime(t))),
        _ => [],
    };

    /// <summary>The value one or more smallest steps further: the next integer, day, second or last digit; null beyond the type's range.</summary>
    public static object? Step(object value, SqlType type, decimal steps) =>
        Scale.Of(value, type) is { } at && decimal.Abs(at) < 1e20m ? Scale.At(at + steps, type) : null;

    private static IEnumerable<object> Steps(object constant, SqlType type)
    {
        if (Scale.Of(constant, type) is not { } exact || decimal.Abs(exact) > 1e20m)
        {
            return [];
        }

        // A fraction lies between two values of the type.
        var (low, high) = (decimal.Floor(exact), decimal.Ceiling(exact));
        var unit = type.Kind == TypeKind.Decimal ? Scale.UnitOf(type) : 1;
        return new[] { low, high, low - 1, high + 1, low - unit, high + unit, 2 * high, decimal.Floor(low / 2) }.Distinct().Select(o => Scale.At(o, type)).OfType<object>();
    }

    // What LIKE lets pass and what it just does not, what sorts before and after, other letter case, and padding.
    private static IEnumerable<object> Texts(string text)
    {
        if (text.Length > LongestText)
        {
            return [text];
        }

        var shortest = text.Replace("%", "", StringComparison.Ordinal).Replace('_', 'a');
        return new[]
        {
            text, shortest, text.Replace("%", "x", StringComparison.Ordinal).Replace('_', 'b'), shortest + "x", "x" + shortest, "xx" + shortest, shortest + " ", "",
            shortest.Length > 0 ? shortest[..^1] : "a", shortest.ToUpperInvariant(), shortest.ToLowerInvariant(), Capital(shortest),
        }.Distinct();
    }

    // Letters of both cases, which functions of case take for those of one.
    private static string Capital(string text) => text.Length > 0 ? char.ToUpperInvariant(text[0]) + text[1..].ToLowerInvariant() : "";

    private static object? Read(string text, SqlType type) => type.Kind switch
    {
        TypeKind.Date => DateOnly.TryParse(text, CultureInfo.InvariantCulture, out var d) ? d : null,
        TypeKind.Timestamp or TypeKind.TimestampTz => DateTime.TryParse(text, CultureInfo.InvariantCulture, out var t) ? t : null,
        _ when type.IsNumeric => decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var m) ? m : null,
        _ => null,
    };

    private static IEnumerable<object> OfLength(object number)
    {
        yield return Convert.ToString(number, CultureInfo.InvariantCulture)!;
        if (Scale.Of(number, SqlType.BigInt) is >= 0 and <= 64 and var length)
        {
            foreach (var n in new[] { (int)length - 1, (int)length, (int)length + 1 }.Where(n => n > 0))
            {
                yield return new string('a', n);
            }
        }
    }

    // A number beside a date is a year, a month or a day.
    private static IEnumerable<object> OfParts(object number, SqlType type)
    {
        if (Scale.Of(number, SqlType.BigInt) is not { } exact || !decimal.IsInteger(exact))
        {
            return [];
        }

        List<DateOnly> dates = [];
        if (exact is >= 1000 and <= 9990)
        {
            var year = (int)exact;
            dates.AddRange([new(year, 1, 1), new(year, 12, 31), new(year, 6, 15), new(year + 1, 1, 1), new(year - 1, 12, 31)]);
        }

        if (exact is >= 1 and <= 12)
        {
            dates.AddRange([new(2024, (int)exact, 15), new(2023, (int)exact, 1)]);
        }

        if (exact is >= 1 and <= 31)
        {
            dates.Add(new(2024, 1, (int)exact));
        }

        return dates.Select(d => type.Kind == TypeKind.Date ? d : (object)d.ToDateTime(TimeOnly.MinValue));
    }

    [GeneratedRegex("'((?:[^']|'')*)'")]
    private static partial Regex QuotedText();
}
