using System.Diagnostics;
using RewriteLang.Algebra;
using RewriteLang.Sql.Printing.Dialects;
using RewriteLang.Sql.Printing.Levels;
using RewriteLang.Sql.Printing.Text;

namespace RewriteLang.Sql.Printing;

/// <summary>Prints plans as SQL. The same plan always gives the same text.</summary>
public static class SqlPrinter
{
    /// <summary>
    /// The query as one statement whose columns have the names of <see cref="Query.Outputs"/> and, on DuckDB, their types. What a dialect cannot say
    /// with the same meaning is refused, with a code RW15xx that docs/diagnostics.md explains.
    /// </summary>
    public static Result<PrintedSql> Print(Query query, Dialect dialect, PrintOptions? options = null)
    {
        options ??= new PrintOptions();
        var capabilities = options.Capabilities ?? EngineCapabilities.DefaultFor(dialect);
        try
        {
            Translator translator = dialect switch
            {
                Dialect.DuckDb => new DuckDbTranslator(capabilities),
                Dialect.Sqlite => new SqliteTranslator(capabilities),
                _ => throw new UnreachableException(dialect.ToString()),
            };
            var tree = LevelBuilder.Build(translator.Prepare(query), translator);
            Naming.Assign(tree);
            return Result<PrintedSql>.Success(new(QueryWriter.Write(tree, options.Width), dialect), [.. translator.Notes]);
        }
        catch (Refusal refusal)
        {
            return Result<PrintedSql>.Failure(refusal.ToDiagnostic());
        }
    }
}
