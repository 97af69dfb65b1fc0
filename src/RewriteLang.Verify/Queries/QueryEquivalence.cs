using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using RewriteLang.Algebra;
using RewriteLang.Engines;
using RewriteLang.Verify.Equality;
using RewriteLang.Verify.Generation;
using RewriteLang.Verify.Reference;
using RewriteLang.Verify.Rules;

namespace RewriteLang.Verify.Queries;

/// <summary>
/// Looks for a database on which two queries differ: small, random, holding the schema's constraints, and steered by what both queries say (see
/// docs/verification.md). Finding none proves nothing; finding one does.
/// </summary>
/// <param name="catalog">The tables.</param>
/// <param name="engine">Runs the queries.</param>
/// <param name="options">How much is tried.</param>
/// <param name="pending">Is told of each case before it is tried; its subject is empty.</param>
public sealed partial class QueryEquivalence(Catalog catalog, Engine engine, EquivalenceOptions options, Action<PendingCase>? pending = null)
{
    /// <summary>The code of a query that the engine rejects.</summary>
    public const string Rejected = "RW4102";

    /// <summary>The code of a column for which no values can be made.</summary>
    public const string NoValues = "RW4103";

    private readonly NumberModel _numbers = engine.Name == "sqlite" ? NumberModel.Binary : NumberModel.FixedPoint;

    /// <summary>Tries to tell the queries apart.</summary>
    /// <param name="first">The query that says what is right: its order, its ties, its failures.</param>
    /// <param name="second">The query that is to be the same.</param>
    /// <param name="token">Ends early, with an <see cref="OperationCanceledException"/>.</param>
    /// <returns>The report; an error if the engine rejects one of them, or values cannot be made for a column.</returns>
    public Result<EquivalenceReport> Compare(ComparedQuery first, ComparedQuery second, CancellationToken token = default)
    {
        var tables = TablesOf(first, second);
        if (tables.Tables.SelectMany(t => t.Columns.Where(c => c.IsNotNull && NearbyValues.Usual(c.Type).Count == 0).Select(c => $"{t.Name}.{c.Name}, a {c.Type}")).FirstOrDefault() is { } hard)
        {
            return Result<EquivalenceReport>.Failure(Diagnostic.Error(NoValues, $"No values can be made for {hard}, which must not be NULL."));
        }

        using var bench = new QueryBench(engine, tables, options.Limit);
        var (onEmpty, firstFailure, firstStopped) = bench.Run(first.Sql, token);
        var (_, secondFailure, _) = bench.Run(second.Sql, token);
        firstFailure ??= firstStopped;
        if (firstFailure is not null || secondFailure is not null)
        {
            return Result<EquivalenceReport>.Failure(Diagnostic.Error(
                Rejected, $"{Description(engine)} rejects the {(firstFailure is null ? "second" : "first")} query: {firstFailure ?? secondFailure}"));
        }

        var spec = first.Plan is { } plan ? ComparisonSpec.For(plan, _numbers) : ComparisonSpec.Bag;
        var checks = new CheckedTables(tables, engine.Name);
        var search = new Search(this, bench, checks.Violations, first.Sql, second.Sql, spec, onEmpty!, token);
        var loose = first.Plan is null || second.Plan is null ? ConstantsOf(first.Sql + " " + second.Sql) : [];
        var databases = new SteeredDatabases(tables, new Steering(tables, new[] { first.Plan, second.Plan }.OfType<Query>().Concat(checks.Passing), loose), checks, NamedColumns(first, second, tables));
        return Result<EquivalenceReport>.Success(search.Run(databases));
    }

    private static string Description(Engine engine) => engine.Name == "sqlite" ? "SQLite" : "DuckDB";

    // The tables that either query names, also by a view, and those that foreign keys lead to from there.
    private Catalog TablesOf(ComparedQuery first, ComparedQuery second)
    {
        var words = Word().Matches(first.Sql + " " + second.Sql).Select(m => m.Value).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var views = new HashSet<View>();
        while (catalog.Views.FirstOrDefault(v => v.Engine == engine.Name && !views.Contains(v) && words.Contains(v.Name)) is { } view)
        {
            views.Add(view);
            words.UnionWith(Word().Matches(view.Sql).Select(m => m.Value));
        }

        var needed = catalog.Tables.Where(t => words.Contains(t.Name) || !Word().IsMatch(t.Name) || Word().Match(t.Name).Value != t.Name).ToHashSet();
        for (var count = -1; count != needed.Count;)
        {
            count = needed.Count;
            needed.UnionWith(needed.SelectMany(t => t.ForeignKeys).Select(k => catalog.Find(k.ReferencedTable)).OfType<Table>().ToList());
        }

        return new Catalog([.. catalog.Tables.Where(needed.Contains)]) { Views = [.. catalog.Views.Where(views.Contains)] };
    }

    // Columns that a query may see without naming them count as named.
    private static HashSet<string>? NamedColumns(ComparedQuery first, ComparedQuery second, Catalog tables)
    {
        var text = string.Join('\n', [first.Sql, second.Sql, .. tables.Views.Select(v => v.Sql), .. tables.Tables.SelectMany(t => t.Checks).Select(c => c.Condition)]);
        return ReadsAllColumns().IsMatch(text) ? null : Word().Matches(text).Select(m => m.Value).ToHashSet(StringComparer.OrdinalIgnoreCase);
    }

