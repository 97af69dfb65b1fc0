namespace RewriteLang.EGraphs;

/// <summary>
/// The visible nodes of a rebuilt graph, grouped by class, by operator kind and by child class. Frozen: later additions do not show until
/// the next rebuild. Every group is in ascending order of (class, node), so enumeration never depends on hashing.
/// </summary>
internal sealed class ClassIndex
{
    private readonly int[] classStart;
    private readonly ENodeId[] byClass;
    private readonly EClassId[] classes;
    private readonly NodeStore nodes;
    private readonly UnionFind classesOf;
    private readonly SymbolTable symbols;
    private readonly ProofLog? proofs;
    private (int[] Start, ENodeId[] Nodes)? parents;
    private (int[] Start, ENodeId[] Nodes)? kinds;
    private SymbolTables? tables;

    public ClassIndex(NodeStore nodes, UnionFind unionFind, SymbolTable symbols, IdSet hidden, ProofLog? proofs)
    {
        (this.nodes, this.symbols, this.proofs, classesOf) = (nodes, symbols, proofs, unionFind);
        (classStart, byClass) = GroupByClass(unionFind.Count, hidden);
        classes = ClassesWithNodes();
    }

    /// <summary>Number of visible nodes.</summary>
    public int NodeCount => byClass.Length;

    /// <summary>Canonical classes in ascending order.</summary>
    public ReadOnlySpan<EClassId> Classes => classes;

    public ReadOnlySpan<ENodeId> OfClass(int id) => OfClass(classStart, byClass, id);

    public ReadOnlySpan<ENodeId> OfKind(int kind)
    {
        kinds ??= GroupByKind();
        return Row(kinds.Value.Start, kinds.Value.Nodes, kind);
    }

    /// <summary>The table of a symbol.</summary>
    public SymbolRows Rows(int symbol, int arity) => (tables ??= new SymbolTables(nodes, classesOf, proofs, symbols.Count, byClass)).Rows(symbol, arity);

    public ReadOnlySpan<ENodeId> ParentsOf(int id)
    {
        parents ??= GroupByChild();
        return OfClass(parents.Value.Start, parents.Value.Nodes, id);
    }

    // What was canonical when the index was made has the row, even if it was united since; other ids lead to it.
    private ReadOnlySpan<ENodeId> OfClass(int[] start, ENodeId[] rows, int id)
    {
        var row = Row(start, rows, id);
        return row.IsEmpty ? Row(start, rows, classesOf.Find(id)) : row;
    }

    private static ReadOnlySpan<ENodeId> Row(int[] start, ENodeId[] rows, int row) =>
        row + 1 < start.Length ? rows.AsSpan(start[row], start[row + 1] - start[row]) : [];

    private (int[] Start, ENodeId[] Nodes) GroupByClass(int idCount, IdSet hidden)
    {
        var start = new int[idCount + 1];
        for (var page = 0; page < nodes.Records.PageCount; page++)
        {
            var records = nodes.Records.Page(page, out var first);
            for (var i = 0; i < records.Length; i++)
            {
                start[records[i].Class + 1] += IsShown(records[i], first + i, hidden) ? 1 : 0;
            }
        }

        Accumulate(start);
        var rows = GC.AllocateUninitializedArray<ENodeId>(start[idCount]);
        for (var page = nodes.Records.PageCount - 1; page >= 0; page--)
        {
            var records = nodes.Records.Page(page, out var first);
            for (var i = records.Length - 1; i >= 0; i--)
            {
                if (IsShown(records[i], first + i, hidden))
                {
                    rows[--start[records[i].Class + 1]] = new ENodeId(first + i);
                }
            }
        }

        Shift(start, rows.Length);
        return (start, rows);
    }

    private static bool IsShown(in Node record, int id, IdSet hidden) => record.Symbol != Node.Dead && !hidden.Contains(id);

    // Counting sort leaves in start[g + 1] where row g begins; move each to its own place.
    private static void Shift(int[] start, int total)
    {
        for (var group = 0; group + 1 < start.Length; group++)
        {
            start[group] = start[group + 1];
        }

        start[^1] = total;
    }

    private static void Accumulate(int[] start)
    {
        for (var group = 1; group < start.Length; group++)
        {
            start[group] += start[group - 1];
        }
    }

    private EClassId[] ClassesWithNodes()
    {
        var count = 0;
        for (var id = 0; id + 1 < classStart.Length; id++)
        {
            count += classStart[id + 1] > classStart[id] ? 1 : 0;
        }

        var found = new EClassId[count];
        count = 0;
        for (var id = 0; id + 1 < classStart.Length; id++)
        {
            if (classStart[id + 1] > classStart[id])
            {
                found[count++] = new EClassId(id);
            }
        }

        return found;
    }

    private (int[] Start, ENodeId[] Nodes) GroupByKind()
    {
        var kindOf = new int[symbols.Count];
        var kindCount = 0;
        for (var symbol = 0; symbol < kindOf.Length; symbol++)
        {
            kindOf[symbol] = symbols.KindOf(new SymbolId(symbol));
            kindCount = Math.Max(kindCount, kindOf[symbol] + 1);
        }

        var start = new int[kindCount + 1];
        foreach (var id in byClass)
        {
            start[kindOf[nodes[id.Value].Symbol] + 1]++;
        }

        Accumulate(start);
        var rows = new ENodeId[byClass.Length];
        for (var i = byClass.Length - 1; i >= 0; i--)
        {
            rows[--start[kindOf[nodes[byClass[i].Value].Symbol] + 1]] = byClass[i];
        }

        Shift(start, rows.Length);
        return (start, rows);
    }

    private (int[] Start, ENodeId[] Nodes) GroupByChild()
    {
        var start = new int[classStart.Length];
        foreach (var id in byClass)
        {
            var children = nodes.Children(id.Value);
            for (var i = 0; i < children.Length; i++)
            {
                if (IsFirst(children, i))
                {
                    start[children[i] + 1]++;
                }
            }
        }

        Accumulate(start);
        var rows = new ENodeId[start[^1]];
        for (var n = byClass.Length - 1; n >= 0; n--)
        {
            var children = nodes.Children(byClass[n].Value);
            for (var i = 0; i < children.Length; i++)
            {
                if (IsFirst(children, i))
                {
                    rows[--start[children[i] + 1]] = byClass[n];
                }
            }
        }

        Shift(start, rows.Length);
        return (start, rows);
    }

    // A node that has a class as child twice is one parent of it.
    private static bool IsFirst(ReadOnlySpan<int> children, int i) => children[..i].IndexOf(children[i]) < 0;
}
