using System.Diagnostics;

namespace RewriteLang.Algebra;

/// <summary>The comparison operators. All but the last two yield UNKNOWN when a side is NULL.</summary>
public enum ComparisonOperator
{
    /// <summary><c>=</c></summary>
    Equal,

    /// <summary><c>&lt;&gt;</c></summary>
    NotEqual,

    /// <summary><c>&lt;</c></summary>
    Less,

    /// <summary><c>&lt;=</c></summary>
    LessOrEqual,

    /// <summary><c>&gt;</c></summary>
    Greater,

    /// <summary><c>&gt;=</c></summary>
    GreaterOrEqual,

    /// <summary><c>IS DISTINCT FROM</c></summary>
    IsDistinct,

    /// <summary><c>IS NOT DISTINCT FROM</c></summary>
    IsNotDistinct,
}

/// <summary>
/// A scalar expression over the columns in scope. It never holds a relation: subqueries are <see cref="Relation.Apply"/> below.
/// </summary>
public abstract record Scalar
{
    // Asked for in every condition of every match; without it a third of the optimizer's time went into walking the same few trees.
    internal ScalarMemo Memo;

    private Scalar()
    {
    }

    /// <summary>A copy, of which nothing is known yet: it is about to be changed.</summary>
    protected Scalar(Scalar original)
    {
    }

    /// <summary>The type of its values.</summary>
    public abstract SqlType Type { get; init; }

    // Scalars are looked up by value all the time; the hash of a tree is put together once.
    private int Hash => Memo.Hash != 0 ? Memo.Hash : Memo.Hash = Hashed(this) is not 0 and var hash ? hash : 1;

    private static int Hashed(Scalar scalar) => scalar switch
    {
        ColumnRef reference => HashCode.Combine(0, reference.Column),
        Constant constant => HashCode.Combine(1, constant.Value, constant.Type),
        Parameter parameter => HashCode.Combine(2, parameter.Name),
        Call call => HashCode.Combine(3, call.Function, call.Arguments),
        Comparison comparison => HashCode.Combine(4, comparison.Operator, comparison.Left, comparison.Right),
        And and => HashCode.Combine(5, and.Operands),
        Or or => HashCode.Combine(6, or.Operands),
        Not not => HashCode.Combine(7, not.Operand),
        IsNull isNull => HashCode.Combine(8, isNull.Operand),
        Case @case => HashCode.Combine(9, @case.Branches, @case.Otherwise),
        Cast cast => HashCode.Combine(10, cast.Operand, cast.Type, cast.Try),
        InList list => HashCode.Combine(11, list.Operand, list.Items),
        _ => throw new UnreachableException(scalar.GetType().Name),
    };

    /// <summary>The value of a column.</summary>
    public sealed record ColumnRef(Column Column) : Scalar
    {
        /// <inheritdoc/>
        public override SqlType Type { get => Column.Type; init { } }

        /// <inheritdoc/>
        public override int GetHashCode() => Hash;
    }

    /// <summary>
    /// A literal. <paramref name="Value"/> is null, <see cref="bool"/>, <see cref="long"/>, <see cref="System.Numerics.BigInteger"/>,
    /// <see cref="decimal"/>, <see cref="double"/>, <see cref="string"/>, <see cref="DateOnly"/>, <see cref="TimeOnly"/>,
    /// <see cref="DateTime"/>, <see cref="IntervalValue"/> or <see cref="Sequence{T}"/> of <see cref="byte"/>; a value of another
    /// type is kept as its text, with the type beside it.
    /// </summary>
    public sealed record Constant(object? Value, SqlType Type) : Scalar
    {
        /// <inheritdoc/>
        public override SqlType Type { get; init; } = Type;

        /// <inheritdoc/>
        public override int GetHashCode() => Hash;
    }

    /// <summary>A parameter of the query: <c>?</c> (named by its number), <c>$1</c> or <c>$name</c>. One value for the whole run.</summary>
    public sealed record Parameter(string Name, SqlType Type) : Scalar
    {
        /// <inheritdoc/>
        public override SqlType Type { get; init; } = Type;

