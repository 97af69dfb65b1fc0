namespace RewriteLang.Algebra;

/// <summary>
/// A relational expression: a bag of rows over <see cref="Columns"/>. There is no order and no Sort node; equality is by value.
/// Columns are found by id, so their sequence matters only to <see cref="Query"/> and to the positional operators that say so.
/// Ids must be distinct among the columns visible in one scope (the inputs of an operator and the scopes around it), and need not be
/// distinct across scopes that do not see each other.
/// </summary>
public abstract record Relation
{
    // Put together once: every join in a chain asks for the columns of all joins below it.
    internal RelationMemo Memo;

    private Relation()
    {
    }

    /// <summary>A copy, of which nothing is known yet: it is about to be changed.</summary>
    protected Relation(Relation original)
    {
    }

    /// <summary>The columns that come out.</summary>
    public abstract Sequence<Column> Columns { get; init; }

    private Sequence<Column> Remember(Sequence<Column> columns)
    {
        Memo.Columns = new(columns);
        return columns;
    }

    /// <summary>One occurrence of a base table. <paramref name="Columns"/> match the table's columns by position.</summary>
    public sealed record Scan(Table Table, Sequence<Column> Columns, Provenance Alias = default) : Relation
    {
        /// <inheritdoc/>
        public override Sequence<Column> Columns { get; init; } = Columns;
    }

    /// <summary>Rows given in the query. Each row has one scalar a column.</summary>
    public sealed record Values(Sequence<Column> Columns, Sequence<Sequence<Scalar>> Rows, Provenance Alias = default) : Relation
    {
        /// <inheritdoc/>
        public override Sequence<Column> Columns { get; init; } = Columns;
    }

    /// <summary>
    /// Select-project-join's normal form without the project: the cross product of a multiset of inputs, kept where every conjunct is TRUE.
    /// No inputs: one row without columns. The sequences keep source order, for printing; their meaning does not depend on it.
    /// </summary>
    /// <param name="Inputs">The inputs.</param>
    /// <param name="Conjuncts">The conditions.</param>
    /// <param name="JoinsInOrder">
    /// Whether an engine that can be told to join in the order of <paramref name="Inputs"/> is told so. It says how, never what.
    /// </param>
    public sealed record Block(Sequence<Relation> Inputs, Sequence<Scalar> Conjuncts, bool JoinsInOrder = false) : Relation
    {
        /// <inheritdoc/>
        public override Sequence<Column> Columns { get => Memo.Columns?.Value ?? Remember([.. Inputs.SelectMany(i => i.Columns)]); init { } }
    }

    /// <summary>
    /// Left outer join. The right side's columns come out as new columns (<paramref name="Padded"/>), so that what is known of them below,
    /// NOT NULL for one, says nothing above. Right columns that nobody needs may be missing from <paramref name="Padded"/>.
    /// </summary>
    public sealed record LeftJoin(Relation Left, Relation Right, Sequence<Scalar> On, Sequence<ColumnPair> Padded) : Relation
    {
        /// <inheritdoc/>
        public override Sequence<Column> Columns { get => Memo.Columns?.Value ?? Remember([.. Left.Columns, .. Padded.Select(p => p.Out)]); init { } }
    }

    /// <summary>Full outer join; both sides come out as new columns.</summary>
    public sealed record FullJoin(
        Relation Left,
        Relation Right,
        Sequence<Scalar> On,
        Sequence<ColumnPair> PaddedLeft,
        Sequence<ColumnPair> PaddedRight) : Relation
    {
        /// <inheritdoc/>
        public override Sequence<Column> Columns { get => Memo.Columns?.Value ?? Remember([.. PaddedLeft.Select(p => p.Out), .. PaddedRight.Select(p => p.Out)]); init { } }
    }

    /// <summary>Left rows for which some right row makes every conjunct TRUE, each once. The right side sees no left column.</summary>
    public sealed record SemiJoin(Relation Left, Relation Right, Sequence<Scalar> On) : Relation
    {
        /// <inheritdoc/>
        public override Sequence<Column> Columns { get => Left.Columns; init { } }
    }

    /// <summary>Left rows for which no right row makes every conjunct TRUE. The right side sees no left column.</summary>
    public sealed record AntiJoin(Relation Left, Relation Right, Sequence<Scalar> On) : Relation
    {
        /// <inheritdoc/>
        public override Sequence<Column> Columns { get => Left.Columns; init { } }
    }

    /// <summary>Left rows for which every right row makes the conjunction FALSE: NOT IN. The right side sees no left column.</summary>
    public sealed record NullAwareAntiJoin(Relation Left, Relation Right, Sequence<Scalar> On) : Relation
    {
        /// <inheritdoc/>
        public override Sequence<Column> Columns { get => Left.Columns; init { } }
    }

