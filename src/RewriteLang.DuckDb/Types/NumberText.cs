using System.Globalization;
using System.Text;

namespace RewriteLang.DuckDb.Types;

/// <summary>Numbers as DuckDB writes them when it casts them to VARCHAR.</summary>
internal static class NumberText
{
    /// <summary>Writes unscaled · 10⁻ˢᶜᵃˡᵉ with all its digits: 12.30 has scale 2. A type that is all fraction has no digit before the point.</summary>
    public static string Decimal(Int128 unscaled, int width, int scale)
    {
        var digits = UInt128.CreateTruncating(unscaled < 0 ? -unscaled : unscaled).ToString(CultureInfo.InvariantCulture);
        if (scale > 0)
        {
            var padded = digits.PadLeft(width > scale ? scale + 1 : scale, '0');
            digits = padded.Insert(padded.Length - scale, ".");
        }

        return unscaled < 0 ? "-" + digits : digits;
    }

    /// <summary>Writes the shortest digits that read back as the same number.</summary>
    public static string Double(double value) => NotFinite(value) ?? Shortest(value.ToString("R", CultureInfo.InvariantCulture));

    /// <summary>Writes the shortest digits that read back as the same number of 32 bits.</summary>
    public static string Float(float value) => NotFinite(value) ?? Shortest(value.ToString("R", CultureInfo.InvariantCulture));

    private static string? NotFinite(double value) =>
        double.IsNaN(value) ? "nan" : double.IsPositiveInfinity(value) ? "inf" : double.IsNegativeInfinity(value) ? "-inf" : null;

    // DuckDB writes an exponent below 1e-4 and from 1e16 on; the exponent has a sign and at least two digits.
    private static string Shortest(string shortest)
    {
        var negative = shortest[0] == '-';
        var parts = shortest.TrimStart('-').Split('E');
        var digits = parts[0].Replace(".", "").TrimStart('0').TrimEnd('0');
        if (digits.Length == 0)
        {
            return negative ? "-0.0" : "0.0";
        }

        var point = parts[0].Contains('.') ? parts[0].IndexOf('.') : parts[0].Length;
        var first = parts[0].IndexOf(digits[0]);
        var exponent = point - first - (first < point ? 1 : 0)
            + (parts.Length > 1 ? int.Parse(parts[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) : 0);

        var text = new StringBuilder(negative ? "-" : "");
        if (exponent is < -4 or >= 16)
        {
            text.Append(digits[0]);
            if (digits.Length > 1)
            {
                text.Append('.').Append(digits, 1, digits.Length - 1);
            }

            return text.Append(CultureInfo.InvariantCulture, $"e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}").ToString();
        }

        if (exponent < 0)
        {
            return text.Append("0.").Append('0', -exponent - 1).Append(digits).ToString();
        }

        var whole = digits.Length > exponent + 1 ? digits[..(exponent + 1)] : digits.PadRight(exponent + 1, '0');
        var fraction = digits.Length > exponent + 1 ? digits[(exponent + 1)..] : "0";
        return text.Append(whole).Append('.').Append(fraction).ToString();
    }
}
