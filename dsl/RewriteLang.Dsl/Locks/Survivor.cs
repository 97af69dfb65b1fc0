using System.Text.RegularExpressions;
using RewriteLang.Algebra;

namespace RewriteLang.Dsl;

/// <summary>A mutant of a rule that verification did not refute.</summary>
/// <param name="Mutant">What was changed, as verification names it.</param>
/// <param name="EqualRows">
/// Rows of values, all combinations of small domains, on which it was found right although the rule says nothing of them; none for a mutant about which nothing is known.
/// </param>
/// <param name="Refused">Plans on which a dropped condition was false and yet nothing else came of it: the optimizer does not build what the mutant asks for.</param>
public readonly record struct Survivor(string Mutant, long EqualRows = 0, int Refused = 0)
{
    private static readonly Regex Reason = new(@"Survives `(?<mutant>[^`]+)`: (?<why>.+?)(?=\s*Survives `|$)", RegexOptions.Singleline);

    /// <summary>Whether what was found explains it: all values of small domains speak for it, or it does nothing that the rule does not.</summary>
    public bool IsProven => EqualRows > 0 || Refused > 0;

    /// <summary>
    /// Why mutants of a rule cannot be refuted, by what was changed: its documentation says so in sentences that start with <c>Survives `…`:</c>, each up to the next.
    /// </summary>
    public static IReadOnlyDictionary<string, string> ReasonsOf(Rule rule) => Reason.Matches(rule.Doc)
        .GroupBy(m => OneLine(m.Groups["mutant"].Value))
        .ToDictionary(g => g.Key, g => OneLine(g.First().Groups["why"].Value));

    /// <summary>What the documentation of a rule says of the rule: all of it up to the first sentence about a mutant, in its own lines.</summary>
    public static string SummaryOf(Rule rule) => Reason.Match(rule.Doc) is { Success: true } first ? rule.Doc[..first.Index].TrimEnd() : rule.Doc;

    /// <summary>The survivors of a record that neither values nor the documentation of its rule explain.</summary>
    public static Sequence<Survivor> Unexplained(Rule rule, LockRecord record)
    {
        var open = record.Survivors.Where(s => !s.IsProven).ToList();
        var reasons = open.Count > 0 ? ReasonsOf(rule) : null;
        return [.. open.Where(s => !reasons!.ContainsKey(OneLine(s.Mutant)))];
    }

    private static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
