using System.Diagnostics;
using RewriteLang.Algebra;
using RewriteLang.Dsl;
using RewriteLang.Engines;
using RewriteLang.Optimizer;
using RewriteLang.Verify.Equality;
using RewriteLang.Verify.Generation;
using RewriteLang.Verify.Reference;

namespace RewriteLang.Verify.Rules;

/// <summary>
/// Tries rules on random plans of their shape over random databases: by the reference evaluator and on the engines. One instance serves many
/// rules; what it finds depends on the seed and the rule alone.
/// </summary>
public sealed class RuleVerifier : IDisposable
{
    private readonly VerifyOptions _options;
    private readonly PrintQuery _print;
    private readonly IReadOnlyList<TinyDatabase> _databases;
    private readonly List<EngineSession> _sessions;
    private readonly List<Judge> _judges;

    /// <summary>Generates the databases and loads them into the engines.</summary>
    /// <param name="options">How much is tried.</param>
    /// <param name="engines">The engines that judge, beside the reference evaluator.</param>
    /// <param name="print">Prints queries for them.</param>
    public RuleVerifier(VerifyOptions options, IEnumerable<Engine> engines, PrintQuery print)
    {
        (_options, _print) = (options, print);
        var random = new SeededRandom(options.Seed);
        var generator = new DatabaseGenerator(SchemaFamily.Catalog);
        _databases = [.. Enumerable.Range(0, options.Databases).Select(i => generator.Next(random.Fork((ulong)i)))];
        _sessions = [.. engines.Select(e => new EngineSession(e, _databases))];
        _judges = [new Judge.Reference(), .. _sessions.Select(s => new Judge.OfEngine(s, print))];
    }

    /// <summary>Verifies a rule.</summary>
    /// <param name="rule">The rule; its gates are not asked.</param>
    /// <param name="token">Ends early, with an <see cref="OperationCanceledException"/>.</param>
    public RuleReport Verify(Rule rule, CancellationToken token = default)
    {
        var run = new Run(rule, new SeededRandom(_options.Seed).Fork(SeededRandom.Hash(rule.Name)), _judges.ConvertAll(j => new JudgeTally(j.Name)));
        for (var attempt = 0; attempt < _options.Attempts && run.Matches < _options.Matches && run.Refutation is null; attempt++)
        {
            token.ThrowIfCancellationRequested();
            run.Attempts++;

            // Small plans first: the first difference is then nearly the smallest.
            Attempt(run, attempt, depth: 3 * run.Matches / _options.Matches);
        }

        var judged = run.Tallies.Skip(1).Sum(t => t.Cases) > 0 || (_sessions.Count == 0 && run.Tallies[0].Cases > 0);
        return new(
            rule.Name,
            _options.Seed,
            run.Refutation is not null ? RuleStatus.Refuted : run.Matches >= Math.Min(_options.MinimumMatches, _options.Matches) && judged ? RuleStatus.Verified : RuleStatus.Unverified,
            run.Attempts,
            run.Matches,
            [.. run.Tallies],
            run.Refutation,
            [.. run.Faults],
            [.. run.Rejections.OrderByDescending(r => r.Value).ThenBy(r => r.Key, StringComparer.Ordinal).Select(r => $"{r.Value} x {r.Key}")]);
    }

    /// <inheritdoc/>
    public void Dispose() => _sessions.ForEach(s => s.Dispose());

    private void Attempt(Run run, int attempt, int depth)
    {
        var random = run.Random.Fork((ulong)attempt);
        var columns = new ColumnFactory();
        Query query;
        RuleTrial trial;
        try
        {
            query = new PatternPlans(run.Rule, depth, columns, random).Next();
            trial = RuleTrial.Run(run.Rule, query, columns, "duckdb");
        }
        catch (Exception fault) when (fault is UnreachableException or NotSupportedException or InvalidOperationException or InvalidCastException or KeyNotFoundException or ArgumentException)
        {
            run.Fault($"the optimizer fails on plan {attempt}: {fault.GetType().Name}: {fault.Message.Split('\n')[0]}");
            return;
        }

        foreach (var (rejection, count) in trial.Rejections)
        {
            run.Rejections[rejection.Reason] = run.Rejections.GetValueOrDefault(rejection.Reason) + count;
        }

        if (trial.Applications == 0 || trial.After.Body.Equals(trial.Before.Body))
        {
            return;
        }

        run.Matches++;
        var numbers = Enumerable.Range(0, _options.DatabasesPerPlan).Select(_ => random.Below(_databases.Count)).Distinct().ToList();
        for (var j = 0; j < _judges.Count && run.Refutation is null; j++)
        {
            JudgePlan(run, _judges[j], j, query, trial, columns, numbers, attempt);
        }
    }

