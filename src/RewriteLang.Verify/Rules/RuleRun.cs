using System.Diagnostics;
using RewriteLang.Algebra;
using RewriteLang.Dsl;
using RewriteLang.Optimizer;
using RewriteLang.Verify.Equality;
using RewriteLang.Verify.Generation;
using RewriteLang.Verify.Reference;

namespace RewriteLang.Verify.Rules;

/// <summary>A case that shows a difference, before it is made small.</summary>
internal sealed record FoundDifference(Judge Judge, Query Query, ColumnFactory Columns, TinyDatabase Database, int Attempt);

/// <summary>The search for a difference between the sides of one rule: plans, judges, and what they saw.</summary>
/// <param name="rule">The rule.</param>
/// <param name="original">The rule of which it is a mutant, for whose conditions plans are made; itself where it is none.</param>
/// <param name="options">How much is tried.</param>
/// <param name="databases">The databases.</param>
/// <param name="judges">Who judges.</param>
internal sealed class RuleRun(Rule rule, Rule original, VerifyOptions options, IReadOnlyList<TinyDatabase> databases, IReadOnlyList<Judge> judges)
{
    private readonly SeededRandom _random = new SeededRandom(options.Seed).Fork(SeededRandom.Hash(rule.Name));
    // An engine that hangs on many cases of one rule would hold up all others.
    private const int MaximumExhausted = 3;

    private readonly HashSet<string> _kinds = [];
    private const int MaximumLooks = 60;

    private readonly HashSet<int> _false = [];
    private int _looks;
    private int _exhausted;

    /// <summary>What each judge saw.</summary>
    public List<JudgeTally> Tallies { get; } = [.. judges.Select(j => new JudgeTally(j.Name))];

    /// <summary>Why the left side matched and the rule did not apply.</summary>
    public Dictionary<string, int> Rejections { get; } = [];

    /// <summary>Plans on which the rule applied and something then failed: what it makes is no plan.</summary>
    public int Broken { get; private set; }

    /// <summary>The relation variables of the plans on which the rule was applied, and whether each stood for more than a base table.</summary>
    public Dictionary<string, bool> Shapes { get; } = [];

    /// <summary>The conditions that stopped the rule on no plan.</summary>
    public IEnumerable<Term> NeverFalse => rule.Conditions.Where((c, i) => !_false.Contains(i) && !Rejections.ContainsKey(RuleTrial.RejectionOf(c)));

    /// <summary>Exceptions of the optimizer, each kind once.</summary>
    public List<string> Faults { get; } = [];

    /// <summary>Random plans generated.</summary>
    public int Attempts { get; private set; }

    /// <summary>Random plans on which the rule was applied and changed something.</summary>
    public int Matches { get; private set; }

    /// <summary>Random plans on which it was applied after those, judged by the first judge alone.</summary>
    public int Further { get; private set; }

    /// <summary>Rows of values on which a scalar rule was tried, all combinations of them.</summary>
    public long ExhaustedRows { get; private set; }

    /// <summary>Those of them on which the original says something else, or nothing.</summary>
    public long RowsBeyond { get; private set; }

    /// <summary>The first difference, which ends the search.</summary>
    public FoundDifference? Difference { get; private set; }

    /// <summary>Tries a scalar rule on all values of small domains for its variables.</summary>
    public void Exhaust()
    {
        if (PlanOptimizer.IsRelational(rule))
        {
            return;
        }

        foreach (var (query, columns, rows) in ExhaustiveScalars.Plans(rule, original, _random.Fork(ulong.MaxValue)))
        {
            Tell(-1, "optimizer");
            if (Difference is null && _exhausted < MaximumExhausted && Apply(query, columns, -1) is { } trial)
            {
                ExhaustedRows += rows;
                RowsBeyond += SaysTheSame(query, columns, trial) ? 0 : rows;
                JudgeAll(new(query, trial, columns, _random), [0], -1);
            }
        }
    }

