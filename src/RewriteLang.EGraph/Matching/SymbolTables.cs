namespace RewriteLang.EGraphs;

/// <summary>The tables of a frozen graph's symbols, each made when a pattern first asks for it.</summary>
internal sealed class SymbolTables
{
    private readonly NodeStore nodes;
    private readonly UnionFind classes;
    private readonly ProofLog? proofs;
    private readonly Groups bySymbol;

    // Looked up, never enumerated.
    private readonly Dictionary<(int Symbol, int Arity), SymbolRows> tables = [];

    /// <param name="nodes">The nodes.</param>
    /// <param name="classes">Their classes.</param>
    /// <param name="proofs">The terms of the nodes, if they are kept.</param>
    /// <param name="symbolCount">Number of symbols.</param>
    /// <param name="byClass">The visible nodes in order of their classes.</param>
    public SymbolTables(NodeStore nodes, UnionFind classes, ProofLog? proofs, int symbolCount, ReadOnlySpan<int> byClass)
    {
        (this.nodes, this.classes, this.proofs) = (nodes, classes, proofs);
        bySymbol = new Groups(symbolCount);
        foreach (var id in byClass)
        {
            bySymbol.Count(nodes[id].Symbol);
        }

        bySymbol.Allocate();
        foreach (var id in byClass)
        {
            bySymbol.Put(nodes[id].Symbol, id);
        }
    }

    /// <summary>The table of a symbol's nodes with so many children; without rows if there are none.</summary>
    public SymbolRows Rows(int symbol, int arity)
    {
        if (!tables.TryGetValue((symbol, arity), out var rows))
        {
            rows = Make(symbol, arity);
            tables.Add((symbol, arity), rows);
        }

        return rows;
    }

    private SymbolRows Make(int symbol, int arity)
    {
        var all = bySymbol[symbol];
        var count = 0;
        foreach (var id in all)
        {
            count += nodes[id].Arity == arity ? 1 : 0;
        }

        var rows = new SymbolRows(count, arity, classes.Count, proofs is not null);
        var row = 0;
        foreach (var id in all)
        {
            ref var node = ref nodes[id];
            if (node.Arity != arity)
            {
                continue;
            }

            rows.Classes[row] = node.Class;
            if (proofs is not null)
            {
                rows.Terms[row] = proofs.TermOf(id);
            }

            var children = nodes.Children(id);
            for (var i = 0; i < children.Length; i++)
            {
                rows.Children[i][row] = children[i];
            }

            row++;
        }

        return rows;
    }
}
