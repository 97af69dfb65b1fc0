using System.Diagnostics;
using RewriteLang.Algebra;

namespace RewriteLang.Engines;

/// <summary>Catalogs and statistics of a database, whichever engine it is of.</summary>
public static class CatalogReading
{
    /// <summary>The base tables, their constraints and indexes, without statistics.</summary>
    public static Catalog ReadCatalog(this EngineDatabase database) => database.Engine switch
    {
        DuckDbEngine => DuckDbCatalog.Read(database),
        SqliteEngine => SqliteCatalog.Read(database),
        _ => throw new UnreachableException(database.Engine.Name),
    };

    /// <summary>
    /// The catalog with statistics for every table: counts are exact, distinct values of large tables are estimated, and which columns determine others is seen in
    /// some of its rows. A few scans a table.
    /// </summary>
    /// <param name="database">Where the tables are, under the names of the catalog.</param>
    /// <param name="catalog">The catalog, of this database or of another one with the same tables.</param>
    /// <param name="token">Stops it.</param>
    public static Catalog GatherStatistics(this EngineDatabase database, Catalog catalog, CancellationToken token = default) => catalog.WithTables(catalog.Tables.Select(table =>
    {
        var counted = database.Engine switch
        {
            DuckDbEngine => DuckDbStatistics.Gather(database, table, token),
            SqliteEngine => SqliteStatistics.Gather(database, table, token),
            _ => throw new UnreachableException(database.Engine.Name),
        };
        return table with { Statistics = Dependencies.AddTo(counted, database, table, token) };
    }));
}