    /// <summary>Tries random plans until enough of them matched.</summary>
    public void Search(int attempts, int matches, CancellationToken token)
    {
        for (; Attempts < attempts && Matches < matches && Difference is null && _exhausted < MaximumExhausted; Attempts++)
        {
            token.ThrowIfCancellationRequested();

            // Small plans first: the first difference is then nearly the smallest.
            if (TryPlan(Attempts, 3 * Matches / matches) is { } plan)
            {
                Matches++;
                JudgeAll(plan, Some(databases.Count, options.DatabasesPerPlan, plan.Random), Attempts);
            }
        }
    }

    /// <summary>Tries more plans, on other databases and by the first judge alone, which costs little: what one plan in a hundred shows is seldom among the first.</summary>
    /// <param name="attempts">Most plans that are generated.</param>
    /// <param name="matches">Plans on which the rule is to be applied.</param>
    /// <param name="others">The databases.</param>
    /// <param name="token">Ends early, with an <see cref="OperationCanceledException"/>.</param>
    public void SearchFurther(int attempts, int matches, IReadOnlyList<TinyDatabase> others, CancellationToken token)
    {
        for (var number = Attempts; number < Attempts + attempts && Further < matches && Difference is null && _exhausted < MaximumExhausted; number++)
        {
            token.ThrowIfCancellationRequested();
            if (TryPlan(number, number % 4) is { } plan)
            {
                Further++;
                JudgePlan(0, plan, others, Some(others.Count, 2 * options.DatabasesPerPlan, plan.Random), number);
            }
        }
    }

    private static List<int> Some(int all, int count, SeededRandom random) => [.. Enumerable.Range(0, count).Select(_ => random.Below(all)).Distinct()];

    // A plan on which the rule applies; null if it does not.
    private TriedPlan? TryPlan(int number, int depth)
    {
        Tell(number, "optimizer");
        var random = _random.Fork((ulong)number);
        var columns = new ColumnFactory();
        if (Make(depth, columns, random) is not var (query, relations) || Apply(query, columns, number) is not { } trial)
        {
            return null;
        }

        foreach (var (name, relation) in relations)
        {
            Shapes[name] = Shapes.GetValueOrDefault(name) || relation is not Relation.Scan;
        }

        return new(query, trial, columns, random);
    }

    private sealed record TriedPlan(Query Query, RuleTrial Trial, ColumnFactory Columns, SeededRandom Random);

    /// <summary>Whether an exception is one that the optimizer throws on a plan that it cannot cope with.</summary>
    public static bool IsFault(Exception fault) =>
        fault is UnreachableException or NotSupportedException or InvalidOperationException or InvalidCastException or KeyNotFoundException or ArgumentException;

    private (Query Query, IReadOnlyList<(string Name, Relation Relation)> Relations)? Make(int depth, ColumnFactory columns, SeededRandom random)
    {
        try
        {
            var plans = new PatternPlans(original with { Level = rule.Level }, depth, columns, random);
            return (plans.Next(), plans.Relations);
        }
        catch (Exception fault) when (IsFault(fault))
        {
            Fault($"no plan could be generated: {fault.GetType().Name}: {fault.Message.Split('\n')[0]}");
            return null;
        }
    }

    private bool SaysTheSame(Query query, ColumnFactory columns, RuleTrial trial) => ReferenceEquals(rule, original) || RuleTrial.Run(original, query, columns, "duckdb").After.Body.Equals(trial.After.Body);

    // The rule applied; null where it does not apply or changes nothing.
    private RuleTrial? Apply(Query query, ColumnFactory columns, int attempt)
    {
        RuleTrial trial;
        try
        {
            trial = RuleTrial.Run(rule, query, columns, "duckdb");
        }
        catch (Exception fault) when (IsFault(fault))
        {
            Broken++;
            Fault($"the optimizer fails on plan {attempt}: {fault.GetType().Name}: {fault.Message.Split('\n')[0]}");
            return null;
        }

        foreach (var (rejection, count) in trial.Rejections)
        {
            Rejections[rejection.Reason] = Rejections.GetValueOrDefault(rejection.Reason) + count;
        }

        if (trial.Applications > 0 && !trial.After.Body.Equals(trial.Before.Body))
        {
            return trial;
        }

        LookForFalse(query, columns);
        return null;
    }

