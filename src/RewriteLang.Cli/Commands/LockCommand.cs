using System.CommandLine;
using RewriteLang.Algebra;
using RewriteLang.Corpus.Loading;
using RewriteLang.Dsl;
using RewriteLang.Verify.Rules;

namespace RewriteLang.Cli.Commands;

/// <summary><c>rw lock</c>: verifies the rules that have no current record and records them in <c>rules.lock</c>.</summary>
internal static class LockCommand
{
    /// <summary>A rule without a current record, or a record without a rule.</summary>
    private const string Stale = "RW3112";

    /// <summary>A file where a folder is needed: a lock file is of all rules of a folder.</summary>
    private const string NoFolder = "RW3113";

    public static Command Create(Attach attach)
    {
        var paths = new Argument<string[]>("DIR") { Description = "Folders of rules; by default rules/ here or above. The records are in DIR.lock beside each.", Arity = ArgumentArity.ZeroOrMore };
        var check = new Option<bool>("--check") { Description = "Verify nothing; fail if a record is missing or stale." };
        var all = new Option<bool>("--all") { Description = "Verify rules that have a current record too." };
        var seed = SharedOptions.Seed();
        var matches = SharedOptions.Matches();
        var command = new Command("lock", "Verify rules and record the outcome.") { paths, check, all, seed, matches };
        attach(command, (parsed, terminal, token) =>
        {
            var named = RulePaths.Of(parsed.GetValue(paths)).Then(Folders);
            var diagnostics = new DiagnosticText(terminal);
            if (!named.IsSuccess)
            {
                diagnostics.Write(named.Diagnostics);
                return ExitCodes.WrongInput;
            }

            var code = ExitCodes.Done;
            foreach (var folder in named.Value.Paths)
            {
                var rules = RuleLoader.Load([folder]);
                var records = RuleLocks.Read(folder);
                diagnostics.Write([.. rules.Diagnostics, .. records.Diagnostics]);
                code = Math.Max(code, !rules.IsSuccess || !records.IsSuccess ? ExitCodes.WrongInput
                    : parsed.GetValue(check) ? Check(folder, rules.Value, records.Value, diagnostics, terminal)
                    : Renew(folder, rules.Value, records.Value, parsed.GetValue(all), new(parsed.GetValue(seed), parsed.GetValue(matches)), terminal, token));
            }

            return code;
        });
        return command;
    }

    private static Result<RulePaths> Folders(RulePaths paths)
    {
        var files = paths.Paths.Where(File.Exists).Select(f => Diagnostic.Error(NoFolder, $"'{f}' is a file; a lock file is of a folder of rules.", hint: $"rw lock {Path.GetDirectoryName(f)}")).ToList();
        return files.Count > 0 ? Result<RulePaths>.Failure([.. files]) : Result<RulePaths>.Success(paths);
    }

    private static int Check(string folder, RuleLibrary rules, LockFile records, DiagnosticText diagnostics, Terminal terminal)
    {
        var stale = rules.Rules.Select(r => (Rule: r, Status: RuleLocks.StatusOf(r, records))).Where(r => r.Status != LockStatus.Current)
            .Select(r => Diagnostic.Error(Stale, $"'{r.Rule.Name}' has no current record: {RuleLocks.Describe(r.Status)}.", r.Rule.Span, $"rw lock {folder}")).ToList();
        var left = records.Records.Where(r => !rules.Rules.Any(x => x.Name == r.Rule))
            .Select(r => Diagnostic.Error(Stale, $"There is a record of '{r.Rule}', but no such rule.", hint: $"rw lock {folder}")).ToList();
        diagnostics.Write([.. stale, .. left]);
        terminal.Note($"{RuleLocks.FileOf(folder)}: {rules.Rules.Count - stale.Count} of {rules.Rules.Count} rules have a current record.");
        return stale.Count + left.Count > 0 ? ExitCodes.Refuted : ExitCodes.Done;
    }

    private static int Renew(string folder, RuleLibrary rules, LockFile records, bool all, VerifyOptions options, Terminal terminal, CancellationToken token)
    {
        var reports = new List<Verification>();
        var renewed = records.Only(rules.Rules.Select(r => r.Name));
        var stale = rules.Rules.Where(r => all || RuleLocks.StatusOf(r, records) != LockStatus.Current).ToList();
        try
        {
            using var verifier = stale.Count > 0 ? Verification.Verifier(options) : null;
            foreach (var rule in stale)
            {
                var report = Verification.Verify(verifier!, rule, withMutants: true, token);
                reports.Add(report);
                VerifyCommand.Write(report, terminal);

                // A rule that was refuted or never matched has no record: it is not used.
                renewed = report.Report.Status == RuleStatus.Verified
                    ? renewed.With(report.Record(rule))
                    : renewed.Only(renewed.Records.Select(r => r.Rule).Where(n => n != rule.Name));
            }
        }
        finally
        {
            // Also when it was interrupted: what is verified by then is kept.
            if (renewed != records || !File.Exists(RuleLocks.FileOf(folder)))
            {
                TextFile.WriteWhole(RuleLocks.FileOf(folder), renewed.Write());
            }
        }

        terminal.Out.WriteLine($"{VerifyCommand.Summary(reports, options.Seed)}; {rules.Rules.Count - stale.Count} had a current record");
        return VerifyCommand.ExitCode(reports);
    }
}
