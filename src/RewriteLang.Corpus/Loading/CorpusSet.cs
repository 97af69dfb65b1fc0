using RewriteLang.Algebra;
using RewriteLang.Sql;

namespace RewriteLang.Corpus.Loading;

/// <summary>A query of a corpus.</summary>
/// <param name="Id">The file's name without extension; of a file with several statements, that and the statement's number: <c>load-2</c>.</param>
/// <param name="File">The file.</param>
/// <param name="Text">Its text, unchanged; of one of several statements, from its comments to its end.</param>
/// <param name="Pathology">What a comment line <c>-- pathology: NAME</c> says it suffers from; null if there is none, or if it says <c>none</c>.</param>
public sealed record CorpusQuery(string Id, string File, string Text, string? Pathology);

/// <summary>A folder of queries over one schema.</summary>
/// <param name="Name">The folder's name.</param>
/// <param name="Folder">Where it is.</param>
/// <param name="Schema">The DDL of <c>schema.sql</c>.</param>
/// <param name="SchemaFile">The file that it came from.</param>
/// <param name="Generator">The text of <c>generate.sql</c>; null if there is none.</param>
/// <param name="DataFolder">The folder <c>data</c> with a Parquet file a table; null if there is none.</param>
/// <param name="Queries">The queries of <c>queries</c>, by file name.</param>
public sealed record CorpusSet(
    string Name,
    string Folder,
    string Schema,
    string SchemaFile,
    string? Generator,
    string? DataFolder,
    Sequence<CorpusQuery> Queries)
{
    /// <summary>A folder, or a file in it, is missing or cannot be read.</summary>
    public const string Missing = "RW3101";

    /// <summary>There is nothing to run.</summary>
    public const string NoQueries = "RW3102";

    /// <summary>Reads a corpus from its folder.</summary>
    public static Result<CorpusSet> Load(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return Result<CorpusSet>.Failure(Diagnostic.Error(Missing, $"There is no folder '{folder}'.", hint: "A corpus is a folder with schema.sql and queries/*.sql."));
        }

        const string Shape = "A corpus is a folder with schema.sql and queries/*.sql.";
        var schemaFile = Path.Combine(folder, "schema.sql");
        var schema = TextFile.Read(schemaFile, Shape);
        var queryFolder = Path.Combine(folder, "queries");
        var files = Directory.Exists(queryFolder)
            ? Directory.GetFiles(queryFolder, "*.sql").Order(StringComparer.Ordinal).ToArray()
            : [];
        var queries = files.Select(file => (file, text: TextFile.Read(file))).ToList();
        var generatorFile = Path.Combine(folder, "generate.sql");
        var generator = File.Exists(generatorFile) ? TextFile.Read(generatorFile) : null;
        Sequence<Diagnostic> problems =
        [
            .. schema.Diagnostics,
            .. files.Length > 0 ? [] : new[] { Diagnostic.Error(NoQueries, $"There are no queries in '{queryFolder}'.", hint: "Put one statement a file there, named *.sql.") },
            .. queries.SelectMany(q => q.text.Diagnostics),
            .. generator is null ? [] : generator.Diagnostics,
        ];
        if (!problems.IsEmpty)
        {
            return Result<CorpusSet>.Failure(problems);
        }

        var data = Path.Combine(folder, "data");
        return Result<CorpusSet>.Success(new(
            Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))),
            folder,
            schema.Value!,
            schemaFile,
            generator?.Value,
            Directory.Exists(data) ? data : null,
            [.. queries.SelectMany(q => Statements(q.file, q.text.Value!))]));
    }

    // Statements of one file are queries of their own: each is compared and timed alone.
    private static IEnumerable<CorpusQuery> Statements(string file, string text)
    {
        var statements = SqlScript.Split(text, file);
        return statements.Count <= 1
            ? [Read(file, text)]
            : statements.Select((s, i) =>
            {
                var query = Read(file, text[s.LeadingOffset..(s.Offset + s.Length)]);
                return query with { Id = $"{query.Id}-{i + 1}" };
            });
    }

    private static CorpusQuery Read(string file, string text)
    {
        var line = text.Split('\n').Select(l => l.Trim()).FirstOrDefault(l => l.StartsWith("-- pathology:", StringComparison.Ordinal));
        var pathology = line?["-- pathology:".Length..].Trim();
        return new(Path.GetFileNameWithoutExtension(file), file, text, pathology is null or "none" or "" ? null : pathology);
    }
}
