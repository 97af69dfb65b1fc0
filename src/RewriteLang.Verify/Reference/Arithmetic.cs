using System.Numerics;
using RewriteLang.Algebra;

namespace RewriteLang.Verify.Reference;

/// <summary>Arithmetic on numbers, in the type that the call has: floats as binary64, decimals and integers exactly.</summary>
internal static class Arithmetic
{
    public static bool TryApply(string function, object[] arguments, SqlType type, out object? result)
    {
        result = null;
        if (!arguments.All(a => a is long or BigInteger or decimal or double))
        {
            return false;
        }

        switch (function, arguments.Length)
        {
            case ("+" or "-" or "*" or "%" or "mod" or "//" or "divide", 2):
                result = Binary(function, arguments[0], arguments[1], type);
                return true;
            case ("/", 2):
                result = SqlValues.ToDouble(arguments[0]) / SqlValues.ToDouble(arguments[1]);
                return true;
            case ("-", 1):
                result = Unary(arguments[0], d => -d, m => -m, i => -i);
                return true;
            case ("+", 1):
                result = arguments[0];
                return true;
            case ("abs" or "@", 1):
                result = Unary(arguments[0], Math.Abs, Math.Abs, BigInteger.Abs);
                return true;
            case ("sign", 1):
                result = arguments[0] is double.NaN ? 0L : (long)SqlValues.ToDouble(arguments[0]).CompareTo(0.0);
                return true;
            case ("floor", 1):
                result = Unary(arguments[0], Math.Floor, Math.Floor, i => i);
                return true;
            case ("ceil" or "ceiling", 1):
                result = Unary(arguments[0], Math.Ceiling, Math.Ceiling, i => i);
                return true;
            case ("trunc", 1):
                result = Unary(arguments[0], Math.Truncate, Math.Truncate, i => i);
                return true;
            case ("round", 1):
                result = Unary(arguments[0], d => Math.Round(d, MidpointRounding.AwayFromZero), m => Math.Round(m, MidpointRounding.AwayFromZero), i => i);
                return true;
            case ("round", 2) when arguments[0] is decimal m && SqlValues.ToInteger(arguments[1]) is var n && n >= 0 && n <= 20:
                result = Math.Round(m, (int)n, MidpointRounding.AwayFromZero);
                return true;
            case ("sqrt", 1):
                result = SqlValues.ToDouble(arguments[0]) is var root && root < 0
                    ? throw new EvaluationException("square root of a negative number")
                    : Math.Sqrt(root);
                return true;
            case ("ln" or "log", 1):
                result = SqlValues.ToDouble(arguments[0]) is var number && number <= 0
                    ? throw new EvaluationException("logarithm of a number that is not positive")
                    : function == "ln" ? Math.Log(number) : Math.Log10(number);
                return true;
            default:
                return false;
        }
    }

    private static object? Binary(string function, object a, object b, SqlType type)
    {
        if (a is double || b is double || type.IsFloat)
        {
            var (x, y) = (SqlValues.ToDouble(a), SqlValues.ToDouble(b));
            return function switch { "+" => x + y, "-" => x - y, "*" => x * y, "//" or "divide" => x / y, _ => x % y };
        }

        if (a is decimal || b is decimal || type.Kind == TypeKind.Decimal)
        {
            var (x, y) = (SqlValues.ToDecimal(a), SqlValues.ToDecimal(b));
            try
            {
                return function switch
                {
                    "+" => x + y,
                    "-" => x - y,
                    "*" => x * y,
                    "//" or "divide" => throw new NotDefinedException("integer division of decimals"),
                    _ => y == 0 ? null : x % y,
                };
            }
            catch (OverflowException)
            {
                throw new EvaluationException("decimal overflow");
            }
        }

        var (i, j) = (SqlValues.ToInteger(a), SqlValues.ToInteger(b));
        if (function is not ("+" or "-" or "*") && j.IsZero)
        {
            return null;
        }

        var value = function switch
        {
            "+" => i + j,
            "-" => i - j,
            "*" => i * j,
            "//" or "divide" => BigInteger.Divide(i, j),
            _ => BigInteger.Remainder(i, j),
        };
        return type.IsInteger ? Casts.Ranged(value, type) : SqlValues.FromInteger(value);
    }

    private static object Unary(object value, Func<double, double> ofDouble, Func<decimal, decimal> ofDecimal, Func<BigInteger, BigInteger> ofInteger) =>
        value switch
        {
            double d => ofDouble(d),
            decimal m => ofDecimal(m),
            _ => SqlValues.FromInteger(ofInteger(SqlValues.ToInteger(value))),
        };
}
