using System.Runtime.InteropServices;

namespace RewriteLang.EGraphs;

/// <summary>
/// A set of terms modulo equality: hash-consed e-nodes in e-classes, closed under congruence by <see cref="Rebuild"/>.
/// Owned by one thread. Works in phases: read a rebuilt graph (<see cref="NodesOf"/>, <see cref="NodesOfKind"/>), then
/// <see cref="Add"/> and <see cref="Union"/>, then <see cref="Rebuild"/>. The reading side is frozen between rebuilds.
/// </summary>
public sealed partial class EGraph
{
    // Unique and canonical (symbol and child classes) after a rebuild; in between, children may be ids that were united into others, and two nodes may be copies.
    private readonly NodeStore nodes = new();

    // Always up to date: a union shows at once, its consequences after the next rebuild.
    private readonly UnionFind classes = new();

    // What unions have left to do for the next rebuild.
    private readonly Congruence congruence = new();

    // In the order in which they were attached; told of every change as it happens.
    private readonly List<IAnalysisHook> analyses = [];

    // Ids of subsumed nodes; a copy of one passes it on.
    private readonly IdSet hidden = new();

    // Classes of which only leaves are to be seen, by canonical id at the time; a union passes it on.
    private readonly IdSet leavesOnly = new();

    // The graph as of the last rebuild, for reading. Null only from a rebuild that changed something until someone reads or changes.
    private ClassIndex? index;

    // What the index shows, to know whether the next rebuild needs another.
    private (int Nodes, int Hidden) sizeWhenFrozen;

    // Where children are made canonical; used by one call at a time.
    private EClassId[] scratch = new EClassId[8];
    private bool rebuilding;

    /// <summary>An empty graph.</summary>
    /// <param name="symbols">The operators; other graphs may share them.</param>
    /// <param name="explanations">Whether to keep why classes are equal, for <see cref="Explain"/>. Costs nothing when off.</param>
    public EGraph(SymbolTable symbols, bool explanations = false)
    {
        Symbols = symbols;
        Proofs = explanations ? new ProofLog() : null;
        Freeze();
    }

    /// <summary>The operators of this graph.</summary>
    public SymbolTable Symbols { get; }

    /// <summary>How often an analysis may change one class in one rebuild before it counts as never settling, on average over all classes.</summary>
    public int MaxAnalysisStepsPerClass { get; set; } = 100;

    /// <summary>Number of distinct, canonical, visible e-nodes as of the last rebuild.</summary>
    public int NodeCount { get; private set; }

    /// <summary>Number of e-classes as of the last rebuild.</summary>
    public int ClassCount { get; private set; }

    /// <summary>Number of node records that are held now, copies awaiting the next rebuild included: what a node budget is checked against.</summary>
    public int Size => nodes.Count;

    /// <summary>Number of class ids that were ever given out.</summary>
    public int ClassIdCount => classes.Count;

    /// <summary>Bytes held by nodes, their hash-cons and the partition into classes.</summary>
    public long Bytes => nodes.Bytes + (4L * classes.Count);

    /// <summary>Number of unions that joined two different classes, ever.</summary>
    public long UnionCount { get; private set; }

    /// <summary>All canonical classes as of the last rebuild, oldest first.</summary>
    public ReadOnlySpan<EClassId> Classes => Index.Classes;

    // Made when first read, or just before the first change after a rebuild, so that it always shows the graph as rebuilt.
    private ClassIndex Index => index ??= new ClassIndex(nodes, classes, Symbols, hidden, Proofs);

    /// <summary>The canonical id of a class.</summary>
    public EClassId Find(EClassId id) => new(classes.Find(id.Value));

    /// <summary>Whether two ids name one class now.</summary>
    public bool AreEqual(EClassId a, EClassId b) => classes.Find(a.Value) == classes.Find(b.Value);

    /// <summary>The class of a node with these children, which is added when it is new.</summary>
    /// <param name="symbol">The operator.</param>
    /// <param name="children">Child classes, canonical or not, in any order where the symbol's shape says that order does not count.</param>
    /// <returns>The canonical class; in a graph that keeps explanations, an id of it that stands for exactly this term.</returns>
    /// <exception cref="ArgumentException">The symbol's shape needs more children.</exception>
    public EClassId Add(SymbolId symbol, params ReadOnlySpan<EClassId> children)
    {
        var canonical = Canonical(symbol, children);
        var hash = NodeHash.Of(symbol.Value, canonical);
        return Proofs is null
            ? new EClassId(classes.Find(nodes[AddNode(symbol.Value, canonical, hash)].Class))
            : new EClassId(AddTerm(Proofs, symbol.Value, MemoryMarshal.Cast<EClassId, int>(children), canonical, hash));
    }

    /// <summary>The class of a node with these children, if the graph has it.</summary>
    public bool TryFind(SymbolId symbol, ReadOnlySpan<EClassId> children, out EClassId id)
    {
        var known = nodes.Find(symbol.Value, Canonical(symbol, children));
        id = new EClassId(known < 0 ? -1 : classes.Find(nodes[known].Class));
        return known >= 0;
    }

