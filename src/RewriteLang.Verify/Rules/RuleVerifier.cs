using RewriteLang.Dsl;
using RewriteLang.Engines;
using RewriteLang.Optimizer;
using RewriteLang.Verify.Generation;
using RewriteLang.Verify.Reference;

namespace RewriteLang.Verify.Rules;

/// <summary>
/// Tries rules on random plans of their shape over random databases: by the reference evaluator and on the engines. One instance serves many
/// rules; what it finds depends on the seed and the rule alone.
/// </summary>
public sealed class RuleVerifier : IDisposable
{
    // Fewer matches on which a mutant does no more than the rule are no evidence.
    private const int MinimumRefused = 3;

    private readonly VerifyOptions _options;
    private readonly PrintQuery _print;
    private readonly IReadOnlyList<TinyDatabase> _databases;

    // More, for the reference evaluator alone.
    private readonly IReadOnlyList<TinyDatabase> _others;
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
        _others = [.. Enumerable.Range(options.Databases, 3 * options.Databases).Select(i => generator.Next(random.Fork((ulong)i)))];
        _sessions = [.. engines.Select(e => new EngineSession(e, _databases, options.Limits))];
        _judges = [new Judge.Reference(), .. _sessions.Select(s => new Judge.OfEngine(s, print))];
    }

    /// <summary>Verifies a rule.</summary>
    /// <param name="rule">The rule; its gates are not asked.</param>
    /// <param name="token">Ends early, with an <see cref="OperationCanceledException"/>.</param>
    public RuleReport Verify(Rule rule, CancellationToken token = default)
    {
        var run = new RuleRun(rule, rule, _options, _databases, _judges);
        run.Exhaust();
        run.Search(_options.Attempts, _options.Matches, token);
        run.SearchFurther(Math.Min(_options.Attempts, _options.FurtherFactor * run.Attempts), _options.FurtherFactor * run.Matches, _others, token);

        // A rule that makes no plan in places, because it reads columns that are not there, is not right in the others.
        var judged = run.Broken == 0 && (run.Tallies.Skip(1).Sum(t => t.Cases) > 0 || (_sessions.Count == 0 && run.Tallies[0].Cases > 0));
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
            run.ExhaustedRows)
        {
            Further = run.Further,
            OnlyTables = [.. run.Shapes.Where(s => !s.Value).Select(s => s.Key).Order(StringComparer.Ordinal)],
            NeverFalse = [.. run.NeverFalse.Select(TermText.Of)],
        };
    }

    /// <summary>
    /// Makes one thing about a verified rule wrong at a time and sees whether that is noticed: by the reference evaluator, and what it lets pass by the engines, too.
    /// </summary>
    /// <param name="rule">The rule.</param>
    /// <param name="token">Ends early, with an <see cref="OperationCanceledException"/>.</param>
    /// <returns>What became of each mutant, without those that apply nowhere.</returns>
    public IReadOnlyList<MutantOutcome> Mutate(Rule rule, CancellationToken token = default)
    {
        var outcomes = new List<MutantOutcome>();
        var original = Run(rule, _options, []);

        // What survives is tried again: on other and more plans, then by the engines.
        var more = _options with { Seed = _options.Seed + 1, Matches = 4 * _options.Matches, MutantAttempts = 4 * _options.MutantAttempts };
        var few = _options with { Matches = _options.Matches / 3, DatabasesPerPlan = 3 };
        foreach (var (description, mutant) in RuleMutants.Of(rule))
        {
            // What makes no plan anywhere is no mutant; what makes none in places is noticed there.
            var run = Run(mutant, _options, [_judges[0]]);
            if (run.Difference is null && run.Matches == 0)
            {
                continue;
            }

            var idle = (run.Attempts, run.Matches, run.Broken) == (original.Attempts, original.Matches, original.Broken) && run.RowsBeyond == 0 && mutant.Conditions.Count < rule.Conditions.Count;
            var killed = run.Difference is not null || run.Broken > original.Broken
                || (!idle && (Run(mutant, more, [_judges[0]]).Difference is not null || Run(mutant, few, [.. _judges.Skip(1)]).Difference is not null));
            var refused = !killed && idle && Dropped(rule, mutant) is { } dropped ? original.Rejections.GetValueOrDefault(RuleTrial.RejectionOf(dropped)) : 0;
            outcomes.Add(new(description, killed, !killed && idle && refused == 0, killed ? 0 : run.RowsBeyond, refused < MinimumRefused ? 0 : refused));
        }

        return outcomes;

        RuleRun Run(Rule tried, VerifyOptions options, List<Judge> judges)
        {
            var run = new RuleRun(tried, rule, options, _databases, judges);
            run.Exhaust();
            run.Search(options.MutantAttempts, options.Matches, token);
            return run;
        }
    }

    private static Term? Dropped(Rule rule, Rule mutant) =>
        mutant.Conditions.Count < rule.Conditions.Count ? rule.Conditions.Where((c, i) => i >= mutant.Conditions.Count || !ReferenceEquals(c, mutant.Conditions[i])).FirstOrDefault() : null;

    /// <inheritdoc/>
    public void Dispose() => _sessions.ForEach(s => s.Dispose());
}
