using RewriteLang.Algebra;
using RewriteLang.Sql.Printing.Tree;

namespace RewriteLang.Sql.Printing.Levels;

/// <summary>
/// A query under construction, to which operators are still added. What was added fixes how far the SELECT's evaluation has come, and so
/// what can still be merged into it.
/// </summary>
internal abstract class Level
{
    private Level()
    {
    }

    /// <summary>The alias it should have as a derived table.</summary>
    public string? Alias { get; set; }

    /// <summary>ORDER BY.</summary>
    public List<OrderItem> OrderBy { get; } = [];

    /// <summary>LIMIT; null for none.</summary>
    public Expr? Limit { get; set; }

    /// <summary>OFFSET; null for none.</summary>
    public Expr? Offset { get; set; }

    /// <summary>Whether rows were cut off: nothing below may be merged with any more.</summary>
    public bool IsCut => Limit is not null || Offset is not null;

    /// <summary>A SELECT.</summary>
    public sealed class Select : Level
    {
        /// <summary>The elements of FROM.</summary>
        public List<FromElement> From { get; } = [];

        /// <summary>WHERE.</summary>
        public List<Expr> Where { get; } = [];

        /// <summary>Whether rows are grouped.</summary>
        public bool IsGrouped { get; set; }

        /// <summary>GROUP BY.</summary>
        public List<Expr> GroupBy { get; } = [];

        /// <summary>GROUPING SETS, as positions in <see cref="GroupBy"/>.</summary>
        public List<IReadOnlyList<int>> GroupingSets { get; } = [];

        /// <summary>HAVING.</summary>
        public List<Expr> Having { get; } = [];

        /// <summary>Whether window functions are among the columns.</summary>
        public bool HasWindow { get; set; }

        /// <summary>QUALIFY.</summary>
        public List<Expr> Qualify { get; } = [];

        /// <summary>The columns of SELECT DISTINCT; null without DISTINCT.</summary>
        public IReadOnlyList<Column>? Distinct { get; set; }

        /// <summary>What each column is at this level.</summary>
        public Dictionary<ColumnId, Expr> Columns { get; } = [];

        /// <summary>Whether something volatile is in it, which a merged operator would evaluate more or less often.</summary>
        public bool IsSealed { get; set; }

        /// <summary>Whether there is only FROM and WHERE yet, so that it can be merged into a join.</summary>
        public bool IsPlain => !IsSealed && !IsGrouped && !HasWindow && Distinct is null && !IsCut;

        /// <summary>Whether it is one FROM element and nothing else.</summary>
        public bool IsBare => IsPlain && From.Count == 1 && Where.Count == 0;
    }

    /// <summary>A set operation. Its operands are built when it is known which columns are asked for.</summary>
    public sealed class Set : Level
    {
        /// <summary>UNION, UNION ALL, ….</summary>
        public required string Operator { get; init; }

        /// <summary>Its columns.</summary>
        public required Sequence<Column> Columns { get; init; }

        /// <summary>Whether every column takes part in the operation, so that none may be left out.</summary>
        public required bool NeedsAllColumns { get; init; }

        /// <summary>Makes the operands for the columns asked for, given by position.</summary>
        public required Func<IReadOnlyList<int>, IReadOnlyList<string>, IReadOnlyList<QueryTree>> Operands { get; init; }
    }
}

/// <summary>The levels around a subquery, innermost first.</summary>
internal sealed record Scope(Level.Select Level, Scope? Outer)
{
    /// <summary>What a column of an enclosing level is there; null if none defines it.</summary>
    public Expr? Find(Column column) => Level.Columns.TryGetValue(column.Id, out var expr) ? expr : Outer?.Find(column);
}
