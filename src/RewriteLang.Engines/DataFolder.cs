using RewriteLang.Algebra;

namespace RewriteLang.Engines;

/// <summary>A folder of Parquet and CSV files as a schema: a table for each file, named as the file. DuckDB reads them where they lie.</summary>
public static class DataFolder
{
    /// <summary>DDL in the folder that says what the files do not: types, keys, references.</summary>
    public const string DdlFile = "schema.sql";

    /// <summary>The code of a folder without data.</summary>
    public const string NoFiles = "RW3006";

    private static readonly (string Ending, string Reader)[] Readers =
        [(".parquet", "read_parquet"), (".csv", "read_csv"), (".csv.gz", "read_csv"), (".tsv", "read_csv")];

    /// <summary>
    /// The tables with statistics: those of the DDL if the folder has one, each constraint trusted as far as the files keep it, else the columns that
    /// the files have. Each file is read a few times.
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <param name="token">Stops it.</param>
    /// <exception cref="System.Data.Common.DbException">A file is damaged, or lacks a column of its table.</exception>
    public static Result<Catalog> Read(string folder, CancellationToken token = default)
    {
        using var database = DuckDbEngine.Instance.OpenMemory();
        return Open(database, folder, token).Then(catalog => Result<Catalog>.Success(database.GatherStatistics(catalog, token)));
    }

    /// <summary>The same tables without statistics, as views of a DuckDB database.</summary>
    /// <param name="database">Where the views are made.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="token">Stops it.</param>
    /// <exception cref="System.Data.Common.DbException">A file is damaged, or lacks a column of its table.</exception>
    public static Result<Catalog> Open(EngineDatabase database, string folder, CancellationToken token = default)
    {
        var names = new List<string>();
        foreach (var file in Directory.GetFiles(folder).Order(StringComparer.Ordinal))
        {
            if (Readers.FirstOrDefault(r => file.EndsWith(r.Ending, StringComparison.OrdinalIgnoreCase)) is { Reader: { } reader } known)
            {
                names.Add(Path.GetFileName(file)[..^known.Ending.Length]);
                database.Execute($"CREATE VIEW {SqlName.Quote(names[^1])} AS SELECT * FROM {reader}({SqlName.Text(file)})", null, token);
            }
        }

        if (names.Count == 0)
        {
            return Result<Catalog>.Failure(Diagnostic.Error(NoFiles, $"The folder '{folder}' has no .parquet or .csv files.", hint: "Name a folder with a file for each table."));
        }

        var ddl = Path.Combine(folder, DdlFile);
        var declared = File.Exists(ddl)
            ? DdlCatalog.Read(ddl, File.ReadAllText(ddl))
            : Result<Catalog>.Success(new([.. names.Select(name => TableOf(database, name))]));
        return declared
            .Then(catalog => database.Validate(catalog.WithTables(catalog.Tables.Where(t => names.Contains(t.Name, StringComparer.OrdinalIgnoreCase))), token));
    }

    private static Table TableOf(EngineDatabase database, string name)
    {
        var columns = database.Query($"DESCRIBE {SqlName.Quote(name)}").Rows;
        return new(name, [.. columns.Select(row => new TableColumn((string)row[0]!, SqlType.Parse((string)row[1]!)))], [], [], []);
    }
}
