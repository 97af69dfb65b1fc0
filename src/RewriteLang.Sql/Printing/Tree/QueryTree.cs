namespace RewriteLang.Sql.Printing.Tree;

/// <summary>A query of the dialect, as it will stand in the text.</summary>
internal abstract class QueryTree
{
    private QueryTree()
    {
    }

    /// <summary>The CTEs in front of it, in an order in which each comes behind those it uses.</summary>
    public List<CteTree> Ctes { get; } = [];

    /// <summary>ORDER BY.</summary>
    public IReadOnlyList<OrderItem> OrderBy { get; set; } = [];

    /// <summary>LIMIT; null for none.</summary>
    public Expr? Limit { get; set; }

    /// <summary>OFFSET; null for none.</summary>
    public Expr? Offset { get; set; }

    /// <summary>The names of its columns.</summary>
    public abstract IReadOnlyList<string> Names { get; }

    /// <summary>One SELECT.</summary>
    public sealed class Select : QueryTree
    {
        /// <summary>SELECT DISTINCT.</summary>
        public bool Distinct { get; set; }

        /// <summary>The select list, never empty.</summary>
        public required IReadOnlyList<SelectItem> Items { get; init; }

        /// <summary>The FROM clause's elements, separated by commas.</summary>
        public required IReadOnlyList<FromElement> From { get; init; }

        /// <summary>The conjuncts of WHERE.</summary>
        public required IReadOnlyList<Expr> Where { get; init; }

        /// <summary>The keys of GROUP BY.</summary>
        public required IReadOnlyList<Expr> GroupBy { get; init; }

        /// <summary>GROUPING SETS over positions in <see cref="GroupBy"/>; empty for plain grouping.</summary>
        public IReadOnlyList<IReadOnlyList<int>> GroupingSets { get; init; } = [];

        /// <summary>The conjuncts of HAVING.</summary>
        public required IReadOnlyList<Expr> Having { get; init; }

        /// <summary>The conjuncts of QUALIFY.</summary>
        public required IReadOnlyList<Expr> Qualify { get; init; }

        /// <inheritdoc/>
        public override IReadOnlyList<string> Names => [.. Items.Select(i => i.Name)];
    }

    /// <summary>Two or more queries under one set operator; an operand with an order or limit of its own stands in parentheses.</summary>
    public sealed class SetOperation(string @operator, IReadOnlyList<QueryTree> operands) : QueryTree
    {
        /// <summary>UNION, UNION ALL, INTERSECT, EXCEPT, ….</summary>
        public string Operator { get; } = @operator;

        /// <summary>The operands from left to right.</summary>
        public IReadOnlyList<QueryTree> Operands { get; } = operands;

        /// <summary>Whether operators group to the left whatever they are (SQLite), so that a nested first operand needs no parentheses.</summary>
        public bool IsLeftAssociative { get; init; }

        /// <summary>Whether the operand at that position is a set operation that needs no parentheses.</summary>
        public bool GroupsToTheLeft(int position) =>
            position == 0 && IsLeftAssociative
            && Operands[0] is SetOperation { OrderBy.Count: 0, Limit: null, Offset: null, Ctes.Count: 0 };

        /// <inheritdoc/>
        public override IReadOnlyList<string> Names => Operands[0].Names;
    }

    /// <summary>VALUES.</summary>
    public sealed class ValuesList(IReadOnlyList<string> names, IReadOnlyList<IReadOnlyList<Expr>> rows) : QueryTree
    {
        /// <summary>The rows.</summary>
        public IReadOnlyList<IReadOnlyList<Expr>> Rows { get; } = rows;

        /// <inheritdoc/>
        public override IReadOnlyList<string> Names { get; } = names;
    }

    /// <summary>Text that is a query, taken over as it stands.</summary>
    public sealed class Verbatim(string text, IReadOnlyList<(int Position, QueryTree Query)> holes, IReadOnlyList<string> names) : QueryTree
    {
        /// <summary>The text.</summary>
        public string Text { get; } = text;

        /// <summary>The queries that belong, in parentheses, at places of the text.</summary>
        public IReadOnlyList<(int Position, QueryTree Query)> Holes { get; } = holes;

        /// <inheritdoc/>
        public override IReadOnlyList<string> Names { get; } = names;
    }
}

/// <summary>An item of a select list under its name.</summary>
internal sealed record SelectItem(Expr Value, string Name);

/// <summary>A CTE.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Columns">Column names behind the name; empty where the query's own names will do.</param>
/// <param name="Query">Its definition.</param>
/// <param name="Hint">MATERIALIZED, NOT MATERIALIZED or empty.</param>
/// <param name="Recursive">Whether it refers to itself.</param>
internal sealed record CteTree(string Name, IReadOnlyList<string> Columns, QueryTree Query, string Hint, bool Recursive);

/// <summary>A table, CTE, derived table or function in FROM. It is known by object; its alias is chosen last.</summary>
internal sealed class FromItem
{
    /// <summary>The table's or CTE's name as it is printed; null for a derived table.</summary>
    public string? Table { get; init; }

    /// <summary>The schema before <see cref="Table"/>, if any.</summary>
    public string? Schema { get; init; }

    /// <summary>The derived table's query; null for a table.</summary>
    public QueryTree? Query { get; init; }

    /// <summary>A table function's call, in place of a table or query.</summary>
    public Expr? Function { get; init; }

    /// <summary>Whether it may refer to the items before it.</summary>
    public bool Lateral { get; set; }

    /// <summary>The alias that would be best; null for none.</summary>
    public string? WantedAlias { get; init; }

    /// <summary>The names of all its columns, those that the query does not use included.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>Whether the columns' names have to be written behind the alias, because the item itself does not name them.</summary>
    public bool NamesColumns { get; init; }

    /// <summary>The name it is referred to by; set by <see cref="Text.Naming"/>.</summary>
    public string Alias { get; set; } = "";
}

/// <summary>An element of FROM: an item, or a join of two elements.</summary>
internal abstract record FromElement
{
    private FromElement()
    {
    }

    /// <summary>The items in it, from left to right.</summary>
    public abstract IEnumerable<FromItem> Items { get; }

    /// <summary>One item.</summary>
    public sealed record Single(FromItem Item) : FromElement
    {
        /// <inheritdoc/>
        public override IEnumerable<FromItem> Items => [Item];
    }

    /// <summary>A join in words.</summary>
    /// <param name="Keyword">JOIN, LEFT JOIN, FULL JOIN, CROSS JOIN, ….</param>
    /// <param name="Left">The left side.</param>
    /// <param name="Right">The right side; printed in parentheses when it is a join itself.</param>
    /// <param name="On">The condition's conjuncts; none for CROSS JOIN.</param>
    public sealed record Join(string Keyword, FromElement Left, FromElement Right, IReadOnlyList<Expr> On) : FromElement
    {
        /// <inheritdoc/>
        public override IEnumerable<FromItem> Items => Left.Items.Concat(Right.Items);
    }
}
