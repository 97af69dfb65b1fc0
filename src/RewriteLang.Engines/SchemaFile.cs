using System.Data.Common;
using RewriteLang.Algebra;

namespace RewriteLang.Engines;

/// <summary>A file that says what tables there are: DDL, a DuckDB database or a SQLite database.</summary>
public static class SchemaFile
{
    /// <summary>The code of a file that cannot be read.</summary>
    public const string Unreadable = "RW3004";

    /// <summary>The code of a database that its engine does not open: locked, broken, or of a later version.</summary>
    public const string NotOpened = "RW3005";

    private const int HeaderBytes = 16;

    /// <summary>The engine whose database a file is, by its first bytes; null when it is of neither.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static Engine? EngineOf(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        Span<byte> header = stackalloc byte[HeaderBytes];
        var read = file.ReadAtLeast(header, HeaderBytes, throwOnEndOfStream: false);

        // DuckDB's header begins with a checksum of eight bytes.
        return header[..read].SequenceEqual("SQLite format 3\0"u8) ? SqliteEngine.Instance
            : read == HeaderBytes && header[8..12].SequenceEqual("DUCK"u8) ? DuckDbEngine.Instance
            : null;
    }

    /// <summary>Reads the catalog; that of a database with statistics.</summary>
    /// <param name="path">The file, or a folder of Parquet or CSV files.</param>
    /// <param name="ddlEngine">The engine whose DDL a text file has; null for DuckDB.</param>
    /// <param name="token">Stops it.</param>
    /// <returns>The catalog, or the error that says why there is none.</returns>
    public static Result<Catalog> Read(string path, Engine? ddlEngine = null, CancellationToken token = default)
    {
        try
        {
            if (Directory.Exists(path))
            {
                return DataFolder.Read(path, token);
            }

            if (EngineOf(path) is not { } engine)
            {
                return DdlCatalog.Read(path, File.ReadAllText(path), ddlEngine);
            }

            using var database = engine.OpenFile(path);
            return Result<Catalog>.Success(database.GatherStatistics(database.ReadCatalog(), token));
        }
        catch (DbException fault)
        {
            return Failure(NotOpened, $"The database '{path}' cannot be read: {fault.Message.ReplaceLineEndings(" ")}", "close the program that has it open, or name another file");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return Failure(Unreadable, $"The schema '{path}' cannot be read: {fault.Message}", "name a file with DDL, a DuckDB database, a SQLite database or a folder of Parquet or CSV files");
        }
    }

    private static Result<Catalog> Failure(string code, string message, string hint) => Result<Catalog>.Failure(Diagnostic.Error(code, message, hint: hint));
}
