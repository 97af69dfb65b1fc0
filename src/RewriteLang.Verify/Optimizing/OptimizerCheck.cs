using System.Globalization;
using RewriteLang.Algebra;
using RewriteLang.Dsl;
using RewriteLang.Engines;
using RewriteLang.Optimizer;
using RewriteLang.Verify.Equality;
using RewriteLang.Verify.Generation;
using RewriteLang.Verify.Reference;
using RewriteLang.Verify.Rules;

namespace RewriteLang.Verify.Optimizing;

/// <summary>
/// Random queries through the whole optimizer: some rules switched off, no gates, costs disturbed so that plans are chosen that never would be, and the
/// chosen plan whatever it gains compared with the original. What single rules do not show, their composition, search and extraction do.
/// </summary>
public sealed class OptimizerCheck : IDisposable
{
    private const int Databases = 24;
    private const int DatabasesPerQuery = 4;

    private readonly ulong _seed;
    private readonly RuleLibrary _library;
    private readonly PrintQuery _print;
    private readonly Action<PendingCase>? _pending;
    private readonly HashSet<string> _kinds = [];
    private readonly IReadOnlyList<TinyDatabase> _databases;
    private readonly List<EngineSession> _sessions;
    private readonly List<Judge> _judges;

    /// <summary>Generates databases and loads them into the engines.</summary>
    /// <param name="seed">Decides everything.</param>
    /// <param name="library">The rules.</param>
    /// <param name="engines">The engines that judge, beside the reference evaluator.</param>
    /// <param name="print">Prints queries for them.</param>
    /// <param name="pending">Is told of each case before it is tried.</param>
    public OptimizerCheck(ulong seed, RuleLibrary library, IEnumerable<Engine> engines, PrintQuery print, Action<PendingCase>? pending = null)
    {
        (_seed, _library, _print, _pending) = (seed, new([.. library.Rules.Select(r => r with { Gates = [] })]), print, pending);
        var random = new SeededRandom(seed);
        var generator = new DatabaseGenerator(SchemaFamily.Catalog);
        _databases = [.. Enumerable.Range(0, Databases).Select(i => generator.Next(random.Fork((ulong)i)))];
        _sessions = [.. engines.Select(e => new EngineSession(e, _databases))];
        _judges = [new Judge.Reference(), .. _sessions.Select(s => new Judge.OfEngine(s, print))];
    }

    /// <summary>Optimizes so many random queries, until one is wrong.</summary>
    /// <param name="queries">How many.</param>
    /// <param name="token">Ends early, with an <see cref="OperationCanceledException"/>.</param>
    public OptimizerReport Run(int queries, CancellationToken token = default)
    {
        var report = OptimizerReport.None(_seed);
        for (var number = 0; number < queries && report.Refutation is null; number++)
        {
            report = report.And(Try(number, token));
        }

        return report;
    }

    /// <summary>Optimizes one random query.</summary>
    /// <param name="number">Which; with the seed it makes the query again.</param>
    /// <param name="token">Ends early, with an <see cref="OperationCanceledException"/>.</param>
    /// <returns>A report of one query. A kind of fault that was told before is not told again.</returns>
    public OptimizerReport Try(int number, CancellationToken token = default)
    {
        token.ThrowIfCancellationRequested();
        var random = new SeededRandom(_seed).Fork(SeededRandom.Hash("whole")).Fork((ulong)number);
        var trial = new Trial(this, random, number);
        var report = OptimizerReport.None(_seed) with { Queries = 1 };
        Tell(number, "optimizer", null);
        try
        {
            if (!trial.Prepare() || trial.Optimize(trial.Query, trial.Rules) is not { IsRewritten: true } optimized)
            {
                return report;
            }

            var tallies = _judges.Select(j => new JudgeTally(j.Name)).ToArray();
            report = report with { Rewritten = 1, Rules = optimized.Rules.Distinct().ToDictionary(r => r, _ => 1) };
            var found = trial.Judge(optimized, tallies);
            return report with { Judges = [.. tallies], Refutation = found is null ? null : trial.Minimal(found) };
        }
        catch (Exception fault) when (RuleRun.IsFault(fault))
        {
            return !_kinds.Add(fault.GetType().Name + Stack(fault)) ? report
                : report with { Faults = [$"query {number}: {fault.GetType().Name}: {fault.Message.Split('\n')[0]}{trial.MinimalFault()}"] };
        }
    }

    private void Tell(int number, string judge, string? script) => _pending?.Invoke(new(number.ToString(CultureInfo.InvariantCulture), _seed, number, judge, script));

    /// <inheritdoc/>
    public void Dispose() => _sessions.ForEach(s => s.Dispose());

    // Where it came from tells kinds of fault apart; names and numbers in the message do not.
    private static string Stack(Exception fault) => fault.StackTrace?.Split('\n')[0] ?? "";

    private sealed record Found(Judge Judge, TinyDatabase Database);

    private sealed class Trial(OptimizerCheck check, SeededRandom random, int number)
    {
        private readonly ColumnFactory _columns = new();
        private OptimizerOptions _options = new("duckdb");

        public Query Query { get; private set; } = null!; // until it is made

        public IReadOnlyList<Rule> Rules { get; private set; } = [];