    /// <summary>Makes two classes one. Congruence follows at the next <see cref="Rebuild"/>.</summary>
    /// <param name="a">What a rule matched; for good explanations, <see cref="TermOf"/> the matched node.</param>
    /// <param name="b">What it is equal to, as <see cref="Add"/> returned it.</param>
    /// <param name="why">Kept if the graph keeps explanations.</param>
    /// <returns>Whether they were different classes.</returns>
    public bool Union(EClassId a, EClassId b, Justification why)
    {
        var united = Join(a.Value, b.Value);
        if (united)
        {
            Proofs?.AddJustified(a.Value, b.Value, why);
        }

        return united;
    }

    /// <summary>How one term became equal to another. Ids stand for the terms that they were returned for by <see cref="Add"/> or <see cref="TermOf"/>.</summary>
    /// <exception cref="InvalidOperationException">The graph keeps no explanations, the terms are not equal, or the explanation is too long.</exception>
    public Explanation Explain(EClassId a, EClassId b, int maxSteps = 10_000) =>
        Proofs is null ? throw new InvalidOperationException("this graph keeps no explanations")
        : !AreEqual(a, b) ? throw new InvalidOperationException($"{a} and {b} are not equal")
        : Explainer.Explain(Proofs, Symbols, a.Value, b.Value, maxSteps);

    /// <summary>The id that stands for exactly the term of a node; without explanations, its class.</summary>
    public EClassId TermOf(ENodeId node) => Proofs is null ? ClassOf(node) : new EClassId(Proofs.TermOf(node.Value));

    /// <summary>Hides a node: it keeps its place in its class and in congruence, but is no longer matched, counted, or extracted unless nothing else remains.</summary>
    /// <returns>Whether it was visible before. The indexes show the change after the next rebuild.</returns>
    public bool Subsume(ENodeId node)
    {
        Freeze();
        return hidden.Add(node.Value);
    }

    /// <summary>From the next rebuild on, and for ever, hides every node with children in this class: for classes whose value is known, such as constants.</summary>
    public void KeepLeavesOnly(EClassId id) => leavesOnly.Add(classes.Find(id.Value));

    /// <summary>Visible nodes of a class as of the last rebuild, in order of creation.</summary>
    public ReadOnlySpan<ENodeId> NodesOf(EClassId id) => Index.OfClass(id.Value);

    /// <summary>The first visible node of a class as of the last rebuild; where all are subsumed, the first of these, for which all nodes are looked through.</summary>
    public ENodeId AnyNodeOf(EClassId id)
    {
        var visible = NodesOf(id);
        for (var node = 0; visible.IsEmpty && node < nodes.Count; node++)
        {
            if (hidden.Contains(node) && ClassOf(new ENodeId(node)) == id)
            {
                return new(node);
            }
        }

        return visible[0];
    }

    /// <summary>All visible nodes of an operator kind as of the last rebuild, by class, then in order of creation.</summary>
    public ReadOnlySpan<ENodeId> NodesOfKind(int kind) => Index.OfKind(kind);

    /// <summary>Visible nodes that have the class as a child, each once, as of the last rebuild. The index is made when first asked for.</summary>
    public ReadOnlySpan<ENodeId> ParentsOf(EClassId id) => Index.ParentsOf(id.Value);

    /// <summary>A look at a node.</summary>
    public ENode Node(ENodeId id) => new(new SymbolId(nodes[id.Value].Symbol), ChildrenOf(id));

    /// <summary>The symbol of a node.</summary>
    public SymbolId SymbolOf(ENodeId id) => new(nodes[id.Value].Symbol);

    /// <summary>The child classes of a node.</summary>
    public ReadOnlySpan<EClassId> ChildrenOf(ENodeId id) => MemoryMarshal.Cast<int, EClassId>(nodes.Children(id.Value));

    /// <summary>The class that a node is in.</summary>
    public EClassId ClassOf(ENodeId id) => new(classes.Find(nodes[id.Value].Class));

    /// <summary>Whether a node is subsumed.</summary>
    public bool IsSubsumed(ENodeId id) => hidden.Contains(id.Value);

    /// <summary>Starts keeping an analysis, first for the nodes that are there, then for all that come.</summary>
    /// <returns>Its data for every class, always up to date after a rebuild. What it would modify in a graph that has nodes happens with the next one.</returns>
    public ClassData<T> Attach<T>(IAnalysis<T> analysis)
    {
        var data = new ClassData<T>(this, analysis);
        data.Fill();
        analyses.Add(data);
        return data;
    }

    /// <summary>Restores congruence (equal children make equal nodes), hash-consing and all analyses, and freezes the result for reading.</summary>
    /// <exception cref="AnalysisDivergedException">An analysis does not settle.</exception>
    public void Rebuild()
    {
        rebuilding = true;
        for (var isFirst = true; isFirst || congruence.IsDue; isFirst = false)
        {
            congruence.Close(this);
            foreach (var analysis in analyses)
            {
                analysis.Propagate(isFirst);
            }
        }

        var changed = congruence.Finish(this, leavesOnly) || (nodes.Count, hidden.Count) != sizeWhenFrozen;
        sizeWhenFrozen = (nodes.Count, hidden.Count);
        (index, rebuilding) = (changed ? null : index, false);
        (NodeCount, ClassCount) = (nodes.Count - nodes.DeadCount - hidden.Count, classes.Count - (int)UnionCount - (Proofs?.AliasCount ?? 0));
    }
}
