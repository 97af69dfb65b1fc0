namespace RewriteLang.EGraphs;

/// <summary>A rule with its own matcher: the base for clients that walk classes and nodes themselves.</summary>
/// <typeparam name="TMatch">A match: what the application needs to know.</typeparam>
public abstract class Rule<TMatch>(string name) : IRule
{
    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public IMatches Search(EGraph graph, long limit)
    {
        var matches = Find(graph);
        if (matches is TMatch[] { Length: 0 })
        {
            return Nothing;
        }

        var found = new List<TMatch>();
        foreach (var match in matches)
        {
            found.Add(match);
            if (found.Count > limit)
            {
                break;
            }
        }

        return new Found(this, found);
    }

    /// <summary>All matches, found lazily; the graph is frozen meanwhile. Where it is plain that there are none, an empty array costs nothing.</summary>
    protected abstract IEnumerable<TMatch> Find(EGraph graph);

    /// <summary>Adds and unites; returns whether the graph changed.</summary>
    protected abstract bool Apply(EGraph graph, TMatch match);

    private static readonly IMatches Nothing = new None();

    private sealed class None : IMatches
    {
        public int Count => 0;

        public int Apply(EGraph graph, int first, int count) => 0;
    }

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
