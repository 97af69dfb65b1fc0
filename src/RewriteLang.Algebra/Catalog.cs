namespace RewriteLang.Algebra;

/// <summary>How far a constraint may be relied on.</summary>
public enum Trust
{
    /// <summary>Only written down: the engine does not check it and the data was not looked at.</summary>
    Declared,

    /// <summary>It held for the data when that was looked at.</summary>
    Validated,

    /// <summary>The engine refuses data that breaks it.</summary>
    Enforced,
}

/// <summary>The tables a query may name.</summary>
/// <param name="Tables">In the order of their source.</param>
public sealed record Catalog(Sequence<Table> Tables)
{
    private readonly Lazy<ILookup<string, Table>> _byName =
        new(() => Tables.ToLookup(t => t.Name, StringComparer.OrdinalIgnoreCase));

    /// <summary>The views, in the order of their source.</summary>
    public Sequence<View> Views { get; init; } = [];

    /// <summary>The view of that name, ignoring case; null if there is none.</summary>
    public View? FindView(string name, string? schema = null) => Views.FirstOrDefault(v =>
        string.Equals(v.Name, name, StringComparison.OrdinalIgnoreCase) && (schema is null || string.Equals(v.Schema ?? "main", schema, StringComparison.OrdinalIgnoreCase)));

    /// <summary>The same views over other tables.</summary>
    public Catalog WithTables(IEnumerable<Table> tables) => new([.. tables]) { Views = Views };

    /// <summary>A catalog without tables.</summary>
    public static Catalog Empty { get; } = new([]);

    /// <summary>The same tables with the constraints below <paramref name="least"/> trusted as <see cref="Trust.Declared"/> only.</summary>
    public Catalog Relying(Trust least)
    {
        return WithTables(Tables.Select(table => table with
        {
            Columns = table.Columns.Map(c => c.NotNull is { } trust ? c with { NotNull = Lowered(trust) } : c),
            Keys = table.Keys.Map(k => k with { Trust = Lowered(k.Trust) }),
            ForeignKeys = table.ForeignKeys.Map(k => k with { Trust = Lowered(k.Trust) }),
            Checks = table.Checks.Map(c => c with { Trust = Lowered(c.Trust) }),
        }));

        Trust Lowered(Trust trust) => trust >= least ? trust : Trust.Declared;
    }

    /// <summary>The table of that name, ignoring case; null if there is none. Without a schema, the first of that name.</summary>
    public Table? Find(string name, string? schema = null) =>
        _byName.Value[name].FirstOrDefault(t => schema is null || string.Equals(t.Schema, schema, StringComparison.OrdinalIgnoreCase));
}

/// <summary>A base table. Tables compare by schema and name.</summary>
/// <param name="Name">Its name as declared.</param>
/// <param name="Columns">Its columns in order.</param>
/// <param name="Keys">Primary key and unique constraints.</param>
/// <param name="ForeignKeys">References to other tables.</param>
/// <param name="Indexes">What can be probed, beyond scanning.</param>
/// <param name="Statistics">Row counts and distributions, if they were gathered.</param>
/// <param name="Schema">The schema it lies in, if it is not the default one.</param>
/// <param name="RowIdIsVisible">Whether the engine gives rows a hidden id (SQLite without WITHOUT ROWID).</param>
public sealed record Table(
    string Name,
    Sequence<TableColumn> Columns,
    Sequence<TableKey> Keys,
    Sequence<ForeignKey> ForeignKeys,
    Sequence<TableIndex> Indexes,
    TableStatistics? Statistics = null,
    string? Schema = null,
    bool RowIdIsVisible = false)
{
    /// <summary>What each row satisfies.</summary>
    public Sequence<TableCheck> Checks { get; init; } = [];

    /// <summary>Equality of schema and name.</summary>
    public bool Equals(Table? other) => other is not null && Name == other.Name && Schema == other.Schema;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Schema);

    /// <summary>The position of a column by name, ignoring case; -1 if there is none.</summary>
    public int IndexOf(string column)
    {
        for (var i = 0; i < Columns.Count; i++)
        {
            if (string.Equals(Columns[i].Name, column, StringComparison.OrdinalIgnoreCase))
            {
                return i;
            }
        }

        return -1;
    }

    /// <inheritdoc/>
    public override string ToString() => Schema is null ? Name : $"{Schema}.{Name}";
}

/// <summary>A view.</summary>
/// <param name="Name">Its name as declared.</param>
/// <param name="Sql">Its CREATE VIEW, as the engine keeps it.</param>
/// <param name="Engine">The engine whose dialect that is: <c>duckdb</c> or <c>sqlite</c>.</param>
/// <param name="Schema">The schema it lies in, if it is not the default one.</param>
public sealed record View(string Name, string Sql, string Engine, string? Schema = null);

/// <summary>A column of a base table.</summary>
/// <param name="Name">Its name as declared.</param>
/// <param name="Type">Its type.</param>
/// <param name="NotNull">How far NOT NULL can be relied on; null where NULL is allowed.</param>
/// <param name="DeclaredType">The type's text as declared, where the engine gives it meaning (SQLite's affinity).</param>
public sealed record TableColumn(string Name, SqlType Type, Trust? NotNull = null, string? DeclaredType = null);

/// <summary>A primary key or unique constraint. Unless every column is NOT NULL, rows with a NULL may repeat.</summary>
/// <param name="Columns">Column names.</param>
/// <param name="IsPrimary">Whether it is the primary key.</param>
/// <param name="Trust">How far it can be relied on.</param>
public sealed record TableKey(Sequence<string> Columns, bool IsPrimary, Trust Trust);

/// <summary>A foreign key: rows whose columns are all not NULL have a partner in the other table.</summary>
/// <param name="Columns">Column names here.</param>
/// <param name="ReferencedTable">The other table's name.</param>
/// <param name="ReferencedColumns">Column names there, by position.</param>
/// <param name="Trust">How far it can be relied on.</param>
public sealed record ForeignKey(Sequence<string> Columns, string ReferencedTable, Sequence<string> ReferencedColumns, Trust Trust);

/// <summary>A CHECK: no row makes it FALSE.</summary>
/// <param name="Condition">The condition as text over the table's columns, in the dialect of the engine that it was read from.</param>
/// <param name="Trust">How far it can be relied on.</param>
public sealed record TableCheck(string Condition, Trust Trust);

/// <summary>An ordered index, one of a primary key included.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Columns">Column names in index order; an equality on a prefix can be probed.</param>
/// <param name="Unique">Whether it admits each key once.</param>
public sealed record TableIndex(string Name, Sequence<string> Columns, bool Unique);
