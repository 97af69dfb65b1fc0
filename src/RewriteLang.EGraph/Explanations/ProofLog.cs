using System.Runtime.InteropServices;

namespace RewriteLang.EGraphs;

/// <summary>
/// Why classes are equal, as it happens: every class id stands for one exact term, and every union of two different classes appends one edge between two
/// such terms. The edges form a forest, so between two equal terms there is one path, and it only uses edges older than whatever was
/// derived from that equality: proofs cannot be circular. Nothing is searched or balanced until an explanation is asked for.
/// </summary>
internal sealed class ProofLog
{
    /// <summary>The rule of an edge between two nodes whose children were found equal.</summary>
    public const int Congruence = -1;

    // A Rewrite or a Justification each; rewrites once.
    private readonly List<object> reasons = [];
    private readonly Dictionary<Rewrite, int> rewrites = [];

    // By node: the id that stands for its term, with the children that it had when it was made.
    private readonly Pages<int> termOfNode = new();

    // By id, and the children of those with three or more. Never changed by unions.
    private readonly Pages<Origin> terms = new();
    private readonly List<int> pool = [];

    // What each rewrite's edge was derived from, one after the other.
    private readonly Pages<int> payload = new();

    /// <summary>Terms that equal a node but are written with other children: found again by exactly those children.</summary>
    public NodeStore Aliases { get; } = new();

    /// <summary>Number of aliases: class ids that never stand for a class of their own.</summary>
    public int AliasCount { get; set; }

    /// <summary>The edges in the order in which they were made.</summary>
    public Pages<Edge> Edges { get; } = new();

    /// <summary>Number of terms.</summary>
    public int TermCount => terms.Count;

    /// <summary>The id that stands for a node's term.</summary>
    public int TermOf(int node) => termOfNode[node];

    /// <summary>The symbol of an exact term.</summary>
    public SymbolId SymbolOf(int term) => new(terms[term].Symbol);

    /// <summary>The children of an exact term, which are exact terms too.</summary>
    public ReadOnlySpan<int> ChildrenOf(int term)
    {
        ref var made = ref terms[term];
        return made.B < -1 ? CollectionsMarshal.AsSpan(pool).Slice(made.A, -made.B) : MemoryMarshal.CreateReadOnlySpan(ref made.A, made.B >= 0 ? 2 : made.A >= 0 ? 1 : 0);
    }

    /// <summary>The rewrite or justification of an edge.</summary>
    public object ReasonOf(Edge edge) => reasons[edge.Reason];

    /// <summary>What a rewrite's edge was derived from, beside its own terms: the terms of the matched nodes below the root, then of the built ones.</summary>
    public int[] PayloadOf(Edge edge, int length)
    {
        var all = new int[length];
        for (var i = 0; i < length; i++)
        {
            all[i] = payload[edge.Payload + i];
        }

        return all;
    }

    /// <summary>A class id was made for this exact term.</summary>
    public void AddTerm(int term, int symbol, ReadOnlySpan<int> operands)
    {
        if (operands.Length <= 2)
        {
            Set(term, symbol, operands.Length > 0 ? operands[0] : -1, operands.Length > 1 ? operands[1] : -1);
            return;
        }

        Set(term, symbol, pool.Count, -operands.Length);
        pool.AddRange(operands);
    }

    /// <summary>A node was made, for a term with these children.</summary>
    public void AddNode(int node, int term, int symbol, ReadOnlySpan<int> operands)
    {
        SetNode(node, term);
        AddTerm(term, symbol, operands);
    }

    /// <summary>The same for at most two children, absent ones being −1.</summary>
    public void AddNode(int node, int term, int symbol, int a, int b)
    {
        SetNode(node, term);
        Set(term, symbol, a, b);
    }

    // Nodes are made in order of their ids, but some move down (Move).
    private void SetNode(int node, int term)
    {
        if (node < termOfNode.Count)
        {
            termOfNode[node] = term;
            return;
        }

        termOfNode.Add(term);
    }

    // Terms too, but the children of the last one may be given again, as its client wrote them.
    private void Set(int term, int symbol, int a, int b)
    {
        var made = new Origin { Symbol = symbol, A = a, B = b };
        if (term < terms.Count)
        {
            terms[term] = made;
            return;
        }

        terms.Add(made);
    }

    /// <summary>Follows a node to its new, lower id.</summary>
    public void Move(int from, int to) => termOfNode[to] = termOfNode[from];

    /// <summary>Two nodes were found to have equal children.</summary>
    public void AddCongruence(int a, int b) => Edges.Add(new Edge(a, b, Congruence, 0));

    /// <summary>A client united two terms.</summary>
    public void AddJustified(int a, int b, Justification why)
    {
        reasons.Add(why);
        Edges.Add(new Edge(a, b, reasons.Count - 1, 0));
    }

    /// <summary>The number of a rewrite among the reasons.</summary>
    public int ReasonFor(Rewrite rewrite)
    {
        if (!rewrites.TryGetValue(rewrite, out var reason))
        {
            reason = reasons.Count;
            reasons.Add(rewrite);
            rewrites.Add(rewrite, reason);
        }

        return reason;
    }

    /// <summary>A rewrite was applied; its payload follows by <see cref="AddPayload"/>.</summary>
    public void AddRewrite(int a, int b, int reason) => Edges.Add(new Edge(a, b, reason, payload.Count));

    /// <summary>One more entry for the last edge.</summary>
    public void AddPayload(int term) => payload.Add(term);

    /// <summary>A term as it was made: symbol and children, in the places of a <see cref="Node"/>, but never changed.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Origin
    {
        public int Symbol;
        public int A;
        public int B;
    }
}

/// <summary>Two terms that are equal, and why.</summary>
/// <param name="From">For a rewrite, the matched term.</param>
/// <param name="To">For a rewrite, the built term.</param>
/// <param name="Reason">Number of the reason, or <see cref="ProofLog.Congruence"/>.</param>
/// <param name="Payload">Where a rewrite's payload begins.</param>
internal readonly record struct Edge(int From, int To, int Reason, int Payload);
