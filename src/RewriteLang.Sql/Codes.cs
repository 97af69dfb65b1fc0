using RewriteLang.Algebra;

namespace RewriteLang.Sql;

/// <summary>The codes of the diagnostics of SQL text, as docs/diagnostics.md lists them.</summary>
internal static class Codes
{
    /// <summary>The text is not SQL.</summary>
    public const string Syntax = "RW1001";

    /// <summary>There is no statement, or more than one, where one is needed.</summary>
    public const string NotOneStatement = "RW1002";

    /// <summary>No table, view or CTE of that name.</summary>
    public const string UnknownTable = "RW1101";

    /// <summary>No column of that name.</summary>
    public const string UnknownColumn = "RW1102";

    /// <summary>Several columns or tables of that name.</summary>
    public const string Ambiguous = "RW1103";

    /// <summary>No function of that name.</summary>
    public const string UnknownFunction = "RW1104";

    /// <summary>Too many or too few columns.</summary>
    public const string ColumnCount = "RW1105";

    /// <summary>A column is neither grouped nor aggregated.</summary>
    public const string NotGrouped = "RW1106";

    /// <summary>An aggregate or window function stands where none is allowed.</summary>
    public const string MisplacedCall = "RW1107";

    /// <summary>Operands of types that do not go together.</summary>
    public const string Types = "RW1108";

    /// <summary>A position in GROUP BY or ORDER BY that the SELECT list does not have.</summary>
    public const string Position = "RW1109";

    /// <summary>A file, a table function or a view of the system, where only tables of the schema may be read.</summary>
    public const string OutsideCatalog = "RW1110";

    /// <summary>A statement that is not a SELECT.</summary>
    public const string UnsupportedStatement = "RW1201";

    /// <summary>A clause that is not supported.</summary>
    public const string UnsupportedClause = "RW1202";

    /// <summary>An expression that is not supported.</summary>
    public const string UnsupportedExpression = "RW1203";

    /// <summary>A function that is not supported.</summary>
    public const string UnsupportedFunction = "RW1204";

    /// <summary>A type that is not supported.</summary>
    public const string UnsupportedType = "RW1205";

    /// <summary>A subquery in a place where none is supported.</summary>
    public const string UnsupportedSubquery = "RW1206";

    /// <summary>Nesting too deep to bind.</summary>
    public const string TooDeep = "RW1207";

    /// <summary>A part that is kept as its text; the rest of the query is bound.</summary>
    public const string KeptAsText = "RW1208";

    /// <summary>Something that SQLite's dialect may mean otherwise than it is understood here.</summary>
    public const string SqliteMeaning = "RW1209";

    private const string PassesThrough = "The query passes through unchanged.";

    /// <summary>A note that the query is valid as far as is known, but passes through unchanged.</summary>
    public static Diagnostic Unsupported(string code, string construct, SourceSpan? span) =>
        new(code, Severity.Note, $"Not supported: {construct}. {PassesThrough}", span);

    /// <summary>The same note where only the part that it names is left as it is.</summary>
    public static Diagnostic Kept(Diagnostic unsupported) =>
        unsupported with { Message = unsupported.Message.Replace(PassesThrough, "This part is kept as its text.", StringComparison.Ordinal) };
}