    // Scalar rules keep no account of what stopped them: that a condition did shows without it.
    private void LookForFalse(Query query, ColumnFactory columns)
    {
        for (var i = 0; i < rule.Conditions.Count && ReferenceEquals(rule, original) && !PlanOptimizer.IsRelational(rule); i++)
        {
            if (!_false.Contains(i) && _looks++ < MaximumLooks && AppliesWithout(i, query, columns))
            {
                _false.Add(i);
            }
        }
    }

    private bool AppliesWithout(int condition, Query query, ColumnFactory columns)
    {
        try
        {
            return RuleTrial.Run(rule with { Conditions = rule.Conditions.RemoveAt(condition) }, query, columns, "duckdb").Applications > 0;
        }
        catch (Exception fault) when (IsFault(fault))
        {
            return false;
        }
    }

    private void JudgeAll(TriedPlan plan, IReadOnlyList<int> numbers, int attempt)
    {
        for (var j = 0; j < judges.Count && Difference is null; j++)
        {
            JudgePlan(j, plan, databases, numbers, attempt);
        }
    }

    private void JudgePlan(int index, TriedPlan plan, IReadOnlyList<TinyDatabase> on, IReadOnlyList<int> numbers, int attempt)
    {
        var (judge, trial) = (judges[index], plan.Trial);
        if (!judge.Prepare(trial.Before, trial.After))
        {
            Tallies[index] = Tallies[index] with { NotPrinted = Tallies[index].NotPrinted + 1 };
            return;
        }

        var spec = ComparisonSpec.For(trial.Before, judge.Numbers);
        foreach (var number in numbers.TakeWhile(_ => _exhausted < MaximumExhausted))
        {
            var tally = Tallies[index];
            Judgement? judgement;
            Tell(attempt, judge.Name, () => judge.Script(trial.Before, on[number], "not known"));
            try
            {
                judgement = judge.On(on[number], number, spec);
            }
            catch (Exception fault) when (IsFault(fault))
            {
                Broken++;
                Fault($"{judge.Name} fails on plan {attempt}: {fault.GetType().Name}: {fault.Message.Split('\n')[0]}");
                return;
            }

            if (judge.Exhausted is { } exhausted)
            {
                _exhausted++;
                if (_exhausted == 1)
                {
                    Faults.Add($"{judge.Name} stops at its limits on plan {attempt}, {exhausted}\n{judge.Script(trial.Before, on[number], "stopped")}");
                }
            }

            if (judge.Disagreement is { } disagreement && _kinds.Add($"{judge.Name} disagrees"))
            {
                Faults.Add($"plan {attempt}: {disagreement}\n{judge.Script(trial.Before, on[number], "see above")}");
            }

            Tallies[index] = judgement?.Verdict switch
            {
                null => tally with { Failed = tally.Failed + 1 },
                Verdict.Undetermined => tally with { Undetermined = tally.Undetermined + 1 },
                _ => tally with { Cases = tally.Cases + 1, NonEmpty = tally.NonEmpty + (judgement.Before.Rows.Count > 0 ? 1 : 0) },
            };
            if (judgement?.Verdict is Verdict.Differs)
            {
                Difference = new(judge, plan.Query, plan.Columns, on[number], attempt);
                return;
            }
        }
    }

    private void Tell(int plan, string judge, Func<string?>? script = null) => options.Pending?.Invoke(new(rule.Name, options.Seed, plan, judge, script?.Invoke()));

    private void Fault(string message)
    {
        if (_kinds.Add(message[(message.IndexOf(':', StringComparison.Ordinal) + 1)..]))
        {
            Faults.Add(message);
        }
    }
}
