using System.Runtime.InteropServices;

namespace RewriteLang.DuckDb.Interop;

/// <summary>A pointer that the C API hands out and takes back once. Zero means that there is nothing to give back.</summary>
internal abstract class DuckDbHandle() : SafeHandle(0, ownsHandle: true)
{
    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <summary>Gives <paramref name="pointer"/> back to the library, which sets it to zero.</summary>
    protected abstract void Destroy(ref nint pointer);

    /// <inheritdoc/>
    protected sealed override bool ReleaseHandle()
    {
        Destroy(ref handle);
        return true;
    }
}

/// <summary>The databases open in this process, so that one file is one database however many connections it has.</summary>
internal sealed class InstanceCacheHandle : DuckDbHandle
{
    protected override void Destroy(ref nint pointer) => NativeMethods.duckdb_destroy_instance_cache(ref pointer);
}

/// <summary>A reference to an open database; the last one closes it.</summary>
internal sealed class DatabaseHandle : DuckDbHandle
{
    protected override void Destroy(ref nint pointer) => NativeMethods.duckdb_close(ref pointer);
}

/// <summary>The options a database is opened with.</summary>
internal sealed class ConfigHandle : DuckDbHandle
{
    protected override void Destroy(ref nint pointer) => NativeMethods.duckdb_destroy_config(ref pointer);
}

/// <summary>A connection.</summary>
internal sealed class ConnectionHandle : DuckDbHandle
{
    protected override void Destroy(ref nint pointer) => NativeMethods.duckdb_disconnect(ref pointer);
}

/// <summary>The statements of a text, parsed and not yet bound.</summary>
internal sealed class StatementsHandle : DuckDbHandle
{
    protected override void Destroy(ref nint pointer) => NativeMethods.duckdb_destroy_extracted(ref pointer);
}

/// <summary>A bound statement.</summary>
internal sealed class PreparedHandle : DuckDbHandle
{
    protected override void Destroy(ref nint pointer) => NativeMethods.duckdb_destroy_prepare(ref pointer);
}

/// <summary>A statement about to be executed.</summary>
internal sealed class PendingHandle : DuckDbHandle
{
    protected override void Destroy(ref nint pointer) => NativeMethods.duckdb_destroy_pending(ref pointer);
}

/// <summary>Up to 2,048 rows of a result, column by column.</summary>
internal sealed class ChunkHandle : DuckDbHandle
{
    protected override void Destroy(ref nint pointer) => NativeMethods.duckdb_destroy_data_chunk(ref pointer);
}

/// <summary>A type as the library describes it.</summary>
internal sealed class LogicalTypeHandle : DuckDbHandle
{
    protected override void Destroy(ref nint pointer) => NativeMethods.duckdb_destroy_logical_type(ref pointer);
}

/// <summary>A result: a structure of ours that the library fills, in memory that does not move.</summary>
internal sealed unsafe class ResultHandle : SafeHandle
{
    public ResultHandle()
        : base(0, ownsHandle: true) => SetHandle((nint)NativeMemory.AllocZeroed((nuint)sizeof(NativeResult)));

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <summary>The structure. Valid until the handle is disposed.</summary>
    public NativeResult* Pointer
    {
        get
        {
            ObjectDisposedException.ThrowIf(IsClosed, this);
            return (NativeResult*)handle;
        }
    }

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        NativeMethods.duckdb_destroy_result((NativeResult*)handle);
        NativeMemory.Free((void*)handle);
        return true;
    }
}