    /// <summary>
    /// For each left row, the right side, which may use the left columns. <paramref name="On"/> sees both sides.
    /// </summary>
    /// <param name="Kind">What is made of the right rows.</param>
    /// <param name="Left">The outer side.</param>
    /// <param name="Right">The inner side.</param>
    /// <param name="On">The condition; empty for Scalar.</param>
    /// <param name="Outputs">Right columns re-exported: the padded ones of Left, the single one of Scalar; empty otherwise.</param>
    /// <param name="Mark">The Boolean column of Mark; null otherwise.</param>
    public sealed record Apply(
        ApplyKind Kind,
        Relation Left,
        Relation Right,
        Sequence<Scalar> On,
        Sequence<ColumnPair> Outputs,
        Column? Mark) : Relation
    {
        /// <inheritdoc/>
        public override Sequence<Column> Columns
        {
            get => Memo.Columns?.Value ?? Remember(Kind switch
            {
                ApplyKind.Inner => [.. Left.Columns, .. Right.Columns],
                ApplyKind.Left or ApplyKind.Scalar => [.. Left.Columns, .. Outputs.Select(o => o.Out)],
                ApplyKind.Mark => [.. Left.Columns, Mark!],
                _ => Left.Columns,
            });
            init { }
        }
    }

    /// <summary>Computed columns. A column passed on keeps its id: its item is a <see cref="Scalar.ColumnRef"/> to itself.</summary>
    public sealed record Project(Relation Input, Sequence<ProjectItem> Items, Provenance Alias = default) : Relation
    {
        /// <inheritdoc/>
        public override Sequence<Column> Columns { get => Memo.Columns?.Value ?? Remember([.. Items.Select(i => i.Column)]); init { } }
    }

    /// <summary>
    /// Grouping. Without keys and sets there is exactly one group, also of no rows. Keys are columns of the input; with one grouping set (the
    /// usual case, <paramref name="Sets"/> empty) they keep their ids; with several they come out as new, nullable columns.
    /// </summary>
    /// <param name="Input">What is grouped.</param>
    /// <param name="Keys">The grouping columns, NULLs being equal.</param>
    /// <param name="Sets">Grouping sets as positions in <paramref name="Keys"/>; empty for the one set of all keys.</param>
    /// <param name="Aggregates">One column a call.</param>
    public sealed record Aggregate(
        Relation Input,
        Sequence<ColumnPair> Keys,
        Sequence<Sequence<int>> Sets,
        Sequence<AggregateItem> Aggregates) : Relation
    {
        /// <inheritdoc/>
        public override Sequence<Column> Columns { get => Memo.Columns?.Value ?? Remember([.. Keys.Select(k => k.Out), .. Aggregates.Select(a => a.Column)]); init { } }
    }

    /// <summary>Each row once, NULLs being equal.</summary>
    public sealed record Distinct(Relation Input) : Relation
    {
        /// <inheritdoc/>
        public override Sequence<Column> Columns { get => Input.Columns; init { } }
    }

    /// <summary>The rows of all inputs. UNION without ALL is a <see cref="Distinct"/> over it.</summary>
    /// <param name="Inputs">Two or more relations.</param>
    /// <param name="Columns">The columns that come out.</param>
    /// <param name="Sources">For each input, its columns in the order of <paramref name="Columns"/>.</param>
    public sealed record UnionAll(Sequence<Relation> Inputs, Sequence<Column> Columns, Sequence<Sequence<Column>> Sources) : Relation
    {
        /// <inheritdoc/>
        public override Sequence<Column> Columns { get; init; } = Columns;
    }

    /// <summary>INTERSECT or EXCEPT; with <paramref name="All"/> on bags, otherwise on sets. NULLs are equal.</summary>
    public sealed record SetOp(
        SetOperator Operator,
        bool All,
        Relation Left,
        Relation Right,
        Sequence<Column> Columns,
        Sequence<Column> LeftSource,
        Sequence<Column> RightSource) : Relation
    {
        /// <inheritdoc/>
        public override Sequence<Column> Columns { get; init; } = Columns;
    }

    /// <summary>The input's rows, each with one more column a call.</summary>
    public sealed record Window(Relation Input, Sequence<WindowItem> Items) : Relation
    {
        /// <inheritdoc/>
        public override Sequence<Column> Columns { get => Memo.Columns?.Value ?? Remember([.. Input.Columns, .. Items.Select(i => i.Column)]); init { } }
    }

    /// <summary>
    /// The first <paramref name="Limit"/> rows (all, if null) after <paramref name="Offset"/> in <paramref name="Order"/>. Not deterministic
    /// unless the order is total: then it is never shared, duplicated or removed.
    /// </summary>
    public sealed record TopN(Relation Input, Sequence<SortKey> Order, Scalar? Limit, Scalar? Offset) : Relation
    {
        /// <inheritdoc/>
        public override Sequence<Column> Columns { get => Input.Columns; init { } }
    }

