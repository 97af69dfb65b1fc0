using RewriteLang.Algebra;

namespace RewriteLang.Dsl;

/// <summary>A call over a column: <c>p := sum(x)</c>.</summary>
/// <param name="Name">The name of its result.</param>
/// <param name="Function">The aggregate.</param>
/// <param name="Argument">What it is taken of: the parameter, or the name of a part; null if it counts rows.</param>
public sealed record AggregatePart(string Name, string Function, string? Argument);

/// <summary>The value of an aggregate on no rows.</summary>
public enum ValueOnNoRows
{
    /// <summary>Nothing is known.</summary>
    Unknown,

    /// <summary>NULL.</summary>
    Null,

    /// <summary>The number 0.</summary>
    Zero,
}

/// <summary>
/// What a rule file says of an aggregate. Each of it is a law that verification tries: values of parts are combined to that of the whole, rows that repeat, no rows, NULLs,
/// and values whose order does not show.
/// </summary>
/// <param name="Name">The function's name.</param>
/// <param name="Parameter">What its argument is called; null if it counts rows.</param>
/// <param name="Parts">What is computed of each part of the rows; empty if parts cannot be combined.</param>
/// <param name="Whole">How the results of the parts are aggregated.</param>
/// <param name="Value">The value of the whole: a term of the names in <paramref name="Whole"/>, with <c>/</c> dividing as floats.</param>
/// <param name="Over">The kinds of argument whose parts may be combined; empty for every kind.</param>
/// <param name="Exact">The kinds of argument for which neither order nor grouping shows in the value.</param>
/// <param name="Repeated">The value where every row is there <c>n</c> times: a term of <c>value</c> and <c>n</c>; null if it is not known.</param>
/// <param name="IgnoresDuplicates">Whether it does not matter how often a value occurs.</param>
/// <param name="IgnoresNulls">Whether rows with a NULL do not count.</param>
/// <param name="Empty">The value on no rows.</param>
/// <param name="Tags">Free words; <c>approximate</c> and <c>ordered</c> say that the value depends on more than the bag of rows.</param>
/// <param name="Doc">The paragraph above it.</param>
/// <param name="Span">Where it is written.</param>
/// <param name="Normalized">Its text without comments and layout.</param>
public sealed record AggregateLaw(
    string Name,
    string? Parameter,
    Sequence<AggregatePart> Parts,
    Sequence<AggregatePart> Whole,
    Term? Value,
    Sequence<ArgumentKind> Over,
    Sequence<ArgumentKind> Exact,
    Term? Repeated,
    bool IgnoresDuplicates,
    bool IgnoresNulls,
    ValueOnNoRows Empty,
    Sequence<string> Tags,
    string Doc,
    SourceSpan Span,
    string Normalized)
{
    /// <summary>Whether the parts of a call over such an argument may be combined.</summary>
    public bool HasPartsOver(ArgumentKind? kind) => Value is not null && (Over.IsEmpty || Admits(Over, kind));

    /// <summary>Whether the order of such arguments does not show.</summary>
    public bool IsExactOver(ArgumentKind? kind) => Admits(Exact, kind);

    private static bool Admits(Sequence<ArgumentKind> kinds, ArgumentKind? kind) => kinds.Contains(ArgumentKind.Any) || (kind is { } known && kinds.Contains(known));

    /// <summary>Whether the value is computed of the bag of rows alone, always the same.</summary>
    public bool IsDetermined => !Tags.Contains("approximate") && !Tags.Contains("ordered");
}

/// <summary>The kinds of argument that laws tell apart.</summary>
public enum ArgumentKind
{
    /// <summary>Whatever its type.</summary>
    Any,

    /// <summary>Integers of any width.</summary>
    Integer,

    /// <summary>Decimals.</summary>
    Decimal,

    /// <summary>Floats.</summary>
    Float,

    /// <summary>Texts.</summary>
    Text,

    /// <summary>Dates and times.</summary>
    Temporal,

    /// <summary>Truth values.</summary>
    Boolean,
}
