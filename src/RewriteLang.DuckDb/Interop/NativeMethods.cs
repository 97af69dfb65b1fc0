using System.Runtime.InteropServices;

namespace RewriteLang.DuckDb.Interop;

/// <summary>
/// The part of DuckDB's C API that the provider calls, name for name as in <c>duckdb.h</c> of version 1.5. A <c>bool</c> crosses as
/// one byte; strings go in as UTF-8 and come out as pointers, because the API says of each one who frees it.
/// </summary>
internal static unsafe partial class NativeMethods
{
    private const string Library = DuckDbLibrary.Name;

    /// <summary>What every function that can fail returns on success.</summary>
    public const int Success = 0;

    static NativeMethods() => DuckDbLibrary.Register();

    [LibraryImport(Library)]
    public static partial nint duckdb_library_version();

    [LibraryImport(Library)]
    public static partial void duckdb_free(nint memory);

    // Databases and connections

    [LibraryImport(Library)]
    public static partial InstanceCacheHandle duckdb_create_instance_cache();

    [LibraryImport(Library)]
    public static partial void duckdb_destroy_instance_cache(ref nint cache);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int duckdb_get_or_create_from_cache(
        InstanceCacheHandle cache, string path, out DatabaseHandle database, ConfigHandle config, out nint error);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int duckdb_open_ext(string path, out DatabaseHandle database, ConfigHandle config, out nint error);

    [LibraryImport(Library)]
    public static partial void duckdb_close(ref nint database);

    [LibraryImport(Library)]
    public static partial int duckdb_create_config(out ConfigHandle config);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int duckdb_set_config(ConfigHandle config, string name, string option);

    [LibraryImport(Library)]
    public static partial void duckdb_destroy_config(ref nint config);

    [LibraryImport(Library)]
    public static partial int duckdb_connect(DatabaseHandle database, out ConnectionHandle connection);

    [LibraryImport(Library)]
    public static partial void duckdb_disconnect(ref nint connection);

    [LibraryImport(Library)]
    public static partial void duckdb_interrupt(ConnectionHandle connection);

    // Statements

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial ulong duckdb_extract_statements(ConnectionHandle connection, string sql, out StatementsHandle statements);

    [LibraryImport(Library)]
    public static partial nint duckdb_extract_statements_error(StatementsHandle statements);

    [LibraryImport(Library)]
    public static partial void duckdb_destroy_extracted(ref nint statements);

    [LibraryImport(Library)]
    public static partial int duckdb_prepare_extracted_statement(
        ConnectionHandle connection, StatementsHandle statements, ulong index, out PreparedHandle prepared);

    [LibraryImport(Library)]
    public static partial nint duckdb_prepare_error(PreparedHandle prepared);

    [LibraryImport(Library)]
    public static partial void duckdb_destroy_prepare(ref nint prepared);

    [LibraryImport(Library)]
    public static partial ulong duckdb_nparams(PreparedHandle prepared);

    [LibraryImport(Library)]
    public static partial nint duckdb_parameter_name(PreparedHandle prepared, ulong index);

    [LibraryImport(Library)]
    public static partial int duckdb_clear_bindings(PreparedHandle prepared);

    [LibraryImport(Library)]
    public static partial int duckdb_pending_prepared_streaming(PreparedHandle prepared, out PendingHandle pending);

    [LibraryImport(Library)]
    public static partial int duckdb_execute_pending(PendingHandle pending, NativeResult* result);

    [LibraryImport(Library)]
    public static partial nint duckdb_pending_error(PendingHandle pending);

    [LibraryImport(Library)]
    public static partial void duckdb_destroy_pending(ref nint pending);

    // Results

    [LibraryImport(Library)]
    public static partial nint duckdb_result_error(NativeResult* result);

    [LibraryImport(Library)]
    public static partial int duckdb_result_error_type(NativeResult* result);

    [LibraryImport(Library)]
    public static partial int duckdb_result_return_type(NativeResult result);

    [LibraryImport(Library)]
    public static partial ulong duckdb_rows_changed(NativeResult* result);

    [LibraryImport(Library)]
    public static partial ulong duckdb_column_count(NativeResult* result);

    [LibraryImport(Library)]
    public static partial nint duckdb_column_name(NativeResult* result, ulong column);

    [LibraryImport(Library)]
    public static partial LogicalTypeHandle duckdb_column_logical_type(NativeResult* result, ulong column);

    [LibraryImport(Library)]
    public static partial ChunkHandle duckdb_fetch_chunk(NativeResult result);

    [LibraryImport(Library)]
    public static partial void duckdb_destroy_result(NativeResult* result);

    // Chunks and vectors

    [LibraryImport(Library)]
    public static partial ulong duckdb_data_chunk_get_size(ChunkHandle chunk);

    [LibraryImport(Library)]
    public static partial nint duckdb_data_chunk_get_vector(ChunkHandle chunk, ulong column);

    [LibraryImport(Library)]
    public static partial void duckdb_destroy_data_chunk(ref nint chunk);

    [LibraryImport(Library)]
    public static partial void* duckdb_vector_get_data(nint vector);

    [LibraryImport(Library)]
    public static partial ulong* duckdb_vector_get_validity(nint vector);

    [LibraryImport(Library)]
    public static partial nint duckdb_list_vector_get_child(nint vector);

    [LibraryImport(Library)]
    public static partial nint duckdb_struct_vector_get_child(nint vector, ulong index);

    [LibraryImport(Library)]
    public static partial nint duckdb_array_vector_get_child(nint vector);
}