    /// <summary>Each input row with each element of a list, as one more column; rows with an empty or NULL list vanish.</summary>
    public sealed record Unnest(Relation Input, Scalar List, Column Element) : Relation
    {
        /// <inheritdoc/>
        public override Sequence<Column> Columns { get => Memo.Columns?.Value ?? Remember([.. Input.Columns, Element]); init { } }
    }

    /// <summary>A common table expression and the relation that uses it. Names are unique within a query.</summary>
    public sealed record With(string Name, Relation Definition, Relation Body, Materialization Materialization) : Relation
    {
        /// <inheritdoc/>
        public override Sequence<Column> Columns { get => Body.Columns; init { } }
    }

    /// <summary>One occurrence of a <see cref="With"/> or of the rows so far of a <see cref="RecursiveWith"/>; its columns are its own.</summary>
    public sealed record WithRef(string Name, Sequence<ColumnPair> Pairs, Provenance Alias = default) : Relation
    {
        /// <inheritdoc/>
        public override Sequence<Column> Columns { get => Memo.Columns?.Value ?? Remember([.. Pairs.Select(p => p.Out)]); init { } }
    }

    /// <summary>
    /// A recursive CTE. <paramref name="Step"/> sees the rows of the round before through a <see cref="WithRef"/> of the same name.
    /// </summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Definition">The columns a reference reads.</param>
    /// <param name="Anchor">The first rows.</param>
    /// <param name="AnchorSource">The anchor's columns in the order of <paramref name="Definition"/>.</param>
    /// <param name="Step">The rows added in a round.</param>
    /// <param name="StepSource">The step's columns in the order of <paramref name="Definition"/>.</param>
    /// <param name="All">UNION ALL; otherwise rows seen before are dropped.</param>
    /// <param name="Body">The relation that uses it.</param>
    public sealed record RecursiveWith(
        string Name,
        Sequence<Column> Definition,
        Relation Anchor,
        Sequence<Column> AnchorSource,
        Relation Step,
        Sequence<Column> StepSource,
        bool All,
        Relation Body) : Relation
    {
        /// <inheritdoc/>
        public override Sequence<Column> Columns { get => Body.Columns; init { } }
    }

    /// <summary>SQL that is not understood, kept as its text: a FROM item or a query whose columns are known by name.</summary>
    /// <param name="Sql">The text without its holes. With them it is complete in itself: it names no column and no CTE from outside.</param>
    /// <param name="Columns">Its columns, by position.</param>
    /// <param name="Reason">The code of the diagnostic that says what was not understood.</param>
    /// <param name="Alias">The name it had.</param>
    public sealed record Opaque(string Sql, Sequence<Column> Columns, string Reason, Provenance Alias = default) : Relation
    {
        /// <inheritdoc/>
        public override Sequence<Column> Columns { get; init; } = Columns;

        /// <summary>The parts of the text that are understood, from left to right.</summary>
        public Sequence<OpaqueHole> Holes { get; init; } = [];

        /// <summary>The tables that the text itself names: nothing else may have these names around it.</summary>
        public Sequence<string> Tables { get; init; } = [];
    }
}

/// <summary>A place in the text of a <see cref="Relation.Opaque"/> where a query in parentheses belongs.</summary>
/// <param name="Position">Its place: UTF-16 units from the start of the text.</param>
/// <param name="Input">The query; it sees nothing of the text.</param>
/// <param name="Outputs">All its columns, in the order and under the names that the text may rely on.</param>
public sealed record OpaqueHole(int Position, Relation Input, Sequence<OutputColumn> Outputs);

/// <summary>A column of a <see cref="Relation.Project"/>.</summary>
public sealed record ProjectItem(Column Column, Scalar Expression);

/// <summary>A column of a <see cref="Relation.Aggregate"/>.</summary>
public sealed record AggregateItem(Column Column, AggregateCall Call);

/// <summary>A column of a <see cref="Relation.Window"/>.</summary>
public sealed record WindowItem(Column Column, WindowCall Call);

/// <summary>A column of a query's result. The same column may come out twice, and names may repeat.</summary>
/// <param name="Name">The name in the result.</param>
/// <param name="Column">A column of the body.</param>
public sealed record OutputColumn(string Name, Column Column);

/// <summary>A whole query: a relation, the order of its rows, and its result columns by position.</summary>
/// <param name="Body">The bag of rows.</param>
/// <param name="Order">The order in which rows are delivered; over columns of the body. Empty: any.</param>
/// <param name="Outputs">What is delivered; columns of the body.</param>
public sealed record Query(Relation Body, Sequence<SortKey> Order, Sequence<OutputColumn> Outputs);
