using System.CommandLine;
using RewriteLang.Algebra;
using RewriteLang.Cli.Isolation;
using RewriteLang.Dsl;
using RewriteLang.Dsl.Auditing;
using RewriteLang.Optimizer;
using RewriteLang.Verify.Aggregates;
using RewriteLang.Verify.Rules;

namespace RewriteLang.Cli.Commands;

/// <summary><c>rw test</c>: all that can be said of rule files: checked, laid out, examples executed, and what has no current record verified.</summary>
internal static class TestCommand
{
    // Rounds of looking at files, for --watch.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    public static Command Create(Attach attach)
    {
        var paths = new Argument<string[]>("PATH") { Description = "Rule files, or folders of them; by default the folder rules/ here or above.", Arity = ArgumentArity.ZeroOrMore };
        var seed = SharedOptions.Seed();
        var matches = SharedOptions.Matches();
        var watch = new Option<bool>("--watch") { Description = "Test again whenever a file changes, until interrupted." };
        var command = new Command("test", "Check rule files, their layout and their examples; verify what has no current record.") { paths, seed, matches, watch };
        attach(command, (parsed, terminal, token) =>
        {
            var named = RulePaths.Of(parsed.GetValue(paths));
            if (!named.IsSuccess)
            {
                new DiagnosticText(terminal).Write(named.Diagnostics);
                return ExitCodes.WrongInput;
            }

            var options = new VerifyOptions(parsed.GetValue(seed), parsed.GetValue(matches));
            return parsed.GetValue(watch) ? Watch(named.Value.Paths, options, terminal, token) : Run(named.Value.Paths, options, terminal, token);
        });
        return command;
    }

    private static int Watch(IReadOnlyList<string> paths, VerifyOptions options, Terminal terminal, CancellationToken token)
    {
        string? seen = null;
        while (true)
        {
            var now = Stamp(paths);
            if (now != seen)
            {
                seen = now;
                terminal.Out.WriteLine(Run(paths, options, terminal, token) == ExitCodes.Done ? "ok; waiting for changes" : "failed; waiting for changes");
            }

            token.WaitHandle.WaitOne(Pause);
            token.ThrowIfCancellationRequested();
        }
    }

    // What the files were when they were last written.
    private static string Stamp(IReadOnlyList<string> paths) => string.Join('\n', RuleLoader.FindFiles(paths, []).Select(f => $"{f.Path} {File.GetLastWriteTimeUtc(f.Path).Ticks}"));

    private static int Run(IReadOnlyList<string> paths, VerifyOptions options, Terminal terminal, CancellationToken token)
    {
        var output = new DiagnosticText(terminal);
        var files = RuleLoader.LoadFiles(paths).Then(LibraryAudit.Checked);
        var layout = FmtCommand.Misformatted(paths);
        output.Write([.. files.Diagnostics, .. files.IsSuccess ? layout : []]);
        if (!files.IsSuccess)
        {
            return ExitCodes.WrongInput;
        }

        var rules = files.Value.SelectMany(f => f.Rules).ToList();
        var (wrongExamples, lost) = Examples(paths, rules, terminal, output, token);
        var wrong = layout.Count + wrongExamples;
        var status = Verify(paths, rules, options, terminal, output, token);
        var aggregates = Aggregates(paths, [.. files.Value.SelectMany(f => f.Aggregates)], options.Seed, terminal, token);
        terminal.Out.WriteLine(
            $"{rules.Count} rules in {files.Value.Count} files, {rules.Sum(r => r.Examples.Count)} examples, {rules.Sum(r => r.Counterexamples.Count)} counterexamples: {(wrong == 0 ? "nothing wrong" : $"{wrong} wrong")}; {status.Text}{AggregateVerification.Summary(aggregates)}");
        return wrong > 0 ? ExitCodes.WrongInput : ExitCodes.Worst(status.Code, AggregateVerification.ExitCode(aggregates), lost ? ExitCodes.Undetermined : ExitCodes.Done);
    }

    // How many are wrong, and whether of some nothing is known because the process that executed them ended.
    private static (int Wrong, bool Lost) Examples(IReadOnlyList<string> paths, IEnumerable<Rule> rules, Terminal terminal, DiagnosticText output, CancellationToken token)
    {
        var (wrong, lost) = (0, false);
        using var process = new VerifyingProcess(new VerificationTask.OfExamples(paths), terminal);
        foreach (var rule in rules.Where(r => r.Examples.Count + r.Counterexamples.Count > 0))
        {
            var (found, crash) = process.Ask<Sequence<Diagnostic>>(rule.Name, rule.Span, token);
            output.Write(crash is null ? found : [crash]);
            wrong += found.Count;
            lost |= crash is not null;
        }

        return (wrong, lost);
    }

    /// <summary>The rules that bring plans into shape: of the files at hand, else of the default folder.</summary>
    internal static IReadOnlyList<Rule> Structure(IEnumerable<Rule> rules)
    {
        var here = rules.Where(IsStructure).ToList();
        return here.Count > 0 ? here
            : RuleSource.FindDefault() is { } folder && RuleLoader.Load([folder]) is { IsSuccess: true } library ? [.. library.Value.Rules.Where(IsStructure)]
            : [];

        static bool IsStructure(Rule rule) => rule.Tags.Contains(PlanOptimizer.StructureTag);
    }

    // What is said of aggregates and has no current record.
    private static IReadOnlyList<AggregateReport> Aggregates(IReadOnlyList<string> paths, IReadOnlyList<AggregateLaw> laws, ulong seed, Terminal terminal, CancellationToken token)
    {
        var locks = paths.Select(RuleLocks.Read).Where(r => r.IsSuccess).Select(r => r.Value!).ToList();
        return AggregateVerification.Verify([.. laws.Where(l => !locks.Exists(r => RuleLocks.StatusOf(l, r) == LockStatus.Current))], paths, seed, terminal, token);
    }

    // What has a current record is not verified again; rw lock writes new records.
    private static (string Text, int Code) Verify(
        IReadOnlyList<string> paths, IReadOnlyList<Rule> rules, VerifyOptions options, Terminal terminal, DiagnosticText output, CancellationToken token)
    {
        var current = new HashSet<string>();
        var open = 0;
        foreach (var path in paths)
        {
            var records = RuleLocks.Read(path);
            output.Write(records.Diagnostics);
            var unexplained = records.IsSuccess ? LockCommand.Unexplained(rules, records.Value, path) : [];
            output.Write([.. unexplained]);
            open += unexplained.Count;
            current.UnionWith(rules.Where(r => records.IsSuccess && RuleLocks.StatusOf(r, records.Value) == LockStatus.Current).Select(r => r.Name));
        }

        var changed = rules.Where(r => !current.Contains(r.Name)).ToList();
        if (changed.Count == 0)
        {
            return open > 0 ? ($"{open} survivors of mutation unexplained", ExitCodes.WrongInput) : ("all verified, every survivor of mutation explained", ExitCodes.Done);
        }

        var reports = new List<Verification>();
        using var verifier = new VerifyingProcess(new VerificationTask.OfRules(paths, options.Seed, options.Matches, WithMutants: false), terminal);
        foreach (var rule in changed)
        {
            reports.Add(Verification.By(verifier, rule, options.Seed, token));
            VerifyCommand.Write(reports[^1], terminal);
        }

        return ($"{VerifyCommand.Summary(reports, options.Seed)}; {current.Count} had a current record", VerifyCommand.ExitCode(reports));
    }
}
