using System.Globalization;
using System.Text;
using RewriteLang.DuckDb.Interop;

namespace RewriteLang.DuckDb.Types;

/// <summary>
/// Values of every type as DuckDB writes them when it casts them to VARCHAR. One difference: moments with time zone are written in
/// UTC, whatever the session's zone.
/// </summary>
internal static class ValueText
{
    /// <summary>Writes a value that is not NULL.</summary>
    public static string Write(in Vector vector, int row) => vector.Type.Id switch
    {
        DuckDbTypeId.Boolean => vector.Boolean(row) ? "true" : "false",
        DuckDbTypeId.TinyInt or DuckDbTypeId.SmallInt or DuckDbTypeId.Integer or DuckDbTypeId.BigInt or DuckDbTypeId.UTinyInt
            or DuckDbTypeId.USmallInt or DuckDbTypeId.UInteger or DuckDbTypeId.UBigInt or DuckDbTypeId.HugeInt
            => vector.Integer(row).ToString(CultureInfo.InvariantCulture),
        DuckDbTypeId.UHugeInt => vector.Read<UInt128>(row).ToString(CultureInfo.InvariantCulture),
        DuckDbTypeId.BigNum => vector.BigNum(row).ToString(CultureInfo.InvariantCulture),
        DuckDbTypeId.Float => NumberText.Float(vector.Read<float>(row)),
        DuckDbTypeId.Double => NumberText.Double(vector.Read<double>(row)),
        DuckDbTypeId.Decimal => NumberText.Decimal(vector.Integer(row), vector.Type.Width, vector.Type.Scale),
        DuckDbTypeId.Varchar => vector.Varchar(row),
        DuckDbTypeId.Blob => Blob(vector.Bytes(row)),
        DuckDbTypeId.Bit => Bits(vector.Bytes(row)),
        DuckDbTypeId.Enum => vector.Label(row),
        DuckDbTypeId.Uuid => vector.Uuid(row).ToString("D", CultureInfo.InvariantCulture),
        DuckDbTypeId.Date => CalendarText.Date(vector.Read<int>(row)),
        DuckDbTypeId.Time => CalendarText.Time(vector.Read<long>(row), 1_000_000),
        DuckDbTypeId.TimeNanos => CalendarText.Time(vector.Read<long>(row), 1_000_000_000),
        DuckDbTypeId.TimeTz => TimeTz(vector, row),
        DuckDbTypeId.Timestamp => CalendarText.Timestamp(vector.Read<long>(row), 1_000_000),
        DuckDbTypeId.TimestampSeconds => CalendarText.Timestamp(vector.Read<long>(row), 1),
        DuckDbTypeId.TimestampMillis => CalendarText.Timestamp(vector.Read<long>(row), 1_000),
        DuckDbTypeId.TimestampNanos => CalendarText.Timestamp(vector.Read<long>(row), 1_000_000_000),
        DuckDbTypeId.TimestampTz => Zoned(vector.Read<long>(row), 1_000_000),
        DuckDbTypeId.TimestampTzNanos => Zoned(vector.Read<long>(row), 1_000_000_000),
        DuckDbTypeId.Interval => CalendarText.Interval(vector.Read<NativeInterval>(row)),
        DuckDbTypeId.List or DuckDbTypeId.Array or DuckDbTypeId.Struct or DuckDbTypeId.Map or DuckDbTypeId.Union
            => NestedText.Write(vector, row),
        _ => throw new DuckDbException($"Values of type {vector.Type.Text} cannot be read; cast them to VARCHAR in the query."),
    };

    /// <summary>Writes a BLOB: printable ASCII as it is, every other byte, quotes and backslashes as <c>\xAB</c>.</summary>
    public static string Blob(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length);
        foreach (var b in bytes)
        {
            if (b is >= 32 and <= 126 and not (byte)'\\' and not (byte)'\'' and not (byte)'"')
            {
                text.Append((char)b);
            }
            else
            {
                text.Append(CultureInfo.InvariantCulture, $"\\x{b:X2}");
            }
        }

        return text.ToString();
    }

    // The first byte counts the bits that pad the second one at its top.
    private static string Bits(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder();
        for (var bit = (int)bytes[0]; bit < (bytes.Length - 1) * 8; bit++)
        {
            text.Append((bytes[1 + (bit / 8)] & (0x80 >> (bit % 8))) != 0 ? '1' : '0');
        }

        return text.ToString();
    }

    private static string TimeTz(in Vector vector, int row)
    {
        var (micros, offset) = vector.TimeTz(row);
        return CalendarText.TimeTz(micros, offset);
    }

    private static string Zoned(long ticks, long perSecond)
    {
        var text = CalendarText.Timestamp(ticks, perSecond);
        return text.EndsWith("infinity", StringComparison.Ordinal) ? text : text + "+00";
    }
}
