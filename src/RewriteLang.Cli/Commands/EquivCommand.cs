using System.CommandLine;
using System.Text.Json.Nodes;
using RewriteLang.Cli.Isolation;
using RewriteLang.Verify.Equality;
using RewriteLang.Verify.Queries;

namespace RewriteLang.Cli.Commands;

/// <summary><c>rw equiv</c>: looks for a database on which two queries differ.</summary>
internal static class EquivCommand
{
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
            var comparison = new ComparisonOptions(!parsed.GetValue(names), !parsed.GetValue(order), !parsed.GetValue(types));
            var wanted = parsed.GetValue(cases);
            var options = new EquivalenceOptions(parsed.GetValue(seed), wanted, 20 * wanted, comparison);
            var task = new VerificationTask.OfQueries(
                parsed.GetRequiredValue(first), parsed.GetRequiredValue(second), parsed.GetRequiredValue(schema), SharedOptions.EngineOf(parsed.GetValue(engine))?.Name, options);
            using var process = new VerifyingProcess(task, terminal);
            var (answer, crash) = process.Ask<ComparedFiles>(VerificationTask.OfQueries.Only, null, token);
            new DiagnosticText(terminal).Write(crash is null ? answer!.Diagnostics : [crash]);
            if (answer?.Report is not { } report)
            {
                return crash is null ? ExitCodes.WrongInput : ExitCodes.Undetermined;
            }

            terminal.Out.WriteLine(parsed.GetValue(json) ? Json(report, options) : Text(report, options, answer.Engine));
            return report.Status switch
            {
                EquivalenceStatus.NoDifference => ExitCodes.Done,
                EquivalenceStatus.Refuted => ExitCodes.Refuted,
                _ => ExitCodes.Undetermined,
            };
        });
        return command;
    }

    private static string Text(EquivalenceReport report, EquivalenceOptions options, string engine)
    {
        var aside = string.Concat(
            report.Failed > 0 ? $"; the first query failed in {report.Failed}" : "",
            report.Undetermined > 0 ? $"; nothing follows from {report.Undetermined}: {report.Reason}" : "");
        var counts = $"{report.Useful} useful cases of {report.Attempts}, on {engine}{aside}; seed {options.Seed}";
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
