namespace RewriteLang.EGraphs;

/// <summary>The cost of a term from its top node and the costs of its children.</summary>
/// <typeparam name="TCost">A totally ordered cost: a double, or a tuple compared in order.</typeparam>
public interface ICostFunction<TCost>
    where TCost : IComparable<TCost>
{
    /// <summary>
    /// Must not be less than any child's cost, nor shrink when a child's cost grows; then the cheapest term is found and is finite even in a graph with cycles.
    /// </summary>
    TCost Cost(ENode node, ReadOnlySpan<TCost> childCosts);
}

/// <summary>Builds a client's own term from a node and its already built children.</summary>
public delegate T TermBuilder<T>(ENode node, ReadOnlySpan<T> children);
