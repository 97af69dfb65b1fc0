using System.CommandLine;
using RewriteLang.Algebra;
using RewriteLang.Cli.Isolation;
using RewriteLang.Corpus.Loading;
using RewriteLang.Dsl;
using RewriteLang.Verify.Aggregates;
using RewriteLang.Verify.Rules;

namespace RewriteLang.Cli.Commands;

/// <summary><c>rw lock</c>: verifies the rules that have no current record and records them in <c>rules.lock</c>.</summary>
internal static class LockCommand
{
    /// <summary>A rule without a current record, or a record without a rule.</summary>
    private const string Stale = "RW3112";

    /// <summary>A file where a folder is needed: a lock file is of all rules of a folder.</summary>
    private const string NoFolder = "RW3113";

    /// <summary>A mutant of a rule was neither refuted nor explained.</summary>
    private const string Unproven = "RW3116";

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
        stale.AddRange(rules.Aggregates.Select(a => (Law: a, Status: RuleLocks.StatusOf(a, records))).Where(a => a.Status != LockStatus.Current)
            .Select(a => Diagnostic.Error(Stale, $"The aggregate '{a.Law.Name}' has no current record: {RuleLocks.Describe(a.Status)}.", a.Law.Span, $"rw lock {folder}")));
        var left = records.Records.Where(r => !Names(rules).Contains(r.Rule))
            .Select(r => Diagnostic.Error(Stale, $"There is a record of '{r.Rule}', but no such rule.", hint: $"rw lock {folder}")).ToList();
        var open = Unexplained(rules.Rules, records, folder);
        diagnostics.Write([.. stale, .. left, .. open]);
        terminal.Note($"{RuleLocks.FileOf(folder)}: {Names(rules).Count - stale.Count} of {Names(rules).Count} rules have a current record.");
        return stale.Count + left.Count + open.Count > 0 ? ExitCodes.Refuted : ExitCodes.Done;
    }

    // Of all that is recorded: rules, and what is said of aggregates.
    private static HashSet<string> Names(RuleLibrary rules) => [.. rules.Rules.Select(r => r.Name), .. rules.Aggregates.Select(RuleLocks.NameOf)];

    /// <summary>What rules with a record have not said about mutants that verification did not refute.</summary>
    internal static IReadOnlyList<Diagnostic> Unexplained(IEnumerable<Rule> rules, LockFile records, string folder) =>
    [
        .. from rule in rules
           let record = records.Find(rule)
           where record is not null
           from survivor in Survivor.Unexplained(rule, record)
           select Diagnostic.Error(
               Unproven,
               $"'{rule.Name}' {survivor.Mutant} was not refuted, and nothing says why.",
               rule.Span,
               $"Make a condition that is not needed a gate, or say in the rule's documentation: Survives `{survivor.Mutant}`: … Then rw lock {folder}."),
    ];

    private static int Renew(string folder, RuleLibrary rules, LockFile records, bool all, VerifyOptions options, Terminal terminal, CancellationToken token)
    {
        var reports = new List<Verification>();
        var renewed = records.Only(Names(rules));
        var laws = rules.Aggregates.Where(a => all || RuleLocks.StatusOf(a, records) != LockStatus.Current).ToList();
        IReadOnlyList<AggregateReport> aggregates = [];
        var stale = rules.Rules.Where(r => all || RuleLocks.StatusOf(r, records) != LockStatus.Current).ToList();
        try
        {
            aggregates = AggregateVerification.Verify(laws, [folder], options.Seed, terminal, token);
            var judged = laws.Zip(aggregates, (l, r) => (Law: l, Report: r)).ToLookup(p => p.Report.Status == RuleStatus.Verified);
            renewed = renewed.With(judged[true].Select(p => AggregateVerification.Record(p.Law, p.Report)))
                .Only(Names(rules).Except(judged[false].Select(p => RuleLocks.NameOf(p.Law))));
            using var verifier = new VerifyingProcess(new VerificationTask.OfRules([folder], options.Seed, options.Matches, WithMutants: true), terminal);
            foreach (var rule in stale)
            {
                var report = Verification.By(verifier, rule, options.Seed, token);
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

        new DiagnosticText(terminal).Write([.. Unexplained(stale, renewed, folder).Select(d => d with { Severity = Severity.Warning })]);
        terminal.Out.WriteLine($"{VerifyCommand.Summary(reports, options.Seed)}; {rules.Rules.Count - stale.Count} had a current record{AggregateVerification.Summary(aggregates)}");
        return ExitCodes.Worst(VerifyCommand.ExitCode(reports), AggregateVerification.ExitCode(aggregates));
    }
}
