using RewriteLang.Dsl;

namespace RewriteLang.Optimizer.Rules;

/// <summary>How a step of an admission is asked.</summary>
internal enum AdmissionKind
{
    /// <summary>It must hold.</summary>
    Condition,

    /// <summary>It must hold, and names the renaming by which it does.</summary>
    Renaming,

    /// <summary>It must not be known to be of no use.</summary>
    Gate,
}

/// <summary>One condition or gate of a rule with the lets that it needs, and what it is.</summary>
/// <param name="Guard">The condition.</param>
/// <param name="Kind">How it is asked.</param>
internal sealed record AdmissionStep(Guard Guard, AdmissionKind Kind)
{
    /// <summary>
    /// The steps of a rule, conditions before gates, in the order in which they are best asked: what only looks at the match; then comparisons of two relations,
    /// which walk both; then what speaks of the renamings that these found; and estimates last, which are made when they are first asked for.
    /// </summary>
    public static AdmissionStep[] Of(Rule rule)
    {
        var renamings = rule.Conditions.Select(RenamingOf).OfType<string>().ToHashSet(StringComparer.Ordinal);
        return
        [
            .. rule.Conditions.Select(c => Step(c, RenamingOf(c) is null ? AdmissionKind.Condition : AdmissionKind.Renaming))
                .Concat(rule.Gates.Select(g => Step(g, AdmissionKind.Gate)))
                .OrderBy(s => RankOf(s, renamings)),
        ];

        AdmissionStep Step(Term term, AdmissionKind kind) => new(new(term, GuardPlaces.LetsOf(rule, term)), kind);
    }

    private static string? RenamingOf(Term condition) =>
        condition is Term.Operator { Name: "~" } similar && similar.Arguments.ElementAtOrDefault(2) is Term.Variable name ? name.Name : null;

    private static int RankOf(AdmissionStep step, HashSet<string> renamings) =>
        step.Kind is AdmissionKind.Renaming ? 1
        : step.Guard.Free.Overlaps(renamings) ? 2
        : step.Guard.Uses(RuleTerms.Estimates.Contains) ? 3
        : step.Guard.Uses(w => w == "~") ? 1
        : 0;
}
