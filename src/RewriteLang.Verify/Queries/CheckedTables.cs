using RewriteLang.Algebra;
using RewriteLang.Sql;
using RewriteLang.Verify.Reference;
using SqlScript = RewriteLang.Verify.Rules.SqlScript;

namespace RewriteLang.Verify.Queries;

/// <summary>
/// The CHECKs of a catalog that are more than declared. Rows are made to hold those that can be read; the engine has the last word on all of them.
/// </summary>
internal sealed class CheckedTables
{
    // The binder reads names as DuckDB does.
    private const string Reader = "duckdb";

    private readonly Catalog _catalog;
    private readonly ILookup<int, Query> _violations;

    public CheckedTables(Catalog catalog, string engine)
    {
        _catalog = catalog;
        var checks = catalog.Tables.SelectMany((t, i) => t.Checks.Where(c => c.Trust != Trust.Declared).Select(c => (Table: t, Position: i, c.Condition))).ToList();
        Violations = [.. checks.Select(c => $"SELECT 1 FROM {SqlScript.NameOf(c.Table, engine)} WHERE NOT ({c.Condition}) LIMIT 1")];
        _violations = checks.Select(c => (c.Position, Plan: Bound($"SELECT * FROM {SqlScript.NameOf(c.Table, Reader)} WHERE NOT ({c.Condition})")))
            .Where(c => c.Plan is not null).ToLookup(c => c.Position, c => c.Plan!);
        Passing = [.. checks.Select(c => Bound($"SELECT * FROM {SqlScript.NameOf(c.Table, Reader)} WHERE {c.Condition}")).OfType<Query>()];
    }

    /// <summary>A query for each CHECK, which has a row where the data breaks it; in the engine's dialect.</summary>
    public IReadOnlyList<string> Violations { get; }

    /// <summary>A plan for each CHECK that can be read, whose rows satisfy it.</summary>
    public IReadOnlyList<Query> Passing { get; }

    /// <summary>Whether a row of a table satisfies its CHECKs, as far as they can be evaluated.</summary>
    public bool Admit(int table, object?[] row)
    {
        if (!_violations.Contains(table))
        {
            return true;
        }

        var alone = new TinyDatabase(_catalog, [.. _catalog.Tables.Select((_, t) => (IReadOnlyList<object?[]>)(t == table ? [row] : []))]);
        return _violations[table].All(query => IsEmptyOn(query, alone));
    }

    private static bool IsEmptyOn(Query query, TinyDatabase database)
    {
        try
        {
            return ReferenceEvaluator.Evaluate(query, database).Rows.Count == 0;
        }
        catch (Exception fault) when (fault is NotDefinedException or EvaluationException)
        {
            return true;
        }
    }

    private Query? Bound(string sql) => SqlBinder.Bind(sql, _catalog, new ColumnFactory(), tablesOnly: true) is { IsSuccess: true } bound ? bound.Value.Query : null;
}
