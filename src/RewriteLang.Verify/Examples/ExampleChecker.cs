using RewriteLang.Algebra;
using RewriteLang.Dsl;
using RewriteLang.Engines;
using RewriteLang.Sql;
using RewriteLang.Sql.Printing;
using RewriteLang.Verify.Queries;
using RewriteLang.Verify.Rules;

namespace RewriteLang.Verify.Examples;

/// <summary>
/// Executes the examples of rules. The rule applies to the query of an example, makes of it a plan like that of its other query, and both give the same on
/// data. It leaves the query of a counterexample alone, and without the condition named it would apply and give something else. No example reads anything but
/// the tables of its schema: DDL runs without access to files, and queries that name anything else are refused before they run.
/// </summary>
/// <param name="structure">Rules that bring plans into shape.</param>
/// <param name="options">How many databases are tried.</param>
/// <param name="pending">Is told of each case before it is tried.</param>
public sealed class ExampleChecker(IReadOnlyList<Rule> structure, EquivalenceOptions options, Action<PendingCase>? pending = null)
{
    /// <summary>Codes of what can be wrong with examples.</summary>
    public const string NoSchema = "RW4201";

    /// <summary>The rule does not apply to its example.</summary>
    public const string DoesNotApply = "RW4202";

    /// <summary>The rule makes something else of it.</summary>
    public const string BecomesElse = "RW4203";

    /// <summary>The two queries of an example differ on data.</summary>
    public const string Differ = "RW4204";

    /// <summary>The rule applies to its counterexample.</summary>
    public const string Applies = "RW4205";

    /// <summary>Something else than the condition stops the rule.</summary>
    public const string StoppedElse = "RW4206";

    /// <summary>Without the condition the results are the same.</summary>
    public const string NoDifference = "RW4207";

    private readonly Dictionary<string, Result<Catalog>> _catalogs = [];

    /// <summary>What is wrong with the examples of a rule, at their places.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="schema">The DDL of its file, for examples without their own.</param>
    /// <param name="token">Ends early, with an <see cref="OperationCanceledException"/>.</param>
    public Sequence<Diagnostic> Check(Rule rule, string? schema, CancellationToken token = default)
    {
        var diagnostics = new List<Diagnostic>();
        foreach (var example in rule.Examples)
        {
            Check(rule, example, example.Schema ?? schema, diagnostics, token);
        }

        foreach (var counterexample in rule.Counterexamples)
        {
            Check(rule, counterexample, counterexample.Schema ?? schema, diagnostics, token);
        }

        return [.. diagnostics];
    }

    private void Check(Rule rule, Example example, string? schema, List<Diagnostic> diagnostics, CancellationToken token)
    {
        if (Catalog(schema, example.Span, diagnostics) is not { } catalog)
        {
            return;
        }

        var columns = new ColumnFactory();
        if (Bind(example.Before, catalog, columns, example.Span, diagnostics) is not { } before
            || Bind(example.After, catalog, new(), example.Span, diagnostics) is not { } after)
        {
            return;
        }

        var applied = RuleApplication.Of(rule, before, columns, structure);
        if (!applied.Fires)
        {
            diagnostics.Add(Diagnostic.Error(DoesNotApply, $"The rule `{rule.Name}` does not apply to this example.", example.Span, Why(applied)));
            return;
        }

        var (made, wanted) = (RuleApplication.Ingredients(applied.Query), RuleApplication.Ingredients(RuleApplication.InShape(after, new(), structure)));
        if (made != wanted)
        {
            diagnostics.Add(Diagnostic.Error(BecomesElse, $"The rule `{rule.Name}` makes something else of this example.", example.Span, $"It makes {made}; `after` is {wanted}."));
        }

        var difference = Difference(rule, catalog, new(example.Before, before), new(example.After, after), token)
            ?? (Print(applied.Query) is { } sql ? Difference(rule, catalog, new(example.Before, before), new(sql, null), token) : "What the rule makes of it cannot be printed.");
        if (difference is not null)
        {
            diagnostics.Add(Diagnostic.Error(Differ, "The results of this example differ.", example.Span, difference));
        }
    }