        /// <inheritdoc/>
        public override int GetHashCode() => Hash;
    }

    /// <summary>
    /// A call of a function or arithmetic operator by its DuckDB name in lower case (<c>+ - * / // % ||</c>, <c>substring</c>, <c>like</c>, …).
    /// Arguments are positional. What the function does to NULLs, errors and repetition is in <see cref="Functions"/>.
    /// </summary>
    public sealed record Call(string Function, Sequence<Scalar> Arguments, SqlType Type) : Scalar
    {
        /// <inheritdoc/>
        public override SqlType Type { get; init; } = Type;

        /// <inheritdoc/>
        public override int GetHashCode() => Hash;
    }

    /// <summary>A comparison of two values of one type.</summary>
    public sealed record Comparison(ComparisonOperator Operator, Scalar Left, Scalar Right) : Scalar
    {
        /// <inheritdoc/>
        public override SqlType Type { get => SqlType.Boolean; init { } }

        /// <inheritdoc/>
        public override int GetHashCode() => Hash;
    }

    /// <summary>Three-valued AND of two or more operands; flat, and in source order. Build it with <see cref="Scalars.AllOf(IEnumerable{Scalar})"/>.</summary>
    public sealed record And(Sequence<Scalar> Operands) : Scalar
    {
        /// <inheritdoc/>
        public override SqlType Type { get => SqlType.Boolean; init { } }

        /// <inheritdoc/>
        public override int GetHashCode() => Hash;
    }

    /// <summary>Three-valued OR of two or more operands; flat, and in source order. Build it with <see cref="Scalars.AnyOf(IEnumerable{Scalar})"/>.</summary>
    public sealed record Or(Sequence<Scalar> Operands) : Scalar
    {
        /// <inheritdoc/>
        public override SqlType Type { get => SqlType.Boolean; init { } }

        /// <inheritdoc/>
        public override int GetHashCode() => Hash;
    }

    /// <summary>Three-valued NOT.</summary>
    public sealed record Not(Scalar Operand) : Scalar
    {
        /// <inheritdoc/>
        public override SqlType Type { get => SqlType.Boolean; init { } }

        /// <inheritdoc/>
        public override int GetHashCode() => Hash;
    }

    /// <summary><c>IS NULL</c>: TRUE or FALSE, never UNKNOWN.</summary>
    public sealed record IsNull(Scalar Operand) : Scalar
    {
        /// <inheritdoc/>
        public override SqlType Type { get => SqlType.Boolean; init { } }

        /// <inheritdoc/>
        public override int GetHashCode() => Hash;
    }

    /// <summary>Searched CASE: the first branch whose condition is TRUE, else <paramref name="Otherwise"/>.</summary>
    public sealed record Case(Sequence<CaseBranch> Branches, Scalar Otherwise, SqlType Type) : Scalar
    {
        /// <inheritdoc/>
        public override SqlType Type { get; init; } = Type;

        /// <inheritdoc/>
        public override int GetHashCode() => Hash;
    }

    /// <summary>A cast. <paramref name="Try"/> yields NULL where the plain cast fails.</summary>
    public sealed record Cast(Scalar Operand, SqlType Type, bool Try = false) : Scalar
    {
        /// <inheritdoc/>
        public override SqlType Type { get; init; } = Type;

        /// <inheritdoc/>
        public override int GetHashCode() => Hash;
    }

    /// <summary><c>IN</c> over a list of values: OR of equalities, in three-valued logic.</summary>
    public sealed record InList(Scalar Operand, Sequence<Scalar> Items) : Scalar
    {
        /// <inheritdoc/>
        public override SqlType Type { get => SqlType.Boolean; init { } }

        /// <inheritdoc/>
        public override int GetHashCode() => Hash;
    }
}

/// <summary>A branch of a searched CASE.</summary>
/// <param name="When">The condition.</param>
/// <param name="Then">The value where the condition is TRUE.</param>
public sealed record CaseBranch(Scalar When, Scalar Then);

