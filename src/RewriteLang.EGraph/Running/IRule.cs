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

/// <summary>A rule with its own matcher: the base for clients that walk classes and nodes themselves.</summary>
/// <typeparam name="TMatch">A match: what the application needs to know.</typeparam>
public abstract class Rule<TMatch>(string name) : IRule
{
    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public IMatches Search(EGraph graph, long limit)
    {
        var found = new List<TMatch>();
        foreach (var match in Find(graph))
        {
            found.Add(match);
            if (found.Count > limit)
            {
                break;
            }
        }

        return new Found(this, found);
    }

    /// <summary>All matches, found lazily; the graph is frozen meanwhile.</summary>
    protected abstract IEnumerable<TMatch> Find(EGraph graph);

    /// <summary>Adds and unites; returns whether the graph changed.</summary>
    protected abstract bool Apply(EGraph graph, TMatch match);

    private sealed class Found(Rule<TMatch> rule, List<TMatch> matches) : IMatches
    {
        public int Count => matches.Count;

        public int Apply(EGraph graph, int first, int count)
        {
            var applied = 0;
            for (var i = first; i < first + count; i++)
            {
                applied += rule.Apply(graph, matches[i]) ? 1 : 0;
            }

            return applied;
        }
    }
}
