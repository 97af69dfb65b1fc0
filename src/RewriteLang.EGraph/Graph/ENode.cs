namespace RewriteLang.EGraphs;

/// <summary>A look at one e-node: its symbol and child classes. Reads the graph's own memory, so it must not outlive the next change.</summary>
public readonly ref struct ENode
{
    internal ENode(SymbolId symbol, ReadOnlySpan<EClassId> children)
    {
        Symbol = symbol;
        Children = children;
    }

    /// <summary>The operator with its payload.</summary>
    public SymbolId Symbol { get; }

    /// <summary>The child classes; canonical in a rebuilt graph.</summary>
    public ReadOnlySpan<EClassId> Children { get; }
}
