using RewriteLang.Algebra;

namespace RewriteLang.Engines;

/// <summary>A folder of Parquet files, one a table, named as the tables.</summary>
public static class ParquetFolder
{
    /// <summary>
    /// Loads every file of a folder into a DuckDB database. A table that is there already, from its DDL, is filled by column name, and its
    /// constraints are checked; any other is made with the file's columns.
    /// </summary>
    /// <returns>The names of the tables, in the order they were filled: as the database's foreign keys ask, then by name.</returns>
    /// <exception cref="DirectoryNotFoundException">There is no such folder, or it has no Parquet file.</exception>
    /// <exception cref="System.Data.Common.DbException">A file is broken, does not fit its table, or breaks a constraint.</exception>
    public static Sequence<string> Load(EngineDatabase database, string folder, CancellationToken token = default)
    {
        var files = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.parquet") : [];
        if (files.Length == 0)
        {
            throw new DirectoryNotFoundException($"The folder '{folder}' does not exist or has no .parquet files.");
        }

        Array.Sort(files, StringComparer.Ordinal);
        var declared = DuckDbCatalog.Read(database);
        var byName = files.ToDictionary(file => Path.GetFileNameWithoutExtension(file), StringComparer.OrdinalIgnoreCase);
        var names = declared.ReferencedFirst().Select(table => table.Name).Where(byName.ContainsKey)
            .Concat(byName.Keys.Where(name => declared.Find(name) is null).Order(StringComparer.Ordinal)).ToList();
        foreach (var name in names)
        {
            var source = $"read_parquet({SqlName.Text(byName[name])})";
            database.Execute(
                declared.Find(name) is { } table
                    ? $"INSERT INTO {SqlName.Of(table)} BY NAME SELECT * FROM {source}"
                    : $"CREATE TABLE {SqlName.Quote(name)} AS SELECT * FROM {source}",
                null,
                token);
        }

        return [.. names];
    }
}
