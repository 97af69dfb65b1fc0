using RewriteLang.Verify.Rules;

namespace RewriteLang.Cli;

/// <summary>How the commands say what verification found, of rules and of aggregates.</summary>
internal static class Outcomes
{
    /// <summary>The outcome in its colour, padded to one width.</summary>
    public static string Paint(RuleStatus status, Terminal terminal)
    {
        var (word, color) = status switch
        {
            RuleStatus.Verified => ("verified", 32),
            RuleStatus.Refuted => ("refuted", 31),
            _ => ("unverified", 33),
        };
        return terminal.Paint(word.PadRight(10), color);
    }

    /// <summary>What the process says of the outcomes.</summary>
    public static int ExitCode(IReadOnlyCollection<RuleStatus> outcomes) =>
        outcomes.Contains(RuleStatus.Refuted) ? ExitCodes.Refuted
        : outcomes.Contains(RuleStatus.Unverified) ? ExitCodes.Undetermined
        : ExitCodes.Done;

    /// <summary>How many ended how.</summary>
    public static string Counts(IReadOnlyCollection<RuleStatus> outcomes) =>
        $"{outcomes.Count(o => o == RuleStatus.Verified)} verified, {outcomes.Count(o => o == RuleStatus.Refuted)} refuted, {outcomes.Count(o => o == RuleStatus.Unverified)} unverified";
}