/// <summary>The value of an INTERVAL.</summary>
/// <param name="Months">Whole months.</param>
/// <param name="Days">Whole days.</param>
/// <param name="Microseconds">The rest.</param>
public sealed record IntervalValue(int Months, int Days, long Microseconds);

/// <summary>A key of an order.</summary>
/// <param name="Expression">What is compared.</param>
/// <param name="Descending">Largest first.</param>
/// <param name="NullsFirst">NULLs before all values, whatever the direction.</param>
public sealed record SortKey(Scalar Expression, bool Descending, bool NullsFirst);

/// <summary>A call of an aggregate function, evaluated once a group.</summary>
/// <param name="Function">DuckDB's name in lower case; <c>count_star</c> counts rows; <c>grouping</c> tells which keys are grouped.</param>
/// <param name="Arguments">Over the columns of the aggregated input.</param>
/// <param name="Distinct">Equal arguments count once.</param>
/// <param name="Filter">Rows for which it is not TRUE are left out; null for none.</param>
/// <param name="OrderBy">The order in which rows are aggregated; empty where it does not matter.</param>
/// <param name="Type">The type of the result.</param>
public sealed record AggregateCall(
    string Function,
    Sequence<Scalar> Arguments,
    bool Distinct,
    Scalar? Filter,
    Sequence<SortKey> OrderBy,
    SqlType Type);

/// <summary>The ways a window frame counts.</summary>
public enum FrameUnit
{
    /// <summary>Rows.</summary>
    Rows,

    /// <summary>Distances in the value of the single sort key.</summary>
    Range,

    /// <summary>Groups of peers.</summary>
    Groups,
}

/// <summary>An end of a window frame.</summary>
public enum FrameBoundKind
{
    /// <summary>The first row of the partition.</summary>
    UnboundedPreceding,

    /// <summary>An offset before the current row.</summary>
    Preceding,

    /// <summary>The current row, or its peers.</summary>
    CurrentRow,

    /// <summary>An offset after the current row.</summary>
    Following,

    /// <summary>The last row of the partition.</summary>
    UnboundedFollowing,
}

/// <summary>An end of a window frame.</summary>
/// <param name="Kind">Where it is.</param>
/// <param name="Offset">How far, for Preceding and Following.</param>
public sealed record FrameBound(FrameBoundKind Kind, Scalar? Offset = null);

/// <summary>What EXCLUDE takes out of a window frame.</summary>
public enum FrameExclusion
{
    /// <summary>Nothing.</summary>
    NoOthers,

    /// <summary>The current row.</summary>
    CurrentRow,

    /// <summary>The current row and its peers.</summary>
    Group,

    /// <summary>The peers of the current row, but not itself.</summary>
    Ties,
}

/// <summary>A window frame.</summary>
public sealed record WindowFrame(FrameUnit Unit, FrameBound Start, FrameBound End, FrameExclusion Exclusion = FrameExclusion.NoOthers);

/// <summary>A call of a window function, evaluated once a row.</summary>
/// <param name="Function">DuckDB's name in lower case (an aggregate, or <c>row_number</c>, <c>rank</c>, <c>lag</c>, …).</param>
/// <param name="Arguments">Over the columns of the input.</param>
/// <param name="Distinct">Equal arguments count once.</param>
/// <param name="Filter">Rows that do not count; null for none.</param>
/// <param name="IgnoreNulls">IGNORE NULLS was given.</param>
/// <param name="PartitionBy">The partition keys.</param>
/// <param name="OrderBy">The order within a partition.</param>
/// <param name="Frame">The frame; null for the default one.</param>
/// <param name="Type">The type of the result.</param>
public sealed record WindowCall(
    string Function,
    Sequence<Scalar> Arguments,
    bool Distinct,
    Scalar? Filter,
    bool IgnoreNulls,
    Sequence<Scalar> PartitionBy,
    Sequence<SortKey> OrderBy,
    WindowFrame? Frame,
    SqlType Type);
