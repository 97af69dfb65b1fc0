using System.CommandLine;
using System.Text.Json.Nodes;
using RewriteLang.Algebra;
using RewriteLang.Cli.Isolation;
using RewriteLang.Dsl;
using RewriteLang.Verify.Aggregates;
using RewriteLang.Verify.Generation;
using RewriteLang.Verify.Rules;

namespace RewriteLang.Cli.Commands;

/// <summary><c>rw verify</c>: tries rules on random plans over random data, on both engines and a reference evaluator.</summary>
internal static class VerifyCommand
{
    public static Command Create(Attach attach)
    {
        var paths = new Argument<string[]>("PATH") { Description = "Rule files, or folders of them; by default the folder rules/ here or above.", Arity = ArgumentArity.ZeroOrMore };
        var names = new Option<string[]>("--rule") { Description = "Verify only this rule; may be repeated.", HelpName = "NAME", DefaultValueFactory = _ => [] };
        var seed = SharedOptions.Seed();
        var matches = SharedOptions.Matches();
        var sample = new Option<int?>("--sample") { Description = "Verify only so many rules, chosen by the seed.", HelpName = "N" };
        var mutants = new Option<bool>("--mutants") { Description = "Make one thing about each verified rule wrong at a time, and say which mutants were not noticed." };
        var queries = new Option<int?>("--queries") { Description = "Instead of single rules, try all of them at once: random queries through the whole optimizer, with disturbed costs.", HelpName = "N" };
        var json = SharedOptions.Json();
        var command = new Command("verify", "Try rules on random plans and data, on both engines.") { paths, names, seed, matches, sample, mutants, queries, json };
        attach(command, (parsed, terminal, token) =>
        {
            var named = RulePaths.Of(parsed.GetValue(paths));
            var loaded = named.Then(p => RuleLoader.Load(p.Paths)).Then(library => Chosen(library, parsed.GetValue(names) ?? []))
                .Then(library => Result<RuleLibrary>.Success(Sampled(library, parsed.GetValue(sample), parsed.GetValue(seed))));
            new DiagnosticText(terminal).Write(loaded.Diagnostics);
            if (!loaded.IsSuccess)
            {
                return ExitCodes.WrongInput;
            }

            if (parsed.GetValue(queries) is { } count)
            {
                return OptimizerVerification.Verify(count, new(named.Value!.Paths, [.. loaded.Value.Rules.Select(r => r.Name)], parsed.GetValue(seed)), parsed.GetValue(json), terminal, token);
            }

            var laws = (parsed.GetValue(names) ?? []).Length == 0 && parsed.GetValue(sample) is null ? loaded.Value.Aggregates : [];
            var asJson = parsed.GetValue(json);
            var aggregates = AggregateVerification.Verify(laws, named.Value!.Paths, parsed.GetValue(seed), terminal, token, silent: asJson);
            var reports = new List<Verification>();
            using var verifier = new VerifyingProcess(
                new VerificationTask.OfRules(named.Value!.Paths, parsed.GetValue(seed), parsed.GetValue(matches), parsed.GetValue(mutants)), terminal);
            try
            {
                foreach (var rule in loaded.Value.Rules)
                {
                    var report = Verification.By(verifier, rule, parsed.GetValue(seed), token);
                    reports.Add(report);
                    if (!asJson)
                    {
                        Write(report, terminal);
                    }
                }
            }
            finally
            {
                // Also when it was interrupted: what is done is kept.
                if (asJson)
                {
                    terminal.Out.WriteLine(Json(reports, aggregates));
                }
                else
                {
                    terminal.Out.WriteLine(Summary(reports, parsed.GetValue(seed)) + AggregateVerification.Summary(aggregates));
                }
            }

            return ExitCodes.Worst(ExitCode(reports), AggregateVerification.ExitCode(aggregates));
        });
        return command;
    }