    private void JudgePlan(Run run, Judge judge, int index, Query query, RuleTrial trial, ColumnFactory columns, List<int> numbers, int attempt)
    {
        if (!judge.Prepare(trial.Before, trial.After))
        {
            run.Tallies[index] = run.Tallies[index] with { NotPrinted = run.Tallies[index].NotPrinted + 1 };
            return;
        }

        var spec = ComparisonSpec.For(trial.Before, judge.Numbers);
        foreach (var number in numbers)
        {
            var tally = run.Tallies[index];
            var judgement = judge.On(_databases[number], number, spec);
            run.Tallies[index] = judgement?.Verdict switch
            {
                null => tally with { Failed = tally.Failed + 1 },
                Verdict.Undetermined => tally with { Undetermined = tally.Undetermined + 1 },
                _ => tally with { Cases = tally.Cases + 1, NonEmpty = tally.NonEmpty + (judgement.Before.Rows.Count > 0 ? 1 : 0) },
            };
            if (judgement?.Verdict is Verdict.Differs)
            {
                run.Refutation = Minimal(run.Rule, judge, query, columns, _databases[number], attempt);
                return;
            }
        }
    }

    private Refutation Minimal(Rule rule, Judge judge, Query query, ColumnFactory columns, TinyDatabase database, int attempt)
    {
        (RuleTrial Trial, Judgement Judgement)? Differs(Query candidate, TinyDatabase on)
        {
            try
            {
                var trial = RuleTrial.Run(rule, candidate, columns, "duckdb");
                return trial.Applications > 0 && judge.Prepare(trial.Before, trial.After)
                    && judge.On(on, -1, ComparisonSpec.For(trial.Before, judge.Numbers)) is { Verdict: Verdict.Differs } judgement
                    ? (trial, judgement)
                    : null;
            }
            catch (Exception fault) when (fault is UnreachableException or NotSupportedException or InvalidOperationException or InvalidCastException or KeyNotFoundException or ArgumentException)
            {
                return null;
            }
        }

        var small = CaseShrinking.Shrink(database, d => Differs(query, d) is not null);
        var simple = CaseShrinking.Shrink(query, q => Differs(q, small) is not null);
        small = CaseShrinking.Shrink(small, d => Differs(simple, d) is not null);
        if (Differs(simple, small) is not var (shown, judgement))
        {
            throw new UnreachableException("A difference got lost while it was made small.");
        }

        var engine = judge is Judge.OfEngine ? judge.Name : "duckdb";
        var used = shown.Before.Body.DescendantsAndSelf().OfType<Relation.Scan>().Select(s => s.Table).Distinct();
        return new(
            judge.Name,
            ((Verdict.Differs)judgement.Verdict).Difference.ToString(),
            SqlScript.Of(
                small, shown.Before, _print(shown.Before, engine) ?? "-- cannot be printed", _print(shown.After, engine) ?? "-- cannot be printed",
                judgement.Before, judgement.After, engine),
            used.Sum(t => small.Of(t).Count),
            attempt);
    }

    private sealed class Run(Rule rule, SeededRandom random, List<JudgeTally> tallies)
    {
        private readonly HashSet<string> _kinds = [];

        public Rule Rule => rule;

        public SeededRandom Random => random;

        public List<JudgeTally> Tallies => tallies;

        public Dictionary<string, int> Rejections { get; } = [];

        public List<string> Faults { get; } = [];

        public int Attempts { get; set; }

        public int Matches { get; set; }

        public Refutation? Refutation { get; set; }

        // Each kind of fault once.
        public void Fault(string message)
        {
            if (_kinds.Add(message[(message.IndexOf(':', StringComparison.Ordinal) + 1)..]))
            {
                Faults.Add(message);
            }
        }
    }
}
