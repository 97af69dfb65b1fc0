using RewriteLang.TestTrees;
using static RewriteLang.TestTrees.Tree;

namespace RewriteLang.Engines.Tests;

public sealed class TestTreeTests
{
    private static int _ran;

    public static Test Sample => testList(
        "sample",
        testCase("runs", () => { _ran++; }),
        testCase("runs a task", async () => await Task.Yield()),
        testEach("squares", [1, 2, 3], i => testCase($"of {i}", () => Assert.Equal(i * i, (int)Math.Pow(i, 2)))),
        testProperty<int[]>("reversing twice changes nothing", items => items.Reverse().Reverse().SequenceEqual(items)),
        testSkip("says why it is left out", "shown as skipped on purpose"));

    public static Test Failing => testList(
        "failing",
        testCase("throws", () => throw new InvalidOperationException("on purpose")),
        testProperty<int>("small", i => i < 20));

    [Theory, TestTree(nameof(Sample))]
    public Task Runs_every_leaf(TestLeaf leaf) => leaf.Run();

    [Fact]
    public void Names_every_leaf_by_its_path() => Assert.Equal(
        ["sample/runs", "sample/runs a task", "sample/squares/of 1", "sample/squares/of 2", "sample/squares/of 3",
            "sample/reversing twice changes nothing", "sample/says why it is left out"],
        Sample.Leaves().Select(leaf => leaf.Path));

    [Fact]
    public async Task A_leaf_that_throws_fails()
    {
        var fault = await Assert.ThrowsAsync<InvalidOperationException>(() => new TestLeaf(typeof(TestTreeTests), nameof(Failing), "failing/throws").Run());
        Assert.Equal("on purpose", fault.Message);
    }

    [Fact]
    public async Task A_property_that_fails_shows_the_shrunk_value_and_its_seed()
    {
        var first = await Assert.ThrowsAnyAsync<Exception>(() => new TestLeaf(typeof(TestTreeTests), nameof(Failing), "failing/small").Run());
        Assert.Contains("20", first.Message, StringComparison.Ordinal);
        Assert.Contains(Seed.Of("failing/small").ToString(), first.Message, StringComparison.Ordinal);

        var second = await Assert.ThrowsAnyAsync<Exception>(() => new TestLeaf(typeof(TestTreeTests), nameof(Failing), "failing/small").Run());
        Assert.Equal(first.Message, second.Message);
    }

    [Fact]
    public void Refuses_two_leaves_of_one_name() =>
        Assert.Throws<InvalidOperationException>(() => testList("l", testCase("x", () => { }), testCase("x", () => { })).Leaves());

    [Fact]
    public async Task A_leaf_that_runs_has_run()
    {
        var before = _ran;
        await new TestLeaf(typeof(TestTreeTests), nameof(Sample), "sample/runs").Run();
        Assert.True(_ran > before);
    }
}
