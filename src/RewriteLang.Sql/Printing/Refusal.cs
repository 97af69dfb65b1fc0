using RewriteLang.Algebra;

namespace RewriteLang.Sql.Printing;

/// <summary>
/// Ends a printing that cannot be done without changing the meaning. It never leaves this namespace: <see cref="SqlPrinter"/> turns it into a
/// failure. An exception, because it is rare and would otherwise thread through every expression.
/// </summary>
internal sealed class Refusal(string code, string message, string? hint = null) : Exception(message)
{
    /// <summary>A relation or expression with SQL in it that was not understood, and that another engine would have to run.</summary>
    public const string Opaque = "RW1501";

    /// <summary>A function that the dialect lacks and that is not expanded.</summary>
    public const string Function = "RW1502";

    /// <summary>A type or cast that the dialect's data cannot represent.</summary>
    public const string Type = "RW1503";

    /// <summary>A correlated join (LATERAL) that the dialect lacks.</summary>
    public const string Lateral = "RW1504";

    /// <summary>Lists and UNNEST.</summary>
    public const string List = "RW1505";

    /// <summary>A join that the engine's version lacks and that cannot be expanded here.</summary>
    public const string Join = "RW1506";

    /// <summary>A window function or frame that the dialect lacks.</summary>
    public const string Window = "RW1507";

    /// <summary>An aggregate function, or a form of its call, that the dialect lacks.</summary>
    public const string Aggregate = "RW1508";

    /// <summary>Date and time arithmetic that cannot be said exactly.</summary>
    public const string DateTime = "RW1509";

    /// <summary>A pattern that cannot be said exactly.</summary>
    public const string Pattern = "RW1510";

    /// <summary>A volatile function where the engine may evaluate it more than once.</summary>
    public const string Volatile = "RW1511";

    /// <summary>A literal that the dialect cannot write.</summary>
    public const string Literal = "RW1512";

    /// <summary>INTERSECT ALL and EXCEPT ALL where the dialect lacks them.</summary>
    public const string SetOperation = "RW1513";

    /// <summary>A plan that breaks its own rules: a column that nothing in scope defines.</summary>
    public const string BrokenPlan = "RW1599";

    /// <summary>The diagnostic.</summary>
    public Diagnostic ToDiagnostic() => Diagnostic.Error(code, Message, hint: hint);
}
