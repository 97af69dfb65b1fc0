using RewriteLang.Algebra;

namespace RewriteLang.Verify.Reference;

/// <summary>Tables of a few rows, in memory. Values are those of <see cref="Scalar.Constant"/>.</summary>
/// <param name="Catalog">The tables.</param>
/// <param name="Rows">The rows of each table, by position of the catalog's tables; a row has a value a column.</param>
public sealed record TinyDatabase(Catalog Catalog, IReadOnlyList<IReadOnlyList<object?[]>> Rows)
{
    /// <summary>The rows of a table.</summary>
    /// <exception cref="ArgumentException">The catalog has no such table.</exception>
    public IReadOnlyList<object?[]> Of(Table table)
    {
        for (var i = 0; i < Catalog.Tables.Count; i++)
        {
            if (Catalog.Tables[i].Equals(table))
            {
                return Rows[i];
            }
        }

        throw new ArgumentException($"There is no table {table}.", nameof(table));
    }

    /// <summary>All rows of all tables.</summary>
    public int TotalRows => Rows.Sum(r => r.Count);

    /// <summary>The database with other rows in one table.</summary>
    public TinyDatabase With(int table, IReadOnlyList<object?[]> rows) =>
        this with { Rows = [.. Rows.Select((r, i) => i == table ? rows : r)] };
}

/// <summary>The evaluated query fails: division in a domain that has none, a cast, a scalar subquery of several rows, overflow.</summary>
public sealed class EvaluationException(string message) : Exception(message);

/// <summary>The reference does not define this operator or function: it has no opinion.</summary>
public sealed class NotDefinedException(string message) : Exception(message);
