using System.Collections;
using System.Data.Common;

namespace RewriteLang.DuckDb;

/// <summary>The parameters of a command, in order.</summary>
internal sealed class DuckDbParameterCollection : DbParameterCollection
{
    private readonly List<DuckDbParameter> _parameters = [];

    /// <inheritdoc/>
    public override int Count => _parameters.Count;

    /// <inheritdoc/>
    public override object SyncRoot => ((ICollection)_parameters).SyncRoot;

    /// <inheritdoc/>
    public override int Add(object value)
    {
        _parameters.Add(Checked(value));
        return _parameters.Count - 1;
    }

    /// <inheritdoc/>
    public override void AddRange(Array values)
    {
        foreach (var value in values)
        {
            Add(value);
        }
    }

    /// <inheritdoc/>
    public override void Clear() => _parameters.Clear();

    /// <inheritdoc/>
    public override bool Contains(object value) => IndexOf(value) >= 0;

    /// <inheritdoc/>
    public override bool Contains(string value) => IndexOf(value) >= 0;

    /// <inheritdoc/>
    public override void CopyTo(Array array, int index) => ((ICollection)_parameters).CopyTo(array, index);

    /// <inheritdoc/>
    public override IEnumerator GetEnumerator() => _parameters.GetEnumerator();

    /// <inheritdoc/>
    public override int IndexOf(object value) => value is DuckDbParameter parameter ? _parameters.IndexOf(parameter) : -1;

    /// <inheritdoc/>
    public override int IndexOf(string parameterName)
    {
        var bare = parameterName.TrimStart('$', '@', ':');
        return _parameters.FindIndex(parameter => parameter.BareName.Equals(bare, StringComparison.OrdinalIgnoreCase));
    }

    /// <inheritdoc/>
    public override void Insert(int index, object value) => _parameters.Insert(index, Checked(value));

    /// <inheritdoc/>
    public override void Remove(object value) => _parameters.Remove(Checked(value));

    /// <inheritdoc/>
    public override void RemoveAt(int index) => _parameters.RemoveAt(index);

    /// <inheritdoc/>
    public override void RemoveAt(string parameterName) => _parameters.RemoveAt(Found(parameterName));

    /// <summary>The value for a parameter of a statement: by its name, or by its number when it is one.</summary>
    /// <param name="name">The parameter as the statement names it: <c>name</c>, or <c>1</c> for the first <c>?</c> or <c>$1</c>.</param>
    /// <exception cref="DuckDbException">There is no value for it.</exception>
    public object? ValueOf(string name)
    {
        var index = IndexOf(name);
        if (index < 0 && int.TryParse(name, out var number) && number <= Count && _parameters[number - 1].BareName.Length == 0)
        {
            index = number - 1;
        }

        return index >= 0 ? _parameters[index].Value : throw new DuckDbException($"There is no value for the parameter ${name}.");
    }

    /// <inheritdoc/>
    protected override DbParameter GetParameter(int index) => _parameters[index];

    /// <inheritdoc/>
    protected override DbParameter GetParameter(string parameterName) => _parameters[Found(parameterName)];

    /// <inheritdoc/>
    protected override void SetParameter(int index, DbParameter value) => _parameters[index] = Checked(value);

    /// <inheritdoc/>
    protected override void SetParameter(string parameterName, DbParameter value) => _parameters[Found(parameterName)] = Checked(value);

    private static DuckDbParameter Checked(object value) =>
        value as DuckDbParameter ?? throw new InvalidCastException($"A parameter of DuckDB's provider was expected, not {value?.GetType().Name ?? "null"}.");

    private int Found(string parameterName) =>
        IndexOf(parameterName) is >= 0 and var index ? index : throw new ArgumentException($"There is no parameter '{parameterName}'.", nameof(parameterName));
}
