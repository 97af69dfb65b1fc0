using RewriteLang.Corpus.Calibrating;
using RewriteLang.Engines;
using RewriteLang.Optimizer.Costs;

namespace RewriteLang.Corpus.Tests.Calibrating;

/// <summary>Costs are fitted to times that are made up, so that what must come out is known.</summary>
public sealed class CostFitTests
{
    private static readonly double[] Shipped = [4, 25, 8, 100];

    // Each parameter dominates some statement; the machine is three times slower than the one that the shipped costs are from.
    private static readonly double[][] Work = [[1e6, 0, 0, 0], [1e6, 5e5, 0, 0], [1e6, 0, 1e6, 0], [2e6, 1e5, 4e6, 10], [1e5, 0, 0, 1e5], [1e6, 1e6, 1e6, 1e4], [1e3, 0, 0, 0]];

    [Theory]
    [InlineData(12.0, 75.0, 24.0, 300.0)]
    [InlineData(6.0, 90.0, 60.0, 250.0)]
    [InlineData(30.0, 20.0, 12.0, 900.0)]
    public void Finds_the_costs_that_the_times_were_made_of(params double[] truth)
    {
        // Many statements outweigh the pull to the shipped costs.
        var timings = Enumerable.Repeat(Times(truth, overhead: 50_000), 50).SelectMany(t => t).ToList();

        var (values, overhead) = CostFit.Solve(timings, Shipped);

        Assert.All(values.Zip(truth), p => Assert.InRange(p.Item1 / p.Item2, 0.9, 1.1));
        Assert.InRange(overhead, 0, 1_000_000);
    }

    [Fact]
    public void Finds_no_work_that_is_free()
    {
        // A statement that does more and takes less has no explanation in costs.
        List<TimedWork> timings = [new("a", [1e6, 0, 0, 0], 1e7), new("b", [1e6, 1e6, 0, 0], 2e6), new("c", [0, 0, 1e6, 1e5], 4e7)];

        Assert.All(CostFit.Solve(timings, Shipped).Values, v => Assert.True(v > 0, $"{v}"));
    }

    [Fact]
    public void Leaves_what_the_times_do_not_tell_as_it_was_at_the_speed_of_the_machine()
    {
        var truth = Shipped.Select(s => s * 3).ToArray();
        var timings = Times(truth, 0).Where(t => t.Work[3] == 0).ToList();

        Assert.InRange(CostFit.Solve(timings, Shipped).Values[3], 285, 315);
    }

    [Fact]
    public void Says_by_what_factor_estimates_are_off() =>
        Assert.Equal([1, 2, 4], CostFit.Errors([new("a", [1], 10), new("b", [1], 20), new("c", [4], 10)], [10], 0));

    public static TheoryData<string> Engines => [.. Engine.All.Select(e => e.Name)];

    // The statements pay what they are for, and all parameters of the model's are paid by some of them.
    [Theory]
    [MemberData(nameof(Engines))]
    public void The_workload_determines_every_parameter(string name)
    {
        var engine = Engine.Find(name)!;
        using var database = engine.OpenMemory();
        CalibrationWorkload.Fill(database, 4000, seed: 7, CancellationToken.None);
        var catalog = database.GatherStatistics(database.ReadCatalog(), CancellationToken.None);
        var calibrator = new Calibrator(engine, EngineCosts.Of(name));
        var fitted = calibrator.Fitted.ToList();
        var work = CalibrationWorkload.Statements.ToDictionary(s => s.Name, s => calibrator.WorkOf(s.Sql, catalog));

        Assert.All(fitted.Select((p, i) => (p, i)), p => Assert.Contains(work.Values, w => w[p.i] > 0));
        var aggregates = fitted.IndexOf("aggregate_row");

        // Two of the eight are means, a sum and a count each.
        Assert.Equal(10 * work["one aggregate"][aggregates], work["eight aggregates"][aggregates], 1.0);
        Assert.True(work["window of all"][fitted.IndexOf("sort_row")] > 4000 * 11);
        Assert.All(CalibrationWorkload.Statements, s => Assert.NotEmpty(database.Query(s.Sql).Rows));
    }

    // Times that the model itself makes of costs are explained by these costs, through statements, estimates and fit.
    [Fact]
    public void A_machine_that_pays_as_the_model_says_is_recognized()
    {
        using var database = DuckDbEngine.Instance.OpenMemory();
        CalibrationWorkload.Fill(database, 200_000, seed: 7, CancellationToken.None);
        var catalog = database.GatherStatistics(database.ReadCatalog(), CancellationToken.None);
        var calibrator = new Calibrator(DuckDbEngine.Instance, EngineCosts.DuckDb);
        var truth = EngineCosts.DuckDb with { ReadRow = 8, HashRow = 60, AggregateRow = 20, PlanPair = 9000, SortRow = 4 };
        var paid = CostParameters.All.Where(p => calibrator.Fitted.Contains(p.Name)).Select(p => p.Of(truth)).ToArray();
        var timings = CalibrationWorkload.Statements.Select(s => calibrator.WorkOf(s.Sql, catalog)).Select(w => new TimedWork("", w, w.Zip(paid, (a, b) => a * b).Sum())).ToList();

        var found = calibrator.Fit(timings);

        Assert.InRange(found.Median, 1, 1.05);
        Assert.InRange(found.Costs.PlanPair / truth.PlanPair, 0.9, 1.1);
        Assert.InRange(found.Costs.AggregateRow / truth.AggregateRow, 0.8, 1.2);
        Assert.InRange(found.Costs.SortRow / truth.SortRow, 0.8, 1.2);
        Assert.Equal(EngineCosts.DuckDb.CacheMiss, found.Costs.CacheMiss);
        Assert.True(found.ShippedWorst > found.Worst);
    }

    private static List<TimedWork> Times(double[] truth, double overhead) =>
        [.. Work.Select((w, i) => new TimedWork($"{i}", w, w.Zip(truth, (a, b) => a * b).Sum() + overhead))];
}
