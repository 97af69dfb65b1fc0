using System.Buffers.Binary;
using System.Data.SqlTypes;
using System.Numerics;
using System.Text;
using RewriteLang.DuckDb.Interop;
using static RewriteLang.DuckDb.Interop.NativeMethods;

namespace RewriteLang.DuckDb;

/// <summary>Gives a prepared statement its parameters' values, each in the type of DuckDB's that holds it exactly.</summary>
internal static unsafe class ParameterBinder
{
    /// <summary>Binds every parameter that the statement has.</summary>
    /// <exception cref="DuckDbException">A value is missing, of an unknown class, or out of DuckDB's range.</exception>
    public static void Bind(PreparedHandle prepared, DuckDbParameterCollection parameters)
    {
        duckdb_clear_bindings(prepared);
        var count = duckdb_nparams(prepared);
        for (ulong i = 1; i <= count; i++)
        {
            var name = NativeText.Take(duckdb_parameter_name(prepared, i));
            var value = parameters.ValueOf(name);
            if (BindValue(prepared, i, value) != Success)
            {
                throw new DuckDbException($"The value of parameter ${name}, {value}, is out of DuckDB's range.");
            }
        }
    }

    private static int BindValue(PreparedHandle prepared, ulong index, object? value) => value switch
    {
        null or DBNull => duckdb_bind_null(prepared, index),
        bool v => duckdb_bind_boolean(prepared, index, v),
        sbyte v => duckdb_bind_int8(prepared, index, v),
        short v => duckdb_bind_int16(prepared, index, v),
        int v => duckdb_bind_int32(prepared, index, v),
        long v => duckdb_bind_int64(prepared, index, v),
        byte v => duckdb_bind_uint8(prepared, index, v),
        ushort v => duckdb_bind_uint16(prepared, index, v),
        uint v => duckdb_bind_uint32(prepared, index, v),
        ulong v => duckdb_bind_uint64(prepared, index, v),
        Int128 v => duckdb_bind_hugeint(prepared, index, new NativeHugeInt(v)),
        UInt128 v => duckdb_bind_uhugeint(prepared, index, new NativeUHugeInt(v)),
        BigInteger v => Big(prepared, index, v),
        float v => duckdb_bind_float(prepared, index, v),
        double v => duckdb_bind_double(prepared, index, v),
        decimal v => Decimal(prepared, index, v),
        SqlDecimal v => v.IsNull ? duckdb_bind_null(prepared, index) : Decimal(prepared, index, v),
        string v => Text(prepared, index, v),
        char v => Text(prepared, index, v.ToString()),
        byte[] v => Bytes(prepared, index, v),
        Guid v => Uuid(prepared, index, v),
        DateOnly v => duckdb_bind_date(prepared, index, v.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber),
        TimeOnly v => duckdb_bind_time(prepared, index, Micros(v.Ticks)),
        DateTime v => duckdb_bind_timestamp(prepared, index, Micros(v.Ticks - DateTime.UnixEpoch.Ticks)),
        DateTimeOffset v => duckdb_bind_timestamp_tz(prepared, index, Micros(v.UtcTicks - DateTime.UnixEpoch.Ticks)),
        TimeSpan v => duckdb_bind_interval(prepared, index, new NativeInterval(0, v.Days, Micros(v.Ticks % TimeSpan.TicksPerDay))),
        _ => throw new DuckDbException($"A parameter cannot be a {value.GetType().Name}; give a number, text, bytes, date, time or Guid."),
    };

    private static int Big(PreparedHandle prepared, ulong index, BigInteger value) =>
        value >= (BigInteger)Int128.MinValue && value <= (BigInteger)Int128.MaxValue ? duckdb_bind_hugeint(prepared, index, new NativeHugeInt((Int128)value))
        : value.Sign > 0 && value <= (BigInteger)UInt128.MaxValue ? duckdb_bind_uhugeint(prepared, index, new NativeUHugeInt((UInt128)value))
        : throw new DuckDbException($"{value} is outside HUGEINT and UHUGEINT.");

    private static int Decimal(PreparedHandle prepared, ulong index, decimal value)
    {
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(value, parts);
        var magnitude = new UInt128((uint)parts[2], ((ulong)(uint)parts[1] << 32) | (uint)parts[0]);
        var unscaled = parts[3] < 0 ? -(Int128)magnitude : (Int128)magnitude;
        return Decimal(prepared, index, unscaled, (byte)((parts[3] >> 16) & 0xFF));
    }

    private static int Decimal(PreparedHandle prepared, ulong index, SqlDecimal value)
    {
        var parts = value.Data;
        var magnitude = new UInt128(((ulong)(uint)parts[3] << 32) | (uint)parts[2], ((ulong)(uint)parts[1] << 32) | (uint)parts[0]);
        return Decimal(prepared, index, value.IsPositive ? (Int128)magnitude : -(Int128)magnitude, value.Scale);
    }

    // A width that the digits need, so that DuckDB's arithmetic on the parameter does not widen more than it must.
    private static int Decimal(PreparedHandle prepared, ulong index, Int128 unscaled, byte scale)
    {
        var digits = Int128.Abs(unscaled).ToString(System.Globalization.CultureInfo.InvariantCulture).Length;
        return duckdb_bind_decimal(prepared, index, new NativeDecimal((byte)Math.Max(digits, scale), scale, unscaled));
    }

    private static int Text(PreparedHandle prepared, ulong index, string value)
    {
        var bytes = Encoding.UTF8.GetBytes(value + "\0");
        fixed (byte* first = bytes)
        {
            return duckdb_bind_varchar_length(prepared, index, first, (ulong)bytes.Length - 1);
        }
    }

    private static int Bytes(PreparedHandle prepared, ulong index, byte[] value)
    {
        byte none = 0;
        fixed (byte* first = value)
        {
            return duckdb_bind_blob(prepared, index, first == null ? &none : first, (ulong)value.Length);
        }
    }

    private static int Uuid(PreparedHandle prepared, ulong index, Guid value)
    {
        Span<byte> bytes = stackalloc byte[16];
        value.TryWriteBytes(bytes, bigEndian: true, out _);
        var native = duckdb_create_uuid(new NativeUHugeInt(BinaryPrimitives.ReadUInt128BigEndian(bytes)));
        try
        {
            return duckdb_bind_value(prepared, index, native);
        }
        finally
        {
            duckdb_destroy_value(ref native);
        }
    }

    // .NET counts in tenths of microseconds.
    private static long Micros(long ticks) => ticks % TimeSpan.TicksPerMicrosecond == 0
        ? ticks / TimeSpan.TicksPerMicrosecond
        : throw new DuckDbException("DuckDB's times have microseconds; the parameter has a finer one. Round it, or pass it as text.");
}
