using System.Runtime.InteropServices;

namespace RewriteLang.DuckDb.Interop;

/// <summary>Logical types and the binding of parameters.</summary>
internal static unsafe partial class NativeMethods
{
    [LibraryImport(Library)]
    public static partial int duckdb_get_type_id(LogicalTypeHandle type);

    [LibraryImport(Library)]
    public static partial nint duckdb_logical_type_get_alias(LogicalTypeHandle type);

    [LibraryImport(Library)]
    public static partial byte duckdb_decimal_width(LogicalTypeHandle type);

    [LibraryImport(Library)]
    public static partial byte duckdb_decimal_scale(LogicalTypeHandle type);

    [LibraryImport(Library)]
    public static partial int duckdb_decimal_internal_type(LogicalTypeHandle type);

    [LibraryImport(Library)]
    public static partial int duckdb_enum_internal_type(LogicalTypeHandle type);

    [LibraryImport(Library)]
    public static partial uint duckdb_enum_dictionary_size(LogicalTypeHandle type);

    [LibraryImport(Library)]
    public static partial nint duckdb_enum_dictionary_value(LogicalTypeHandle type, ulong index);

    [LibraryImport(Library)]
    public static partial LogicalTypeHandle duckdb_list_type_child_type(LogicalTypeHandle type);

    [LibraryImport(Library)]
    public static partial LogicalTypeHandle duckdb_array_type_child_type(LogicalTypeHandle type);

    [LibraryImport(Library)]
    public static partial ulong duckdb_array_type_array_size(LogicalTypeHandle type);

    [LibraryImport(Library)]
    public static partial LogicalTypeHandle duckdb_map_type_key_type(LogicalTypeHandle type);

    [LibraryImport(Library)]
    public static partial LogicalTypeHandle duckdb_map_type_value_type(LogicalTypeHandle type);

    [LibraryImport(Library)]
    public static partial ulong duckdb_struct_type_child_count(LogicalTypeHandle type);

    [LibraryImport(Library)]
    public static partial nint duckdb_struct_type_child_name(LogicalTypeHandle type, ulong index);

    [LibraryImport(Library)]
    public static partial LogicalTypeHandle duckdb_struct_type_child_type(LogicalTypeHandle type, ulong index);

    [LibraryImport(Library)]
    public static partial ulong duckdb_union_type_member_count(LogicalTypeHandle type);

    [LibraryImport(Library)]
    public static partial nint duckdb_union_type_member_name(LogicalTypeHandle type, ulong index);

    [LibraryImport(Library)]
    public static partial LogicalTypeHandle duckdb_union_type_member_type(LogicalTypeHandle type, ulong index);

    [LibraryImport(Library)]
    public static partial void duckdb_destroy_logical_type(ref nint type);

    [LibraryImport(Library)]
    public static partial int duckdb_bind_null(PreparedHandle prepared, ulong index);

    [LibraryImport(Library)]
    public static partial int duckdb_bind_boolean(PreparedHandle prepared, ulong index, [MarshalAs(UnmanagedType.U1)] bool value);

    [LibraryImport(Library)]
    public static partial int duckdb_bind_int8(PreparedHandle prepared, ulong index, sbyte value);

    [LibraryImport(Library)]
    public static partial int duckdb_bind_int16(PreparedHandle prepared, ulong index, short value);

    [LibraryImport(Library)]
    public static partial int duckdb_bind_int32(PreparedHandle prepared, ulong index, int value);

    [LibraryImport(Library)]
    public static partial int duckdb_bind_int64(PreparedHandle prepared, ulong index, long value);

    [LibraryImport(Library)]
    public static partial int duckdb_bind_uint8(PreparedHandle prepared, ulong index, byte value);

    [LibraryImport(Library)]
    public static partial int duckdb_bind_uint16(PreparedHandle prepared, ulong index, ushort value);

    [LibraryImport(Library)]
    public static partial int duckdb_bind_uint32(PreparedHandle prepared, ulong index, uint value);

    [LibraryImport(Library)]
    public static partial int duckdb_bind_uint64(PreparedHandle prepared, ulong index, ulong value);

    [LibraryImport(Library)]
    public static partial int duckdb_bind_hugeint(PreparedHandle prepared, ulong index, NativeHugeInt value);

    [LibraryImport(Library)]
    public static partial int duckdb_bind_uhugeint(PreparedHandle prepared, ulong index, NativeUHugeInt value);

    [LibraryImport(Library)]
    public static partial int duckdb_bind_decimal(PreparedHandle prepared, ulong index, NativeDecimal value);

    [LibraryImport(Library)]
    public static partial int duckdb_bind_float(PreparedHandle prepared, ulong index, float value);

    [LibraryImport(Library)]
    public static partial int duckdb_bind_double(PreparedHandle prepared, ulong index, double value);

    [LibraryImport(Library)]
    public static partial int duckdb_bind_date(PreparedHandle prepared, ulong index, int days);

    [LibraryImport(Library)]
    public static partial int duckdb_bind_time(PreparedHandle prepared, ulong index, long micros);

    [LibraryImport(Library)]
    public static partial int duckdb_bind_timestamp(PreparedHandle prepared, ulong index, long micros);

    [LibraryImport(Library)]
    public static partial int duckdb_bind_timestamp_tz(PreparedHandle prepared, ulong index, long micros);

    [LibraryImport(Library)]
    public static partial int duckdb_bind_interval(PreparedHandle prepared, ulong index, NativeInterval value);

    [LibraryImport(Library)]
    public static partial int duckdb_bind_varchar_length(PreparedHandle prepared, ulong index, byte* text, ulong length);

    [LibraryImport(Library)]
    public static partial int duckdb_bind_blob(PreparedHandle prepared, ulong index, byte* bytes, ulong length);

    [LibraryImport(Library)]
    public static partial int duckdb_bind_value(PreparedHandle prepared, ulong index, nint value);

    [LibraryImport(Library)]
    public static partial nint duckdb_create_uuid(NativeUHugeInt value);

    [LibraryImport(Library)]
    public static partial void duckdb_destroy_value(ref nint value);
}
