using System.CommandLine;
using System.Text.Json.Nodes;
using RewriteLang.Algebra;
using RewriteLang.Corpus.Loading;
using RewriteLang.Engines;
using RewriteLang.Sql;
using RewriteLang.Sql.Printing;
using RewriteLang.Sql.Printing.Text;
using RewriteLang.Verify.Equality;
using RewriteLang.Verify.Queries;

namespace RewriteLang.Cli.Commands;

/// <summary><c>rw equiv</c>: looks for a database on which two queries differ.</summary>
internal static class EquivCommand
{
    private const string NotSteered = "RW4104";

    public static Command Create(Attach attach)
    {
        var first = new Argument<string>("FIRST") { Description = "A file with one SELECT; it says which order and which failures are right." };
        var second = new Argument<string>("SECOND") { Description = "A file with the SELECT that is to give the same." };
        var schema = new Option<string>("--schema") { Description = "The tables: a file with DDL, a DuckDB or SQLite database, or a folder of Parquet or CSV files.", HelpName = "S", Required = true };
        var engine = SharedOptions.Engine();
        var seed = SharedOptions.Seed();
        var cases = new Option<int>("--cases") { Description = "Databases with rows to show on which they are to agree.", HelpName = "N", DefaultValueFactory = _ => 300 };
        var names = new Option<bool>("--ignore-names") { Description = "Names of columns may differ." };
        var order = new Option<bool>("--ignore-column-order") { Description = "Columns are matched by name." };
        var types = new Option<bool>("--ignore-types") { Description = "Types of columns may differ." };
        var json = SharedOptions.Json();
        var command = new Command("equiv", "Look for data on which two queries give different results.") { first, second, schema, engine, seed, cases, names, order, types, json };
        attach(command, (parsed, terminal, token) =>
        {
            var tables = SchemaSource.Load(parsed.GetRequiredValue(schema), null, token);
            var target = SharedOptions.EngineOf(parsed.GetValue(engine)) ?? tables.Value?.Engine ?? DuckDbEngine.Instance;
            var files = new Dictionary<string, string>();
            var columns = new ColumnFactory();
            var diagnostics = new List<Diagnostic>(tables.Diagnostics);
            var one = Read(parsed.GetRequiredValue(first));
            var other = Read(parsed.GetRequiredValue(second));
            var output = new DiagnosticText(terminal, files);
            if (!tables.IsSuccess || one is null || other is null)
            {
                output.Write([.. diagnostics]);
                return ExitCodes.WrongInput;
            }

            var comparison = new ComparisonOptions(!parsed.GetValue(names), !parsed.GetValue(order), !parsed.GetValue(types));
            var wanted = parsed.GetValue(cases);
            var options = new EquivalenceOptions(parsed.GetValue(seed), wanted, 20 * wanted, comparison);
            var report = new QueryEquivalence(target is SqliteEngine ? WithViewsForSqlite(tables.Value.Catalog) : tables.Value.Catalog, target, options).Compare(one, other, token);
            output.Write([.. diagnostics, .. report.Diagnostics]);
            if (!report.IsSuccess)
            {
                return ExitCodes.WrongInput;
            }

            terminal.Out.WriteLine(parsed.GetValue(json) ? Json(report.Value, options) : Text(report.Value, options, target));
            return report.Value.Status switch
            {
                EquivalenceStatus.NoDifference => ExitCodes.Done,
                EquivalenceStatus.Refuted => ExitCodes.Refuted,
                _ => ExitCodes.Undetermined,
            };

            ComparedQuery? Read(string path)
            {
                var text = TextFile.Read(path);
                diagnostics.AddRange(text.Diagnostics);
                if (!text.IsSuccess || !tables.IsSuccess)
                {
                    return null;
                }

                files[path] = text.Value;
                var statements = SqlScript.Split(text.Value, path);
                var bound = SqlBinder.Bind(text.Value, tables.Value.Catalog, columns, path);
                if (!bound.IsSuccess && (statements.Count != 1 || (target is DuckDbEngine && bound.Diagnostics.Any(d => d.Severity == Severity.Error))))
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
        });
        return command;
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

    private static string Text(EquivalenceReport report, EquivalenceOptions options, Engine engine)
    {
        var aside = string.Concat(
            report.Failed > 0 ? $"; the first query failed in {report.Failed}" : "",
            report.Undetermined > 0 ? $"; nothing follows from {report.Undetermined}: {report.Reason}" : "");
        var counts = $"{report.Useful} useful cases of {report.Attempts}, on {engine.Description}{aside}; seed {options.Seed}";
        return report.Status switch
        {
            EquivalenceStatus.NoDifference => $"No difference found: {counts}.",
            EquivalenceStatus.Refuted => $"They differ: case {report.Refutation!.Attempt} of seed {options.Seed}, {report.Refutation.Rows} rows.\n{report.Refutation.Difference}\n\n{report.Refutation.Script.TrimEnd()}",
            _ => $"It cannot be told: {counts}.",
        };
    }

    private static string Json(EquivalenceReport report, EquivalenceOptions options) => JsonText.Indented(new JsonObject
    {
        ["version"] = JsonText.Version,
        ["status"] = report.Status switch { EquivalenceStatus.NoDifference => "no_difference", EquivalenceStatus.Refuted => "refuted", _ => "undetermined" },
        ["seed"] = options.Seed,
        ["attempts"] = report.Attempts,
        ["useful"] = report.Useful,
        ["failed"] = report.Failed,
        ["undetermined"] = report.Undetermined,
        ["reason"] = report.Reason,
        ["difference"] = report.Refutation?.Difference,
        ["script"] = report.Refutation?.Script,
        ["rows"] = report.Refutation?.Rows,
    });
}
