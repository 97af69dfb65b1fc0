using RewriteLang.Dsl;

namespace RewriteLang.Optimizer.Rules;

/// <summary>
/// Asks a rule's conditions as soon as the part of the pattern that binds their variables has matched, so that a match which cannot be admitted is given up
/// before the rest of the pattern is tried on it. What is asked here is asked again of the whole match: guards save time and decide nothing.
/// </summary>
/// <param name="rule">The rule.</param>
/// <param name="places">Where its conditions can be asked.</param>
/// <param name="evaluator">What answers them.</param>
/// <param name="journal">Where the answer no is noted.</param>
internal sealed class MatchGuards(Rule rule, GuardPlaces places, Evaluator evaluator, Journal journal)
{
    /// <summary>Whether the bindings, made by matching all of <paramref name="pattern"/>, can still be admitted.</summary>
    public bool Admits(Term pattern, Bindings bindings) => AdmitAll(places.After(pattern), bindings);

    /// <summary>The same where what an operator has besides its input has been matched, and the input has not.</summary>
    public bool AdmitsParts(Term pattern, Bindings bindings) => AdmitAll(places.AfterParts(pattern), bindings);

    private bool AdmitAll(ReadOnlySpan<Guard> guards, Bindings bindings)
    {
        var known = bindings;
        foreach (var guard in guards)
        {
            if (!Admits(guard, ref known))
            {
                return false;
            }
        }

        return true;
    }

    // What one guard needs the next one often needs, too.
    private bool Admits(Guard guard, ref Bindings known)
    {
        try
        {
            foreach (var let in guard.Lets)
            {
                known = known.TryGet(let.Name, out _) ? known : known.Set(let.Name, evaluator.Evaluate(let.Value, known));
            }

            if (evaluator.Holds(guard.Condition, known))
            {
                return true;
            }

            journal.Reject(new(rule.Name, RuleText.FailureOf(guard.Condition)));
        }
        catch (NotApplicableException reason)
        {
            journal.Reject(new(rule.Name, reason.Message));
        }

        return false;
    }
}
