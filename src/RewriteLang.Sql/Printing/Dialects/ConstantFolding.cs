using System.Globalization;
using System.Numerics;
using RewriteLang.Algebra;

namespace RewriteLang.Sql.Printing.Dialects;

/// <summary>
/// Computes what can be computed exactly before it is printed for an engine that would compute it otherwise: decimals, which SQLite would add as
/// binary floats (0.06 + 0.01 has to be 0.07), and dates.
/// </summary>
internal static class ConstantFolding
{
    /// <summary>The scalar with its constant parts computed; the same object when nothing changed.</summary>
    public static Scalar Fold(Scalar scalar) => scalar.Transform(s => s switch
    {
        Scalar.Call { Arguments: [Scalar.Constant left, Scalar.Constant right] } call => Binary(call, left, right) ?? s,
        Scalar.Call { Function: "-", Arguments: [Scalar.Constant { Value: long or decimal } operand] } call =>
            new Scalar.Constant(operand.Value is long n ? -n : (object)-(decimal)operand.Value!, call.Type),
        Scalar.Cast { Operand: Scalar.Constant constant } cast => Cast(cast, constant) ?? s,
        _ => s,
    });

    /// <summary>A moment moved by an interval, months first and cut to the month's last day, as DuckDB does it.</summary>
    public static DateTime Shift(DateTime moment, IntervalValue interval, int sign) => moment
        .AddMonths(sign * interval.Months)
        .AddDays(sign * interval.Days)
        .AddTicks(sign * interval.Microseconds * TimeSpan.TicksPerMicrosecond);

    private static Scalar.Constant? Binary(Scalar.Call call, Scalar.Constant left, Scalar.Constant right)
    {
        try
        {
            return (left.Value, right.Value) switch
            {
                (DateOnly day, IntervalValue span) when call.Function is "+" or "-" =>
                    Moment(Shift(day.ToDateTime(TimeOnly.MinValue), span, call.Function == "+" ? 1 : -1), call.Type),
                (DateTime moment, IntervalValue span) when call.Function is "+" or "-" => Moment(Shift(moment, span, call.Function == "+" ? 1 : -1), call.Type),
                (IntervalValue span, DateOnly day) when call.Function == "+" => Moment(Shift(day.ToDateTime(TimeOnly.MinValue), span, 1), call.Type),
                (IntervalValue span, DateTime moment) when call.Function == "+" => Moment(Shift(moment, span, 1), call.Type),
                (DateOnly day, long days) when call.Function is "+" or "-" => new(day.AddDays((int)(call.Function == "+" ? days : -days)), call.Type),
                (DateOnly day, DateOnly other) when call.Function == "-" => new((long)(day.DayNumber - other.DayNumber), call.Type),
                (long a, long b) when call.Type.IsInteger => Integers(call, a, b),
                (decimal or long, decimal or long) when call.Type.Kind == TypeKind.Decimal => Decimals(call, Number(left.Value!), Number(right.Value!)),
                _ => null,
            };
        }
        catch (Exception e) when (e is OverflowException or ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    private static Scalar.Constant? Integers(Scalar.Call call, long a, long b) => call.Function switch
    {
        "+" => new(checked(a + b), call.Type),
        "-" => new(checked(a - b), call.Type),
        "*" => new(checked(a * b), call.Type),
        _ => null,
    };

    private static Scalar.Constant? Decimals(Scalar.Call call, decimal a, decimal b) => call.Function switch
    {
        "+" => new(a + b, call.Type),
        "-" => new(a - b, call.Type),
        "*" => Product(a, b) is { } product ? new(product, call.Type) : null,
        _ => null,
    };

    // System.Decimal rounds a product that has more digits than it holds; such a product is left alone.
    private static decimal? Product(decimal a, decimal b) => a.Scale + b.Scale <= 28 ? a * b : null;

    private static decimal Number(object value) => value is long integer ? integer : (decimal)value;

    private static Scalar.Constant Moment(DateTime moment, SqlType type) =>
        type.Kind == TypeKind.Date ? new(DateOnly.FromDateTime(moment), type) : new(moment, type);

    private static Scalar.Constant? Cast(Scalar.Cast cast, Scalar.Constant constant) => (constant.Value, cast.Type.Kind) switch
    {
        (null, _) => new(null, cast.Type),
        (string text, TypeKind.Date) when DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) => new(day, cast.Type),
        (string text, TypeKind.Timestamp) when DateTime.TryParseExact(
            text, ["yyyy-MM-dd", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm:ss.ffffff"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment) => new(moment, cast.Type),
        (string text, TypeKind.Interval) when Interval(text) is { } interval => new(interval, cast.Type),
        (DateOnly day, TypeKind.Timestamp) => new(day.ToDateTime(TimeOnly.MinValue), cast.Type),
        (DateTime moment, TypeKind.Date) => new(DateOnly.FromDateTime(moment), cast.Type),
        (long or BigInteger, >= TypeKind.TinyInt and <= TypeKind.UHugeInt) => new(constant.Value, cast.Type),
        (long number, TypeKind.Decimal) => new((decimal)number, cast.Type),
        (decimal number, TypeKind.Decimal) => new(decimal.Round(number, Math.Min(cast.Type.Scale, 28), MidpointRounding.AwayFromZero), cast.Type),
        (decimal number, TypeKind.Double) => new((double)number, cast.Type),
        (long number, TypeKind.Double) => new((double)number, cast.Type),
        (long number, TypeKind.Varchar) => new(number.ToString(CultureInfo.InvariantCulture), cast.Type),
        _ => null,
    };

    // Counts with units, such as 3 months or 1 day 12 hours; null for other forms.
    private static IntervalValue? Interval(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var sum = new IntervalValue(0, 0, 0);
        for (var i = 0; i < words.Length; i += 2)
        {
            if (i + 1 == words.Length || !int.TryParse(words[i], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var count))
            {
                return null;
            }

            switch (words[i + 1].ToLowerInvariant().TrimEnd('s'))
            {
                case "year":
                    sum = sum with { Months = checked(sum.Months + (12 * count)) };
                    break;
                case "month":
                    sum = sum with { Months = sum.Months + count };
                    break;
                case "week":
                    sum = sum with { Days = checked(sum.Days + (7 * count)) };
                    break;
                case "day":
                    sum = sum with { Days = sum.Days + count };
                    break;
                case "hour":
                    sum = sum with { Microseconds = sum.Microseconds + (count * 3_600_000_000L) };
                    break;
                case "minute":
                    sum = sum with { Microseconds = sum.Microseconds + (count * 60_000_000L) };
                    break;
                case "second":
                    sum = sum with { Microseconds = sum.Microseconds + (count * 1_000_000L) };
                    break;
                default:
                    return null;
            }
        }

        return words.Length == 0 ? null : sum;
    }
}
