using System.Runtime.InteropServices;

namespace RewriteLang.EGraphs;

/// <content>
/// How nodes and terms come into the graph. The overloads for at most two children take absent ones as −1 and read no memory but the node's own record; almost all nodes
/// are of that kind.
/// </content>
public sealed partial class EGraph
{
    /// <summary>
    /// The node of a plain symbol over exactly these children, which need not be canonical any more: within one round of applications, the
    /// ids that were canonical in the frozen graph are what existing nodes are entered under.
    /// </summary>
    internal int AddNode(int symbol, ReadOnlySpan<int> children, int hash)
    {
        var known = nodes.Find(symbol, children, hash);
        return known >= 0 ? known : Append(symbol, children, hash, classes.MakeSet(), -1);
    }

    /// <inheritdoc cref="AddNode(int, ReadOnlySpan{int}, int)"/>
    internal int AddNode(int symbol, int a, int b, int hash)
    {
        var known = nodes.Find(symbol, a, b, hash);
        return known >= 0 ? known : Append(symbol, a, b, hash, classes.MakeSet(), -1);
    }

    /// <summary>
    /// Makes a node of a plain symbol equal to a class; returns whether that was new. A new node gets no class of its own; with explanations, its term gets
    /// an id that never stands for a class.
    /// </summary>
    internal bool AddTo(int target, int symbol, ReadOnlySpan<int> children, int hash, out int node)
    {
        node = nodes.Find(symbol, children, hash);
        if (node >= 0)
        {
            return Join(target, nodes[node].Class);
        }

        node = Append(symbol, children, hash, classes.Find(target), Proofs is null ? -1 : MakeAlias(target));
        return true;
    }

    /// <inheritdoc cref="AddTo(int, int, ReadOnlySpan{int}, int, out int)"/>
    internal bool AddTo(int target, int symbol, int a, int b, int hash, out int node)
    {
        node = nodes.Find(symbol, a, b, hash);
        if (node >= 0)
        {
            return Join(target, nodes[node].Class);
        }

        node = Append(symbol, a, b, hash, classes.Find(target), Proofs is null ? -1 : MakeAlias(target));
        return true;
    }

    // The id of the term is the class, unless one is given.
    private int Append(int symbol, ReadOnlySpan<int> children, int hash, int id, int term)
    {
        Freeze();
        var node = nodes.Append(symbol, children, id, hash);
        Proofs?.AddNode(node, term < 0 ? id : term, symbol, children);
        return Appended(node, id);
    }

    private int Append(int symbol, int a, int b, int hash, int id, int term)
    {
        Freeze();
        var node = nodes.Append(symbol, a, b, id, hash);
        Proofs?.AddNode(node, term < 0 ? id : term, symbol, a, b);
        return Appended(node, id);
    }

    private int Appended(int node, int id)
    {
        foreach (var analysis in analyses)
        {
            analysis.OnAdd(node, id);
        }

        return node;
    }

    // With explanations, a term that equals a known node but is written with other children gets an id of its own.
    private int AddTerm(ProofLog proofs, int symbol, ReadOnlySpan<int> children, ReadOnlySpan<int> canonical, int hash)
    {
        var known = nodes.Find(symbol, canonical, hash);
        if (known < 0)
        {
            var id = classes.MakeSet();
            Append(symbol, canonical, hash, id, -1);
            proofs.AddTerm(id, symbol, children);
            return id;
        }

        var term = proofs.TermOf(known);
        if (proofs.ChildrenOf(term).SequenceEqual(children))
        {
            return term;
        }

        var alias = proofs.Aliases.Find(symbol, children);
        if (alias >= 0)
        {
            return proofs.Aliases[alias].Class;
        }

        alias = MakeAlias(term);
        proofs.AddTerm(alias, symbol, children);
        proofs.AddCongruence(alias, term);
        proofs.Aliases.Append(symbol, children, alias, NodeHash.Of(symbol, children));
        return alias;
    }

    // An id that stands for a term of a class, and never for a class of its own.
    private int MakeAlias(int id)
    {
        var alias = classes.MakeSet();
        classes.Join(classes.Find(id), alias);
        Proofs!.AliasCount++;
        return alias;
    }

    // What a node with these children is entered under. Lies in memory that the next call uses again.
    private ReadOnlySpan<int> Canonical(SymbolId symbol, ReadOnlySpan<EClassId> children)
    {
        if (children.Length > scratch.Length)
        {
            scratch = new EClassId[children.Length * 2];
        }

        var canonical = scratch.AsSpan(0, children.Length);
        for (var i = 0; i < children.Length; i++)
        {
            canonical[i] = new EClassId(classes.Find(children[i].Value));
        }

        var shape = Symbols.ShapeOf(symbol);
        var arity = shape.IsPlain ? children.Length : shape.Canonicalize(canonical);
        return MemoryMarshal.Cast<EClassId, int>(canonical[..arity]);
    }
}
