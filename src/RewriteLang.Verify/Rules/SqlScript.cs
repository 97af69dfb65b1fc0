using System.Globalization;
using RewriteLang.Algebra;
using RewriteLang.Engines;
using RewriteLang.Sql.Printing.Text;
using RewriteLang.Verify.Equality;
using RewriteLang.Verify.Generation;
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
            if (Insert(table, database.Of(table), engine) is { } insert)
            {
                yield return insert;
            }
        }
    }

    /// <summary>An INSERT of rows; null for none.</summary>
    internal static string? Insert(Table table, IReadOnlyList<object?[]> rows, string engine) => rows.Count == 0 ? null
        : $"INSERT INTO {NameOf(table, engine)} VALUES {string.Join(", ", rows.Select(r => $"({string.Join(", ", r.Select(v => Literal(v, engine)))})"))}";

    /// <summary>An INSERT of rows that leaves out the columns which are NULL in all of them; null for no rows.</summary>
    internal static string? InsertWithoutNulls(Table table, IReadOnlyList<object?[]> rows, string engine)
    {
        var used = Enumerable.Range(0, table.Columns.Count).Where(c => rows.Any(r => r[c] is not null)).ToList();
        return used.Count == 0 ? Insert(table, rows, engine)
            : $"INSERT INTO {NameOf(table, engine)} ({string.Join(", ", used.Select(c => Identifiers.Name(table.Columns[c].Name)))}) VALUES {string.Join(", ", rows.Select(r => $"({string.Join(", ", used.Select(c => Literal(r[c], engine)))})"))}";
    }

    /// <summary>The whole script.</summary>
    public static string Of(TinyDatabase database, Query query, string before, string after, ResultTable? resultBefore, string resultAfter, string engine)
    {
        var used = query.Body.DescendantsAndSelf().OfType<Relation.Scan>().Select(s => s.Table).Distinct().ToHashSet();
        return Of(database, database.Catalog.Tables.Where(used.Contains), ("original", before), ("rewritten", after), resultBefore, resultAfter, engine);
    }

    /// <summary>The whole script, of two queries under names.</summary>
    internal static string Of(
        TinyDatabase database,
        IEnumerable<Table> tables,
        (string Name, string Sql) before,
        (string Name, string Sql) after,
        ResultTable? resultBefore,
        string resultAfter,
        string engine,
        IEnumerable<string>? views = null)
    {
        var lines = Tables(database, tables, engine).Concat(views ?? []).Select(s => s + ";").ToList();
        lines.AddRange(["", $"-- {before.Name}", before.Sql + ";", .. Comment(resultBefore is null ? "" : Text(resultBefore)), "", $"-- {after.Name}", after.Sql + ";", .. Comment(resultAfter)]);
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

    /// <summary>The table's name as the script has it; SQLite has no schemas.</summary>
    internal static string NameOf(Table table, string engine) =>
        table.Schema is null || engine == "sqlite" ? Identifiers.Name(table.Name) : $"{Identifiers.Name(table.Schema)}.{Identifiers.Name(table.Name)}";

    /// <summary>The statements that make a table of the same columns and no constraints.</summary>
    internal static string CreateWithoutConstraints(Table table, string engine) =>
        SchemaOf(table, engine) + $"CREATE TABLE {NameOf(table, engine)} ({string.Join(", ", table.Columns.Select(c => ColumnOf(c, engine)))})";

    private static string Create(Table table, string engine)
    {
        var columns = table.Columns.Select(c => $"{ColumnOf(c, engine)}{(c.IsNotNull ? " NOT NULL" : "")}");
        var keys = table.Keys.Where(k => k.Trust != Trust.Declared)
            .Select(k => $"{(k.IsPrimary ? "PRIMARY KEY" : "UNIQUE")} ({string.Join(", ", k.Columns.Select(Identifiers.Name))})");
        var checks = table.Checks.Where(c => c.Trust != Trust.Declared).Select(c => $"CHECK ({c.Condition})");
        return SchemaOf(table, engine) + $"CREATE TABLE {NameOf(table, engine)} ({string.Join(", ", [.. columns, .. keys, .. checks])})";
    }

    /// <summary>The statement that a table's schema needs first; empty for none.</summary>
    internal static string SchemaOf(Table table, string engine) =>
        table.Schema is null || engine == "sqlite" ? "" : $"CREATE SCHEMA IF NOT EXISTS {Identifiers.Name(table.Schema)}; ";

    private static string ColumnOf(TableColumn column, string engine) =>
        $"{Identifiers.Name(column.Name)} {(engine == "sqlite" && column.DeclaredType is { } declared ? declared : TypeOf(column.Type, engine))}";

    // DECIMAL as REAL: with NUMERIC affinity SQLite would turn 1.0 into the integer 1.
    private static string TypeOf(SqlType type, string engine) => engine != "sqlite" ? type.ToString()
        : type.IsInteger ? "INTEGER"
        : type.IsFloat || type.Kind == TypeKind.Decimal ? "REAL"
        : type.Kind == TypeKind.Boolean ? "BOOLEAN" : "TEXT";

    private static IEnumerable<string> Comment(string text) => text.Split('\n').Where(l => l.Length > 0).Select(l => $"--   {l}");
}
