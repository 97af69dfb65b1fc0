using System.Data.Common;
using RewriteLang.Algebra;
using RewriteLang.Engines;
using RewriteLang.Optimizer.Plans;
using RewriteLang.Sql;
using RewriteLang.Sql.Printing;
using RewriteLang.TestTrees;
using RewriteLang.Verify.Equality;
using RewriteLang.Verify.Generation;
using RewriteLang.Verify.Reference;
using RewriteLang.Verify.Rules;

namespace RewriteLang.Verify.Tests.Printing;

/// <summary>
/// Random plans of every operator, printed: the text is bound, what it is bound to prints and binds to the same plan up to the ids of columns, and
/// the reference evaluator's rows of the first plan are those of the second, of DuckDB and of SQLite.
/// </summary>
public sealed class RoundTripTests
{
    private const int Plans = 500;
    private const int Databases = 4;

    // Plans of each operator.
    private const int Least = 5;

    [Fact]
    public void Plans_of_every_operator_survive_printing_and_binding_and_give_the_reference_rows()
    {
        var seed = Seed.Of(nameof(RoundTripTests));
        var data = Enumerable.Range(0, Databases).Select(i => new DatabaseGenerator(SchemaFamily.Catalog, withNaN: false).Next(new SeededRandom(seed.Value).Fork((ulong)i))).ToList();
        using var duckDb = new EngineSession(DuckDbEngine.Instance, data);
        using var sqlite = new EngineSession(SqliteEngine.Instance, data);
        var capabilities = EngineCapabilities.Sqlite(Version.Parse((string)sqlite.Run(0, "SELECT sqlite_version()").Rows[0][0]!));
        var failures = new List<string>();
        var seen = new Dictionary<string, int>();
        var (printed, unsettled) = (0, 0);
        string[] operators = [.. typeof(Relation).GetNestedTypes().Select(t => t.Name).Except(["Apply", "Unnest", "Opaque"]), .. Enum.GetNames<ApplyKind>().Select(k => $"Apply.{k}")];
        bool IsRare(string kind) => seen.GetValueOrDefault(kind) < Least;

        // Whatever the seed, every operator: after the plans, further ones with those that were rare.
        for (var i = 0; i < Plans || (i < 8 * Plans && operators.Any(IsRare)); i++)
        {
            var columns = new ColumnFactory();
            var query = new OperatorPlans(SchemaFamily.Catalog, columns, new SeededRandom(seed.Value).Fork((ulong)(1000 + i))).Query(1 + (i % 3));
            var kinds = query.Body.DescendantsAndSelf().Select(r => r is Relation.Apply a ? $"Apply.{a.Kind}" : r.GetType().Name).ToList();
            if (i >= Plans && !operators.Where(IsRare).Any(kinds.Contains))
            {
                continue;
            }

            foreach (var kind in kinds)
            {
                seen[kind] = seen.GetValueOrDefault(kind) + 1;
            }

            try
            {
                printed += Check(query, data, duckDb, sqlite, capabilities, ref unsettled) ? 1 : 0;
            }
            catch (Xunit.Sdk.XunitException failure)
            {
                failures.Add($"plan {i} of {seed}: {failure.Message}\n{RelationText.Render(query)}");
            }
        }

        Assert.True(failures.Count == 0, $"{failures.Count} of {Plans} plans.\n{string.Join("\n\n", failures.Take(6))}");
        Assert.All(operators, name => Assert.InRange(seen.GetValueOrDefault(name), Least, int.MaxValue));
        Assert.InRange(printed, Plans / 2, 2 * Plans);
        Assert.InRange(unsettled, 0, Plans / 50);
    }

    // Whether SQLite took part.
    private static bool Check(Query query, List<TinyDatabase> data, EngineSession duckDb, EngineSession sqlite, EngineCapabilities capabilities, ref int unsettled)
    {
        var first = SqlPrinter.Print(query, Dialect.DuckDb);
        Assert.True(first.IsSuccess, $"DuckDB's printing is refused: {string.Join('\n', first.Diagnostics)}");
        var bound = Bound(first.Value!.Text);

        // A plan that is not in the binder's own shape may need a second round before it stays.
        var second = Bound(SqlPrinter.Print(bound, Dialect.DuckDb).Value!.Text);
        var (before, after) = (Canonical(bound), Canonical(second));
        if (!before.Equals(after))
        {
            unsettled++;
            (before, after) = (after, Canonical(Bound(SqlPrinter.Print(second, Dialect.DuckDb).Value!.Text)));
        }

        Assert.True(before.Equals(after), $"Bound again it is another plan:\n{first.Value.Text}\n{RelationText.Render(before)}\n{RelationText.Render(after)}");
        var forSqlite = SqlPrinter.Print(query, Dialect.Sqlite, new(capabilities));
        Assert.DoesNotContain(forSqlite.Diagnostics, d => d.Code == "RW1599");
        for (var number = 0; number < data.Count; number++)
        {
            if (Reference(query, data[number]) is not { } expected)
            {
                continue;
            }

            var exact = ComparisonSpec.For(query, NumberModel.FixedPoint);
            if (Reference(bound, data[number]) is { } ofBound)
            {
                Equal(expected, ofBound, exact, "The plan that was bound", first.Value.Text);
            }

            if (Ran(duckDb, number, first.Value.Text) is { } ofDuckDb)
            {
                Equal(expected, ofDuckDb, exact, "DuckDB", first.Value.Text);
            }

            if (forSqlite.Value is { } text)
            {
                Equal(expected, Ran(sqlite, number, text.Text)!, ComparisonSpec.For(query, NumberModel.Binary), "SQLite", text.Text, ComparisonOptions.StandIn);
            }
        }

        return forSqlite.IsSuccess;
    }

    private static Query Bound(string sql)
    {
        var bound = SqlBinder.Bind(sql, SchemaFamily.Catalog, new ColumnFactory());
        Assert.True(bound.IsSuccess, $"{string.Join('\n', bound.Diagnostics)}\n{sql}");
        return bound.Value!.Query;
    }

    private static Query Canonical(Query query) => new PlanCanonicalizer(new ColumnFactory()).Canonicalize(query);

    private static ResultTable? Reference(Query query, TinyDatabase database)
    {
        try
        {
            return ReferenceEvaluator.Evaluate(query, database);
        }
        catch (NotDefinedException)
        {
            return null;
        }
        catch (EvaluationException)
        {
            return null;
        }
    }

    // Null where DuckDB knows the construct and cannot run it in this place.
    private static ResultTable? Ran(EngineSession session, int number, string sql)
    {
        try
        {
            return session.Run(number, sql);
        }
        catch (DbException fault) when (fault.Message.StartsWith("Not implemented Error: Non-inner join on correlated columns", StringComparison.Ordinal))
        {
            return null;
        }
        catch (DbException fault)
        {
            Assert.Fail($"{session.Engine.Name} says {fault.Message}\n{sql}");
            throw;
        }
    }

    private static void Equal(ResultTable expected, ResultTable actual, ComparisonSpec spec, string who, string sql, ComparisonOptions? options = null)
    {
        var verdict = ResultComparer.Compare(expected, actual, spec, options);
        Assert.False(verdict is Verdict.Differs, $"{who} differs: {(verdict as Verdict.Differs)?.Difference}\n{sql}");
    }
}
