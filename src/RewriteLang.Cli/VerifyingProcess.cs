using System.Diagnostics;
using System.Globalization;
using RewriteLang.Algebra;
using RewriteLang.Cli.Commands;
using RewriteLang.Dsl;
using RewriteLang.Verify.Rules;

namespace RewriteLang.Cli;

/// <summary>
/// Verifies rules in another process, which takes one after the other. An engine that ends that process takes one rule down and no others: the case that it was at is kept and
/// told, and the next rule gets a new process. Where the program cannot start itself (<see cref="Terminal.Self"/>), all is done in this process.
/// </summary>
/// <param name="paths">The rule files.</param>
/// <param name="options">How much is tried.</param>
/// <param name="terminal">Knows how to start the process.</param>
internal sealed class VerifyingProcess(IReadOnlyList<string> paths, VerifyOptions options, Terminal terminal) : IDisposable
{
    /// <summary>The process that verified a rule ended before the rule was judged.</summary>
    public const string Ended = "RW4105";

    // .NET tells a signal on Unix as 128 and its number.
    private const int SignalBase = 128;

    private readonly string _journal = Path.Combine(Path.GetTempPath(), $"rw-{Guid.NewGuid():N}.case");
    private RuleVerifier? _here;
    private Process? _process;

    /// <summary>Verifies a rule, and its mutants.</summary>
    public Verification Verify(Rule rule, bool withMutants, CancellationToken token)
    {
        if (terminal.Self.Count == 0)
        {
            return Verification.Verify(_here ??= Verification.Verifier(options), rule, withMutants, token);
        }

        token.ThrowIfCancellationRequested();
        _process ??= Start();
        var watch = Stopwatch.StartNew();
        if (Answer(_process, new(rule.Name, withMutants), token) is { } answer)
        {
            return VerificationText.Read<Verification>(answer);
        }

        var code = End(_process);
        return new(new(rule.Name, options.Seed, RuleStatus.Unverified, 0, 0, [], null, [], [], 0), [], watch.Elapsed, Crash(rule, code));
    }

    // A line, or null if the process has ended.
    private static string? Answer(Process process, VerificationRequest request, CancellationToken token)
    {
        try
        {
            process.StandardInput.WriteLine(VerificationText.Write(request));
            process.StandardInput.Flush();
        }
        catch (IOException)
        {
            return null;
        }

        return process.StandardOutput.ReadLineAsync(token).AsTask().GetAwaiter().GetResult();
    }

    private Process Start()
    {
        IEnumerable<string> arguments =
        [
            .. terminal.Self.Skip(1), WorkerCommand.Name, _journal, options.Seed.ToString(CultureInfo.InvariantCulture), options.Matches.ToString(CultureInfo.InvariantCulture), .. paths,
        ];
        return Process.Start(new ProcessStartInfo(terminal.Self[0], arguments) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
    }

    private int End(Process process)
    {
        process.WaitForExit();
        _process = null;
        using (process)
        {
            return process.ExitCode;
        }
    }

    private Diagnostic Crash(Rule rule, int code)
    {
        var how = code > SignalBase ? $"was ended by signal {code - SignalBase}" : $"ended with exit code {code}";
        var last = CaseJournal.Last(_journal) is { } noted && noted.Rule == rule.Name ? noted : null;
        File.Delete(_journal);
        var where = last is null ? "before its first case" : $"while {last.Judge} was at plan {last.Plan} with seed {last.Seed}";
        return Diagnostic.Error(Ended, $"The process that verified '{rule.Name}' {how}, {where}.", rule.Span, last?.Script is { } script ? $"The case is kept in {Kept(rule, script)}" : null);
    }

    private static string Kept(Rule rule, string script)
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("rw-case-").FullName, $"{rule.Name.Replace('/', '-')}.sql");
        File.WriteAllText(path, script);
        return path;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _here?.Dispose();
        if (_process is { } process)
        {
            // It has answered, or nobody waits for its answer any more.
            process.Kill();
            End(process);
        }

        File.Delete(_journal);
    }
}