    /// <summary>A line a rule; under a refuted one, the script that shows it.</summary>
    public static void Write(Verification verification, Terminal terminal)
    {
        var report = verification.Report;
        var judges = string.Join(", ", report.Judges.Select(j => $"{j.Judge} {j.Cases}"));
        var further = report.Further > 0 ? $"; by the reference alone: {report.Further} more plans" : "";
        var exhausted = report.ExhaustedRows > 0 ? $"; all values: {report.ExhaustedRows} rows" : "";
        var killed = verification.Mutants is [_, ..] made ? $"; mutants refuted: {made.Count(m => m.Killed)} of {made.Count}" : "";
        terminal.Out.WriteLine(
            $"{Outcomes.Paint(report.Status, terminal)}  {report.Rule}  {report.Matches} matches in {report.Attempts} plans ({report.MatchRate:P0}); cases: {judges}{further}{exhausted}{killed}");
        foreach (var survivor in verification.Mutants.Where(m => !m.Killed))
        {
            terminal.Out.WriteLine($"            {(survivor.Refused > 0 ? $"does no more than the rule, {survivor.Refused} times" : survivor.NeverFalse ? "never false" : survivor.EqualRows > 0 ? $"right on all values, {survivor.EqualRows} rows" : "not noticed")}: {survivor.Description}");
        }

        if (report.OnlyTables.Count > 0)
        {
            terminal.Out.WriteLine($"            only ever a base table: {string.Join(", ", report.OnlyTables)}");
        }

        foreach (var condition in report.NeverFalse)
        {
            terminal.Out.WriteLine($"            never false: {condition}");
        }

        foreach (var rejection in report.Status == RuleStatus.Unverified ? report.Rejections.Take(3) : [])
        {
            terminal.Out.WriteLine($"            not applied: {rejection}");
        }

        if (report.Refutation is { } refutation)
        {
            terminal.Out.WriteLine($"{refutation.Difference.Trim()}\n\n{refutation.Script.Trim()}\n");
        }

        foreach (var fault in report.Faults)
        {
            terminal.Error.WriteLine($"{terminal.Paint("warning", 33)} RW4101: {report.Rule}: {fault}");
        }

        if (verification.Crash is { } crash)
        {
            new DiagnosticText(terminal).Write([crash]);
        }
    }

    /// <summary>What the process says of the outcomes.</summary>
    public static int ExitCode(IReadOnlyCollection<Verification> reports) =>
        Outcomes.ExitCode([.. reports.Select(r => r.Report.Status)]);

    /// <summary>How many rules ended how.</summary>
    public static string Summary(IReadOnlyCollection<Verification> reports, ulong seed) =>
        $"{Outcomes.Counts([.. reports.Select(r => r.Report.Status)])}; seed {seed}";

    private static Result<RuleLibrary> Chosen(RuleLibrary library, string[] names)
    {
        var unknown = names.Where(n => !library.Rules.Any(r => r.Name == n)).Select(n => Diagnostic.Error("RW3111", $"There is no rule '{n}'.")).ToList();
        return unknown.Count > 0 ? Result<RuleLibrary>.Failure([.. unknown])
            : Result<RuleLibrary>.Success(names.Length == 0 ? library : new([.. library.Rules.Where(r => names.Contains(r.Name))]));
    }

    private static RuleLibrary Sampled(RuleLibrary library, int? count, ulong seed) => count is not { } n ? library
        : new([.. library.Rules.OrderBy(r => new SeededRandom(seed).Fork(SeededRandom.Hash(r.Name)).Below(int.MaxValue)).Take(n)]);

    private static JsonArray Names(IEnumerable<string> names) => new([.. names.Select(n => (JsonNode)n)]);

    private static string Json(IEnumerable<Verification> reports, IEnumerable<AggregateReport> aggregates) => JsonText.Indented(new JsonObject
    {
        ["version"] = JsonText.Version,
        ["rules"] = new JsonArray([.. reports.Select(r => (JsonNode)new JsonObject
        {
            ["rule"] = r.Report.Rule,
            ["seed"] = r.Report.Seed,
            ["status"] = r.Report.Status.ToString().ToLowerInvariant(),
            ["match_rate"] = r.Report.MatchRate,
            ["plans"] = r.Report.Attempts,
            ["matches"] = r.Report.Matches,
            ["cases"] = r.Report.Cases,
            ["further"] = r.Report.Further,
            ["exhausted_rows"] = r.Report.ExhaustedRows,
            ["only_tables"] = Names(r.Report.OnlyTables),
            ["never_false"] = Names(r.Report.NeverFalse),
            ["not_applied"] = Names(r.Report.Rejections),
            ["difference"] = r.Report.Refutation?.Difference,
            ["script"] = r.Report.Refutation?.Script,
            ["rows"] = r.Report.Refutation?.Rows,
            ["crash"] = r.Crash?.Message,
            ["elapsed_ms"] = r.Elapsed.TotalMilliseconds,
            ["mutants"] = new JsonArray([.. r.Mutants.Select(m => (JsonNode)new JsonObject { ["change"] = m.Description, ["refuted"] = m.Killed, ["never_false"] = m.NeverFalse, ["equal_rows"] = m.EqualRows, ["refused"] = m.Refused })]),
        })]),
        ["aggregates"] = AggregateVerification.Json(aggregates),
    });
}
