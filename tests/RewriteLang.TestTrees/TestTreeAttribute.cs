using System.Reflection;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

namespace RewriteLang.TestTrees;

/// <summary>
/// Gives a theory a row for every leaf of a test tree. The method takes a <see cref="TestLeaf"/> and runs it:
/// <code>
/// public static Test Rules =&gt; testList("rules", …);
///
/// [Theory, TestTree(nameof(Rules))]
/// public Task Holds(TestLeaf leaf) =&gt; leaf.Run();
/// </code>
/// </summary>
/// <param name="member">A static property of the test class that is a <see cref="Test"/>.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TestTreeAttribute(string member) : DataAttribute
{
    /// <summary>The property.</summary>
    public string Member { get; } = member;

    /// <inheritdoc/>
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker)
    {
        var type = testMethod.ReflectedType ?? throw new InvalidOperationException("A test method lies in a class.");
        IReadOnlyCollection<ITheoryDataRow> rows =
        [
            .. TestLeaf.Read(type, Member).Leaves().Select(leaf => new TheoryDataRow<TestLeaf>(new TestLeaf(type, Member, leaf.Path))
            {
                TestDisplayName = $"{type.FullName}.{testMethod.Name}",
                Label = leaf.Path,
                Skip = (leaf.Leaf as Test.Skip)?.Reason,
            }),
        ];
        return new(rows);
    }

    /// <inheritdoc/>
    public override bool SupportsDiscoveryEnumeration() => true;
}
