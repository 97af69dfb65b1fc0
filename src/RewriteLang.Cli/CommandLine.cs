using System.CommandLine;
using System.Data.Common;
using RewriteLang.Cli.Commands;

namespace RewriteLang.Cli;

/// <summary>The program <c>rw</c>: arguments in, exit code out. Faults of engines and files are caught here and nowhere else.</summary>
public static class CommandLine
{
    /// <summary>Runs a command, reading nothing and watched by nobody.</summary>
    public static int Run(IReadOnlyList<string> args, TextWriter output, TextWriter error, CancellationToken token = default) =>
        Run(args, new Terminal(TextReader.Null, output, error), token);

    /// <summary>Runs a command.</summary>
    /// <param name="args">The arguments, without the program's name.</param>
    /// <param name="terminal">Where it reads and writes.</param>
    /// <param name="token">Stops it: the exit code is then <see cref="ExitCodes.Interrupted"/>.</param>
    public static int Run(IReadOnlyList<string> args, Terminal terminal, CancellationToken token = default)
    {
        var quiet = new Option<bool>("--quiet", "-q") { Description = "Write only results, warnings and errors.", Recursive = true };
        var root = new RootCommand("Rewrites SQL queries by rules in text files, and tests every rewrite on two engines.") { quiet };
        foreach (var command in Commands())
        {
            root.Add(command);
        }

        var parsed = root.Parse(args);
        return parsed.Invoke(new() { Output = terminal.Out, Error = terminal.Error, EnableDefaultExceptionHandler = false });

        IEnumerable<Command> Commands() =>
        [
            OptimizeCommand.Create(Guarded),
            CorpusCommand.Create(Guarded),
            CheckCommand.Create(Guarded),
            FmtCommand.Create(Guarded),
            TestCommand.Create(Guarded),
            ExplainCommand.Create(Guarded),
            NewCommand.Create(Guarded),
            VerifyCommand.Create(Guarded),
            LockCommand.Create(Guarded),
            WorkerCommand.Create(Guarded),
            EquivCommand.Create(Guarded),
            StatsCommand.Create(Guarded),
            CalibrateCommand.Create(Guarded),
            BenchCommand.Create(Guarded),
        ];

        void Guarded(Command command, Func<ParseResult, Terminal, CancellationToken, int> action) => command.SetAction(result =>
            Guard(terminal, () => action(result, terminal with { IsQuiet = result.GetValue(quiet) }, token), token));
    }

    private static int Guard(Terminal terminal, Func<int> action, CancellationToken token)
    {
        try
        {
            return action();
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            terminal.Error.WriteLine("Interrupted.");
            return ExitCodes.Interrupted;
        }
        catch (DbException fault)
        {
            terminal.Error.WriteLine($"{terminal.Paint("error", 31)} RW3201: {fault.Message.Trim()}");
            return ExitCodes.Fault;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or TimeoutException)
        {
            terminal.Error.WriteLine($"{terminal.Paint("error", 31)} RW3203: {fault.Message.Trim()}");
            return ExitCodes.Fault;
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            terminal.Error.WriteLine($"{terminal.Paint("error", 31)} RW9001: An internal error, please report it: {fault}");
            return ExitCodes.Fault;
        }
    }
}

/// <summary>Gives a command what it does.</summary>
internal delegate void Attach(Command command, Func<ParseResult, Terminal, CancellationToken, int> action);
