using System.Globalization;
using System.Numerics;
using RewriteLang.Algebra;

namespace RewriteLang.Engines;

/// <summary>A column of a result.</summary>
/// <param name="Name">The name the engine gave it; names may repeat.</param>
/// <param name="Type">Its type; <see cref="SqlType.Unknown"/> where the engine types values instead of columns (SQLite's expressions).</param>
public sealed record ResultColumn(string Name, SqlType Type);

/// <summary>
/// The rows of a result, all in memory, in the order in which they came. A value is null, <see cref="bool"/>, <see cref="long"/> (every integer type
/// that fits), <see cref="BigInteger"/>, <see cref="decimal"/>, <see cref="WideDecimal"/> (a DECIMAL that does not fit), <see cref="double"/> (FLOAT too),
/// <see cref="string"/>, <see cref="DateOnly"/>, <see cref="TimeOnly"/>, <see cref="DateTime"/> (TIMESTAMP, and TIMESTAMPTZ as UTC),
/// <see cref="IntervalValue"/>, <see cref="Guid"/> or <see cref="Sequence{T}"/> of <see cref="byte"/>; a value of another type stands as its text.
/// </summary>
/// <param name="Columns">The columns by position.</param>
/// <param name="Rows">The rows; each has one value a column.</param>
public sealed record ResultTable(Sequence<ResultColumn> Columns, IReadOnlyList<object?[]> Rows)
{
    internal static void Add(List<object?[]> rows, object?[] row, int maximumRows)
    {
        if (rows.Count == maximumRows)
        {
            throw new ResourceLimitException($"The query has more than {maximumRows} rows and was stopped.");
        }

        rows.Add(row);
    }
}

/// <summary>A DECIMAL with more digits than <see cref="decimal"/> holds: <paramref name="Unscaled"/> divided by ten to the <paramref name="Scale"/>.</summary>
public sealed record WideDecimal(BigInteger Unscaled, int Scale)
{
    /// <summary>The value as a <see cref="decimal"/> when it fits exactly, otherwise as a <see cref="WideDecimal"/> without trailing zeros.</summary>
    public static object Narrow(BigInteger unscaled, int scale)
    {
        while (scale > 0 && unscaled % 10 == 0)
        {
            unscaled /= 10;
            scale--;
        }

        var limit = BigInteger.One << 96;
        if (scale > 28 || BigInteger.Abs(unscaled) >= limit)
        {
            return new WideDecimal(unscaled, scale);
        }

        var bits = BigInteger.Abs(unscaled);
        return new decimal(
            (int)(uint)(bits & uint.MaxValue), (int)(uint)((bits >> 32) & uint.MaxValue), (int)(uint)(bits >> 64), unscaled.Sign < 0, (byte)scale);
    }

    /// <summary>The nearest binary64.</summary>
    public double ToDouble() => double.Parse(ToString(), CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override string ToString()
    {
        var digits = BigInteger.Abs(Unscaled).ToString(CultureInfo.InvariantCulture).PadLeft(Scale + 1, '0');
        var sign = Unscaled.Sign < 0 ? "-" : "";
        return Scale == 0 ? sign + digits : $"{sign}{digits[..^Scale]}.{digits[^Scale..]}";
    }
}
