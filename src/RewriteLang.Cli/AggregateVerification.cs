using System.Text.Json.Nodes;
using RewriteLang.Cli.Isolation;
using RewriteLang.Dsl;
using RewriteLang.Engines;
using RewriteLang.Verify.Aggregates;
using RewriteLang.Verify.Rules;

namespace RewriteLang.Cli;

/// <summary>Verification of what rule files say of aggregates, as the commands use it: on all engines, recorded beside the rules.</summary>
internal static class AggregateVerification
{
    /// <summary>Verifies laws in another process, a line each unless it should be silent.</summary>
    /// <param name="laws">The laws.</param>
    /// <param name="paths">The rule files that they are in.</param>
    /// <param name="seed">Decides the data.</param>
    /// <param name="terminal">Where to write.</param>
    /// <param name="token">Ends early, with an <see cref="OperationCanceledException"/>.</param>
    /// <param name="silent">Whether nothing is written of what was found.</param>
    /// <returns>What became of them, in order.</returns>
    public static IReadOnlyList<AggregateReport> Verify(
        IReadOnlyCollection<AggregateLaw> laws, IReadOnlyList<string> paths, ulong seed, Terminal terminal, CancellationToken token, bool silent = false)
    {
        var reports = new List<AggregateReport>();
        using var process = new VerifyingProcess(new VerificationTask.OfAggregates(paths, seed), terminal);
        foreach (var law in laws)
        {
            var (answer, crash) = process.Ask<AggregateReport>(law.Name, law.Span, token);
            reports.Add(answer ?? new(law.Name, seed, RuleStatus.Unverified, [], [], null, null));
            if (!silent)
            {
                Write(reports[^1], terminal);
            }

            new DiagnosticText(terminal).Write(crash is null ? [] : [crash]);
        }

        return reports;
    }

    /// <summary>What the process says of the outcomes.</summary>
    public static int ExitCode(IReadOnlyCollection<AggregateReport> reports) =>
        Outcomes.ExitCode([.. reports.Select(r => r.Status)]);

    /// <summary>How many ended how; empty for none.</summary>
    public static string Summary(IReadOnlyCollection<AggregateReport> reports) => reports.Count == 0 ? "" : $"; aggregates: {Outcomes.Counts([.. reports.Select(r => r.Status)])}";

    /// <summary>The record of what was found, naming the engines that judged something.</summary>
    public static LockRecord Record(AggregateLaw law, AggregateReport report) => new(
        RuleLocks.NameOf(law),
        LockRecord.HashOf(law.Normalized),
        RuleBasis.Of(law),
        (long)report.Seed,
        report.Cases,
        report.Laws.Count,
        null,
        [.. Engine.All.Where(e => report.Judges.Any(j => j.Judge == e.Name && j.Cases > 0)).Select(e => new EngineVersion(e.Name, e.Version))]);

    /// <summary>The outcomes as <c>--json</c> has them.</summary>
    public static JsonArray Json(IEnumerable<AggregateReport> reports) => new([.. reports.Select(r => (JsonNode)new JsonObject
    {
        ["aggregate"] = r.Aggregate,
        ["seed"] = r.Seed,
        ["status"] = r.Status.ToString().ToLowerInvariant(),
        ["cases"] = r.Cases,
        ["laws"] = new JsonObject(r.Laws.Select(l => KeyValuePair.Create(l.Law, (JsonNode?)l.Cases))),
        ["broken"] = r.Broken,
        ["difference"] = r.Refutation?.Difference,
        ["script"] = r.Refutation?.Script,
    })]);

    private static void Write(AggregateReport report, Terminal terminal)
    {
        var laws = string.Join(", ", report.Laws.Select(l => $"{l.Law} {l.Cases}"));
        terminal.Out.WriteLine($"{Outcomes.Paint(report.Status, terminal)}  aggregate {report.Aggregate}  {laws}; cases: {string.Join(", ", report.Judges.Select(j => $"{j.Judge} {j.Cases}"))}");
        if (report.Refutation is { } refutation)
        {
            terminal.Out.WriteLine($"`{report.Broken}` does not hold: {refutation.Difference.Trim()}\n\n{refutation.Script.Trim()}\n");
        }
    }
}
