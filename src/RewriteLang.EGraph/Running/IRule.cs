namespace RewriteLang.EGraphs;

/// <summary>A rewrite as the runner sees it: something that finds places in a frozen graph and changes the graph there.</summary>
public interface IRule
{
    /// <summary>Unique in a run; appears in statistics and explanations.</summary>
    string Name { get; }

    /// <summary>All matches in a rebuilt graph, in an order that only the graph's contents decide.</summary>
    /// <param name="graph">Not to be changed here.</param>
    /// <param name="limit">Finding more than this many is pointless: the caller will drop them all, so the search may stop one past it.</param>
    IMatches Search(EGraph graph, long limit);
}

/// <summary>What one search of one rule found.</summary>
public interface IMatches
{
    /// <summary>Number of matches; of a search that stopped at its limit, more than the limit.</summary>
    int Count { get; }

    /// <summary>Applies some matches, in order. Conditions are asked now, on the graph as earlier applications left it.</summary>
    /// <param name="graph">The graph that was searched, not rebuilt since.</param>
    /// <param name="first">Index of the first match.</param>
    /// <param name="count">Number of matches.</param>
    /// <returns>How many of them changed the graph.</returns>
    int Apply(EGraph graph, int first, int count);
}
