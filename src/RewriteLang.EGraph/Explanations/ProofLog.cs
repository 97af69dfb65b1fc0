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

    private readonly List<object> reasons = [];
    private readonly Dictionary<Rewrite, int> rewrites = [];
    private int[] termOfNode = new int[16];
    private Origin[] origins = new Origin[16];
    private int[] children = new int[16];
    private int childCount;
    private Edge[] edges = new Edge[16];
    private int[] payload = new int[16];
    private int payloadCount;

    /// <summary>Terms that equal a node but are written with other children: found again by exactly those children.</summary>
    public NodeStore Aliases { get; } = new();

    /// <summary>Number of aliases: class ids that never stand for a class of their own.</summary>
    public int AliasCount { get; set; }

    /// <summary>The edges in the order in which they were made.</summary>
    public ReadOnlySpan<Edge> Edges => edges.AsSpan(0, EdgeCount);

    public int EdgeCount { get; private set; }

    /// <summary>Number of terms.</summary>
    public int TermCount { get; private set; }

    public int TermOf(int node) => termOfNode[node];

    public SymbolId SymbolOf(int term) => new(origins[term].Symbol);

    /// <summary>The children of an exact term, which are exact terms too.</summary>
    public ReadOnlySpan<int> ChildrenOf(int term) => children.AsSpan(origins[term].Start, origins[term].Length);

    /// <summary>The rewrite or justification of an edge.</summary>
    public object ReasonOf(Edge edge) => reasons[edge.Reason];

    /// <summary>What a rewrite's edge was derived from: the variables' terms, the matched nodes' terms, the built nodes' terms.</summary>
    public ReadOnlySpan<int> PayloadOf(Edge edge) => payload.AsSpan(edge.Payload);

    /// <summary>A class id was made for this exact term.</summary>
    public void AddTerm(int term, int symbol, ReadOnlySpan<int> operands)
    {
        origins = Grown(origins, term + 1);
        children = Grown(children, childCount + operands.Length);
        origins[term] = new Origin(symbol, childCount, operands.Length);
        operands.CopyTo(children.AsSpan(childCount));
        (childCount, TermCount) = (childCount + operands.Length, term + 1);
    }

    /// <summary>A node was made for a term.</summary>
    public void SetNode(int node, int term)
    {
        termOfNode = Grown(termOfNode, node + 1);
        termOfNode[node] = term;
    }

    /// <summary>Follows a node to its new, lower id.</summary>
    public void Move(int from, int to) => termOfNode[to] = termOfNode[from];

    /// <summary>Two nodes were found to have equal children.</summary>
    public void AddCongruence(int a, int b) => AddEdge(new Edge(a, b, Congruence, 0));

    /// <summary>A client united two terms.</summary>
    public void AddJustified(int a, int b, Justification why)
    {
        reasons.Add(why);
        AddEdge(new Edge(a, b, reasons.Count - 1, 0));
    }

    /// <summary>A rewrite was applied; its payload follows by <see cref="AddPayload"/>.</summary>
    public void AddRewrite(int a, int b, Rewrite rewrite)
    {
        if (!rewrites.TryGetValue(rewrite, out var reason))
        {
            reason = reasons.Count;
            reasons.Add(rewrite);
            rewrites.Add(rewrite, reason);
        }

        AddEdge(new Edge(a, b, reason, payloadCount));
    }

    /// <summary>One more entry for the last edge.</summary>
    public void AddPayload(int term)
    {
        payload = Grown(payload, payloadCount + 1);
        payload[payloadCount++] = term;
    }

    private void AddEdge(Edge edge)
    {
        edges = Grown(edges, EdgeCount + 1);
        edges[EdgeCount++] = edge;
    }

    private static T[] Grown<T>(T[] array, int needed)
    {
        if (needed > array.Length)
        {
            Array.Resize(ref array, Math.Max(needed, Growth.Next(array.Length)));
        }

        return array;
    }

    private readonly record struct Origin(int Symbol, int Start, int Length);
}

/// <summary>Two terms that are equal, and why.</summary>
/// <param name="From">For a rewrite, the matched term.</param>
/// <param name="To">For a rewrite, the built term.</param>
/// <param name="Reason">Number of the reason, or <see cref="ProofLog.Congruence"/>.</param>
/// <param name="Payload">Where a rewrite's payload begins.</param>
internal readonly record struct Edge(int From, int To, int Reason, int Payload);
