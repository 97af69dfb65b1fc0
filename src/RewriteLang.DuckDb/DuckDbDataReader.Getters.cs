using System.Data.SqlTypes;
using System.Runtime.CompilerServices;
using RewriteLang.DuckDb.Types;
using BigInteger = System.Numerics.BigInteger;

namespace RewriteLang.DuckDb;

/// <summary>The typed getters: a value comes as it is stored, without a box, or widened, or not at all.</summary>
internal sealed partial class DuckDbDataReader
{
    /// <inheritdoc/>
    public override bool IsDBNull(int ordinal) => Current(ordinal).IsNull(_row);

    /// <inheritdoc/>
    public override bool GetBoolean(int ordinal)
    {
        ref readonly var vector = ref Present(ordinal);
        return vector.Type.Id == DuckDbTypeId.Boolean ? vector.Boolean(_row) : throw Mismatch(ordinal, "a boolean");
    }

    /// <inheritdoc/>
    public override byte GetByte(int ordinal) => checked((byte)Integer(ordinal));

    /// <inheritdoc/>
    public override short GetInt16(int ordinal) => checked((short)Integer(ordinal));

    /// <inheritdoc/>
    public override int GetInt32(int ordinal)
    {
        ref readonly var vector = ref Present(ordinal);
        return vector.Type.Id == DuckDbTypeId.Integer ? vector.Read<int>(_row) : checked((int)Integer(ordinal));
    }

    /// <inheritdoc/>
    public override long GetInt64(int ordinal)
    {
        ref readonly var vector = ref Present(ordinal);
        return vector.Type.Id == DuckDbTypeId.BigInt ? vector.Read<long>(_row) : checked((long)Integer(ordinal));
    }

    /// <inheritdoc/>
    public override float GetFloat(int ordinal)
    {
        ref readonly var vector = ref Present(ordinal);
        return vector.Type.Id == DuckDbTypeId.Float ? vector.Read<float>(_row) : throw Mismatch(ordinal, "a float of 32 bits");
    }

    /// <summary>Reads a FLOAT or DOUBLE, or the double that is nearest to an integer or a DECIMAL.</summary>
    public override double GetDouble(int ordinal)
    {
        ref readonly var vector = ref Present(ordinal);
        return vector.Type.Id switch
        {
            DuckDbTypeId.Double => vector.Read<double>(_row),
            DuckDbTypeId.Float => vector.Read<float>(_row),
            DuckDbTypeId.Decimal => DecimalValue.Nearest(vector, _row),
            _ => (double)Integer(ordinal),
        };
    }

    /// <inheritdoc/>
    public override decimal GetDecimal(int ordinal)
    {
        ref readonly var vector = ref Present(ordinal);
        return vector.Type.Id == DuckDbTypeId.Decimal ? DecimalValue.Exact(vector, _row) : checked((decimal)Integer(ordinal));
    }

    /// <summary>Reads any value as text, as DuckDB casts it to VARCHAR (moments with time zone in UTC).</summary>
    public override string GetString(int ordinal) => ValueText.Write(Present(ordinal), _row);

    /// <inheritdoc/>
    public override char GetChar(int ordinal) =>
        GetString(ordinal) is { Length: 1 } text ? text[0] : throw new InvalidCastException($"Column '{GetName(ordinal)}' is not one character.");

    /// <inheritdoc/>
    public override Guid GetGuid(int ordinal)
    {
        ref readonly var vector = ref Present(ordinal);
        return vector.Type.Id == DuckDbTypeId.Uuid ? vector.Uuid(_row) : throw Mismatch(ordinal, "a UUID");
    }

    /// <inheritdoc/>
    public override DateTime GetDateTime(int ordinal) => CalendarValue.DateTime(Present(ordinal), _row) ?? throw Mismatch(ordinal, "a date or timestamp");

