using RewriteLang.Dsl;

namespace RewriteLang.Optimizer.Rules;

/// <summary>
/// Asks a rule's conditions as soon as the part of the pattern that binds their variables has matched, so that a match which cannot be admitted is given up
/// before the rest of the pattern is tried on it. What holds, and what lets stand for, goes on with the bindings, and is not asked again.
/// </summary>
/// <param name="rule">The rule.</param>
/// <param name="places">Where its conditions can be asked.</param>
/// <param name="evaluator">What answers them.</param>
/// <param name="journal">Where the answer no is noted; null for nowhere.</param>
internal sealed class MatchGuards(Rule rule, GuardPlaces places, Evaluator evaluator, Journal? journal)
{
    /// <summary>The bindings, made by matching all of <paramref name="pattern"/>, with what is now known to hold; null if they cannot be admitted.</summary>
    public Bindings? Admitted(Term pattern, Bindings bindings) => AllOf(places.After(pattern), bindings);

    /// <summary>The same where what an operator has besides its input has been matched, and the input has not.</summary>
    public Bindings? AdmittedParts(Term pattern, Bindings bindings) => AllOf(places.AfterParts(pattern), bindings);

    /// <summary>The steps in which the elements of a block or union are tried.</summary>
    public PatternStep[] StepsOf(Term.Operator pattern) => places.StepsOf(pattern);

    private Bindings? AllOf(ReadOnlySpan<Guard> guards, Bindings bindings)
    {
        var known = bindings;
        foreach (var guard in guards)
        {
            if (guard.Similar is var (a, b))
            {
                if (bindings.TryGet(a, out var left) && bindings.TryGet(b, out var right) && !evaluator.LookAlike(left, right))
                {
                    journal?.Reject(rule.Name, guard.Failure);
                    return null;
                }

                continue;
            }

            try
            {
                var asked = guard.MayHold(known) ? evaluator.WithLets(guard.Lets, known) : null;
                if (asked is null || !evaluator.Holds(guard.Condition, asked))
                {
                    journal?.Reject(rule.Name, guard.Failure);
                    return null;
                }

                known = asked.Knowing(guard.Condition);
            }
            catch (NotApplicableException reason)
            {
                journal?.Reject(rule.Name, reason.Message);
                return null;
            }
        }

        return known;
    }
}
