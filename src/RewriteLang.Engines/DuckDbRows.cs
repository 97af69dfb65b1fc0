using System.Data.Common;
using System.Globalization;
using System.Numerics;
using RewriteLang.Algebra;

namespace RewriteLang.Engines;

/// <summary>Reads a result of DuckDB's, through any provider that names DuckDB's types.</summary>
internal static class DuckDbRows
{
    // Every decimal of this many digits fits System.Decimal.
    private const int DecimalDigits = 28;

    /// <summary>Reads all rows.</summary>
    /// <exception cref="ResourceLimitException">There are more than so many.</exception>
    public static ResultTable Read(DbDataReader reader, int maximumRows = int.MaxValue)
    {
        var columns = new ResultColumn[reader.FieldCount];
        var getters = new Func<DbDataReader, int, object>[reader.FieldCount];
        for (var i = 0; i < columns.Length; i++)
        {
            columns[i] = new ResultColumn(reader.GetName(i), SqlType.Parse(reader.GetDataTypeName(i)));
            getters[i] = Getter(columns[i].Type);
        }

        List<object?[]> rows = [];
        while (reader.Read())
        {
            var row = new object?[columns.Length];
            for (var i = 0; i < row.Length; i++)
            {
                row[i] = reader.IsDBNull(i) ? null : getters[i](reader, i);
            }

            ResultTable.Add(rows, row, maximumRows);
        }

        return new ResultTable([.. columns], rows);
    }

    /// <summary>Reads an interval as DuckDB writes it: <c>1 year 2 months -3 days 04:05:06.7</c>.</summary>
    public static IntervalValue Interval(string text)
    {
        var (months, days, micros) = (0, 0, 0L);
        var words = text.Split(' ');
        for (var i = 0; i < words.Length; i++)
        {
            if (words[i].Contains(':'))
            {
                micros = Micros(words[i]);
                continue;
            }

            var count = int.Parse(words[i++], CultureInfo.InvariantCulture);
            _ = words[i].TrimEnd('s') switch
            {
                "year" => months += 12 * count,
                "month" => months += count,
                "day" => days += count,
                _ => throw new FormatException($"'{text}' is no interval."),
            };
        }

        return new IntervalValue(months, days, micros);
    }

    private static Func<DbDataReader, int, object> Getter(SqlType type) => type.Kind switch
    {
        TypeKind.Boolean => static (reader, i) => reader.GetBoolean(i),
        TypeKind.TinyInt or TypeKind.SmallInt or TypeKind.Integer or TypeKind.BigInt or TypeKind.UTinyInt or TypeKind.USmallInt
            or TypeKind.UInteger => static (reader, i) => reader.GetInt64(i),
        TypeKind.UBigInt or TypeKind.HugeInt or TypeKind.UHugeInt => static (reader, i) => Integer(reader.GetString(i)),
        TypeKind.Decimal when type.Precision <= DecimalDigits => static (reader, i) => reader.GetDecimal(i),
        TypeKind.Decimal => static (reader, i) => Decimal(reader.GetString(i)),
        TypeKind.Float => static (reader, i) => (double)reader.GetFloat(i),
        TypeKind.Double => static (reader, i) => reader.GetDouble(i),
        TypeKind.Blob => static (reader, i) => (Sequence<byte>)[.. reader.GetFieldValue<byte[]>(i)],
        TypeKind.Date or TypeKind.Time or TypeKind.Timestamp or TypeKind.TimestampTz => Temporal,
        TypeKind.Interval => static (reader, i) => Interval(reader.GetString(i)),
        TypeKind.Uuid => static (reader, i) => reader.GetGuid(i),
        _ => static (reader, i) => reader.GetString(i),
    };

    // Years that .NET does not have, infinities and 24:00:00 stay text.
    private static object Temporal(DbDataReader reader, int i)
    {
        try
        {
            return reader.GetValue(i);
        }
        catch (OverflowException)
        {
            return reader.GetString(i);
        }
    }

    private static object Integer(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var narrow)
            ? narrow
            : (object)BigInteger.Parse(text, CultureInfo.InvariantCulture);

    private static object Decimal(string text)
    {
        var point = text.IndexOf('.');
        return point < 0
            ? WideDecimal.Narrow(BigInteger.Parse(text, CultureInfo.InvariantCulture), 0)
            : WideDecimal.Narrow(BigInteger.Parse(text.Remove(point, 1), CultureInfo.InvariantCulture), text.Length - point - 1);
    }

    private static long Micros(string time)
    {
        var parts = time.TrimStart('-').Split(':', '.');
        var fraction = parts.Length > 3 ? long.Parse(parts[3].PadRight(6, '0'), CultureInfo.InvariantCulture) : 0;
        var seconds = (long.Parse(parts[0], CultureInfo.InvariantCulture) * 3600)
            + (long.Parse(parts[1], CultureInfo.InvariantCulture) * 60) + long.Parse(parts[2], CultureInfo.InvariantCulture);
        var micros = unchecked((seconds * 1_000_000) + fraction);
        return time[0] == '-' ? unchecked(-micros) : micros;
    }
}
