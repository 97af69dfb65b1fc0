namespace RewriteLang.Algebra;

/// <summary>The identity of a column. Two columns visible in one scope never share an id; that alone is what scoping rests on.</summary>
/// <param name="Value">A number given by a <see cref="ColumnFactory"/>.</param>
public readonly record struct ColumnId(int Value)
{
    /// <inheritdoc/>
    public override string ToString() => $"#{Value}";
}

/// <summary>A column of a relation. Columns compare by id alone: the name is for people, type and nullability follow from the id.</summary>
/// <param name="Id">Its identity.</param>
/// <param name="Name">The name it would be printed with; not necessarily unique.</param>
/// <param name="Type">The type of its values.</param>
/// <param name="Nullable">False only when the definition of the column rules NULL out wherever the column is visible.</param>
public sealed record Column(ColumnId Id, string Name, SqlType Type, bool Nullable = true)
{
    /// <summary>Equality of ids.</summary>
    public bool Equals(Column? other) => other is not null && Id == other.Id;

    /// <inheritdoc/>
    public override int GetHashCode() => Id.GetHashCode();

    /// <inheritdoc/>
    public override string ToString() => $"{Name}{Id}";
}

/// <summary>A column seen under another identity: the value of <paramref name="In"/> is visible as <paramref name="Out"/>.</summary>
/// <param name="Out">The column as seen from above.</param>
/// <param name="In">The column below.</param>
public sealed record ColumnPair(Column Out, Column In);

/// <summary>
/// Gives out column ids, for one query and all its rewrites. Not safe for use by several threads.
/// A keyed column is a Skolem term: asked for again under an equal key, the same column comes back, so applying a rule
/// twice creates nothing new.
/// </summary>
public sealed class ColumnFactory
{
    private readonly Dictionary<object, Column> _keyed = [];
    private readonly List<Column> _all = [];

    /// <summary>How many columns there are; ids run from 0 to one less.</summary>
    public int Count => _all.Count;

    /// <summary>The column of that id, given out before.</summary>
    public Column this[ColumnId id] => _all[id.Value];

    /// <summary>A column that nothing else has.</summary>
    public Column Fresh(string name, SqlType type, bool nullable = true)
    {
        var column = new Column(new(_all.Count), name, type, nullable);
        _all.Add(column);
        return column;
    }

    /// <summary>The column that <paramref name="key"/> names; created on first use.</summary>
    /// <param name="key">What the column computes; compared by value.</param>
    /// <param name="name">The printed name, on first use.</param>
    /// <param name="type">The type, on first use.</param>
    /// <param name="nullable">The nullability, on first use.</param>
    public Column Keyed(object key, string name, SqlType type, bool nullable = true)
    {
        if (!_keyed.TryGetValue(key, out var column))
        {
            _keyed.Add(key, column = Fresh(name, type, nullable));
        }

        return column;
    }
}

/// <summary>
/// A note on where something came from (an alias, a CTE's name). It is kept for printing and never takes part in
/// equality: two relations that differ in provenance alone are equal.
/// </summary>
/// <param name="Name">The name in the source text, if it had one.</param>
public readonly record struct Provenance(string? Name)
{
    /// <summary>Always true: provenance does not distinguish.</summary>
    public bool Equals(Provenance other) => true;

    /// <inheritdoc/>
    public override int GetHashCode() => 0;

    /// <summary>A note with that name.</summary>
    public static implicit operator Provenance(string? name) => new(name);

    /// <summary>A note with that name.</summary>
    public static Provenance FromString(string? name) => new(name);
}
