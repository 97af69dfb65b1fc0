using RewriteLang.Dsl;
using RewriteLang.Engines;
using RewriteLang.Verify.Equality;
using RewriteLang.Verify.Generation;
using RewriteLang.Verify.Reference;
using RewriteLang.Verify.Rules;

namespace RewriteLang.Verify.Aggregates;

/// <summary>Tries what a rule file says of aggregates: each law over each kind of argument on random data, by the reference evaluator and on the engines.</summary>
public sealed class AggregateVerifier : IDisposable
{
    /// <summary>With fewer judged cases than these a law is unverified.</summary>
    private const int MinimumCases = 10;

    private readonly ulong _seed;
    private readonly PrintQuery _print;
    private readonly Action<PendingCase>? _pending;
    private readonly IReadOnlyList<TinyDatabase> _databases;
    private readonly List<EngineSession> _sessions;
    private readonly List<Judge> _judges;

    /// <summary>Generates the databases and loads them into the engines.</summary>
    /// <param name="seed">Decides the data.</param>
    /// <param name="engines">The engines that judge, beside the reference evaluator.</param>
    /// <param name="print">Prints queries for them.</param>
    /// <param name="databases">On how many databases each law is tried.</param>
    /// <param name="pending">Is told of each case before it is tried.</param>
    public AggregateVerifier(ulong seed, IEnumerable<Engine> engines, PrintQuery print, int databases = 40, Action<PendingCase>? pending = null)
    {
        (_seed, _print, _pending) = (seed, print, pending);
        var random = new SeededRandom(seed);
        _databases = [.. Enumerable.Range(0, databases).Select(i => AggregateDatabases.Next(random.Fork((ulong)i)))];
        _sessions = [.. engines.Select(e => new EngineSession(e, _databases))];
        _judges = [new Judge.Reference(), .. _sessions.Select(s => new Judge.OfEngine(s, print))];
    }

    /// <summary>Verifies what is said of an aggregate.</summary>
    /// <exception cref="OperationCanceledException">It was asked to end.</exception>
    public AggregateReport Verify(AggregateLaw law, CancellationToken token = default)
    {
        var tallies = _judges.Select(j => new JudgeTally(j.Name)).ToList();
        var cases = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var trial in new AggregateTrials(law).All())
        {
            var before = tallies.Sum(t => t.Cases);
            for (var j = 0; j < _judges.Count; j++)
            {
                token.ThrowIfCancellationRequested();
                if (Judge(law, trial, j, tallies) is { } difference)
                {
                    return new(law.Name, _seed, RuleStatus.Refuted, [.. cases.Select(c => (c.Key, c.Value))], [.. tallies], trial.Law, difference);
                }
            }

            cases[trial.Law] = cases.GetValueOrDefault(trial.Law) + tallies.Sum(t => t.Cases) - before;
        }

        var isVerified = cases.Count > 0 && cases.Values.All(c => c >= MinimumCases);
        return new(law.Name, _seed, isVerified ? RuleStatus.Verified : RuleStatus.Unverified, [.. cases.Select(c => (c.Key, c.Value))], [.. tallies], null, null);
    }

    /// <inheritdoc/>
    public void Dispose() => _sessions.ForEach(s => s.Dispose());

    private Refutation? Judge(AggregateLaw law, AggregateTrial trial, int index, List<JudgeTally> tallies)
    {
        var judge = _judges[index];
        if (trial.SpecFor(judge.Numbers) is not { } spec || !judge.Prepare(trial.Before, trial.After))
        {
            tallies[index] = tallies[index] with { NotPrinted = tallies[index].NotPrinted + 1 };
            return null;
        }

        for (var number = 0; number < _databases.Count; number++)
        {
            _pending?.Invoke(new(law.Name, _seed, number, judge.Name, judge.Script(trial.Before, _databases[number], "not known")));
            var judgement = judge.On(_databases[number], number, spec);
            var tally = tallies[index];
            tallies[index] = judgement?.Verdict switch
            {
                null => tally with { Failed = tally.Failed + 1 },
                Verdict.Undetermined => tally with { Undetermined = tally.Undetermined + 1 },
                _ => tally with { Cases = tally.Cases + 1, NonEmpty = tally.NonEmpty + (judgement.Before.Rows.Count > 0 ? 1 : 0) },
            };
            if (judgement?.Verdict is Verdict.Differs)
            {
                return Shrunk(trial, judge, spec, _databases[number], number);
            }
        }

        return null;
    }

    private Refutation Shrunk(AggregateTrial trial, Judge judge, ComparisonSpec spec, TinyDatabase database, int number)
    {
        var small = CaseShrinking.Shrink(database, d => judge.On(d, -1, spec) is { Verdict: Verdict.Differs });
        var judgement = judge.On(small, -1, spec)!;
        var engine = judge is Judge.OfEngine ? judge.Name : "duckdb";
        return new(
            judge.Name,
            ((Verdict.Differs)judgement.Verdict).Difference.ToString(),
            SqlScript.Of(
                small, trial.Before, _print(trial.Before, engine) ?? "-- cannot be printed", _print(trial.After, engine) ?? "-- cannot be printed", judgement.Before, judgement.After, engine),
            small.TotalRows,
            number);
    }
}
