using RewriteLang.Algebra;
using RewriteLang.DuckDb;
using RewriteLang.Sql.Parsing;
using RewriteLang.Sql.Printing;
using RewriteLang.Sql.Typing;

namespace RewriteLang.Sql.Binding;

/// <summary>
/// Turns the syntax tree of one statement into a plan in normal form. It goes on after an error, so that all errors of the statement are
/// found in one run; what has an error stands as a NULL of unknown type, about which nothing more is said. Every field of the tree that says
/// something is either read or reported as not supported.
/// </summary>
internal sealed partial class Binder(SourceText source, Catalog catalog, ColumnFactory columns, Dialect dialect = Dialect.DuckDb, bool tablesOnly = false)
{
    // The names of views around the text, so that one that names itself is noticed.
    private IReadOnlyList<string> _views = [];

    private static readonly Scalar Poison = Scalars.Null(SqlType.Unknown);
    private readonly List<Diagnostic> _diagnostics = [];

    // How many fields of the syntax tree said something that was not read.
    private int _unread;

    // What is said of a query that is bound all the same.
    private readonly List<Diagnostic> _notes = [];
    private HashSet<string> _cteNames = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Binds the whole statement.</summary>
    public Result<BoundQuery> Bind(Node root)
    {
        Query? query = null;
        try
        {
            var bound = BindQuery(root, new Scope(null), new(IsNamed: true, KeepsOrder: true, IsResult: true));
            query = new(bound.Body, bound.Order, [.. bound.Outputs.Select(o => new OutputColumn(o.Name, o.Column))]);
        }
        catch (Exception fault) when (fault is InsufficientExecutionStackException or DuckDbException { Reason: DuckDbErrorReason.Engine })
        {
            // DuckDB, asked for a name or a type, has a limit of its own.
            _diagnostics.Add(Codes.Unsupported(Codes.TooDeep, "a query nested this deep", source.Whole));
        }

        return _diagnostics.Count == 0
            ? Result<BoundQuery>.Success(new(query!, columns), [.. _notes])
            : Result<BoundQuery>.Failure([.. _diagnostics.Select(Judged).Distinct().OrderBy(d => d.Severity).ThenBy(d => d.Span?.Offset ?? 0)]);
    }

    private void Error(string code, string message, Node node, string? hint = null)
    {
        // A name qualified by a table that is not in sight can mean another one to SQLite, which joins commas first.
        var severity = IsSqlite && code == Codes.UnknownTable && node.Type != "BASE_TABLE" ? Severity.Note : Severity.Error;
        _diagnostics.Add(new(code, severity, message, source.TokenAt(node.Location) ?? source.Whole, hint));
    }

    // What is wrong by DuckDB's rules may be right by SQLite's, a table that is not there apart.
    private Diagnostic Judged(Diagnostic diagnostic) => IsSqlite && diagnostic.Code != Codes.UnknownTable ? diagnostic with { Severity = Severity.Note } : diagnostic;

    private void Unsupported(string code, string construct, Node node) =>
        _diagnostics.Add(Codes.Unsupported(code, construct, source.TokenAt(node.Exists ? node.Location : null) ?? source.Whole));

    /// <summary>Reports a field that says something but is not among those read; whether there was none.</summary>
    private bool ReadsAll(Node node, string construct, params ReadOnlySpan<string> known)
    {
        if (node.FirstFieldBeyond(known) is not { } field)
        {
            return true;
        }

        _unread++;
        Unsupported(Codes.UnsupportedClause, $"{field.Replace('_', ' ')} of {construct}", node);
        return false;
    }

    private static Column Renamed(Column column, ColumnFactory columns, bool nullable) => columns.Fresh(column.Name, column.Type, nullable);

    private Column FreshFor(string name, Scalar value) => columns.Fresh(name, value.Type, Nullability.MayBeNull(value));
}

/// <summary>What is wanted of a bound query beside its rows.</summary>
/// <param name="IsNamed">Its column names can be seen: unnamed expressions need the names that DuckDB gives them.</param>
/// <param name="KeepsOrder">Its order is delivered, though nothing cuts it.</param>
/// <param name="IsResult">Its column names are those of the whole query.</param>
internal readonly record struct Wanted(bool IsNamed = false, bool KeepsOrder = false, bool IsResult = false);
