using System.Diagnostics;
using RewriteLang.Algebra;
using RewriteLang.Cli.Commands;

namespace RewriteLang.Cli.Isolation;

/// <summary>
/// Does a task in another process, item by item. An engine that ends that process takes one item down and no others: the case that it was at is kept and told, and the next
/// item gets a new process. Where the program cannot start itself (<see cref="Terminal.Self"/>), all is done in this process.
/// </summary>
/// <param name="task">What is to be done.</param>
/// <param name="terminal">Knows how to start the process.</param>
internal sealed class VerifyingProcess(VerificationTask task, Terminal terminal) : IDisposable
{
    /// <summary>The process ended before the item was done.</summary>
    public const string Ended = "RW4105";

    // .NET tells a signal on Unix as 128 and its number.
    private const int SignalBase = 128;

    private readonly string _journal = Path.Combine(Path.GetTempPath(), $"rw-{Guid.NewGuid():N}.case");
    private VerificationWork? _here;
    private Process? _process;
    private bool _stoodStill;

    /// <summary>Does an item.</summary>
    /// <param name="item">Which.</param>
    /// <param name="place">Where it is written, for the diagnostic; null for nowhere.</param>
    /// <param name="token">Ends early, with an <see cref="OperationCanceledException"/>.</param>
    /// <returns>The answer, or what became of the process that was to give it.</returns>
    public (T? Answer, Diagnostic? Crash) Ask<T>(string item, SourceSpan? place, CancellationToken token)
        where T : notnull
    {
        token.ThrowIfCancellationRequested();
        if (terminal.Self.Count == 0)
        {
            return ((T)(_here ??= task.Start(_ => { })).Do(item, token), null);
        }

        _process ??= Start();
        if (Send(_process, item) && Answer(_process, token) is { } answer)
        {
            return (VerificationText.Read<T>(answer), null);
        }

        return (default, Crash(item, place, End()));
    }

    private Process Start()
    {
        var process = Process.Start(new ProcessStartInfo(terminal.Self[0], [.. terminal.Self.Skip(1), WorkerCommand.Name, _journal]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        Send(process, task);
        return process;
    }

    // False if the process has ended.
    private static bool Send<T>(Process process, T value)
    {
        try
        {
            process.StandardInput.WriteLine(VerificationText.Write(value));
            process.StandardInput.Flush();
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    // A line, or null if the process has ended, also because it stood still: limits stop queries long before that, but not all that an engine does heeds them.
    private string? Answer(Process process, CancellationToken token)
    {
        var reading = process.StandardOutput.ReadLineAsync(token).AsTask();
        var seen = CaseJournal.Stamp(_journal);
        while (Task.WaitAny([reading], (int)terminal.Patience.TotalMilliseconds, token) < 0)
        {
            var now = CaseJournal.Stamp(_journal);
            if (now == seen)
            {
                process.Kill();
                _stoodStill = true;
                return null;
            }

            seen = now;
        }

        return reading.GetAwaiter().GetResult();
    }

    private string End()
    {
        using var process = _process!;
        _process = null;
        process.WaitForExit();
        var stoodStill = _stoodStill;
        _stoodStill = false;
        return stoodStill ? $"was ended after it had not moved for {terminal.Patience.TotalSeconds} s"
            : process.ExitCode > SignalBase ? $"was ended by signal {process.ExitCode - SignalBase}"
            : $"ended with exit code {process.ExitCode}";
    }

    private Diagnostic Crash(string item, SourceSpan? place, string how)
    {
        var last = CaseJournal.Last(_journal) is { } noted && noted.Subject == item ? noted : null;
        File.Delete(_journal);
        var where = last is null ? "before its first case" : $"while {last.Judge} was at {task.Unit} {last.Number} with seed {last.Seed}";
        return Diagnostic.Error(Ended, $"The process that {task.Describe(item)} {how}, {where}.", place, last?.Script is { } script ? $"The case is kept in {Kept(script)}" : null);
    }

    private static string Kept(string script)
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("rw-case-").FullName, "case.sql");
        File.WriteAllText(path, script);
        return path;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _here?.Dispose();
        if (_process is not null)
        {
            // It has answered, or nobody waits for its answer any more.
            _process.Kill();
            End();
        }

        File.Delete(_journal);
    }
}
