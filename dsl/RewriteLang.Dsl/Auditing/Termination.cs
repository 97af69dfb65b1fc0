using RewriteLang.Algebra;

namespace RewriteLang.Dsl.Auditing;

/// <summary>
/// Simplifications that go round in a circle: what a rule makes, it and the others turn into something to which it applies again, under conditions that hold because they
/// held before. That this finds none is no proof that there are none.
/// </summary>
internal sealed class Termination(IReadOnlyList<AuditedRule> simplifications)
{
    private const int MaximumSteps = 3;
    private const int MaximumTerms = 60;
    private const int MaximumEffort = 10_000;

    private readonly Simplifications _all = new(simplifications);

    /// <summary>The rules that lead from what a rule makes to what it applies to, itself last; null if none were found.</summary>
    internal IReadOnlyList<Rule>? Circle(AuditedRule rule)
    {
        var effort = Effort.ForOneOf(simplifications.Count, MaximumEffort);
        var seen = new HashSet<string> { rule.FrozenRight.Text };
        var pending = new Queue<(Shape Term, Sequence<Rule> Path)>([(rule.FrozenRight, [])]);
        while (pending.TryDequeue(out var next) && seen.Count < MaximumTerms)
        {
            foreach (var (applied, result) in _all.Steps(next.Term, rule.Rule.Level, c => rule.FrozenConditions.Contains(c.Text), effort))
            {
                Sequence<Rule> path = applied is null ? next.Path : [.. next.Path, applied.Rule];
                if (ReferenceEquals(applied, rule))
                {
                    return [.. path];
                }

                if (path.Count < MaximumSteps && seen.Add(result.Text))
                {
                    pending.Enqueue((result, path));
                }
            }
        }

        return null;
    }
}
