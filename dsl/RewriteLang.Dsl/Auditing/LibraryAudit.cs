using RewriteLang.Algebra;

namespace RewriteLang.Dsl.Auditing;

/// <summary>What is to be said of rules side by side: rules that others make needless, take back or contradict, and simplifications that never come to an end. All of it are warnings.</summary>
public static class LibraryAudit
{
    // Disagreements of one rule that are told; who has mended those sees the next.
    private const int MaximumReports = 12;

    /// <summary>The files, with what is found among their rules.</summary>
    public static Result<IReadOnlyList<RuleFile>> Checked(IReadOnlyList<RuleFile> files) => Result<IReadOnlyList<RuleFile>>.Success(files, Check(files));

    /// <summary>What is found among the rules of files that were loaded together, in source order.</summary>
    public static Sequence<Diagnostic> Check(IEnumerable<RuleFile> files)
    {
        var rules = files.SelectMany(f => f.Rules).ToList();
        var audited = rules.Where(r => !r.HasPlaces).Select(r => new AuditedRule(r)).ToList();
        var simplifications = audited.Where(r => r.Rule.Simplify).ToList();
        var diagnostics = new List<Diagnostic>();
        ReportNeedless(audited, diagnostics);
        ReportCircles(simplifications, diagnostics);
        ReportDisagreements(simplifications, diagnostics);
        return diagnostics.OrderBy(d => d.Span?.File, StringComparer.Ordinal).ThenBy(d => d.Span?.Offset).ToSequence();
    }

    private static void ReportNeedless(List<AuditedRule> rules, List<Diagnostic> diagnostics)
    {
        var index = new MarkIndex(rules.Select(r => r.Needs));
        var turned = Turned(rules, index);
        for (var i = 0; i < rules.Count; i++)
        {
            var special = rules[i];
            var general = index.Within(special.Has).ToHashSet();
            foreach (var j in general.Union(turned[i]).Order().Where(j => !AreOne(special.Rule, rules[j].Rule)))
            {
                // Of two that say the same, the later one is needless.
                if (general.Contains(j) && Instances.Covers(rules[j], special) && (j < i || !Instances.Covers(special, rules[j])))
                {
                    diagnostics.Add(Problems.InstanceOf(special.Rule.Span, special.Rule.Name, rules[j].Rule.Name, rules[j].Rule.Span));
                    break;
                }

                if (turned[i].Contains(j) && (Instances.TakesBack(rules[j], special) || Instances.TakesBack(special, rules[j])))
                {
                    diagnostics.Add(Problems.InverseOf(special.Rule.Span, special.Rule.Name, rules[j].Rule.Name, rules[j].Rule.Span));
                    break;
                }
            }
        }
    }

    // For each rule the earlier ones that may take it back, or be taken back by it.
    private static HashSet<int>[] Turned(List<AuditedRule> rules, MarkIndex index)
    {
        HashSet<int>[] turned = [.. rules.Select(_ => new HashSet<int>())];
        for (var i = 0; i < rules.Count; i++)
        {
            foreach (var j in index.Within(rules[i].HasTurned).Where(j => j != i))
            {
                turned[Math.Max(i, j)].Add(Math.Min(i, j));
            }
        }

        return turned;
    }

    private static bool AreOne(Rule a, Rule b) => a.Span == b.Span;

    private static void ReportCircles(List<AuditedRule> simplifications, List<Diagnostic> diagnostics)
    {
        var termination = new Termination(simplifications);
        foreach (var rule in simplifications)
        {
            if (termination.Circle(rule) is { } circle)
            {
                diagnostics.Add(Problems.NoEnd(rule.Rule.Span, rule.Rule.Name, [.. circle.SkipLast(1).Select(r => r.Name)]));
            }
        }
    }

    private static void ReportDisagreements(List<AuditedRule> simplifications, List<Diagnostic> diagnostics)
    {
        var overlaps = new Overlaps(simplifications);
        var idle = simplifications.SelectMany(r => r.Rule.Overlaps).ToDictionary(r => r.Span);
        for (var i = 0; i < simplifications.Count; i++)
        {
            var effort = Effort.ForOneOf(simplifications.Count, Overlaps.MaximumEffort);
            var reported = 0;
            for (var j = 0; j < i; j++)
            {
                var (later, earlier) = (simplifications[i], simplifications[j]);
                var accepted = later.Rule.Overlaps.Where(r => r.Name == earlier.Rule.Name).Concat(earlier.Rule.Overlaps.Where(r => r.Name == later.Rule.Name)).ToList();
                var found = reported < MaximumReports ? overlaps.Disagreement(later, earlier, effort) : null;
                if (found is not null || reported == MaximumReports || effort.IsUsedUp)
                {
                    accepted.ForEach(r => idle.Remove(r.Span));
                }

                if (found is { } peak && accepted.Count == 0)
                {
                    reported++;
                    diagnostics.Add(Problems.Disagree(
                        later.Rule.Span, later.Rule.Name, earlier.Rule.Name, ShapeText.Of(peak.Peak), ShapeText.Of(peak.First), ShapeText.Of(peak.Second)));
                }
            }
        }

        diagnostics.AddRange(idle.Values.Select(r => Problems.IdleOverlap(r.Span, r.Name)));
    }
}
