using System.Diagnostics;
using RewriteLang.Algebra;
using RewriteLang.Optimizer;
using RewriteLang.Sql;
using RewriteLang.Sql.Printing;

namespace RewriteLang;

/// <summary>
/// SQL in, SQL out: binds a query, optimizes its plan and prints the best one for the engine that will run it. Reading SQL text needs DuckDB's
/// native library; the plan API (<see cref="PlanOptimizer"/>) does not. Not safe for use by several threads at once.
/// </summary>
/// <param name="catalog">The tables that queries name, with statistics if there are any.</param>
/// <param name="rules">The rules; <see cref="VerifiedRules.Load"/> reads those that a lock file vouches for.</param>
/// <param name="options">Engine, budgets, trust.</param>
/// <param name="capabilities">What the engine can do; null for what its dialect's usual version can.</param>
/// <param name="dialect">The dialect of the text that comes in. Text in SQLite's is rewritten for SQLite alone.</param>
public sealed class Rewriter(Catalog catalog, VerifiedRules rules, OptimizerOptions options, EngineCapabilities? capabilities = null, Dialect dialect = Dialect.DuckDb)
{
    /// <summary>The code of a query that asks to be left alone.</summary>
    public const string LeftAlone = "RW1301";

    /// <summary>The code of a statement that names what an earlier one changed in a way that is not understood.</summary>
    public const string NotKnown = "RW1302";

    /// <summary>The code of a statement around a query, where the engine speaks another dialect.</summary>
    public const string NotTranslated = "RW1303";

    // The printer's code of a plan that uses a column which nothing in scope defines.
    private const string BrokenPlan = "RW1599";

    private readonly PlanOptimizer _optimizer = new(rules.Library, options);

    // A view outlives the data that it was made over, and a statement that follows others sees what they did: what only held of the data is not
    // relied on there.
    private readonly Lazy<PlanOptimizer> _lastingOptimizer = new(() => new(rules.Library, options with { MinimumTrust = Trust.Enforced }));

    /// <summary>
    /// Asks the engine how it would run a query in its dialect, for gates of rules: an answer that there is nothing to mend spares the search. Null, or an
    /// answer of null: nothing is known, and no rule is spared.
    /// </summary>
    public Func<string, EnginePlan?>? EnginePlanOf { get; init; }

    /// <summary>The dialect of the text that comes out.</summary>
    public Dialect Dialect { get; } = DialectNames.Of(options.Engine);

    /// <summary>
    /// Rewrites the one statement of a text: a query, or the query inside an INSERT, a CREATE TABLE or VIEW … AS, or a COPY … TO. The text is in
    /// the dialect given.
    /// </summary>
    /// <param name="sql">The statement, with what surrounds it.</param>
    /// <param name="file">The file's name, for diagnostics.</param>
    public Rewriting Rewrite(string sql, string file = "<sql>") => SqlScript.Split(sql, file, dialect) is [var statement]
        ? Rewrite(statement, catalog, isDataUnchanged: true)
        : new(RewritingStatus.Failed, sql, null, null, null, null, SqlBinder.Bind(sql, catalog, new ColumnFactory(), file).Diagnostics, TimeSpan.Zero);

    /// <summary>Rewrites the statements of a file one by one, each as those before it left the tables.</summary>
    /// <param name="text">The file's text.</param>
    /// <param name="file">Its name, for diagnostics.</param>
    public ScriptRewriting RewriteScript(string text, string file = "<sql>")
    {
        var tables = new ScriptCatalog(catalog);
        var rewritings = new List<Rewriting>();
        foreach (var statement in SqlScript.Split(text, file, dialect))
        {
            var rewriting = !statement.IsOff && statement.Kind != StatementKind.Other && tables.Unknown(statement) is { } unknown
                ? PassedThrough(statement, Note(NotKnown, $"After the statements before it, what `{unknown}` means here is not known. The statement passes through unchanged.", statement))
                : Rewrite(statement, tables.Catalog, tables.IsDataUnchanged);
            tables.Advance(statement, rewriting.Query);
            rewritings.Add(rewriting);
        }

        return rewritings.Count == 0 ? new(text, [Rewrite(text, file)]) : new(text, [.. rewritings]);
    }

