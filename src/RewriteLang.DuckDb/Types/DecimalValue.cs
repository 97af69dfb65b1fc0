using System.Data.SqlTypes;
using System.Globalization;

namespace RewriteLang.DuckDb.Types;

/// <summary>DECIMALs as .NET's classes, with every digit or not at all.</summary>
internal static class DecimalValue
{
    private const long LargestExactInteger = 1L << 53;
    private static readonly double[] PowersOfTen = [.. Enumerable.Range(0, 23).Select(i => double.Parse($"1e{i}", CultureInfo.InvariantCulture))];
    private static readonly UInt128 Greatest = (UInt128.One << 96) - 1;

    /// <summary>Reads a DECIMAL with its scale: 12.30 keeps its last zero.</summary>
    /// <exception cref="OverflowException">It has more digits than <see cref="decimal"/>.</exception>
    public static decimal Exact(in Vector vector, int row)
    {
        var unscaled = vector.Integer(row);
        var magnitude = Magnitude(unscaled);
        var scale = vector.Type.Scale;
        while ((magnitude > Greatest || scale > DuckDbType.DecimalDigits) && scale > 0 && magnitude % 10 == 0)
        {
            // Zeros at the end can go without changing the value.
            (magnitude, scale) = (magnitude / 10, (byte)(scale - 1));
        }

        return magnitude <= Greatest && scale <= DuckDbType.DecimalDigits
            ? new decimal((int)(uint)magnitude, (int)(uint)(magnitude >> 32), (int)(uint)(magnitude >> 64), unscaled < 0, scale)
            : throw new OverflowException(
                $"{ValueText.Write(vector, row)} has more digits than a decimal holds; read it as SqlDecimal or as text.");
    }

    /// <summary>Reads the double that is nearest to a DECIMAL.</summary>
    public static double Nearest(in Vector vector, int row)
    {
        var unscaled = vector.Integer(row);

        // Both numbers are doubles without rounding, so that their quotient is rounded once.
        return Magnitude(unscaled) <= LargestExactInteger && vector.Type.Scale < PowersOfTen.Length
            ? (double)(long)unscaled / PowersOfTen[vector.Type.Scale]
            : double.Parse(ValueText.Write(vector, row), CultureInfo.InvariantCulture);
    }

    /// <summary>Reads a DECIMAL of up to 38 digits.</summary>
    public static SqlDecimal Sql(in Vector vector, int row)
    {
        var unscaled = vector.Integer(row);
        var magnitude = Magnitude(unscaled);
        return new SqlDecimal(
            vector.Type.Width, vector.Type.Scale, unscaled >= 0,
            (int)(uint)magnitude, (int)(uint)(magnitude >> 32), (int)(uint)(magnitude >> 64), (int)(uint)(magnitude >> 96));
    }

    private static UInt128 Magnitude(Int128 value) => (UInt128)Int128.Abs(value);
}
