using RewriteLang.Dsl;
using RewriteLang.Engines;
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
        var run = new RuleRun(rule, _options, _databases, _judges);
        run.Exhaust();
        run.Search(_options.Attempts, _options.Matches, token);
        var judged = run.Tallies.Skip(1).Sum(t => t.Cases) > 0 || (_sessions.Count == 0 && run.Tallies[0].Cases > 0);
        return new(
            rule.Name,
            _options.Seed,
            run.Difference is not null ? RuleStatus.Refuted
                : run.Matches >= Math.Min(_options.MinimumMatches, _options.Matches) && judged ? RuleStatus.Verified : RuleStatus.Unverified,
            run.Attempts,
            run.Matches,
            [.. run.Tallies],
            run.Difference is { } difference ? CaseShrinking.Minimal(rule, difference, _print) : null,
            [.. run.Faults],
            [.. run.Rejections.OrderByDescending(r => r.Value).ThenBy(r => r.Key, StringComparer.Ordinal).Select(r => $"{r.Value} x {r.Key}")],
            run.ExhaustedRows);
    }

    /// <summary>Makes one thing about a verified rule wrong at a time and sees whether that is noticed, by the reference evaluator alone.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="token">Ends early, with an <see cref="OperationCanceledException"/>.</param>
    /// <returns>What became of each mutant, without those that apply nowhere.</returns>
    public IReadOnlyList<MutantOutcome> Mutate(Rule rule, CancellationToken token = default)
    {
        var outcomes = new List<MutantOutcome>();
        var original = Run(rule, []);
        foreach (var (description, mutant) in RuleMutants.Of(rule))
        {
            // What makes no plan anywhere is no mutant; what makes none in places is noticed there.
            var run = Run(mutant, [_judges[0]]);
            if (run.Difference is not null || run.Matches > 0)
            {
                var idle = (run.Attempts, run.Matches, run.Broken) == (original.Attempts, original.Matches, original.Broken) && mutant.Conditions.Count < rule.Conditions.Count;
                outcomes.Add(new(description, run.Difference is not null || run.Broken > original.Broken, run.Difference is null && idle));
            }
        }

        return outcomes;

        RuleRun Run(Rule tried, List<Judge> judges)
        {
            var run = new RuleRun(tried, _options, _databases, judges);
            run.Exhaust();
            run.Search(_options.MutantAttempts, _options.Matches, token);
            return run;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _sessions.ForEach(s => s.Dispose());
}
