using RewriteLang.Dsl;
using RewriteLang.Engines;
using RewriteLang.Sql.Printing;
using RewriteLang.Verify.Rules;

namespace RewriteLang.Cli;

/// <summary>Verification as the commands use it: on both engines, with texts of the one printer, recorded in <c>rules.lock</c>.</summary>
internal static class Verification
{
    /// <summary>A verifier with all engines.</summary>
    public static RuleVerifier Verifier(VerifyOptions options) => new(options, Engine.All, Print);

    /// <summary>The record of what a verification found, naming the engines that judged something.</summary>
    public static LockRecord Record(Rule rule, RuleReport report) => new(
        rule.Name,
        LockRecord.HashOf(rule),
        RuleBasis.Of(rule),
        (long)report.Seed,
        report.Cases,
        report.Matches,
        null,
        [.. Engine.All.Where(e => report.Judges.Any(j => j.Judge == e.Name && j.Cases > 0)).Select(e => new EngineVersion(e.Name, e.Version))]);

    private static string? Print(Algebra.Query query, string engine) =>
        SqlPrinter.Print(query, engine == SqliteEngine.Instance.Name ? Dialect.Sqlite : Dialect.DuckDb).Value?.Text;
}
