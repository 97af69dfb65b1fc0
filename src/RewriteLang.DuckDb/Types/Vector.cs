using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;
using RewriteLang.DuckDb.Interop;

namespace RewriteLang.DuckDb.Types;

/// <summary>
/// One column of a chunk: values side by side in the library's memory, and a bit per row that says whether it is NULL. Valid as long
/// as its chunk. Reading a value allocates nothing but what the value itself is (a string, a byte array).
/// </summary>
internal readonly unsafe struct Vector(DuckDbType type, nint handle)
{
    // A string of up to this many bytes lies in its slot; a longer one is pointed to.
    private const int InlinedBytes = 12;
    private const int MaxOffsetSeconds = (16 * 60 * 60) - 1;

    private readonly byte* _data = (byte*)NativeMethods.duckdb_vector_get_data(handle);
    private readonly ulong* _validity = NativeMethods.duckdb_vector_get_validity(handle);

    public DuckDbType Type { get; } = type;

    /// <summary>The library's vector, through which the vectors of nested types are reached.</summary>
    public nint Handle { get; } = handle;

    public bool IsNull(int row) => _validity != null && (_validity[row >> 6] & (1UL << (row & 63))) == 0;

    /// <summary>Reads a value that lies in its slot as it is.</summary>
    public T Read<T>(int row)
        where T : unmanaged => Unsafe.ReadUnaligned<T>(_data + ((nint)row * sizeof(T)));

    public bool Boolean(int row) => _data[row] != 0;

    /// <summary>Reads any integer but UHUGEINT; of a DECIMAL, its digits without the point.</summary>
    public Int128 Integer(int row) => Type.Storage switch
    {
        DuckDbTypeId.TinyInt => Read<sbyte>(row),
        DuckDbTypeId.SmallInt => Read<short>(row),
        DuckDbTypeId.Integer => Read<int>(row),
        DuckDbTypeId.BigInt => Read<long>(row),
        DuckDbTypeId.UTinyInt => Read<byte>(row),
        DuckDbTypeId.USmallInt => Read<ushort>(row),
        DuckDbTypeId.UInteger => Read<uint>(row),
        DuckDbTypeId.UBigInt => Read<ulong>(row),
        DuckDbTypeId.HugeInt => Read<Int128>(row),
        _ => throw new UnreachableException($"{Type.Text} is not stored as an integer"),
    };

    /// <summary>Reads the label of an ENUM.</summary>
    public string Label(int row) => Type.Labels[Type.Storage switch
    {
        DuckDbTypeId.UTinyInt => Read<byte>(row),
        DuckDbTypeId.USmallInt => Read<ushort>(row),
        DuckDbTypeId.UInteger => checked((int)Read<uint>(row)),
        _ => throw new UnreachableException($"{Type.Text} has labels stored as {Type.Storage}"),
    }];

    /// <summary>The bytes of a VARCHAR, BLOB, BIT or BIGNUM.</summary>
    public ReadOnlySpan<byte> Bytes(int row)
    {
        var slot = _data + ((nint)row * 16);
        var length = checked((int)Unsafe.ReadUnaligned<uint>(slot));
        return new ReadOnlySpan<byte>(length <= InlinedBytes ? slot + 4 : (byte*)Unsafe.ReadUnaligned<nint>(slot + 8), length);
    }

    public string Varchar(int row) => Encoding.UTF8.GetString(Bytes(row));

    // The library flips the top bit, so that UUIDs sort as signed numbers.
    public Guid Uuid(int row)
    {
        var number = Read<UInt128>(row) ^ (UInt128.One << 127);
        Span<byte> bytes = stackalloc byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(bytes, number);
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>Reads a TIMETZ: 40 bits of microseconds, then 24 bits that count the offset downwards from the greatest one.</summary>
    public (long Micros, int Offset) TimeTz(int row)
    {
        var bits = Read<ulong>(row);
        return ((long)(bits >> 24), MaxOffsetSeconds - (int)(bits & 0xFFFFFF));
    }

    /// <summary>Reads a BIGNUM: three bytes of header, whose top bit is clear when negative, then the magnitude, all inverted when negative.</summary>
    public BigInteger BigNum(int row)
    {
        var bytes = Bytes(row);
        var negative = (bytes[0] & 0x80) == 0;
        var magnitude = bytes[3..].ToArray();
        if (negative)
        {
            for (var i = 0; i < magnitude.Length; i++)
            {
                magnitude[i] = (byte)~magnitude[i];
            }
        }

        var value = new BigInteger(magnitude, isUnsigned: true, isBigEndian: true);
        return negative ? -value : value;
    }
}
