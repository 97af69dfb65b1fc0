namespace RewriteLang.EGraphs;

/// <summary>What a graph tells each of its analyses, whatever their type of value.</summary>
internal interface IAnalysisHook
{
    /// <summary>A node was put in a class, new or known.</summary>
    void OnAdd(int node, int id);

    /// <summary>Two classes became one.</summary>
    void OnUnion(int root, int child);

    /// <summary>Members of a set merged, so a node now says something else of its class.</summary>
    void OnShrink(int node);

    /// <summary>Brings all values up to date, for nodes as they are; may unite classes, and is then called again in the same rebuild.</summary>
    /// <param name="isFirst">Whether it is the first time in this rebuild: steps are counted anew.</param>
    void Propagate(bool isFirst);
}
