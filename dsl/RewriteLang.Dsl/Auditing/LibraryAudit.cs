using RewriteLang.Algebra;

namespace RewriteLang.Dsl.Auditing;

/// <summary>What is to be said of rules side by side: rules that others make needless, take back or contradict, and simplifications that never come to an end. All of it are warnings.</summary>
public static class LibraryAudit
{
    /// <summary>The files, with what is found among their rules.</summary>
    public static Result<IReadOnlyList<RuleFile>> Checked(IReadOnlyList<RuleFile> files) => Result<IReadOnlyList<RuleFile>>.Success(files, Check(files));

    /// <summary>What is found among the rules of files that were loaded together, in source order.</summary>
    public static Sequence<Diagnostic> Check(IEnumerable<RuleFile> files)
    {
        var rules = files.SelectMany(f => f.Rules).ToList();
        var audited = rules.Where(r => r.Sites.Count == 1).Select(r => new AuditedRule(r)).ToList();
        var simplifications = audited.Where(r => r.Rule.Simplify).ToList();
        var diagnostics = new List<Diagnostic>();
        ReportNeedless(audited, diagnostics);
        ReportCircles(simplifications, diagnostics);
        ReportDisagreements(simplifications, diagnostics);
        return diagnostics.OrderBy(d => d.Span?.File, StringComparer.Ordinal).ThenBy(d => d.Span?.Offset).ToSequence();
    }

    private static void ReportNeedless(List<AuditedRule> rules, List<Diagnostic> diagnostics)
    {
        for (var i = 0; i < rules.Count; i++)
        {
            for (var j = 0; j < rules.Count; j++)
            {
                var (special, general) = (rules[i], rules[j]);
                if (i == j || AreOne(special.Rule, general.Rule))
                {
                    continue;
                }

                // Of two that say the same, the later one is needless.
                if (Instances.Covers(general, special) && (j < i || !Instances.Covers(special, general)))
                {
                    diagnostics.Add(Problems.InstanceOf(special.Rule.Span, special.Rule.Name, general.Rule.Name, general.Rule.Span));
                    break;
                }

                if (j < i && (Instances.TakesBack(general, special) || Instances.TakesBack(special, general)))
                {
                    diagnostics.Add(Problems.InverseOf(special.Rule.Span, special.Rule.Name, general.Rule.Name, general.Rule.Span));
                    break;
                }
            }
        }
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
            var effort = new Effort(Overlaps.MaximumEffort);
            for (var j = 0; j < i; j++)
            {
                var (later, earlier) = (simplifications[i], simplifications[j]);
                var accepted = later.Rule.Overlaps.Where(r => r.Name == earlier.Rule.Name).Concat(earlier.Rule.Overlaps.Where(r => r.Name == later.Rule.Name)).ToList();
                if (overlaps.Disagreement(later, earlier, effort) is not { } found)
                {
                    continue;
                }

                accepted.ForEach(r => idle.Remove(r.Span));
                if (accepted.Count == 0)
                {
                    diagnostics.Add(Problems.Disagree(
                        later.Rule.Span, later.Rule.Name, earlier.Rule.Name, ShapeText.Of(found.Peak), ShapeText.Of(found.First), ShapeText.Of(found.Second)));
                }
            }
        }

        diagnostics.AddRange(idle.Values.Select(r => Problems.IdleOverlap(r.Span, r.Name)));
    }
}
