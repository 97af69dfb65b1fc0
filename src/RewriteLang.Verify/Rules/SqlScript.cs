using System.Globalization;
using RewriteLang.Algebra;
using RewriteLang.Engines;
using RewriteLang.Verify.Equality;
using RewriteLang.Verify.Reference;

namespace RewriteLang.Verify.Rules;

/// <summary>A case as SQL that runs as it stands: tables, rows, both queries, and both results as comments.</summary>
public static class SqlScript
{
    /// <summary>CREATE TABLE and INSERT statements, without semicolons.</summary>
    public static IEnumerable<string> Tables(TinyDatabase database, IEnumerable<Table> tables, string engine)
    {
        foreach (var table in tables)
        {
            yield return Create(table, engine);
            var rows = database.Of(table);
            if (rows.Count > 0)
            {
                yield return $"INSERT INTO {table.Name} VALUES {string.Join(", ", rows.Select(r => $"({string.Join(", ", r.Select(v => Literal(v, engine)))})"))}";
            }
        }
    }

    /// <summary>The whole script.</summary>
    public static string Of(TinyDatabase database, Query query, string before, string after, ResultTable? resultBefore, string resultAfter, string engine)
    {
        var used = query.Body.DescendantsAndSelf().OfType<Relation.Scan>().Select(s => s.Table).Distinct().ToHashSet();
        var lines = Tables(database, database.Catalog.Tables.Where(used.Contains), engine).Select(s => s + ";").ToList();
        lines.AddRange(["", "-- original", before + ";", .. Comment(resultBefore is null ? "" : Text(resultBefore)), "", "-- rewritten", after + ";", .. Comment(resultAfter)]);
        return string.Join('\n', lines) + "\n";
    }

    /// <summary>A result as lines of text.</summary>
    public static string Text(ResultTable table) => table.Rows.Count == 0 ? "no rows" : string.Join('\n', table.Rows.Select(ResultText.Of));

    /// <summary>A value as an engine's literal.</summary>
    public static string Literal(object? value, string engine) => (value, engine) switch
    {
        (null, _) => "NULL",
        (bool b, "sqlite") => b ? "1" : "0",
        (DateOnly or DateTime, "sqlite") => $"'{ResultText.Of(value)}'",
        (double.NaN, "sqlite") => "NULL",
        (double.NaN, _) => "'nan'::DOUBLE",
        (double d, "duckdb") => $"{ResultText.Of(d)}::DOUBLE",
        (decimal m, "sqlite") => m.ToString("0.0#", CultureInfo.InvariantCulture),
        (DateOnly, _) => $"DATE '{ResultText.Of(value)}'",
        (DateTime, _) => $"TIMESTAMP '{ResultText.Of(value)}'",
        _ => ResultText.Of(value),
    };

    private static string Create(Table table, string engine)
    {
        var columns = table.Columns.Select(c => $"{c.Name} {TypeOf(c.Type, engine)}{(c.NotNull is Trust.Enforced or Trust.Validated ? " NOT NULL" : "")}");
        var keys = table.Keys.Where(k => k.Trust != Trust.Declared).Select(k => $"{(k.IsPrimary ? "PRIMARY KEY" : "UNIQUE")} ({string.Join(", ", k.Columns)})");
        return $"CREATE TABLE {table.Name} ({string.Join(", ", [.. columns, .. keys])})";
    }

    // DECIMAL as REAL: with NUMERIC affinity SQLite would turn 1.0 into the integer 1.
    private static string TypeOf(SqlType type, string engine) => engine != "sqlite" ? type.ToString()
        : type.IsInteger ? "INTEGER"
        : type.IsFloat || type.Kind == TypeKind.Decimal ? "REAL"
        : type.Kind == TypeKind.Boolean ? "BOOLEAN" : "TEXT";

    private static IEnumerable<string> Comment(string text) => text.Split('\n').Where(l => l.Length > 0).Select(l => $"--   {l}");
}
