using System.CommandLine;
using RewriteLang.Cli.Isolation;

namespace RewriteLang.Cli.Commands;

/// <summary>
/// The other end of <see cref="VerifyingProcess"/>: the first line of standard input is the task, each further one an item, for which a line with the answer goes out. Each case
/// is noted before it is tried.
/// </summary>
internal static class WorkerCommand
{
    /// <summary>Its name; nobody types it.</summary>
    public const string Name = "verifying-process";

    public static Command Create(Attach attach)
    {
        var journal = new Argument<string>("JOURNAL");
        var command = new Command(Name, "Verifies for another process.") { journal };
        command.Hidden = true;

        // An interruption reaches both processes; the other one decides, and ends this one.
        attach(command, (parsed, terminal, _) =>
        {
            if (terminal.In.ReadLine() is not { } task)
            {
                return ExitCodes.WrongInput;
            }

            using var notes = new CaseJournal(parsed.GetRequiredValue(journal));
            using var work = VerificationText.Read<VerificationTask>(task).Start(notes.Note);
            while (terminal.In.ReadLine() is { } line)
            {
                terminal.Out.WriteLine(VerificationText.Write(work.Do(VerificationText.Read<string>(line), CancellationToken.None)));
                terminal.Out.Flush();
            }

            return ExitCodes.Done;
        });
        return command;
    }
}
