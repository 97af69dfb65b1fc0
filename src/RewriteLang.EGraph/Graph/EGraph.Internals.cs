namespace RewriteLang.EGraphs;

/// <content>What the kernel's own parts need of the graph.</content>
public sealed partial class EGraph
{
    /// <summary>The nodes.</summary>
    internal NodeStore Nodes => nodes;

    /// <summary>Which class ids name one class.</summary>
    internal UnionFind UnionFind => classes;

    /// <summary>Subsumed nodes; they live.</summary>
    internal IdSet Hidden => hidden;

    /// <summary>Why classes are equal, if that is kept.</summary>
    internal ProofLog? Proofs { get; }

    /// <summary>Memory that one search after the other uses.</summary>
    internal RowList SearchRows { get; } = new();

    /// <summary>The table of a symbol's visible nodes as of the last rebuild.</summary>
    internal SymbolRows Rows(int symbol, int arity) => Index.Rows(symbol, arity);

    /// <summary>Like <see cref="TryFind"/>, but not for subsumed nodes.</summary>
    internal bool TryFindVisible(SymbolId symbol, ReadOnlySpan<EClassId> children, out EClassId id)
    {
        var known = nodes.Find(symbol.Value, Canonical(symbol, children));
        id = new EClassId(known < 0 ? -1 : classes.Find(nodes[known].Class));
        return known >= 0 && !hidden.Contains(known);
    }

    /// <summary>Unites two classes without a reason.</summary>
    internal bool Join(int a, int b)
    {
        (a, b) = (classes.Find(a), classes.Find(b));
        if (a == b)
        {
            return false;
        }

        Freeze();
        var root = classes.Join(a, b);
        var child = root == a ? b : a;
        UnionCount++;
        congruence.Lost(child, root);
        if (leavesOnly.Count > 0 && leavesOnly.Contains(child))
        {
            leavesOnly.Add(root);
        }

        foreach (var analysis in analyses)
        {
            analysis.OnUnion(root, child);
        }

        return true;
    }

    /// <summary>Members of a node's set merged.</summary>
    internal void Shrink(int node, int arity)
    {
        nodes.Shrink(node, arity);
        foreach (var analysis in analyses)
        {
            analysis.OnShrink(node);
        }
    }

    // Before each first change: the index must show the graph as it was rebuilt. A rebuild itself changes more than it could show.
    private void Freeze()
    {
        if (index is null && !rebuilding)
        {
            _ = Index;
        }
    }
}
