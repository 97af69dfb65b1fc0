namespace RewriteLang.TestTrees;

/// <summary>Tests as values: a leaf that runs, a leaf that is left out and says why, or a list of tests under a name.</summary>
public abstract record Test
{
    private Test(string name) => Name = name;

    /// <summary>What the test says, read after the names of the lists that it lies in.</summary>
    public string Name { get; }

    /// <summary>A leaf that passes when it throws nothing. It is given the seed to use for whatever is random in it.</summary>
    public sealed record Case(string Name, Func<Seed, Task> Run) : Test(Name);

    /// <summary>A leaf that is not run; it is reported as skipped, with its reason.</summary>
    public sealed record Skip(string Name, string Reason) : Test(Name);

    /// <summary>Tests under a name. Names within a list differ.</summary>
    public sealed record List(string Name, IReadOnlyList<Test> Tests) : Test(Name);

    /// <summary>The leaves with their paths, <c>list/list/leaf</c>, in order.</summary>
    /// <exception cref="InvalidOperationException">Two leaves have the same path, so that one could not be run alone.</exception>
    public IReadOnlyList<(string Path, Test Leaf)> Leaves()
    {
        List<(string Path, Test Leaf)> leaves = [.. Below("")];
        var twice = leaves.GroupBy(leaf => leaf.Path, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1);
        return twice is null ? leaves : throw new InvalidOperationException($"Two tests are called '{twice.Key}'.");
    }

    private IEnumerable<(string Path, Test Leaf)> Below(string prefix) =>
        this is List list ? list.Tests.SelectMany(test => test.Below($"{prefix}{Name}/")) : [(prefix + Name, this)];
}
