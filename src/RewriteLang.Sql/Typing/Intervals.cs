using System.Globalization;
using RewriteLang.Algebra;

namespace RewriteLang.Sql.Typing;

/// <summary>Reads INTERVAL literals, which DuckDB's parser turns into calls such as <c>to_months(CAST(trunc(CAST('3' AS DOUBLE)) AS INTEGER))</c>.</summary>
internal static class Intervals
{
    private const long MicrosecondsPerSecond = 1_000_000;

    /// <summary>The interval of a call over a literal of a whole number; null for any other call.</summary>
    public static Scalar? Fold(string function, IReadOnlyList<Scalar> arguments)
    {
        if (arguments.Count != 1 || !function.StartsWith("to_", StringComparison.Ordinal) || Whole(arguments[0]) is not { } n)
        {
            return null;
        }

        IntervalValue? value = function switch
        {
            "to_years" => new((int)n * 12, 0, 0),
            "to_quarters" => new((int)n * 3, 0, 0),
            "to_months" => new((int)n, 0, 0),
            "to_weeks" => new(0, (int)n * 7, 0),
            "to_days" => new(0, (int)n, 0),
            "to_hours" => new(0, 0, n * 3600 * MicrosecondsPerSecond),
            "to_minutes" => new(0, 0, n * 60 * MicrosecondsPerSecond),
            "to_seconds" => new(0, 0, n * MicrosecondsPerSecond),
            _ => null,
        };
        return value is null ? null : new Scalar.Constant(value, SqlType.Interval);
    }

    // Beyond a million units the engine may report an overflow: that is left to it.
    private static long? Whole(Scalar argument) => argument switch
    {
        Scalar.Constant { Value: long n } when Math.Abs(n) <= 1_000_000 => n,
        Scalar.Constant { Value: string s } when long.TryParse(s, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var n) && Math.Abs(n) <= 1_000_000 => n,
        Scalar.Cast { Try: false, Type: { IsNumeric: true, Kind: not TypeKind.Decimal }, Operand: var operand } => Whole(operand),
        Scalar.Call { Function: "trunc", Arguments: [var operand] } => Whole(operand),
        _ => null,
    };
}
