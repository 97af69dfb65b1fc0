using System.ComponentModel;
using System.Diagnostics;
using System.Reflection;
using Xunit;
using Xunit.Sdk;

namespace RewriteLang.TestTrees;

/// <summary>One leaf of a test tree, known by its path, so that a runner can ask for it again in another process.</summary>
public sealed class TestLeaf : IXunitSerializable
{
    private Type _type = typeof(TestLeaf);
    private string _member = "";

    /// <summary>For the runner, which fills the leaf afterwards.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public TestLeaf()
    {
    }

    /// <summary>The leaf at a path of the tree that a static property of a class is.</summary>
    public TestLeaf(Type type, string member, string path) => (_type, _member, Path) = (type, member, path);

    /// <summary>The names from the root to the leaf, with slashes between.</summary>
    public string Path { get; private set; } = "";

    /// <summary>Runs the leaf after writing its seed to the test's output.</summary>
    public async Task Run()
    {
        var leaf = Read(_type, _member).Leaves().FirstOrDefault(leaf => leaf.Path == Path).Leaf
            ?? throw new InvalidOperationException($"The tree has no test '{Path}'.");
        switch (leaf)
        {
            case Test.Case test:
                var seed = Seed.Of(Path);
                TestContext.Current.TestOutputHelper?.WriteLine($"seed: {seed}");
                await test.Run(seed);
                break;
            case Test.Skip skip:
                Assert.Skip(skip.Reason);
                break;
            default:
                throw new UnreachableException($"{leaf.GetType().Name} is no leaf");
        }
    }

    /// <inheritdoc/>
    public void Serialize(IXunitSerializationInfo info)
    {
        info.AddValue("type", _type);
        info.AddValue("member", _member);
        info.AddValue("path", Path);
    }

    /// <inheritdoc/>
    public void Deserialize(IXunitSerializationInfo info)
    {
        _type = info.GetValue<Type>("type") ?? throw new InvalidOperationException("The leaf's class is missing.");
        _member = info.GetValue<string>("member") ?? "";
        Path = info.GetValue<string>("path") ?? "";
    }

    /// <inheritdoc/>
    public override string ToString() => Path;

    /// <summary>The tree that a static property of a class is.</summary>
    internal static Test Read(Type type, string member) =>
        type.GetProperty(member, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)?.GetValue(null) as Test
        ?? throw new InvalidOperationException($"{type.Name}.{member} is no static property that is a test tree.");
}