        // A plan of the algebra at large, or one that some rule is about; false if none could be made.
        public bool Prepare()
        {
            _options = new(random.Pick(["duckdb", "sqlite"])) { TakeAnyChange = true, Disturbance = random.Percent(70) ? random.NextBits() : null };
            var kept = random.Pick([100, 90, 70]);
            Rules = [.. check._library.Rules.Where(r => r.Tags.Contains(PlanOptimizer.StructureTag) || random.Percent(kept))];
            if (random.Percent(35) || Rules.Count == 0)
            {
                var body = new PlanGenerator(SchemaFamily.Catalog, _columns, random).Relation(new(random.Between(2, 4)));
                Query = new(body, [], [.. body.Columns.Select((c, i) => new OutputColumn($"{c.Name}_{i}", c))]);
                return true;
            }

            Query = new PatternPlans(random.Pick(Rules), random.Between(0, 2), _columns, random).Next();
            return true;
        }

        public Optimized Optimize(Query query, IReadOnlyList<Rule> rules) => new PlanOptimizer(new([.. rules]), _options).Optimize(query, _columns);

        public Found? Judge(Optimized optimized, JudgeTally[] tallies)
        {
            var numbers = Enumerable.Range(0, DatabasesPerQuery).Select(_ => random.Below(check._databases.Count)).Distinct().ToList();
            for (var j = 0; j < tallies.Length; j++)
            {
                var judge = check._judges[j];
                if (!judge.Prepare(Query, optimized.Query))
                {
                    tallies[j] = tallies[j] with { NotPrinted = tallies[j].NotPrinted + 1 };
                    continue;
                }

                var spec = ComparisonSpec.For(Query, judge.Numbers);
                foreach (var database in numbers)
                {
                    check.Tell(number, judge.Name, judge.Script(Query, check._databases[database], "not known"));
                    var judgement = judge.On(check._databases[database], database, spec);
                    tallies[j] = judgement?.Verdict switch
                    {
                        null => tallies[j] with { Failed = tallies[j].Failed + 1 },
                        Verdict.Undetermined => tallies[j] with { Undetermined = tallies[j].Undetermined + 1 },
                        _ => tallies[j] with { Cases = tallies[j].Cases + 1, NonEmpty = tallies[j].NonEmpty + (judgement.Before.Rows.Count > 0 ? 1 : 0) },
                    };
                    if (judgement?.Verdict is Verdict.Differs)
                    {
                        return new(judge, check._databases[database]);
                    }
                }
            }

            return null;
        }

        // Fewer rules first, then rows, then operators, then rows again.
        public (Refutation Case, Sequence<string> Rules) Minimal(Found found)
        {
            // Not the rules that the plan says led to it: a rule that only merged two classes is not among these.
            var rules = Rules;
            foreach (var rule in Rules)
            {
                IReadOnlyList<Rule> fewer = [.. rules.Where(r => r != rule)];
                if (Differs(found.Judge, Query, found.Database, fewer) is not null)
                {
                    rules = fewer;
                }
            }

            var small = CaseShrinking.Shrink(found.Database, d => Differs(found.Judge, Query, d, rules) is not null);
            var query = CaseShrinking.Shrink(Query, q => Differs(found.Judge, q, small, rules) is not null);
            small = CaseShrinking.Shrink(small, d => Differs(found.Judge, query, d, rules) is not null);
            var (optimized, judgement) = Differs(found.Judge, query, small, rules)!.Value;
            var engine = found.Judge is Judge.OfEngine ? found.Judge.Name : "duckdb";
            var script = SqlScript.Of(
                small, query, check._print(query, engine) ?? "-- cannot be printed", check._print(optimized.Query, engine) ?? "-- cannot be printed", judgement.Before, judgement.After, engine);
            return (new(found.Judge.Name, ((Verdict.Differs)judgement.Verdict).Difference.ToString(), script, small.TotalRows, number), [.. rules.Select(r => r.Name)]);
        }

        // The query and the rules, fewer as long as something fails.
        public string MinimalFault()
        {
            if (Query is null)
            {
                return ""; // it failed while the query was made
            }

            var rules = Rules;
            foreach (var rule in Rules)
            {
                IReadOnlyList<Rule> fewer = [.. rules.Where(r => r != rule)];
                rules = Fails(Query, fewer) ? fewer : rules;
            }

            var query = CaseShrinking.Shrink(Query, q => Fails(q, rules));
            return !Fails(query, rules) ? "" : $"\n  with {string.Join(", ", rules.Select(r => r.Name))}:\n  {RelationText.Render(query)}";
        }

        private bool Fails(Query query, IReadOnlyList<Rule> rules)
        {
            try
            {
                if (Optimize(query, rules) is { IsRewritten: true } optimized)
                {
                    _ = ReferenceEvaluator.Evaluate(optimized.Query, check._databases[1]);
                }

                return false;
            }
            catch (Exception fault) when (fault is EvaluationException or NotDefinedException)
            {
                return false;
            }
            catch (Exception fault) when (RuleRun.IsFault(fault))
            {
                return true;
            }
        }

        private (Optimized Optimized, Judgement Judgement)? Differs(Judge judge, Query query, TinyDatabase on, IReadOnlyList<Rule> rules)
        {
            try
            {
                var optimized = Optimize(query, rules);
                return optimized.IsRewritten && judge.Prepare(query, optimized.Query)
                    && judge.On(on, -1, ComparisonSpec.For(query, judge.Numbers)) is { Verdict: Verdict.Differs } judgement
                    ? (optimized, judgement)
                    : null;
            }
            catch (Exception fault) when (RuleRun.IsFault(fault))
            {
                return null;
            }
        }
    }
}
