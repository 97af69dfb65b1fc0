using System.Collections.Immutable;
using RewriteLang.DuckDb.Interop;
using RewriteLang.DuckDb.Types;
using static RewriteLang.DuckDb.Interop.NativeMethods;

namespace RewriteLang.DuckDb;

/// <summary>What one statement returned, fetched a chunk at a time while DuckDB still computes the rest.</summary>
internal sealed unsafe class ResultStream : IDisposable
{
    // duckdb_result_type and duckdb_error_type of the C API.
    private const int ChangedRows = 1;
    private const int QueryResult = 3;
    private const int Interrupted = 29;

    private readonly ResultHandle _result;
    private readonly Interruption _interruption;
    private ChunkHandle? _chunk;

    private ResultStream(ResultHandle result, Interruption interruption)
    {
        (_result, _interruption) = (result, interruption);
        var kind = duckdb_result_return_type(*result.Pointer);
        HasRows = kind == QueryResult;
        var count = duckdb_column_count(result.Pointer);
        for (ulong i = 0; i < count; i++)
        {
            Columns = Columns.Add((NativeText.Borrow(duckdb_column_name(result.Pointer, i)), TypeReader.Read(duckdb_column_logical_type(result.Pointer, i))));
        }

        Vectors = new Vector[Columns.Length];
        RowsChanged = kind == ChangedRows && Next() && RowCount > 0 ? (long)Vectors[0].Integer(0) : -1;
    }

    /// <summary>The columns, in order.</summary>
    public ImmutableArray<(string Name, DuckDbType Type)> Columns { get; } = [];

    /// <summary>Whether the statement is one that returns rows.</summary>
    public bool HasRows { get; }

    /// <summary>The rows that the statement changed; −1 when it is none that changes rows.</summary>
    public long RowsChanged { get; }

    /// <summary>The columns of the current chunk.</summary>
    public Vector[] Vectors { get; }

    /// <summary>The rows of the current chunk.</summary>
    public int RowCount { get; private set; }

    /// <summary>Executes a bound statement.</summary>
    /// <exception cref="DuckDbException">It failed.</exception>
    /// <exception cref="OperationCanceledException">Its token was cancelled.</exception>
    public static ResultStream Execute(PreparedHandle prepared, Interruption interruption)
    {
        var state = duckdb_pending_prepared_streaming(prepared, out var pending);
        using (pending)
        {
            if (state != Success)
            {
                throw interruption.Translate(NativeText.Borrow(duckdb_pending_error(pending)), interrupted: true);
            }

            interruption.Check();
            var result = new ResultHandle();
            try
            {
                return duckdb_execute_pending(pending, result.Pointer) == Success ? new ResultStream(result, interruption) : throw Failure(result, interruption);
            }
            catch
            {
                result.Dispose();
                throw;
            }
        }
    }

    /// <summary>Fetches the next chunk; false at the end.</summary>
    /// <exception cref="DuckDbException">The query failed.</exception>
    /// <exception cref="OperationCanceledException">Its token was cancelled.</exception>
    public bool Next()
    {
        do
        {
            _chunk?.Dispose();
            (_chunk, RowCount) = (null, 0);
            var chunk = duckdb_fetch_chunk(*_result.Pointer);
            if (chunk.IsInvalid)
            {
                chunk.Dispose();
                if (duckdb_result_error(_result.Pointer) != 0)
                {
                    throw Failure(_result, _interruption);
                }

                // A stream that was stopped must not look like one that ended.
                _interruption.Check();
                return false;
            }

            _chunk = chunk;
            RowCount = checked((int)duckdb_data_chunk_get_size(chunk));
        }
        while (RowCount == 0);

        for (var i = 0; i < Vectors.Length; i++)
        {
            Vectors[i] = new Vector(Columns[i].Type, duckdb_data_chunk_get_vector(_chunk, (ulong)i));
        }

        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _chunk?.Dispose();
        _result.Dispose();
    }

    private static Exception Failure(ResultHandle result, Interruption interruption) =>
        interruption.Translate(NativeText.Borrow(duckdb_result_error(result.Pointer)), duckdb_result_error_type(result.Pointer) == Interrupted);
}