    private Rewriting Rewrite(SqlStatement statement, Catalog tables, bool isDataUnchanged)
    {
        if (statement.IsOff)
        {
            return PassedThrough(statement, Note(LeftAlone, "The query asks to be left alone (-- rw: off).", statement));
        }

        if (dialect == Dialect.Sqlite && Dialect != dialect)
        {
            return PassedThrough(statement, Note(NotTranslated, "Text in SQLite's dialect is not translated to another one.", statement));
        }

        if (Dialect != dialect && statement.Kind is not (StatementKind.Query or StatementKind.Other))
        {
            return PassedThrough(statement, Note(NotTranslated, "What stands around the query is not translated to another dialect.", statement));
        }

        var watch = Stopwatch.StartNew();
        var columns = new ColumnFactory();
        var isLasting = statement.Kind == StatementKind.CreateView || !isDataUnchanged;
        var bound = SqlBinder.Bind(statement, isLasting ? tables.Relying(Trust.Enforced) : tables, columns, dialect);
        if (!bound.IsSuccess)
        {
            return bound.Diagnostics.Any(d => d.Severity == Severity.Error)
                ? new(RewritingStatus.Failed, statement.FileText, null, null, null, null, bound.Diagnostics, watch.Elapsed) { Statement = statement }
                : PassedThrough(statement, bound.Diagnostics, watch.Elapsed);
        }

        var query = bound.Value.Query;
        var plan = EnginePlanOf is { } ask && isDataUnchanged ? new Lazy<EnginePlan?>(() => TextOf(statement, query) is { } sql ? ask(sql) : null) : null;
        var optimized = (isLasting ? _lastingOptimizer.Value : _optimizer).Optimize(query, columns, plan);
        var printed = optimized.IsRewritten ? Print(optimized.Query) : null;
        var elapsed = watch.Elapsed;
        var plain = Print(query);
        Sequence<Diagnostic> diagnostics = [.. bound.Diagnostics, .. plain.IsSuccess ? [] : plain.Diagnostics, .. printed is { IsSuccess: false } ? printed.Diagnostics : []];
        var unchanged = Dialect == dialect ? statement.FileText : plain.Value?.Text;
        var (status, text) = printed is { IsSuccess: true } ? (RewritingStatus.Rewritten, printed.Value.Text)
            : unchanged is null ? (RewritingStatus.PassedThrough, null)
            : (RewritingStatus.Unchanged, unchanged);
        return new(status, statement.FileText, text, plain.Value?.Text, query, optimized, diagnostics, elapsed)
        {
            Statement = statement,
            Steps = status == RewritingStatus.Rewritten ? Steps(optimized) : [],
        };
    }

    // What does not show in the text, or cannot be printed, comes with the step after it, or with the last one.
    private Sequence<RewritingStep> Steps(Optimized optimized)
    {
        var steps = new List<RewritingStep>();
        var waiting = new List<string>();
        foreach (var step in optimized.Steps)
        {
            if (Print(step.Query).Value?.Text is { } text && (steps.Count == 0 || text != steps[^1].Text))
            {
                steps.Add(new([.. waiting.Concat(step.Rules).Distinct()], text, step.IsStructure && waiting.Count == 0));
                waiting.Clear();
            }
            else if (!step.IsStructure)
            {
                waiting.AddRange(step.Rules);
            }
        }

        if (waiting.Count > 0 && steps.Count > 0)
        {
            steps[^1] = steps[^1] with { Rules = [.. steps[^1].Rules.Concat(waiting).Distinct()] };
        }

        return [.. steps];
    }

    // The query as the engine would get it with no rule applied.
    private string? TextOf(SqlStatement statement, Query query) => Dialect == dialect ? statement.QueryText : Print(query).Value?.Text;

    // What a dialect cannot say makes the query pass through, and that is no error; a plan that breaks its own rules is one.
    private Result<PrintedSql> Print(Query query)
    {
        var printed = SqlPrinter.Print(query, Dialect, new(capabilities));
        return printed.IsSuccess ? printed : Result<PrintedSql>.Failure(
            printed.Diagnostics.Map(d => d.Code == BrokenPlan ? d : d with { Severity = Severity.Note }));
    }

    private static Sequence<Diagnostic> Note(string code, string message, SqlStatement statement) => [new(code, Severity.Note, message, statement.Span)];

    private Rewriting PassedThrough(SqlStatement statement, Sequence<Diagnostic> diagnostics, TimeSpan elapsed = default) =>
        new(RewritingStatus.PassedThrough, statement.FileText, Dialect == dialect ? statement.FileText : null, null, null, null, diagnostics, elapsed)
        {
            Statement = statement,
        };
}
