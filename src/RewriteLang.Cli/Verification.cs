using System.Diagnostics;
using RewriteLang.Algebra;
using RewriteLang.Cli.Isolation;
using RewriteLang.Dsl;
using RewriteLang.Engines;
using RewriteLang.Sql.Printing;
using RewriteLang.Verify.Optimizing;
using RewriteLang.Verify.Rules;

namespace RewriteLang.Cli;

/// <summary>Verification as the commands use it: on both engines, with texts of the one printer, recorded in <c>rules.lock</c>.</summary>
/// <param name="Report">What became of the rule.</param>
/// <param name="Mutants">What became of its mutants, if they were asked for and it is verified.</param>
/// <param name="Elapsed">How long that took.</param>
/// <param name="Crash">That the process which verified the rule did not survive it; null if it did.</param>
internal sealed record Verification(RuleReport Report, IReadOnlyList<MutantOutcome> Mutants, TimeSpan Elapsed, Diagnostic? Crash = null)
{
    /// <summary>A verifier with all engines.</summary>
    public static RuleVerifier Verifier(VerifyOptions options) => new(options, Engine.All, Print);

    /// <summary>A check of the whole optimizer on all engines.</summary>
    public static OptimizerCheck OptimizerCheck(ulong seed, RuleLibrary library, Action<PendingCase> note) => new(seed, library, Engine.All, Print, note);

    /// <summary>Verifies a rule, and its mutants.</summary>
    public static Verification Verify(RuleVerifier verifier, Rule rule, bool withMutants, CancellationToken token)
    {
        var watch = Stopwatch.StartNew();
        var report = verifier.Verify(rule, token);
        var mutants = withMutants && report.Status == RuleStatus.Verified ? verifier.Mutate(rule, token) : [];
        return new(report, mutants, watch.Elapsed);
    }

    /// <summary>Has a rule verified where its end is survived.</summary>
    /// <param name="process">Does <see cref="VerificationTask.OfRules"/>.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="seed">The seed of that task.</param>
    /// <param name="token">Ends early, with an <see cref="OperationCanceledException"/>.</param>
    public static Verification By(VerifyingProcess process, Rule rule, ulong seed, CancellationToken token)
    {
        var watch = Stopwatch.StartNew();
        var (answer, crash) = process.Ask<Verification>(rule.Name, rule.Span, token);
        return answer ?? new(new(rule.Name, seed, RuleStatus.Unverified, 0, 0, [], null, [], [], 0), [], watch.Elapsed, crash);
    }

    /// <summary>The record of what was found, naming the engines that judged something.</summary>
    public LockRecord Record(Rule rule) => new(
        rule.Name,
        LockRecord.HashOf(rule),
        RuleBasis.Of(rule),
        (long)Report.Seed,
        Report.Cases,
        Report.Matches,
        Mutants.Count == 0 ? null : new(Mutants.Count(m => m.Killed), Mutants.Count),
        [.. Engine.All.Where(e => Report.Judges.Any(j => j.Judge == e.Name && j.Cases > 0)).Select(e => new EngineVersion(e.Name, e.Version))])
    {
        Survivors = [.. Mutants.Where(m => !m.Killed).Select(m => new Survivor(m.Description, m.EqualRows, m.Refused))],
    };

    /// <summary>The text of a query for an engine; null where its dialect cannot say it.</summary>
    public static string? Print(Query query, string engine) =>
        SqlPrinter.Print(query, DialectNames.Of(engine)).Value?.Text;
}
