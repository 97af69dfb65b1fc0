namespace RewriteLang.Sql.Printing.Tree;

/// <summary>
/// An expression of the dialect, as it will stand in the text: operators with their binding strength, columns of FROM items by object.
/// </summary>
internal abstract record Expr
{
    private Expr()
    {
    }

    /// <summary>Text that is complete in itself: a literal or a keyword.</summary>
    public sealed record Text(string Sql, Strength Strength = Strength.Primary, bool IsConstant = true) : Expr;

    /// <summary>The column at a position of a FROM item.</summary>
    public sealed record Column(FromItem Source, int Index) : Expr;

    /// <summary>A column of the result by position, in the ORDER BY of a set operation.</summary>
    public sealed record Output(int Index) : Expr;

    /// <summary>An operator before its operand; <paramref name="Operator"/> includes the blank it needs.</summary>
    public sealed record Prefix(string Operator, Expr Operand, Strength Strength) : Expr;

    /// <summary>An operator behind its operand, such as IS NULL.</summary>
    public sealed record Postfix(Expr Operand, string Operator, Strength Strength) : Expr;

    /// <summary>A binary operator that groups to the left.</summary>
    public sealed record Infix(string Operator, Expr Left, Expr Right, Strength Strength) : Expr;

    /// <summary>AND or OR of two or more.</summary>
    public sealed record Junction(bool IsAnd, IReadOnlyList<Expr> Operands) : Expr;

    /// <summary>[NOT] BETWEEN.</summary>
    public sealed record Between(Expr Operand, Expr Low, Expr High, bool Negated) : Expr;

    /// <summary>[NOT] IN over a list.</summary>
    public sealed record InList(Expr Operand, IReadOnlyList<Expr> Items, bool Negated) : Expr;

    /// <summary>[NOT] IN over a query; several operands make a row value.</summary>
    public sealed record InQuery(IReadOnlyList<Expr> Operands, QueryTree Query, bool Negated) : Expr;

    /// <summary>A comparison with ANY row of a query.</summary>
    public sealed record AnyQuery(string Operator, Expr Operand, QueryTree Query) : Expr;

    /// <summary>[NOT] EXISTS.</summary>
    public sealed record Exists(QueryTree Query, bool Negated) : Expr;

    /// <summary>A scalar subquery.</summary>
    public sealed record Subquery(QueryTree Query) : Expr;

    /// <summary>A function, aggregate or window call.</summary>
    public sealed record Call(string Name, IReadOnlyList<Expr> Arguments) : Expr
    {
        /// <summary>Whether DISTINCT stands before the arguments.</summary>
        public bool Distinct { get; init; }

        /// <summary>ORDER BY inside the parentheses.</summary>
        public IReadOnlyList<OrderItem> Order { get; init; } = [];

        /// <summary>FILTER (WHERE …).</summary>
        public Expr? Filter { get; init; }

        /// <summary>IGNORE NULLS inside the parentheses.</summary>
        public bool IgnoreNulls { get; init; }

        /// <summary>OVER (…); null for no window call.</summary>
        public OverClause? Over { get; init; }

        /// <summary>Whether it is an aggregate call, evaluated once a group.</summary>
        public bool IsAggregate { get; init; }
    }

    /// <summary>Searched CASE.</summary>
    public sealed record Case(IReadOnlyList<(Expr When, Expr Then)> Branches, Expr? Otherwise) : Expr;

    /// <summary>CAST or TRY_CAST to a type spelled in the dialect.</summary>
    public sealed record Cast(Expr Operand, string Type, bool Try) : Expr;

    /// <summary>EXTRACT(field FROM operand).</summary>
    public sealed record Extract(string Field, Expr Operand) : Expr;

    /// <summary>Text around operands: a piece more than there are operands.</summary>
    public sealed record Filled(IReadOnlyList<string> Pieces, IReadOnlyList<Expr> Operands) : Expr;
}

/// <summary>How strongly an expression holds together; an operand that binds less strongly than its place asks for gets parentheses.</summary>
internal enum Strength
{
    /// <summary>OR.</summary>
    Or,

    /// <summary>AND.</summary>
    And,

    /// <summary>NOT.</summary>
    Not,

    /// <summary>Comparisons, BETWEEN, IN, LIKE, IS.</summary>
    Comparison,

    /// <summary>Operators that the engines rank differently, || among them: their operands are put in parentheses.</summary>
    Other,

    /// <summary>+ and -.</summary>
    Additive,

    /// <summary>*, / and %.</summary>
    Multiplicative,

    /// <summary>Unary minus.</summary>
    Unary,

    /// <summary>Literals, names, calls, parentheses.</summary>
    Primary,
}

/// <summary>A key of ORDER BY.</summary>
/// <param name="Key">What is compared.</param>
/// <param name="Descending">DESC.</param>
/// <param name="Nulls">NULLS FIRST, NULLS LAST, or nothing when the engine's default is meant.</param>
internal sealed record OrderItem(Expr Key, bool Descending, bool? Nulls);

/// <summary>An OVER clause.</summary>
internal sealed record OverClause(IReadOnlyList<Expr> PartitionBy, IReadOnlyList<OrderItem> OrderBy, FrameClause? Frame);

/// <summary>A frame clause.</summary>
/// <param name="Unit">ROWS, RANGE or GROUPS.</param>
/// <param name="Start">The start, such as UNBOUNDED PRECEDING; an offset stands before it.</param>
/// <param name="StartOffset">The offset of the start, if it has one.</param>
/// <param name="End">The end.</param>
/// <param name="EndOffset">The offset of the end, if it has one.</param>
/// <param name="Exclusion">EXCLUDE …, or empty.</param>
internal sealed record FrameClause(string Unit, string Start, Expr? StartOffset, string End, Expr? EndOffset, string Exclusion);
