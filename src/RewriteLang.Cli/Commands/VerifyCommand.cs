using System.CommandLine;
using System.Text.Json.Nodes;
using RewriteLang.Algebra;
using RewriteLang.Dsl;
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
        var json = SharedOptions.Json();
        var command = new Command("verify", "Try rules on random plans and data, on both engines.") { paths, names, seed, matches, json };
        attach(command, (parsed, terminal, token) =>
        {
            var loaded = RulePaths.Of(parsed.GetValue(paths)).Then(p => RuleLoader.Load(p.Paths)).Then(library => Chosen(library, parsed.GetValue(names) ?? []));
            new DiagnosticText(terminal).Write(loaded.Diagnostics);
            if (!loaded.IsSuccess)
            {
                return ExitCodes.WrongInput;
            }

            var reports = new List<RuleReport>();
            var asJson = parsed.GetValue(json);
            using var verifier = Verification.Verifier(new(parsed.GetValue(seed), parsed.GetValue(matches)));
            try
            {
                foreach (var rule in loaded.Value.Rules)
                {
                    var report = verifier.Verify(rule, token);
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
                    terminal.Out.WriteLine(Json(reports));
                }
                else
                {
                    terminal.Out.WriteLine(Summary(reports, parsed.GetValue(seed)));
                }
            }

            return reports.Exists(r => r.Status == RuleStatus.Refuted) ? ExitCodes.Refuted
                : reports.Exists(r => r.Status == RuleStatus.Unverified) ? ExitCodes.Undetermined
                : ExitCodes.Done;
        });
        return command;
    }

    /// <summary>A line a rule; under a refuted one, the script that shows it.</summary>
    public static void Write(RuleReport report, Terminal terminal)
    {
        var (word, color) = report.Status switch
        {
            RuleStatus.Verified => ("verified", 32),
            RuleStatus.Refuted => ("refuted", 31),
            _ => ("unverified", 33),
        };
        var judges = string.Join(", ", report.Judges.Select(j => $"{j.Judge} {j.Cases}"));
        terminal.Out.WriteLine($"{terminal.Paint(word.PadRight(10), color)}  {report.Rule}  {report.Matches} matches in {report.Attempts} plans; cases: {judges}");
        if (report.Refutation is { } refutation)
        {
            terminal.Out.WriteLine($"{refutation.Difference.Trim()}\n\n{refutation.Script.Trim()}\n");
        }

        foreach (var fault in report.Faults)
        {
            terminal.Error.WriteLine($"{terminal.Paint("warning", 33)} RW4101: {report.Rule}: {fault}");
        }
    }

    /// <summary>How many rules ended how.</summary>
    public static string Summary(IReadOnlyCollection<RuleReport> reports, ulong seed) =>
        $"{reports.Count(r => r.Status == RuleStatus.Verified)} verified, {reports.Count(r => r.Status == RuleStatus.Refuted)} refuted, {reports.Count(r => r.Status == RuleStatus.Unverified)} unverified; seed {seed}";

    private static Result<RuleLibrary> Chosen(RuleLibrary library, string[] names)
    {
        var unknown = names.Where(n => !library.Rules.Any(r => r.Name == n)).Select(n => Diagnostic.Error("RW3111", $"There is no rule '{n}'.")).ToList();
        return unknown.Count > 0 ? Result<RuleLibrary>.Failure([.. unknown])
            : Result<RuleLibrary>.Success(names.Length == 0 ? library : new([.. library.Rules.Where(r => names.Contains(r.Name))]));
    }

    private static string Json(IEnumerable<RuleReport> reports) => JsonText.Indented(new JsonObject
    {
        ["version"] = JsonText.Version,
        ["rules"] = new JsonArray([.. reports.Select(r => (JsonNode)new JsonObject
        {
            ["rule"] = r.Rule,
            ["seed"] = r.Seed,
            ["status"] = r.Status.ToString().ToLowerInvariant(),
            ["plans"] = r.Attempts,
            ["matches"] = r.Matches,
            ["cases"] = r.Cases,
            ["difference"] = r.Refutation?.Difference,
            ["script"] = r.Refutation?.Script,
        })]),
    });
}
