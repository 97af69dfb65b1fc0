using System.Globalization;
using System.Numerics;
using RewriteLang.Algebra;

namespace RewriteLang.Verify.Reference;

/// <summary>Casts, as DuckDB defines them.</summary>
internal static class Casts
{
    /// <summary>A cast; NULL stays NULL. With <paramref name="try"/> a failure is NULL.</summary>
    public static object? Cast(object? value, SqlType to, bool @try)
    {
        if (value is null)
        {
            return null;
        }

        try
        {
            return To(value, to);
        }
        catch (EvaluationException) when (@try)
        {
            return null;
        }
    }

    /// <summary>A literal's value as its type holds it.</summary>
    public static object Literal(object value, SqlType type) => Widen(value, type)!;

    /// <summary>A number in the wider numeric type that an expression with several branches has; other values stay.</summary>
    public static object? Widen(object? value, SqlType to) => value switch
    {
        long or BigInteger or decimal when to.IsFloat => SqlValues.ToDouble(value),
        long or BigInteger when to.Kind == TypeKind.Decimal => SqlValues.ToDecimal(value),
        DateOnly date when to.Kind == TypeKind.Timestamp => date.ToDateTime(TimeOnly.MinValue),
        _ => value,
    };

    private static object To(object value, SqlType to)
    {
        if (to.IsInteger)
        {
            return Ranged(IntegerOf(value), to);
        }

        return to.Kind switch
        {
            TypeKind.Double => value is string s ? ParseFloat(s) : SqlValues.ToDouble(value),
            TypeKind.Float => (double)(float)(value is string s ? ParseFloat(s) : SqlValues.ToDouble(value)),
            TypeKind.Decimal => DecimalOf(value, to),
            TypeKind.Varchar => TextOf(value),
            TypeKind.Boolean => BooleanOf(value),
            TypeKind.Date => DateOf(value),
            TypeKind.Timestamp => value switch
            {
                DateTime t => t,
                DateOnly d => d.ToDateTime(TimeOnly.MinValue),
                string s when DateTime.TryParse(s, CultureInfo.InvariantCulture, out var t) => t,
                string s => throw new EvaluationException($"'{s}' is no timestamp"),
                _ => throw new NotDefinedException($"cast of {value.GetType().Name} to {to}"),
            },
            _ => throw new NotDefinedException($"cast to {to}"),
        };
    }

    private static BigInteger IntegerOf(object value) => value switch
    {
        // Floats round half to even, decimals half away from zero.
        double d when !double.IsFinite(d) => throw new EvaluationException("the float has no integer"),
        double d => new BigInteger(Math.Round(d, MidpointRounding.ToEven)),
        decimal m => new BigInteger(Math.Round(m, MidpointRounding.AwayFromZero)),
        string s => decimal.TryParse(s.Trim(), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var m)
            ? new BigInteger(Math.Round(m, MidpointRounding.AwayFromZero))
            : throw new EvaluationException($"'{s}' is no integer"),
        DateOnly or DateTime => throw new EvaluationException("a date is no integer"),
        _ => SqlValues.ToInteger(value),
    };

    /// <summary>The integer, if the type holds it.</summary>
    public static object Ranged(BigInteger value, SqlType type)
    {
        var (bits, signed) = type.Kind switch
        {
            TypeKind.TinyInt => (8, true),
            TypeKind.SmallInt => (16, true),
            TypeKind.Integer => (32, true),
            TypeKind.BigInt => (64, true),
            TypeKind.HugeInt => (128, true),
            TypeKind.UTinyInt => (8, false),
            TypeKind.USmallInt => (16, false),
            TypeKind.UInteger => (32, false),
            TypeKind.UBigInt => (64, false),
            _ => (128, false),
        };
        var limit = BigInteger.One << (signed ? bits - 1 : bits);
        return value < limit && value >= (signed ? -limit : 0)
            ? SqlValues.FromInteger(value)
            : throw new EvaluationException($"{value} does not fit {type}");
    }

    private static decimal DecimalOf(object value, SqlType to)
    {
        if (to.Scale > 15)
        {
            throw new NotDefinedException($"cast to {to}");
        }

        var number = value switch
        {
            double d when Math.Abs(d) < 1e15 => (decimal)d,
            double => throw new EvaluationException("the float does not fit"),
            string s => decimal.TryParse(s.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var m)
                ? m
                : throw new EvaluationException($"'{s}' is no number"),
            _ => SqlValues.ToDecimal(value),
        };
        var rounded = Math.Round(number, to.Scale, MidpointRounding.AwayFromZero);
        return to.Precision - to.Scale >= 28 || Math.Abs(rounded) < (decimal)Math.Pow(10, to.Precision - to.Scale)
            ? decimal.Add(rounded, new decimal(0, 0, 0, false, (byte)to.Scale))
            : throw new EvaluationException($"{number} does not fit {to}");
    }

    private static string TextOf(object value) => value switch
    {
        string s => s,
        bool b => b ? "true" : "false",
        long or BigInteger or decimal => ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture),
        DateOnly d => d.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime t => t.ToString("yyyy-MM-dd HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture),
        double d when double.IsInteger(d) && Math.Abs(d) < 1e15 => d.ToString("0.0", CultureInfo.InvariantCulture),
        double d when Math.Abs(d) is > 1e-4 and < 1e15 => d.ToString("R", CultureInfo.InvariantCulture),
        _ => throw new NotDefinedException($"{value.GetType().Name} as text"),
    };

    private static bool BooleanOf(object value) => value switch
    {
        bool b => b,
        long or BigInteger => !SqlValues.ToInteger(value).IsZero,
        decimal m => m != 0,
        double d => d != 0,
        string s => s.ToLowerInvariant() switch
        {
            "true" or "t" or "1" => true,
            "false" or "f" or "0" => false,
            _ => throw new EvaluationException($"'{s}' is no boolean"),
        },
        _ => throw new NotDefinedException($"{value.GetType().Name} as a boolean"),
    };

    private static DateOnly DateOf(object value) => value switch
    {
        DateOnly d => d,
        DateTime t => DateOnly.FromDateTime(t),
        string s => DateOnly.TryParseExact(s.Trim(), "yyyy-M-d", CultureInfo.InvariantCulture, DateTimeStyles.None, out var d)
            ? d
            : throw new EvaluationException($"'{s}' is no date"),
        _ => throw new NotDefinedException($"{value.GetType().Name} as a date"),
    };

    private static double ParseFloat(string text) => double.TryParse(text.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var d)
        ? d
        : throw new EvaluationException($"'{text}' is no number");
}
