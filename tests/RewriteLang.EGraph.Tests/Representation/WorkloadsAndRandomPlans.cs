using RewriteLang.Benchmarks.Representation;

namespace RewriteLang.EGraphTests.Representation;

/// <summary>Both ways find what is to be found in the workloads of decision 1, however these are written.</summary>
public sealed class WorkloadsAndRandomPlans
{
    private const int Seed = 7;

    [Theory]
    [InlineData("Q88", 9, 4)]
    [InlineData("Q9", 7, 2)]
    [InlineData("Q95", 14, 7)]
    [InlineData("three models", 19, 3)]
    [InlineData("twelve models", 73, 12)]
    public void Finds_the_smallest_plan_also_when_names_and_orders_are_others(string name, int operators, int scans)
    {
        var source = Workloads.All.Single(workload => workload.Name == name).Plan;
        foreach (var plan in new[] { source, new RandomPlans(Seed).Variant(source) })
        {
            var models = Normalize.Run(plan);
            var (slotted, root) = Ways.Slotted(models, saturate: true);
            var (global, top) = Ways.Global(models, saturate: true);
            var (s, g) = (Extraction.SmallestPlan(slotted, root.Class), Extraction.SmallestPlan(global, top));
            Assert.Equal((operators, scans), (s.Operators, s.Scans));
            Assert.Equal((operators, scans), (g.Operators, g.Scans));
        }
    }

    [Theory]
    [InlineData(3, 1)]
    [InlineData(12, 2)]
    public void Computes_sessions_once_for_every_definition_of_a_session(int count, int definitions)
    {
        var (slotted, _) = Ways.Slotted(Normalize.Run(Workloads.Sessions(count)), saturate: false);
        var (global, _) = Ways.Global(Normalize.Run(Workloads.Sessions(count)), saturate: false);

        // One window finds the gaps, and one per definition numbers the sessions.
        Assert.Equal(1 + definitions, Windows(slotted));
        Assert.Equal(1 + definitions, Windows(global));

        static int Windows(IEGraph graph) => graph.Classes.SelectMany(graph.NodesOf).Count(node => node.Operator is Operator.Window);
    }

    [Fact]
    public void Random_plans_written_differently_are_equal_in_both_ways_and_changed_ones_are_so_in_both_or_neither()
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {Seed}");
        var plans = new RandomPlans(Seed);
        var unequal = 0;
        for (var i = 0; i < 120; i++)
        {
            var plan = plans.Next();
            Assert.Equal((true, true), Pairs.Same(plan, plans.Variant(plan)));
            if (plans.Near(plan) is not { } near)
                continue;
            var (slotted, global) = Pairs.Same(plan, near);
            Assert.Equal(slotted, global);
            unequal += slotted ? 0 : 1;
        }

        Assert.True(unequal > 80, $"only {unequal} changed plans were told apart");
    }
}
