using System.Runtime.InteropServices;

namespace RewriteLang.DuckDb.Interop;

/// <summary><c>duckdb_result</c>: opaque to us, but passed by value to some functions, so its size counts.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeResult
{
    public ulong ColumnCount;
    public ulong RowCount;
    public ulong RowsChanged;
    public nint Columns;
    public nint ErrorMessage;
    public nint Internal;
}

/// <summary><c>duckdb_hugeint</c>: upper · 2⁶⁴ + lower.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct NativeHugeInt(Int128 value)
{
    public readonly ulong Lower = (ulong)(value & ulong.MaxValue);
    public readonly long Upper = (long)(value >> 64);
}

/// <summary><c>duckdb_uhugeint</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct NativeUHugeInt(UInt128 value)
{
    public readonly ulong Lower = (ulong)(value & ulong.MaxValue);
    public readonly ulong Upper = (ulong)(value >> 64);
}

/// <summary><c>duckdb_decimal</c>: the value is <paramref name="unscaled"/> · 10⁻ˢᶜᵃˡᵉ.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct NativeDecimal(byte width, byte scale, Int128 unscaled)
{
    public readonly byte Width = width;
    public readonly byte Scale = scale;
    public readonly NativeHugeInt Unscaled = new(unscaled);
}

/// <summary><c>duckdb_interval</c>: three parts that DuckDB never carries into one another.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct NativeInterval(int Months, int Days, long Micros);

/// <summary><c>duckdb_list_entry</c>: where a row's elements lie in the child vector.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct NativeListEntry(ulong Offset, ulong Length);