    /// <inheritdoc/>
    public override long GetBytes(int ordinal, long dataOffset, byte[]? buffer, int bufferOffset, int length)
    {
        ref readonly var vector = ref Present(ordinal);
        var bytes = vector.Type.Id is DuckDbTypeId.Blob or DuckDbTypeId.Geometry ? vector.Bytes(_row) : throw Mismatch(ordinal, "a BLOB");
        return Copy(bytes, dataOffset, buffer, bufferOffset, length);
    }

    /// <inheritdoc/>
    public override long GetChars(int ordinal, long dataOffset, char[]? buffer, int bufferOffset, int length) =>
        Copy<char>(GetString(ordinal), dataOffset, buffer, bufferOffset, length);

    /// <inheritdoc/>
    public override int GetValues(object[] values)
    {
        var count = Math.Min(values.Length, FieldCount);
        for (var i = 0; i < count; i++)
        {
            values[i] = GetValue(i);
        }

        return count;
    }

    /// <inheritdoc/>
    public override object GetValue(int ordinal)
    {
        ref readonly var vector = ref Current(ordinal);
        if (vector.IsNull(_row))
        {
            return DBNull.Value;
        }

        return vector.Type.Id switch
        {
            DuckDbTypeId.Boolean => vector.Boolean(_row),
            DuckDbTypeId.TinyInt => vector.Read<sbyte>(_row),
            DuckDbTypeId.SmallInt => vector.Read<short>(_row),
            DuckDbTypeId.Integer => vector.Read<int>(_row),
            DuckDbTypeId.BigInt => vector.Read<long>(_row),
            DuckDbTypeId.UTinyInt => vector.Read<byte>(_row),
            DuckDbTypeId.USmallInt => vector.Read<ushort>(_row),
            DuckDbTypeId.UInteger => vector.Read<uint>(_row),
            DuckDbTypeId.UBigInt => vector.Read<ulong>(_row),
            DuckDbTypeId.HugeInt => (BigInteger)vector.Read<Int128>(_row),
            DuckDbTypeId.UHugeInt => (BigInteger)vector.Read<UInt128>(_row),
            DuckDbTypeId.BigNum => vector.BigNum(_row),
            DuckDbTypeId.Float => vector.Read<float>(_row),
            DuckDbTypeId.Double => vector.Read<double>(_row),
            DuckDbTypeId.Decimal => DecimalValue.Exact(vector, _row),
            DuckDbTypeId.Date => CalendarValue.Date(vector, _row),
            DuckDbTypeId.Time or DuckDbTypeId.TimeNanos => CalendarValue.Time(vector, _row),
            DuckDbTypeId.TimeTz => CalendarValue.TimeTz(vector, _row),
            DuckDbTypeId.Uuid => vector.Uuid(_row),
            DuckDbTypeId.Blob or DuckDbTypeId.Geometry => vector.Bytes(_row).ToArray(),
            _ => (object?)CalendarValue.DateTime(vector, _row) ?? ValueText.Write(vector, _row),
        };
    }

