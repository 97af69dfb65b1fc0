using System.Data.Common;
using RewriteLang.Algebra;

namespace RewriteLang.Engines;

/// <summary>Finds out which constraints hold for the data, where the engine does not see to it.</summary>
public static class ConstraintValidation
{
    /// <summary>The code of a constraint that the data breaks.</summary>
    public const string Broken = "RW3003";

    /// <summary>
    /// The catalog with every constraint that is not enforced by the database itself trusted as <see cref="Trust.Validated"/> when the data keeps it
    /// and as <see cref="Trust.Declared"/> when not; each of the latter is a warning.
    /// </summary>
    /// <param name="database">Where the tables are, under the names of the catalog.</param>
    /// <param name="catalog">What is declared of them, perhaps elsewhere.</param>
    /// <param name="token">Stops it.</param>
    public static Result<Catalog> Validate(this EngineDatabase database, Catalog catalog, CancellationToken token = default)
    {
        var enforced = database.ReadCatalog();
        List<Diagnostic> warnings = [];
        var validated = catalog.WithTables(catalog.Tables.Select(table =>
        {
            var own = enforced.Find(table.Name, table.Schema);
            return table with
            {
                Columns = [.. table.Columns.Select(column => column.NotNull is null ? column : column with { NotNull = NotNull(table, own, column) })],
                Keys = [.. table.Keys.Select(key => key with { Trust = Key(table, own, key) })],
                ForeignKeys = [.. table.ForeignKeys.Select(key => key with { Trust = Foreign(table, own, key) })],
                Checks = [.. table.Checks.Select(check => check with { Trust = Check(table, own, check) })],
            };
        }));
        return Result<Catalog>.Success(validated, [.. warnings]);

        Trust NotNull(Table table, Table? own, TableColumn column) =>
            own?.Columns.Any(c => c.Name == column.Name && c.NotNull == Trust.Enforced) == true
                ? Trust.Enforced
                : Look($"{table}.{column.Name} is declared NOT NULL", $"SELECT 1 FROM {SqlName.Of(table)} WHERE {SqlName.Quote(column.Name)} IS NULL");

        Trust Key(Table table, Table? own, TableKey key)
        {
            if (own?.Keys.Any(k => k.Columns.Equals(key.Columns) && k.Trust == Trust.Enforced) == true)
            {
                return Trust.Enforced;
            }

            var names = SqlName.List(key.Columns);
            var present = string.Join(" AND ", key.Columns.Select(name => $"{SqlName.Quote(name)} IS NOT NULL"));
            var absent = string.Join(" OR ", key.Columns.Select(name => $"{SqlName.Quote(name)} IS NULL"));
            var trust = Look($"({names}) is declared unique in {table}", $"SELECT 1 FROM {SqlName.Of(table)} WHERE {present} GROUP BY {names} HAVING count(*) > 1");
            return key.IsPrimary && trust == Trust.Validated && table.Columns.Any(column => key.Columns.Contains(column.Name) && column.NotNull is null)
                ? Look($"({names}) is declared the primary key of {table}", $"SELECT 1 FROM {SqlName.Of(table)} WHERE {absent}")
                : trust;
        }

        Trust Foreign(Table table, Table? own, ForeignKey key)
        {
            if (own?.ForeignKeys.Any(k => k.Columns.Equals(key.Columns) && k.ReferencedTable == key.ReferencedTable && k.ReferencedColumns.Equals(key.ReferencedColumns) && k.Trust == Trust.Enforced) == true)
            {
                return Trust.Enforced;
            }

            var referenced = catalog.Find(key.ReferencedTable, table.Schema);
            if (referenced is null)
            {
                warnings.Add(Warning($"{table} refers to {key.ReferencedTable}, which does not exist"));
                return Trust.Declared;
            }

            var present = string.Join(" AND ", key.Columns.Select(name => $"a.{SqlName.Quote(name)} IS NOT NULL"));
            var equal = string.Join(" AND ", key.Columns.Zip(key.ReferencedColumns, (from, to) => $"b.{SqlName.Quote(to)} = a.{SqlName.Quote(from)}"));
            return Look(
                $"({SqlName.List(key.Columns)}) of {table} is declared to refer to {key.ReferencedTable}",
                $"SELECT 1 FROM {SqlName.Of(table)} AS a WHERE {present} AND NOT EXISTS (SELECT 1 FROM {SqlName.Of(referenced)} AS b WHERE {equal})");
        }

        Trust Check(Table table, Table? own, TableCheck check)
        {
            if (own?.Checks.Any(c => c.Condition == check.Condition && c.Trust == Trust.Enforced) == true)
            {
                return Trust.Enforced;
            }

            try
            {
                return Look($"CHECK ({check.Condition}) is declared of {table}", $"SELECT 1 FROM {SqlName.Of(table)} WHERE NOT ({check.Condition})");
            }
            catch (DbException fault)
            {
                // It may be written in the dialect of another engine.
                warnings.Add(new(Broken, Severity.Warning, $"CHECK ({check.Condition}) of {table} cannot be looked at here, so it is not relied on: {fault.Message.Split('\n')[0].Trim()}"));
                return Trust.Declared;
            }
        }

        Trust Look(string claim, string counterexamples)
        {
            if (database.Query(counterexamples + " LIMIT 1", null, token).Rows.Count == 0)
            {
                return Trust.Validated;
            }

            warnings.Add(Warning(claim));
            return Trust.Declared;
        }
    }

    private static Diagnostic Warning(string claim) => new(Broken, Severity.Warning, $"{claim}, but the data does not keep it; it is not relied on.");
}
