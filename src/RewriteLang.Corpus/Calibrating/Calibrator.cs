using System.Diagnostics;
using RewriteLang.Algebra;
using RewriteLang.Engines;
using RewriteLang.Optimizer;
using RewriteLang.Optimizer.Costs;
using RewriteLang.Sql;

namespace RewriteLang.Corpus.Calibrating;

/// <summary>What calibration found.</summary>
/// <param name="Costs">The costs.</param>
/// <param name="Timings">The statements with their times.</param>
/// <param name="Median">By what factor the median statement's estimate is off.</param>
/// <param name="Worst">By what factor the worst one's is.</param>
/// <param name="ShippedMedian">The same with the shipped costs, brought to the speed of this machine.</param>
/// <param name="ShippedWorst">See <paramref name="ShippedMedian"/>.</param>
public sealed record Calibration(EngineCosts Costs, IReadOnlyList<TimedWork> Timings, double Median, double Worst, double ShippedMedian, double ShippedWorst);

/// <summary>
/// Fits the costs of an engine to the times of <see cref="CalibrationWorkload"/> on it. What a statement pays is asked of the cost model itself: as its
/// estimate is a sum over the parameters, the estimate with one of them at 1 and the others at 0 is how often that one is paid.
/// </summary>
/// <param name="engine">The engine.</param>
/// <param name="shipped">The costs to start from.</param>
public sealed class Calibrator(Engine engine, EngineCosts shipped)
{
    // A factor on others, and what is paid wherever many rows are sorted, are not to be told from the others by a sum: they stay as they are.
    private static readonly string[] Kept = ["cache_miss", "spill_row"];

    private readonly CostParameter[] _fitted = [.. CostParameters.All.Where(p => !Kept.Contains(p.Name) && p.Of(shipped) > 0)];

    /// <summary>The parameters that are fitted: those that the model of the engine has.</summary>
    public IEnumerable<string> Fitted => _fitted.Select(p => p.Name);

    /// <summary>Generates the tables, times the statements in turn, and fits.</summary>
    /// <param name="rows">The rows of the largest table, 2,000 to 1,000,000.</param>
    /// <param name="runs">How often each statement is timed; the median counts.</param>
    /// <param name="seed">Decides the data.</param>
    /// <param name="note">Told how far it is.</param>
    /// <param name="token">Stops it.</param>
    public Calibration Run(long rows, int runs, uint seed, Action<string> note, CancellationToken token)
    {
        using var database = engine.OpenMemory();
        CalibrationWorkload.Fill(database, rows, seed, token);
        var catalog = database.GatherStatistics(database.ReadCatalog(), token);
        note($"{CalibrationWorkload.Statements.Count} statements over {rows} rows, {runs} runs each …");
        return Fit(Timed(database, catalog, runs, token));
    }

    /// <summary>The costs under which estimates come nearest to times.</summary>
    public Calibration Fit(IReadOnlyList<TimedWork> timings)
    {
        var start = _fitted.Select(p => p.Of(shipped)).ToArray();
        var (values, overhead) = CostFit.Solve(timings, start);
        var costs = _fitted.Zip(values).Aggregate(shipped, (c, p) => p.Item1.With(c, p.Item2));
        var errors = CostFit.Errors(timings, values, overhead);

        // The overhead of a statement is no cost of the model; what remains is compared at the best common speed.
        var net = timings.Select(t => t with { Nanoseconds = Math.Max(t.Nanoseconds - overhead, t.Nanoseconds / 10) }).ToList();
        var ratios = net.Select(t => t.Work.Zip(start, (w, s) => w * s).Sum() / t.Nanoseconds).Order().ToArray();
        var speed = 1 / Math.Max(ratios[ratios.Length / 2], 1e-9);
        var before = CostFit.Errors(net, [.. start.Select(s => s * speed)], 0);
        return new(costs, timings, errors[errors.Length / 2], errors[^1], before[before.Length / 2], before[^1]);
    }

    /// <summary>How often a statement pays each fitted parameter, by the cost model.</summary>
    public double[] WorkOf(string sql, Catalog catalog)
    {
        var nothing = _fitted.Aggregate(shipped, (c, p) => p.With(c, 0));
        var least = CostOf(sql, catalog, nothing);
        return [.. _fitted.Select(p => Math.Max(0, CostOf(sql, catalog, p.With(nothing, 1)) - least))];
    }

    private List<TimedWork> Timed(EngineDatabase database, Catalog catalog, int runs, CancellationToken token)
    {
        var times = CalibrationWorkload.Statements.ToDictionary(s => s.Name, _ => new List<double>());

        // Each round runs all of them, so that what else the machine does meets all alike; the first only warms up.
        for (var round = 0; round <= runs; round++)
        {
            foreach (var (name, sql) in CalibrationWorkload.Statements)
            {
                var watch = Stopwatch.StartNew();
                database.Query(sql, null, token);
                if (round > 0)
                {
                    times[name].Add(watch.Elapsed.TotalNanoseconds);
                }
            }
        }

        return [.. CalibrationWorkload.Statements.Select(s => new TimedWork(s.Name, WorkOf(s.Sql, catalog), times[s.Name].Order().ElementAt(runs / 2)))];
    }

    private double CostOf(string sql, Catalog catalog, EngineCosts costs)
    {
        var columns = new ColumnFactory();
        var bound = SqlBinder.Bind(sql, catalog, columns);
        return bound.IsSuccess
            ? new PlanOptimizer(new([]), new(engine.Name) { Costs = costs }).Optimize(bound.Value.Query, columns).CostBefore
            : throw new UnreachableException(bound.Diagnostics[0].Message);
    }
}