    /// <inheritdoc/>
    public override T GetFieldValue<T>(int ordinal)
    {
        // The comparisons are constants for the compiler that runs, and the casts through object leave no box.
        if (typeof(T) == typeof(bool)) { return As<bool, T>(GetBoolean(ordinal)); }
        if (typeof(T) == typeof(sbyte)) { return As<sbyte, T>(checked((sbyte)Integer(ordinal))); }
        if (typeof(T) == typeof(byte)) { return As<byte, T>(GetByte(ordinal)); }
        if (typeof(T) == typeof(short)) { return As<short, T>(GetInt16(ordinal)); }
        if (typeof(T) == typeof(ushort)) { return As<ushort, T>(checked((ushort)Integer(ordinal))); }
        if (typeof(T) == typeof(int)) { return As<int, T>(GetInt32(ordinal)); }
        if (typeof(T) == typeof(uint)) { return As<uint, T>(checked((uint)Integer(ordinal))); }
        if (typeof(T) == typeof(long)) { return As<long, T>(GetInt64(ordinal)); }
        if (typeof(T) == typeof(ulong)) { return As<ulong, T>(checked((ulong)Integer(ordinal))); }
        if (typeof(T) == typeof(Int128)) { return As<Int128, T>(Integer(ordinal)); }
        if (typeof(T) == typeof(UInt128)) { return As<UInt128, T>(Unsigned(ordinal)); }
        if (typeof(T) == typeof(float)) { return As<float, T>(GetFloat(ordinal)); }
        if (typeof(T) == typeof(double)) { return As<double, T>(GetDouble(ordinal)); }
        if (typeof(T) == typeof(decimal)) { return As<decimal, T>(GetDecimal(ordinal)); }
        if (typeof(T) == typeof(Guid)) { return As<Guid, T>(GetGuid(ordinal)); }
        if (typeof(T) == typeof(DateTime)) { return As<DateTime, T>(GetDateTime(ordinal)); }
        if (typeof(T) == typeof(string)) { return (T)(object)GetString(ordinal); }
        if (typeof(T) == typeof(SqlDecimal))
        {
            ref readonly var vector = ref Present(ordinal);
            return As<SqlDecimal, T>(vector.Type.Id == DuckDbTypeId.Decimal ? DecimalValue.Sql(vector, _row) : throw Mismatch(ordinal, "a DECIMAL"));
        }

        if (typeof(T) == typeof(TimeSpan))
        {
            ref readonly var vector = ref Present(ordinal);
            return As<TimeSpan, T>(CalendarValue.Span(vector, _row) ?? throw Mismatch(ordinal, "a time or interval"));
        }

        return IsDBNull(ordinal) && default(T) is not null
            ? throw new InvalidCastException($"Column '{GetName(ordinal)}' is NULL in this row.")
            : base.GetFieldValue<T>(ordinal);
    }

    private static TTo As<TFrom, TTo>(TFrom value)
        where TFrom : struct => Unsafe.BitCast<TFrom, TTo>(value);

    private static long Copy<T>(ReadOnlySpan<T> source, long from, T[]? buffer, int at, int length)
    {
        if (buffer is null)
        {
            return source.Length;
        }

        var start = (int)Math.Clamp(from, 0, source.Length);
        var count = Math.Min(length, source.Length - start);
        source.Slice(start, count).CopyTo(buffer.AsSpan(at));
        return count;
    }

    private Int128 Integer(int ordinal)
    {
        ref readonly var vector = ref Present(ordinal);
        return vector.Type.Id switch
        {
            DuckDbTypeId.TinyInt or DuckDbTypeId.SmallInt or DuckDbTypeId.Integer or DuckDbTypeId.BigInt or DuckDbTypeId.UTinyInt
                or DuckDbTypeId.USmallInt or DuckDbTypeId.UInteger or DuckDbTypeId.UBigInt or DuckDbTypeId.HugeInt => vector.Integer(_row),
            DuckDbTypeId.UHugeInt => checked((Int128)vector.Read<UInt128>(_row)),
            DuckDbTypeId.Decimal when vector.Type.Scale == 0 => vector.Integer(_row),
            _ => throw Mismatch(ordinal, "an integer"),
        };
    }

    private UInt128 Unsigned(int ordinal)
    {
        ref readonly var vector = ref Present(ordinal);
        return vector.Type.Id == DuckDbTypeId.UHugeInt ? vector.Read<UInt128>(_row) : checked((UInt128)Integer(ordinal));
    }

    private ref readonly Vector Current(int ordinal)
    {
        Column(ordinal);
        if (_row < 0 || _peeked)
        {
            throw new InvalidOperationException("The reader is not at a row.");
        }

        return ref _result!.Vectors[ordinal];
    }

    private ref readonly Vector Present(int ordinal)
    {
        ref readonly var vector = ref Current(ordinal);
        if (vector.IsNull(_row))
        {
            throw new InvalidCastException($"Column '{GetName(ordinal)}' is NULL in this row.");
        }

        return ref vector;
    }

    private InvalidCastException Mismatch(int ordinal, string wanted) =>
        new($"Column '{GetName(ordinal)}' is {GetDataTypeName(ordinal)}, not {wanted}.");
}
