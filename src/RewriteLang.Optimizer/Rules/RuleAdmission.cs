using RewriteLang.Algebra;
using RewriteLang.Dsl;
using RewriteLang.EGraphs;
using RewriteLang.Optimizer.Plans;

namespace RewriteLang.Optimizer.Rules;

/// <summary>Asks what has to hold where a rule has matched: what the compiler adds, its conditions and gates.</summary>
/// <param name="rule">The rule.</param>
/// <param name="added">What the compiler adds.</param>
/// <param name="plans">The graph.</param>
/// <param name="evaluator">What answers.</param>
/// <param name="journal">Where the answer no is noted.</param>
internal sealed class RuleAdmission(Rule rule, ImplicitConditions added, PlanGraph plans, Evaluator evaluator, Journal journal)
{
    /// <summary>
    /// Whether the rule is tried at all: where the engine's plan of the query shows that there is nothing to mend, nothing is looked for. The engine is asked once all
    /// operators of the left side are there, as asking takes it a while; before that it is not known, and nothing can match.
    /// </summary>
    public bool? IsTried(RuleShape shape, EGraph graph)
    {
        if (shape.PlanGates.Length == 0)
        {
            return true;
        }

        if (!Array.TrueForAll(shape.Kinds, kind => graph.NodesOfKind(kind).Length > 0))
        {
            return null;
        }

        // A rule for another engine is stopped where it matches, as ever, and the engine is not asked for its sake.
        var closed = Array.TrueForAll(shape.EngineGates, g => evaluator.Holds(g, Bindings.Empty))
            ? Array.Find(shape.PlanGates, g => !evaluator.MayPay(g, Bindings.Empty))
            : null;
        if (closed is not null)
        {
            journal.Prune(new(rule.Name, RuleText.FailureOf(closed)));
        }

        return closed is null;
    }

    /// <summary>The match with what its lets stand for, all steps having been asked, the cheap ones first, and each let when something first asks for it; null where one fails.</summary>
    public Bindings? Admit(Bindings candidate, AdmissionStep[] steps) => Admit(candidate, steps, rule.Lets);

    /// <summary>The same with some of the lets.</summary>
    public Bindings? Admit(Bindings candidate, AdmissionStep[] steps, Sequence<LetBinding> lets)
    {
        if (added.Violated(candidate, plans, evaluator.IsTotal) is { } violated)
        {
            journal.Reject(rule.Name, violated);
            return null;
        }

        return Ask(candidate, steps, lets);
    }

    /// <summary>The same without what the compiler adds, and with some of the lets.</summary>
    public Bindings? Ask(Bindings candidate, AdmissionStep[] steps, Sequence<LetBinding> lets)
    {
        try
        {
            var bindings = candidate;
            foreach (var step in steps)
            {
                if (bindings.Knows(step.Guard.Condition))
                {
                    continue;
                }

                if (Pass(step, evaluator.WithLets(step.Guard.Lets, bindings)) is not { } passed)
                {
                    journal.Reject(rule.Name, step.Guard.Failure);
                    return null;
                }

                bindings = passed;
            }

            return evaluator.WithLets(lets, bindings);
        }
        catch (NotApplicableException reason)
        {
            journal.Reject(rule.Name, reason.Message);
            return null;
        }
    }

    private Bindings? Pass(AdmissionStep step, Bindings bindings) => step.Kind switch
    {
        AdmissionKind.Renaming => evaluator.BindRenaming(step.Guard.Condition, bindings),
        AdmissionKind.Gate => evaluator.MayPay(step.Guard.Condition, bindings) ? bindings : null,
        _ => evaluator.Holds(step.Guard.Condition, bindings) ? bindings : null,
    };
}