    private void Check(Rule rule, Counterexample example, string? schema, List<Diagnostic> diagnostics, CancellationToken token)
    {
        var columns = new ColumnFactory();
        if (Catalog(schema, example.Span, diagnostics) is not { } catalog || Bind(example.Query, catalog, columns, example.Span, diagnostics) is not { } query)
        {
            return;
        }

        if (RuleApplication.Of(rule, query, columns, structure).Fires)
        {
            diagnostics.Add(Diagnostic.Error(Applies, $"The rule `{rule.Name}` applies to this counterexample.", example.Span));
            return;
        }

        var left = rule.Conditions.Where(c => !Uses(c, example.Condition)).ToSequence();
        if (left.Count == rule.Conditions.Count)
        {
            return; // a condition that the compiler adds cannot be dropped
        }

        var unguarded = RuleApplication.Of(rule with { Conditions = left }, query, columns, structure);
        if (!unguarded.Fires)
        {
            diagnostics.Add(Diagnostic.Error(StoppedElse, $"Also without `{example.Condition}` the rule `{rule.Name}` does not apply to this counterexample.", example.Span, Why(unguarded)));
        }
        else if (Print(unguarded.Query) is { } sql && Difference(rule, catalog, new(example.Query, query), new(sql, null), token) is null)
        {
            diagnostics.Add(Diagnostic.Error(
                NoDifference, $"Without `{example.Condition}` the rule `{rule.Name}` applies to this counterexample, and no data was found on which that matters.", example.Span));
        }
    }

    private static string? Why(RuleApplication application) => application.Rejections.IsEmpty ? "Its left side matches nothing in the query." : $"It matches, but {application.Rejections[0]}.";

    private static bool Uses(Term term, string word) => term switch
    {
        Term.Operator op => op.Name == word || op.Arguments.Any(a => Uses(a, word)),
        Term.Lambda lambda => Uses(lambda.Body, word),
        _ => false,
    };

    private Catalog? Catalog(string? schema, SourceSpan span, List<Diagnostic> diagnostics)
    {
        if (schema is null)
        {
            diagnostics.Add(Diagnostic.Error(NoSchema, "The example has no schema.", span, "Put `schema` with CREATE TABLE statements into the example, or at the top of the file."));
            return null;
        }

        if (!_catalogs.TryGetValue(schema, out var catalog))
        {
            _catalogs.Add(schema, catalog = DdlCatalog.Read(span.File, schema));
        }

        diagnostics.AddRange(catalog.Diagnostics.Select(d => d with { Span = span }));
        return catalog.IsSuccess ? catalog.Value : null;
    }

    // Diagnostics of the SQL are placed at the example: its text is a piece of the rule file.
    private static Query? Bind(string sql, Catalog catalog, ColumnFactory columns, SourceSpan span, List<Diagnostic> diagnostics)
    {
        var bound = SqlBinder.Bind(sql, catalog, columns, tablesOnly: true);
        diagnostics.AddRange((bound.IsSuccess ? [] : bound.Diagnostics).Select(d => d with { Severity = Severity.Error, Span = span, Hint = d.Hint ?? $"In `{sql.Split('\n')[0]}`." }));
        return bound.IsSuccess ? bound.Value.Query : null;
    }

    private static string? Print(Query query) => SqlPrinter.Print(query, Dialect.DuckDb).Value?.Text;

    // A database on which two queries differ, as a hint; null if none was found.
    private string? Difference(Rule rule, Catalog catalog, ComparedQuery first, ComparedQuery second, CancellationToken token)
    {
        var report = new QueryEquivalence(catalog, DuckDbEngine.Instance, options, pending is null ? null : c => pending(c with { Subject = rule.Name })).Compare(first, second, token);
        return report.IsSuccess
            ? report.Value.Refutation is { } refutation ? $"{refutation.Difference.Trim()}\n{refutation.Script.Trim()}" : null
            : report.Diagnostics[0].Message;
    }
}
