using RewriteLang.Algebra;
using RewriteLang.Corpus.Loading;
using RewriteLang.Engines;

namespace RewriteLang.Cli;

/// <summary>The tables that queries can name.</summary>
/// <param name="Catalog">The tables; with statistics if they come from a database.</param>
/// <param name="Engine">The engine whose database it is; null for DDL.</param>
public sealed record SchemaSource(Catalog Catalog, Engine? Engine)
{
    /// <summary>A file that is neither DDL nor a database.</summary>
    public const string Unknown = "RW3107";

    /// <summary>
    /// Reads a file with DDL, a folder of Parquet or CSV files, or a DuckDB or SQLite database, which is told by its first bytes and opened for reading
    /// only.
    /// </summary>
    /// <param name="path">The file or folder.</param>
    /// <param name="ddlEngine">The engine whose DDL a text file has; null for DuckDB.</param>
    /// <param name="token">Stops it.</param>
    /// <exception cref="System.Data.Common.DbException">The database is locked or damaged.</exception>
    public static Result<SchemaSource> Load(string path, Engine? ddlEngine, CancellationToken token)
    {
        if (Directory.Exists(path))
        {
            return DataFolder.Read(path, token).Then(catalog => Result<SchemaSource>.Success(new(catalog, DuckDbEngine.Instance)));
        }

        if (!File.Exists(path))
        {
            return Result<SchemaSource>.Failure(Diagnostic.Error(
                CorpusSet.Missing, $"There is no file '{path}'.", hint: "--schema takes a file with CREATE TABLE statements, a DuckDB database, a SQLite database or a folder of Parquet or CSV files."));
        }

        if (SchemaFile.EngineOf(path) is { } engine)
        {
            return FromDatabase(engine, path, token);
        }

        var text = TextFile.Read(path);
        if (!text.IsSuccess || text.Value.Contains('\0', StringComparison.Ordinal))
        {
            return Result<SchemaSource>.Failure(Diagnostic.Error(
                Unknown, $"'{path}' is neither text with CREATE TABLE statements nor a DuckDB or SQLite database.", hint: "If it was a database once, it is damaged."));
        }

        return DdlCatalog.Read(path, text.Value, ddlEngine).Then(catalog => Result<SchemaSource>.Success(new(catalog, null)));
    }

    /// <summary>The same tables with the statistics of a file, if one is named.</summary>
    /// <param name="statistics">The file; null to keep what there is.</param>
    public Result<SchemaSource> With(string? statistics) => statistics is null
        ? Result<SchemaSource>.Success(this)
        : Counted(Catalog, statistics).Then(catalog => Result<SchemaSource>.Success(this with { Catalog = catalog }));

    /// <summary>A catalog with the statistics of a file.</summary>
    public static Result<Catalog> Counted(Catalog catalog, string statistics) => TextFile.Read(statistics, "rw stats writes such a file.")
        .Then(text => StatisticsText.Read(statistics, text))
        .Then(gathered => gathered.ApplyTo(catalog, statistics));

    /// <summary>Opens the data behind a schema that is no DDL.</summary>
    /// <param name="path">A database, or a folder of Parquet or CSV files.</param>
    /// <param name="engine">The engine of the database.</param>
    /// <param name="token">Stops it.</param>
    public static EngineDatabase Open(string path, Engine engine, CancellationToken token)
    {
        if (!Directory.Exists(path))
        {
            return engine.OpenFile(path);
        }

        var database = engine.OpenMemory();
        DataFolder.Open(database, path, token);
        return database;
    }

    private static Result<SchemaSource> FromDatabase(Engine engine, string path, CancellationToken token)
    {
        using var database = engine.OpenFile(path);
        return database.Validate(database.ReadCatalog(), token)
            .Then(catalog => Result<SchemaSource>.Success(new(database.GatherStatistics(catalog, token), engine)));
    }
}
