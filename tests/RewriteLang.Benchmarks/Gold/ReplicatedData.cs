using RewriteLang.Corpus.Loading;
using RewriteLang.Engines;

namespace RewriteLang.Benchmarks.Gold;

/// <summary>A database file with the Parquet data of a corpus, its fact tables repeated: copy k has its order numbers shifted by k × 10,000,000.</summary>
internal static class ReplicatedData
{
    // The columns by whose numbers the copies of TPC-DS's sales and returns differ; dimensions stay as they are.
    private static readonly HashSet<string> Shifted = new(StringComparer.OrdinalIgnoreCase)
    {
        "ss_ticket_number", "sr_ticket_number", "cs_order_number", "cr_order_number", "ws_order_number", "wr_order_number",
    };

    /// <summary>The file, made if it is not there.</summary>
    public static string File(CorpusSet set, GoldOptions options)
    {
        if (System.IO.File.Exists(options.Database))
        {
            return options.Database;
        }

        using var database = DuckDbEngine.Instance.OpenMemory();
        ParquetFolder.Load(database, set.DataFolder ?? throw new DirectoryNotFoundException($"'{set.Folder}' has no folder data"));

        // Under another name until it is complete.
        var unfinished = $"{options.Database}.unfinished";
        System.IO.File.Delete(unfinished);
        database.Execute($"ATTACH '{unfinished.Replace("'", "''", StringComparison.Ordinal)}' AS copy");
        foreach (var table in database.ReadCatalog().Tables)
        {
            var columns = string.Join(", ", table.Columns.Select(c => Shifted.Contains(c.Name) ? $"{c.Name} + k.k * 10000000 AS {c.Name}" : $"t.{c.Name}"));
            var isFact = table.Columns.Any(c => Shifted.Contains(c.Name));
            database.Execute(isFact
                ? $"CREATE TABLE copy.{table.Name} AS SELECT {columns} FROM {table.Name} t, range({options.Copies}) k(k)"
                : $"CREATE TABLE copy.{table.Name} AS FROM {table.Name}");
        }

        database.Execute("DETACH copy");
        System.IO.File.Move(unfinished, options.Database);
        return options.Database;
    }
}
