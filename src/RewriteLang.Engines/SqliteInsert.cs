using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace RewriteLang.Engines;

/// <summary>
/// A prepared INSERT that is run row after row. It calls the library through function pointers, because a copy binds millions of values and
/// each call through the provider costs several times what SQLite itself does for it.
/// </summary>
internal sealed unsafe class SqliteInsert : IDisposable
{
    private static readonly nint Transient = -1;

    private readonly SqliteConnection _connection;
    private readonly sqlite3_stmt _statement;
    private readonly nint _handle;
    private readonly delegate* unmanaged[Cdecl]<nint, int, int> _bindNull;
    private readonly delegate* unmanaged[Cdecl]<nint, int, long, int> _bindInteger;
    private readonly delegate* unmanaged[Cdecl]<nint, int, double, int> _bindReal;
    private readonly delegate* unmanaged[Cdecl]<nint, int, byte*, int, nint, int> _bindText;
    private readonly delegate* unmanaged[Cdecl]<nint, int, byte*, int, nint, int> _bindBlob;
    private readonly delegate* unmanaged[Cdecl]<nint, int> _step;
    private readonly delegate* unmanaged[Cdecl]<nint, int> _reset;
    private byte[] _buffer = new byte[256];

    /// <summary>Prepares an INSERT with a <c>?</c> for every value.</summary>
    /// <exception cref="SqliteException">SQLite rejects it.</exception>
    public SqliteInsert(SqliteConnection connection, string sql)
    {
        _connection = connection;
        var library = SqliteLibrary.Handle;
        _bindNull = (delegate* unmanaged[Cdecl]<nint, int, int>)NativeLibrary.GetExport(library, "sqlite3_bind_null");
        _bindInteger = (delegate* unmanaged[Cdecl]<nint, int, long, int>)NativeLibrary.GetExport(library, "sqlite3_bind_int64");
        _bindReal = (delegate* unmanaged[Cdecl]<nint, int, double, int>)NativeLibrary.GetExport(library, "sqlite3_bind_double");
        _bindText = (delegate* unmanaged[Cdecl]<nint, int, byte*, int, nint, int>)NativeLibrary.GetExport(library, "sqlite3_bind_text");
        _bindBlob = (delegate* unmanaged[Cdecl]<nint, int, byte*, int, nint, int>)NativeLibrary.GetExport(library, "sqlite3_bind_blob");
        _step = (delegate* unmanaged[Cdecl]<nint, int>)NativeLibrary.GetExport(library, "sqlite3_step");
        _reset = (delegate* unmanaged[Cdecl]<nint, int>)NativeLibrary.GetExport(library, "sqlite3_reset");
        Check(raw.sqlite3_prepare_v2(connection.Handle, sql, out _statement));
        _handle = _statement.DangerousGetHandle();
    }

    /// <summary>Binds NULL to the place <paramref name="index"/>, from 1.</summary>
    public void Null(int index) => Check(_bindNull(_handle, index));

    /// <summary>Binds an integer.</summary>
    public void Integer(int index, long value) => Check(_bindInteger(_handle, index, value));

    /// <summary>Binds a float.</summary>
    /// <exception cref="InvalidDataException">It is not a number.</exception>
    public void Real(int index, double value) => Check(
        double.IsNaN(value) ? throw new InvalidDataException("SQLite has no NaN; it would store NULL.") : _bindReal(_handle, index, value));

    /// <summary>Binds text.</summary>
    public void Text(int index, string value)
    {
        var most = Encoding.UTF8.GetMaxByteCount(value.Length);
        if (_buffer.Length < most)
        {
            _buffer = new byte[most];
        }

        var length = Encoding.UTF8.GetBytes(value, _buffer);
        fixed (byte* first = _buffer)
        {
            Check(_bindText(_handle, index, first, length, Transient));
        }
    }

    /// <summary>Binds bytes; none of them is an empty BLOB, not NULL.</summary>
    public void Blob(int index, byte[] value)
    {
        fixed (byte* first = value.Length > 0 ? value : _buffer)
        {
            Check(_bindBlob(_handle, index, first, value.Length, Transient));
        }
    }

    /// <summary>Inserts the row that is bound.</summary>
    public void Run()
    {
        var code = _step(_handle);
        Check(_reset(_handle));
        if (code != raw.SQLITE_DONE)
        {
            Check(code);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _statement.Dispose();

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK)
        {
            throw new SqliteException(raw.sqlite3_errmsg(_connection.Handle).utf8_to_string(), code);
        }
    }
}
