using System.Collections;
using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using RewriteLang.DuckDb.Interop;
using RewriteLang.DuckDb.Types;

namespace RewriteLang.DuckDb;

/// <summary>Reads results forward, a chunk at a time. Closing it ends the query; statements not reached are not run.</summary>
internal sealed partial class DuckDbDataReader : DbDataReader
{
    private readonly DuckDbConnection _connection;
    private readonly Script _script;
    private readonly DuckDbParameterCollection _parameters;
    private readonly CommandBehavior _behavior;
    private readonly Interruption _interruption;
    private ResultStream? _result;
    private PreparedHandle? _prepared;
    private int _statement;
    private int _row = -1;
    private bool _peeked;
    private bool _ended;
    private bool _closed;
    private long _changed = -1;

    /// <summary>Runs the script up to its first result that has rows. From then on the script and the interruption are the reader's.</summary>
    public DuckDbDataReader(
        DuckDbConnection connection, Script script, DuckDbParameterCollection parameters, CommandBehavior behavior, Interruption interruption)
    {
        (_connection, _script, _parameters, _behavior, _interruption) = (connection, script, parameters, behavior, interruption);
        try
        {
            NextResult();
            connection.Reader = this;
        }
        catch
        {
            EndStatement();
            throw;
        }
    }

    /// <inheritdoc/>
    public override int Depth => 0;

    /// <inheritdoc/>
    public override int FieldCount => _result is { HasRows: true } ? _result.Columns.Length : 0;

    /// <inheritdoc/>
    public override bool HasRows => !_closed && FieldCount > 0 && (_row >= 0 || Peek());

    /// <inheritdoc/>
    public override bool IsClosed => _closed;

    /// <inheritdoc/>
    public override int RecordsAffected => _changed > int.MaxValue ? int.MaxValue : (int)_changed;

    /// <inheritdoc/>
    public override object this[int ordinal] => GetValue(ordinal);

    /// <inheritdoc/>
    public override object this[string name] => GetValue(GetOrdinal(name));

    /// <inheritdoc/>
    public override bool NextResult()
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        EndStatement();
        while (_statement < _script.Count)
        {
            _prepared = _script.Prepare(_statement++, _interruption);
            ParameterBinder.Bind(_prepared, _parameters);
            _result = ResultStream.Execute(_prepared, _interruption);
            if (_result.RowsChanged >= 0)
            {
                _changed = Math.Max(_changed, 0) + _result.RowsChanged;
            }

            if (_result.HasRows)
            {
                return true;
            }

            EndStatement();
        }

        return false;
    }

    /// <inheritdoc/>
    public override bool Read()
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        if (_result is not { HasRows: true } || _ended)
        {
            return false;
        }

        if (_peeked)
        {
            _peeked = false;
            _row = 0;
            return true;
        }

        if (++_row < _result.RowCount)
        {
            return true;
        }

        _row = 0;
        if (_result.Next())
        {
            return true;
        }

        (_row, _ended) = (-1, true);
        return false;
    }

    /// <inheritdoc/>
    public override void Close()
    {
        if (_closed)
        {
            return;
        }

        _closed = true;
        EndStatement();
        _script.Dispose();
        _interruption.Dispose();
        _connection.Reader = null;
        if (_behavior.HasFlag(CommandBehavior.CloseConnection))
        {
            _connection.Close();
        }
    }

    /// <inheritdoc/>
    public override string GetName(int ordinal) => Column(ordinal).Name;

    /// <inheritdoc/>
    public override string GetDataTypeName(int ordinal) => Column(ordinal).Type.Text;

    /// <inheritdoc/>
    [return: DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields | DynamicallyAccessedMemberTypes.PublicProperties)]
    public override Type GetFieldType(int ordinal) => Column(ordinal).Type.FieldType;

    /// <inheritdoc/>
    public override int GetOrdinal(string name)
    {
        var columns = _result?.Columns ?? [];
        for (var i = 0; i < columns.Length; i++)
        {
            if (columns[i].Name == name)
            {
                return i;
            }
        }

        for (var i = 0; i < columns.Length; i++)
        {
            if (columns[i].Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return i;
            }
        }

        throw new ArgumentOutOfRangeException(nameof(name), name, "There is no column of this name.");
    }

    /// <inheritdoc/>
    public override IEnumerator GetEnumerator() => new DbEnumerator(this);

    private (string Name, DuckDbType Type) Column(int ordinal)
    {
        var columns = _result?.Columns ?? throw new InvalidOperationException("There is no result to read.");
        return (uint)ordinal < (uint)columns.Length
            ? columns[ordinal]
            : throw new ArgumentOutOfRangeException(nameof(ordinal), ordinal, $"The result has {columns.Length} columns.");
    }

    private bool Peek()
    {
        if (!_peeked && !_ended)
        {
            _peeked = _result!.Next();
            _ended = !_peeked;
        }

        return _peeked;
    }

    private void EndStatement()
    {
        _result?.Dispose();
        _result = null;
        if (!_script.IsShared)
        {
            _prepared?.Dispose();
        }

        (_prepared, _row, _peeked, _ended) = (null, -1, false, false);
    }
}
