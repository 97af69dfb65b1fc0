using RewriteLang.Algebra;
using RewriteLang.Corpus.Loading;
using RewriteLang.Engines;
using RewriteLang.Sql;
using RewriteLang.Sql.Printing;
using RewriteLang.Sql.Printing.Text;
using RewriteLang.Verify.Queries;
using PendingCase = RewriteLang.Verify.Rules.PendingCase;

namespace RewriteLang.Cli.Isolation;

/// <summary>What the comparison of two queries in files found.</summary>
/// <param name="Diagnostics">What is to be said of schema and queries.</param>
/// <param name="Report">The outcome; null where the input is wrong.</param>
/// <param name="Engine">The engine that judged, with its version.</param>
internal sealed record ComparedFiles(Sequence<Diagnostic> Diagnostics, EquivalenceReport? Report, string Engine)
{
    private const string NotSteered = "RW4104";

    /// <summary>Reads schema and queries, and compares.</summary>
    /// <param name="task">What is to be compared, and how.</param>
    /// <param name="note">Is told of each case before it is tried.</param>
    /// <param name="token">Ends early, with an <see cref="OperationCanceledException"/>.</param>
    public static ComparedFiles Compare(VerificationTask.OfQueries task, Action<PendingCase> note, CancellationToken token)
    {
        var tables = SchemaSource.Load(task.Schema, null, token);
        var engine = EngineNamed(task.Engine) ?? tables.Value?.Engine ?? DuckDbEngine.Instance;
        if (!tables.IsSuccess)
        {
            var (absent, other) = (TextFile.Read(task.First), TextFile.Read(task.Second));
            return new([.. tables.Diagnostics, .. absent.Diagnostics, .. other.Diagnostics], null, engine.Description);
        }

        var columns = new ColumnFactory();
        var diagnostics = new List<Diagnostic>(tables.Diagnostics);
        var first = Read(task.First, tables.Value.Catalog, engine, columns, diagnostics);
        var second = Read(task.Second, tables.Value.Catalog, engine, columns, diagnostics);
        if (first is null || second is null)
        {
            return new([.. diagnostics], null, engine.Description);
        }

        var catalog = engine is SqliteEngine ? WithViewsForSqlite(tables.Value.Catalog) : tables.Value.Catalog;
        var report = new QueryEquivalence(catalog, engine, task.Options, note).Compare(first, second, token);
        return new([.. diagnostics, .. report.Diagnostics], report.Value, engine.Description);
    }

    private static Engine? EngineNamed(string? name) => Engines.Engine.All.FirstOrDefault(e => e.Name == name);

    private static ComparedQuery? Read(string path, Catalog catalog, Engine engine, ColumnFactory columns, List<Diagnostic> diagnostics)
    {
        var text = TextFile.Read(path);
        diagnostics.AddRange(text.Diagnostics);
        if (!text.IsSuccess)
        {
            return null;
        }

        var statements = SqlScript.Split(text.Value, path);
        var bound = SqlBinder.Bind(text.Value, catalog, columns, path);
        if (!bound.IsSuccess && (statements.Count != 1 || (engine is DuckDbEngine && bound.Diagnostics.Any(d => d.Severity == Severity.Error))))
        {
            diagnostics.AddRange(bound.Diagnostics);
            return null;
        }

        if (!bound.IsSuccess)
        {
            diagnostics.Add(new(
                NotSteered, Severity.Warning, "The query is not understood whole: the data is steered by its constants alone, and the order of rows is not compared.", statements[0].Span));
        }

        return new(statements[0].Text, bound.Value?.Query);
    }

    // DDL is read as DuckDB's, whose views SQLite is given in its own words; those that it has none for stay unknown to it.
    private static Catalog WithViewsForSqlite(Catalog catalog) => catalog with
    {
        Views =
        [
            .. catalog.Views.Where(v => v.Engine == SqliteEngine.Instance.Name),
            .. from view in catalog.Views
               where view.Engine == DuckDbEngine.Instance.Name && view.Schema is null
               let name = Identifiers.Name(view.Name)
               let bound = SqlBinder.Bind($"SELECT * FROM {name}", catalog, new ColumnFactory())
               where bound.IsSuccess
               let printed = SqlPrinter.Print(bound.Value!.Query, Dialect.Sqlite)
               where printed.IsSuccess
               select view with { Sql = $"CREATE VIEW {name} AS {printed.Value!.Text}", Engine = SqliteEngine.Instance.Name },
        ],
    };
}
