namespace RewriteLang.EGraphs;

/// <summary>
/// Facts about classes, computed from nodes and kept while classes merge. Values should form a semilattice of finite height, so that
/// merging settles; this is checked by a bound on steps.
/// </summary>
/// <typeparam name="T">The fact kept for each class; immutable.</typeparam>
public interface IAnalysis<T>
{
    /// <summary>What a node says about its class, from what is known of its children (<paramref name="data"/>).</summary>
    T Make(ENode node, ClassData<T> data);

    /// <summary>The combination of what is known of two classes that turn out equal, or of a class and one of its nodes.</summary>
    Merged<T> Merge(T a, T b);

    /// <summary>
    /// Called in a rebuild after a class was added, united, or got another value; may add nodes, unite classes, and keep leaves only. Nodes
    /// cannot be enumerated here.
    /// </summary>
    void Modify(EGraph graph, EClassId id)
    {
    }
}

/// <summary>The result of <see cref="IAnalysis{T}.Merge"/>.</summary>
/// <param name="Value">The combination.</param>
/// <param name="ChangedA">Whether it differs from the first value.</param>
/// <param name="ChangedB">Whether it differs from the second value.</param>
public readonly record struct Merged<T>(T Value, bool ChangedA, bool ChangedB);

/// <summary>An analysis kept changing its values: its merge is not a join of finite height, or its modification adds without end.</summary>
public sealed class AnalysisDivergedException(string message) : InvalidOperationException(message);