    private static IEnumerable<object> ConstantsOf(string sql) =>
    [
        .. QuotedText().Matches(sql).Select(m => (object)m.Groups[1].Value.Replace("''", "'", StringComparison.Ordinal)),
        .. Number().Matches(sql).Select(m => decimal.Parse(m.Value, CultureInfo.InvariantCulture)).Select(d => decimal.IsInteger(d) && d < long.MaxValue ? (long)d : (object)d),
    ];

    [GeneratedRegex(@"(\bselect|\ball|\bdistinct|,|\.|\bcolumns\s*\()\s*\*|\bnatural\b|\bfrom\b\s*\(?\s*\bfrom\b|^\s*from\b|""", RegexOptions.IgnoreCase)]
    private static partial Regex ReadsAllColumns();

    [GeneratedRegex(@"\w+")]
    private static partial Regex Word();

    [GeneratedRegex("'((?:[^']|'')*)'")]
    private static partial Regex QuotedText();

    [GeneratedRegex(@"(?<![\w.])\d{1,15}(\.\d{1,10})?(?![\w.])")]
    private static partial Regex Number();

    private sealed class Search(
        QueryEquivalence owner, QueryBench bench, IReadOnlyList<string> violations, string first, string second, ComparisonSpec spec, ResultTable onEmpty, CancellationToken token)
    {
        private const int Batch = 64;

        private readonly HashSet<Table> _named = [.. owner.Named(string.Join(' ', [first, second, .. bench.Views]))];

        // Most differences show on one of the first databases: the others need not be made for them.
        private const int FirstBatch = 8;

        private int _useful;
        private int _failed;
        private int _undetermined;
        private string? _reason;

        public EquivalenceReport Run(SteeredDatabases databases)
        {
            var options = owner.Options;
            var random = new SeededRandom(options.Seed);
            var attempt = 0;
            var first = 0;
            IReadOnlyList<TinyDatabase> batch = [];
            for (; attempt < options.Attempts && _useful < options.Cases; attempt++)
            {
                token.ThrowIfCancellationRequested();
                if (attempt == first + batch.Count)
                {
                    first = attempt;
                    batch = [.. Enumerable.Range(first, first == 0 ? FirstBatch : Batch).Select(i => i == 0 ? databases.Empty : databases.Next(random.Fork((ulong)i)))];
                    bench.Fill(batch);
                }

                owner.Pending?.Invoke(new("", options.Seed, attempt, owner.EngineName, Script(batch[attempt - first], null, "not known")));
                bench.Use(attempt - first);
                if (Judge() is { Verdict: Verdict.Differs })
                {
                    return Report(EquivalenceStatus.Refuted, attempt + 1, Minimal(batch[attempt - first], attempt));
                }
            }

            return Report(_useful >= options.Cases ? EquivalenceStatus.NoDifference : EquivalenceStatus.Undetermined, attempt, null);
        }

        private EquivalenceReport Report(EquivalenceStatus status, int attempts, Refutation? refutation) =>
            new(status, attempts, _useful, _failed, _undetermined, _reason, refutation);

        // Counts the case as well.
        private Judgement? Judge()
        {
            if (Now() is not { } judgement)
            {
                _failed++;
                return null;
            }

            switch (judgement.Verdict)
            {
                case Verdict.Undetermined undetermined:
                    _undetermined++;
                    _reason ??= undetermined.Reason;
                    break;
                case Verdict.Equal when ResultComparer.Compare(onEmpty, judgement.Before, ComparisonSpec.Bag) is Verdict.Differs:
                    _useful++;
                    break;
            }

            return judgement;
        }

        // Null where the first query fails, or the data is not what the schema admits.
        private Judgement? Now()
        {
            if (violations.Any(v => bench.Run(v, token) is not { Rows.Rows.Count: 0 }))
            {
                return null;
            }

            if (bench.Run(first, token) is not { Rows: { } before })
            {
                return null;
            }

            var (after, failure, stopped) = bench.Run(second, token);
            if (stopped is not null)
            {
                return new(new Verdict.Undetermined(stopped), before, null, "");
            }

            return after is not null
                ? new(ResultComparer.Compare(before, after, spec, owner.Options.Comparison), before, after, SqlScript.Text(after))
                : new(new Verdict.Differs(new($"The second query fails: {failure}")), before, null, $"fails: {failure}");
        }

        private Judgement? On(TinyDatabase database)
        {
            bench.Fill(database);
            return Now();
        }

        private Refutation Minimal(TinyDatabase database, int attempt)
        {
            var small = CaseShrinking.Shrink(database, d => On(d) is { Verdict: Verdict.Differs });
            if (On(small) is not { Verdict: Verdict.Differs differs } judgement)
            {
                throw new UnreachableException("A difference got lost while it was made small.");
            }

            var script = Script(small, judgement.Before, judgement.After);
            return new(owner.EngineName, differs.Difference.ToString(), script, small.TotalRows, attempt);
        }

        private string Script(TinyDatabase database, ResultTable? before, string after)
        {
            var used = database.Catalog.Tables.Where(t => database.Of(t).Count > 0 || _named.Contains(t));
            return SqlScript.Of(database, used, ("first", first), ("second", second), before, after, owner.EngineName, bench.Views);
        }
    }

    private EquivalenceOptions Options => options;

    private IEnumerable<Table> Named(string text) => catalog.Tables.Where(t => Regex.IsMatch(text, $@"\b{Regex.Escape(t.Name)}\b", RegexOptions.IgnoreCase));

    private string EngineName => engine.Name;

    private Action<PendingCase>? Pending => pending;
}
