using System.Data.Common;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using RewriteLang.Algebra;
using SQLitePCL;

namespace RewriteLang.Engines;

/// <summary>
/// Reads a catalog from DDL by running it in an empty database in memory, without access to files. Constraints are as trusted as that engine makes
/// them; whether data that comes from elsewhere keeps them is for <see cref="ConstraintValidation"/> to say.
/// </summary>
public static partial class DdlCatalog
{
    /// <summary>The code of a statement that the engine rejects.</summary>
    public const string Rejected = "RW3001";

    /// <summary>The code of DDL that makes no table.</summary>
    public const string NoTables = "RW3002";

    /// <summary>Reads the catalog that DDL makes.</summary>
    /// <param name="file">The name of the file, for messages.</param>
    /// <param name="ddl">Its text.</param>
    /// <param name="engine">The engine whose DDL it is; null for DuckDB.</param>
    /// <returns>The catalog, or one error with the place where the engine stopped.</returns>
    public static Result<Catalog> Read(string file, string ddl, Engine? engine = null)
    {
        engine ??= DuckDbEngine.Instance;
        using var database = engine.OpenMemory();
        try
        {
            var sqlite = database.Connection as SqliteConnection;
            if (sqlite is not null && RunSqlite(file, ddl, sqlite) is { } error)
            {
                return Result<Catalog>.Failure(error);
            }

            if (sqlite is null)
            {
                database.Execute("SET enable_external_access = false");
                database.Execute(ddl);
            }
        }
        catch (DbException fault)
        {
            return Result<Catalog>.Failure(DuckDbError(file, ddl, fault.Message));
        }

        var catalog = database.ReadCatalog();
        return catalog.Tables.IsEmpty
            ? Result<Catalog>.Failure(Diagnostic.Error(NoTables, "The schema has no CREATE TABLE.", SourceSpan.At(file, ddl, 0)))
            : Result<Catalog>.Success(catalog);
    }

    [GeneratedRegex(@"^LINE (?<line>\d+): (?<text>.*)\r?\n(?<caret> *)\^", RegexOptions.Multiline)]
    private static partial Regex Place();

    [GeneratedRegex(@"\bname ""?(?<name>\w+)")]
    private static partial Regex Named();

    // DuckDB quotes the line, cut with dots at either end when it is long, and puts a caret under the place.
    private static Diagnostic DuckDbError(string file, string ddl, string message)
    {
        var place = Place().Match(message);
        var sentence = (place.Success ? message[..place.Index] : message).Trim().ReplaceLineEndings(" ");
        if (!place.Success)
        {
            // Some errors name what is wrong without its place.
            var name = Named().Match(sentence).Groups["name"].Value;
            var found = name.Length == 0 ? Match.Empty : Regex.Match(ddl, $@"\b{Regex.Escape(name)}\b", RegexOptions.IgnoreCase);
            return Diagnostic.Error(Rejected, sentence, SourceSpan.At(file, ddl, found.Index, found.Length));
        }

        var line = int.Parse(place.Groups["line"].Value, System.Globalization.CultureInfo.InvariantCulture);
        var start = 0;
        for (var i = 1; i < line; i++)
        {
            start = ddl.IndexOf('\n', start) + 1;
        }

        var end = ddl.IndexOf('\n', start) is >= 0 and var newline ? newline : ddl.Length;
        var shown = place.Groups["text"].Value.TrimEnd();
        var cut = shown.StartsWith("...", StringComparison.Ordinal) ? 3 : 0;
        var inShown = place.Groups["caret"].Length - $"LINE {line}: ".Length;
        var excerpt = shown[cut..].Replace("...", "").TrimEnd();
        var at = Math.Max(0, ddl[start..end].IndexOf(excerpt, StringComparison.Ordinal));
        return Diagnostic.Error(Rejected, sentence, SourceSpan.At(file, ddl, start + at + Math.Max(0, inShown - cut)));
    }

    private static Diagnostic? RunSqlite(string file, string ddl, SqliteConnection connection)
    {
        var rest = ddl;
        while (rest.Length > 0)
        {
            var start = ddl.Length - rest.Length;
            var code = raw.sqlite3_prepare_v2(connection.Handle, rest, out var statement, out var tail);
            using (statement)
            {
                while (code == raw.SQLITE_OK || code == raw.SQLITE_ROW)
                {
                    if (statement.IsInvalid)
                    {
                        break;
                    }

                    code = raw.sqlite3_step(statement);
                }

                if (code is not (raw.SQLITE_OK or raw.SQLITE_DONE))
                {
                    var offset = SqliteLibrary.ErrorOffset(connection.Handle!);
                    var at = offset >= 0
                        ? System.Text.Encoding.UTF8.GetCharCount(System.Text.Encoding.UTF8.GetBytes(rest), 0, offset)
                        : rest.Length - rest.TrimStart().Length;
                    return Diagnostic.Error(Rejected, raw.sqlite3_errmsg(connection.Handle).utf8_to_string(), SourceSpan.At(file, ddl, start + at));
                }
            }

            rest = tail ?? "";
        }

        return null;
    }
}
