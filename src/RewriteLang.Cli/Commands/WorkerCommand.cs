using System.CommandLine;
using RewriteLang.Dsl;

namespace RewriteLang.Cli.Commands;

/// <summary>The other end of <see cref="VerifyingProcess"/>: verifies the rules that are asked for on standard input, one a line, and notes each case before it is tried.</summary>
internal static class WorkerCommand
{
    /// <summary>Its name; nobody types it.</summary>
    public const string Name = "verifying-process";

    public static Command Create(Attach attach)
    {
        var journal = new Argument<string>("JOURNAL");
        var seed = new Argument<ulong>("SEED");
        var matches = new Argument<int>("MATCHES");
        var paths = new Argument<string[]>("PATH") { Arity = ArgumentArity.OneOrMore };
        var command = new Command(Name, "Verifies rules for another process.") { journal, seed, matches, paths };
        command.Hidden = true;

        // An interruption reaches both processes; the other one decides, and ends this one.
        attach(command, (parsed, terminal, _) =>
        {
            var rules = RuleLoader.Load(parsed.GetValue(paths)!);
            if (!rules.IsSuccess)
            {
                new DiagnosticText(terminal).Write(rules.Diagnostics);
                return ExitCodes.WrongInput;
            }

            using var notes = new CaseJournal(parsed.GetValue(journal)!);
            using var verifier = Verification.Verifier(new(parsed.GetValue(seed), parsed.GetValue(matches), Pending: notes.Note));
            while (terminal.In.ReadLine() is { } line)
            {
                var request = VerificationText.Read<VerificationRequest>(line);
                var verification = Verification.Verify(verifier, rules.Value.Rules.First(r => r.Name == request.Rule), request.WithMutants, CancellationToken.None);
                terminal.Out.WriteLine(VerificationText.Write(verification));
                terminal.Out.Flush();
            }

            return ExitCodes.Done;
        });
        return command;
    }
}
