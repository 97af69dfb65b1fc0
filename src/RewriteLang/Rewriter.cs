using System.Diagnostics;
using RewriteLang.Algebra;
using RewriteLang.Optimizer;
using RewriteLang.Sql;
using RewriteLang.Sql.Printing;

namespace RewriteLang;

/// <summary>What became of a query.</summary>
public enum RewritingStatus
{
    /// <summary>Another plan was chosen; the text is new.</summary>
    Rewritten,

    /// <summary>The query's own plan is the best one found: in its own dialect the text is the original's, byte for byte.</summary>
    Unchanged,

    /// <summary>It was understood only in part or not at all, or it asked to be left alone; the text is the original's, byte for byte.</summary>
    PassedThrough,

    /// <summary>It is wrong: there is no text.</summary>
    Failed,
}

/// <summary>A query and what it was rewritten to.</summary>
/// <param name="Status">What became of it.</param>
/// <param name="Original">The text that came in.</param>
/// <param name="Text">The text to run; null if it failed, or if it passed through and the engine speaks another dialect.</param>
/// <param name="PlainText">The query printed for the engine with no rule applied; null if it cannot be.</param>
/// <param name="Query">The bound query; null if it was not bound.</param>
/// <param name="Optimized">How the optimizer went; null if it was not asked.</param>
/// <param name="Diagnostics">Why it failed or passed through; warnings.</param>
/// <param name="Elapsed">From text to text.</param>
public sealed record Rewriting(
    RewritingStatus Status,
    string Original,
    string? Text,
    string? PlainText,
    Query? Query,
    Optimized? Optimized,
    Sequence<Diagnostic> Diagnostics,
    TimeSpan Elapsed)
{
    /// <summary>
    /// The original file with the statement replaced by <see cref="Text"/>: the comments before it and what comes after it stay. The original where
    /// there is no new text.
    /// </summary>
    public string FileText => Status == RewritingStatus.Rewritten && SqlScript.Split(Original) is [var statement]
        ? Original[..statement.Offset] + Text + Original[(statement.Offset + statement.Length)..]
        : Original;
}

/// <summary>
/// SQL in, SQL out: binds a query, optimizes its plan and prints the best one for the engine that will run it. Reading SQL text needs DuckDB's
/// native library; the plan API (<see cref="PlanOptimizer"/>) does not. Not safe for use by several threads at once.
/// </summary>
/// <param name="catalog">The tables that queries name, with statistics if there are any.</param>
/// <param name="rules">The rules; <see cref="VerifiedRules.Load"/> reads those that a lock file vouches for.</param>
/// <param name="options">Engine, budgets, trust.</param>
/// <param name="capabilities">What the engine can do; null for what its dialect's usual version can.</param>
public sealed class Rewriter(Catalog catalog, VerifiedRules rules, OptimizerOptions options, EngineCapabilities? capabilities = null)
{
    /// <summary>The code of a query that asks to be left alone.</summary>
    public const string LeftAlone = "RW1301";

    // The printer's code of a plan that uses a column which nothing in scope defines.
    private const string BrokenPlan = "RW1599";

    private readonly PlanOptimizer _optimizer = new(rules.Library, options);

    /// <summary>The dialect of the text that comes out.</summary>
    public Dialect Dialect { get; } = options.Engine == "sqlite" ? Dialect.Sqlite : Dialect.DuckDb;

    /// <summary>Rewrites the one statement of a text. The text is in DuckDB's dialect.</summary>
    /// <param name="sql">A SELECT.</param>
    /// <param name="file">The file's name, for diagnostics.</param>
    public Rewriting Rewrite(string sql, string file = "<sql>")
    {
        var statements = SqlScript.Split(sql, file);
        if (statements is [{ IsOff: true }])
        {
            return PassedThrough(sql, null, null, [new(LeftAlone, Severity.Note, "The query asks to be left alone (-- rw: off).", statements[0].Span)], TimeSpan.Zero);
        }

        var watch = Stopwatch.StartNew();
        var columns = new ColumnFactory();
        var bound = SqlBinder.Bind(sql, catalog, columns, file);
        if (!bound.IsSuccess)
        {
            return bound.Diagnostics.Any(d => d.Severity == Severity.Error)
                ? new(RewritingStatus.Failed, sql, null, null, null, null, bound.Diagnostics, watch.Elapsed)
                : PassedThrough(sql, null, null, bound.Diagnostics, watch.Elapsed);
        }

        var query = bound.Value.Query;
        var optimized = _optimizer.Optimize(query, columns);
        var printed = optimized.IsRewritten ? Print(optimized.Query) : null;
        var elapsed = watch.Elapsed;
        var plain = Print(query);
        Sequence<Diagnostic> diagnostics = [.. bound.Diagnostics, .. plain.IsSuccess ? [] : plain.Diagnostics, .. printed is { IsSuccess: false } ? printed.Diagnostics : []];
        if (printed is { IsSuccess: true })
        {
            return new(RewritingStatus.Rewritten, sql, printed.Value.Text, plain.Value?.Text, query, optimized, diagnostics, elapsed);
        }

        var unchanged = Dialect == Dialect.DuckDb ? sql : plain.Value?.Text;
        return unchanged is null
            ? PassedThrough(sql, query, optimized, diagnostics, elapsed)
            : new(RewritingStatus.Unchanged, sql, unchanged, plain.Value?.Text, query, optimized, diagnostics, elapsed);
    }

    // What a dialect cannot say makes the query pass through, and that is no error; a plan that breaks its own rules is one.
    private Result<PrintedSql> Print(Query query)
    {
        var printed = SqlPrinter.Print(query, Dialect, new(capabilities));
        return printed.IsSuccess ? printed : Result<PrintedSql>.Failure(
            printed.Diagnostics.Map(d => d.Code == BrokenPlan ? d : d with { Severity = Severity.Note }));
    }

    private Rewriting PassedThrough(string sql, Query? query, Optimized? optimized, Sequence<Diagnostic> diagnostics, TimeSpan elapsed) =>
        new(RewritingStatus.PassedThrough, sql, Dialect == Dialect.DuckDb ? sql : null, null, query, optimized, diagnostics, elapsed);
}
