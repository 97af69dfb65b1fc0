using System.Globalization;
using RewriteLang.Algebra;
using RewriteLang.Engines;

namespace RewriteLang.Corpus.Loading;

/// <summary>
/// The data of a corpus, loaded: always in DuckDB, which reads the queries' own dialect and so says what is right; in SQLite too when that is the
/// engine to measure.
/// </summary>
public sealed class CorpusDatabase : IDisposable
{
    private CorpusDatabase(EngineDatabase reference, EngineDatabase target, Catalog catalog, Sequence<Diagnostic> diagnostics)
    {
        Reference = reference;
        Target = target;
        Catalog = catalog;
        Diagnostics = diagnostics;
    }

    /// <summary>The data in DuckDB.</summary>
    public EngineDatabase Reference { get; }

    /// <summary>The data in the engine to measure; the same object as <see cref="Reference"/> when that is DuckDB.</summary>
    public EngineDatabase Target { get; }

    /// <summary>The tables with their constraints, as far as the data keeps them, and statistics of the engine to measure.</summary>
    public Catalog Catalog { get; }

    /// <summary>Constraints that the data breaks.</summary>
    public Sequence<Diagnostic> Diagnostics { get; }

    /// <summary>Loads a corpus into memory.</summary>
    /// <param name="set">The corpus.</param>
    /// <param name="engine">The engine to measure.</param>
    /// <param name="scale">The scale of generated data.</param>
    /// <param name="file">A DuckDB file with the data, opened read-only; null to generate or load it.</param>
    /// <param name="token">Stops the loading.</param>
    public static Result<CorpusDatabase> Load(CorpusSet set, Engine engine, double scale, string? file, CancellationToken token)
    {
        var schema = DdlCatalog.Read(set.SchemaFile, set.Schema);
        if (!schema.IsSuccess)
        {
            return Result<CorpusDatabase>.Failure(schema.Diagnostics);
        }

        var reference = file is null ? DuckDbEngine.Instance.OpenMemory() : DuckDbEngine.Instance.OpenFile(file);
        try
        {
            if (file is null)
            {
                Fill(set, schema.Value, reference, scale, token);
            }

            var catalog = reference.ReadCatalog();
            var validated = reference.Validate(WithConstraintsOf(catalog, schema.Value), token);
            if (!validated.IsSuccess)
            {
                reference.Dispose();
                return Result<CorpusDatabase>.Failure(validated.Diagnostics);
            }

            var target = reference;
            if (engine is SqliteEngine)
            {
                target = engine.OpenMemory();
                TableCopy.Copy(reference, target, validated.Value, token);
                target.Analyze();
            }

            // Statistics come from DuckDB, which counts faster; indexes from the engine that will use them.
            var counted = reference.GatherStatistics(validated.Value, token);
            var indexed = engine is SqliteEngine ? WithIndexesOf(counted, target.ReadCatalog()) : counted;
            return Result<CorpusDatabase>.Success(new(reference, target, indexed, validated.Diagnostics));
        }
        catch
        {
            reference.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Target != Reference)
        {
            Target.Dispose();
        }

        Reference.Dispose();
    }

    private static void Fill(CorpusSet set, Catalog schema, EngineDatabase database, double scale, CancellationToken token)
    {
        // Without constraints: checking them row by row takes longer than everything else, and the data is validated afterwards.
        database.Execute("CREATE SCHEMA declared; SET schema = 'declared'", null, token);
        database.Execute(set.Schema, null, token);
        database.Execute("SET schema = 'main'", null, token);
        foreach (var table in schema.Tables)
        {
            var name = $"\"{table.Name.Replace("\"", "\"\"")}\"";
            database.Execute($"CREATE TABLE main.{name} AS FROM declared.{name} LIMIT 0", null, token);
        }

        database.Execute("DROP SCHEMA declared CASCADE", null, token);
        if (set.Generator is { } generator)
        {
            database.Execute(string.Create(CultureInfo.InvariantCulture, $"SET VARIABLE scale = {scale}"), null, token);
            database.Execute(generator, null, token);
        }
        else if (set.DataFolder is { } folder)
        {
            ParquetFolder.Load(database, folder, token);
        }
    }

    // A database file may carry no constraints of its own: those of the schema are declared, and then checked on the data.
    private static Catalog WithConstraintsOf(Catalog loaded, Catalog declared) => loaded.WithTables(loaded.Tables.Select(t =>
        declared.Find(t.Name) is { } d && d.Columns.Count == t.Columns.Count && t.Keys.IsEmpty
            ? t with
            {
                Columns = [.. t.Columns.Select((c, i) => c with { NotNull = d.Columns[i].NotNull is null ? null : Trust.Declared })],
                Keys = d.Keys.Map(k => k with { Trust = Trust.Declared }),
                ForeignKeys = d.ForeignKeys.Map(f => f with { Trust = Trust.Declared }),
                Indexes = d.Indexes,
            }
            : t));

    private static Catalog WithIndexesOf(Catalog catalog, Catalog other) => catalog.WithTables(catalog.Tables.Select(t =>
        other.Find(t.Name) is { } o ? t with { Indexes = o.Indexes } : t));
}
