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

    /// <summary>Brings all values up to date, for nodes as they are; may unite classes.</summary>
    void Propagate();
}
