using System.Numerics;
using RewriteLang.Algebra;

namespace RewriteLang.Verify.Queries;

/// <summary>Values of ordered types as numbers whose integers are the values of the type: days, seconds, the last digit of a DECIMAL, halves of a float.</summary>
internal static class Scale
{
    private const decimal StepsOfFloat = 2;

    /// <summary>The number of a value; null where its type has none, or it is too large.</summary>
    public static decimal? Of(object value, SqlType type)
    {
        try
        {
            return value switch
            {
                long l => l * UnitOf(type),
                decimal m => m * UnitOf(type),
                BigInteger b => (decimal)b * UnitOf(type),
                double d => (decimal)d * UnitOf(type),
                DateOnly d => type.Kind == TypeKind.Date ? d.DayNumber : d.DayNumber * 86_400m,
                DateTime t => type.Kind == TypeKind.Date ? DateOnly.FromDateTime(t).DayNumber : decimal.Floor(t.Ticks / (decimal)TimeSpan.TicksPerSecond),
                _ => null,
            };
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    /// <summary>The value of a whole number; null beyond the type's range.</summary>
    public static object? At(decimal number, SqlType type)
    {
        switch (type.Kind)
        {
            case TypeKind.Date:
                return number >= 0 && number <= DateOnly.MaxValue.DayNumber ? DateOnly.FromDayNumber((int)number) : null;
            case TypeKind.Timestamp or TypeKind.TimestampTz:
                return number >= 0 && number <= DateTime.MaxValue.Ticks / TimeSpan.TicksPerSecond ? new DateTime((long)number * TimeSpan.TicksPerSecond) : null;
            case TypeKind.Float or TypeKind.Double:
                return (double)(number / StepsOfFloat);
            case TypeKind.Decimal:
                return decimal.Abs(number) < Power(Math.Min(type.Precision, 28)) ? number / UnitOf(type) : null;
            default:
                var (low, high) = RangeOf(type);
                return number >= low && number <= high ? (long)number : null;
        }
    }

    /// <summary>Steps from one integer to the next.</summary>
    public static decimal UnitOf(SqlType type) => type.IsFloat ? StepsOfFloat : type.Kind == TypeKind.Decimal ? Power(Math.Min(type.Scale, 15)) : 1;

    private static (decimal Low, decimal High) RangeOf(SqlType type) => type.Kind switch
    {
        TypeKind.TinyInt => (sbyte.MinValue, sbyte.MaxValue),
        TypeKind.SmallInt => (short.MinValue, short.MaxValue),
        TypeKind.Integer => (int.MinValue, int.MaxValue),
        TypeKind.UTinyInt => (0, byte.MaxValue),
        TypeKind.USmallInt => (0, ushort.MaxValue),
        TypeKind.UInteger => (0, uint.MaxValue),
        TypeKind.UBigInt or TypeKind.UHugeInt => (0, long.MaxValue),
        _ => (long.MinValue, long.MaxValue),
    };

    private static decimal Power(int digits)
    {
        var power = 1m;
        for (; digits > 0; digits--)
        {
            power *= 10;
        }

        return power;
    }
}
