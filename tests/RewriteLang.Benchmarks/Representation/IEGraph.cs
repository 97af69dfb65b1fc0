namespace RewriteLang.Benchmarks.Representation;

/// <summary>What is counted in either representation.</summary>
internal interface IEGraph
{
    /// <summary>The classes that stand for themselves, in order of creation.</summary>
    IEnumerable<int> Classes { get; }

    /// <summary>The number of distinct nodes.</summary>
    int Nodes { get; }

    /// <summary>The operators of a class with the classes of their inputs.</summary>
    IEnumerable<(Operator Operator, IReadOnlyList<int> Children)> NodesOf(int @class);
}
