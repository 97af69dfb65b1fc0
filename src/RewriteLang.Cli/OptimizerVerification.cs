using System.Globalization;
using System.Text.Json.Nodes;
using RewriteLang.Algebra;
using RewriteLang.Cli.Isolation;
using RewriteLang.Verify.Optimizing;

namespace RewriteLang.Cli;

/// <summary>Random queries through the whole optimizer, as <c>rw verify --queries</c> tries them: in another process, a query an item.</summary>
internal static class OptimizerVerification
{
    // What ends the process again and again is not about one query.
    private const int MaximumCrashes = 3;

    /// <summary>Tries queries until one is wrong, and writes what was found, also when it is interrupted.</summary>
    /// <returns>The exit code.</returns>
    public static int Verify(int count, VerificationTask.OfOptimizer task, bool asJson, Terminal terminal, CancellationToken token)
    {
        var report = OptimizerReport.None(task.Seed);
        var crashes = new List<Diagnostic>();
        using var process = new VerifyingProcess(task, terminal);
        try
        {
            for (var number = 0; number < count && report.Refutation is null && crashes.Count < MaximumCrashes; number++)
            {
                var (answer, crash) = process.Ask<OptimizerReport>(number.ToString(CultureInfo.InvariantCulture), null, token);
                report = answer is null ? report : report.And(answer);
                if (crash is not null)
                {
                    crashes.Add(crash);
                    new DiagnosticText(terminal).Write([crash]);
                }
            }
        }
        finally
        {
            Write(report, crashes, asJson, terminal);
        }

        return report.Refutation is not null ? ExitCodes.Refuted
            : crashes.Count > 0 ? ExitCodes.Undetermined
            : report.Faults.IsEmpty ? ExitCodes.Done : ExitCodes.Fault;
    }

    private static void Write(OptimizerReport report, IReadOnlyList<Diagnostic> crashes, bool asJson, Terminal terminal)
    {
        if (asJson)
        {
            terminal.Out.WriteLine(JsonText.Indented(new JsonObject
            {
                ["version"] = JsonText.Version,
                ["seed"] = report.Seed,
                ["queries"] = report.Queries,
                ["rewritten"] = report.Rewritten,
                ["cases"] = new JsonObject(report.Judges.Select(j => KeyValuePair.Create(j.Judge, (JsonNode?)j.Cases))),
                ["rules"] = new JsonObject(report.Rules.Select(r => KeyValuePair.Create(r.Key, (JsonNode?)r.Value))),
                ["crashes"] = new JsonArray([.. crashes.Select(c => (JsonNode)c.Message)]),
                ["faults"] = new JsonArray([.. report.Faults.Select(f => (JsonNode)f)]),
                ["refuted_by"] = report.Refutation is { } r ? new JsonArray([.. r.Rules.Select(n => (JsonNode)n)]) : null,
                ["difference"] = report.Refutation?.Case.Difference,
                ["script"] = report.Refutation?.Case.Script,
            }));
        }
        else
        {
            if (report.Refutation is var (refutation, rules))
            {
                terminal.Out.WriteLine($"Query {refutation.Attempt} gives other rows after {string.Join(", ", rules)}.\n{refutation.Difference.Trim()}\n\n{refutation.Script.Trim()}\n");
            }

            terminal.Out.WriteLine(
                $"{report.Queries} random queries, {report.Rewritten} rewritten by {report.Rules.Count} different rules; cases: {string.Join(", ", report.Judges.Select(j => $"{j.Judge} {j.Cases}"))}; seed {report.Seed}");
        }

        foreach (var fault in report.Faults)
        {
            terminal.Error.WriteLine($"{terminal.Paint("warning", 33)} RW4101: {fault}");
        }
    }
}
