using System.Runtime.InteropServices;

namespace RewriteLang.EGraphs;

/// <summary>
/// The visible nodes of a rebuilt graph, grouped by class, by operator kind and by child class. Frozen: later additions do not show until
/// the next rebuild. Every group is in ascending order of (class, node), so enumeration never depends on hashing.
/// </summary>
internal sealed class ClassIndex
{
    private readonly NodeStore nodes;
    private readonly UnionFind classesOf;
    private readonly SymbolTable symbols;
    private readonly ProofLog? proofs;
    private readonly Groups byClass;
    private readonly EClassId[] classes;

    // Made when first asked for: most rebuilds are followed by searches that need only one of them.
    private Groups? byKind;
    private Groups? byChild;
    private SymbolTables? tables;

    public ClassIndex(NodeStore nodes, UnionFind unionFind, SymbolTable symbols, IdSet hidden, ProofLog? proofs)
    {
        (this.nodes, this.symbols, this.proofs, classesOf) = (nodes, symbols, proofs, unionFind);
        byClass = GroupByClass(unionFind.Count, hidden);
        classes = ClassesWithNodes(unionFind.Count);
    }

    /// <summary>Canonical classes in ascending order.</summary>
    public ReadOnlySpan<EClassId> Classes => classes;

    /// <summary>The nodes of a class, oldest first.</summary>
    public ReadOnlySpan<ENodeId> OfClass(int id) => OfClass(byClass, id);

    /// <summary>The nodes whose symbols are of a kind.</summary>
    public ReadOnlySpan<ENodeId> OfKind(int kind) => MemoryMarshal.Cast<int, ENodeId>((byKind ??= GroupByKind())[kind]);

    /// <summary>The nodes that have a class as a child, each once.</summary>
    public ReadOnlySpan<ENodeId> ParentsOf(int id) => OfClass(byChild ??= GroupByChild(), id);

    /// <summary>The table of a symbol.</summary>
    public SymbolRows Rows(int symbol, int arity) => (tables ??= new SymbolTables(nodes, classesOf, proofs, symbols.Count, byClass.All)).Rows(symbol, arity);

    // What was canonical when the index was made has the group, even if it was united since; other ids lead to it.
    private ReadOnlySpan<ENodeId> OfClass(Groups groups, int id)
    {
        var group = groups[id];
        return MemoryMarshal.Cast<int, ENodeId>(group.IsEmpty ? groups[classesOf.Find(id)] : group);
    }

    private Groups GroupByClass(int idCount, IdSet hidden)
    {
        var groups = new Groups(idCount);
        for (var page = 0; page < nodes.Records.PageCount; page++)
        {
            var records = nodes.Records.Page(page, out var first);
            for (var i = 0; i < records.Length; i++)
            {
                if (IsShown(records[i], first + i, hidden))
                {
                    groups.Count(records[i].Class);
                }
            }
        }

        groups.Allocate();
        for (var page = 0; page < nodes.Records.PageCount; page++)
        {
            var records = nodes.Records.Page(page, out var first);
            for (var i = 0; i < records.Length; i++)
            {
                if (IsShown(records[i], first + i, hidden))
                {
                    groups.Put(records[i].Class, first + i);
                }
            }
        }

        return groups;
    }

    private static bool IsShown(in Node record, int id, IdSet hidden) => record.Symbol != Node.Dead && !hidden.Contains(id);

    private EClassId[] ClassesWithNodes(int idCount)
    {
        var count = 0;
        for (var id = 0; id < idCount; id++)
        {
            count += byClass[id].IsEmpty ? 0 : 1;
        }

        var found = new EClassId[count];
        count = 0;
        for (var id = 0; id < idCount; id++)
        {
            if (!byClass[id].IsEmpty)
            {
                found[count++] = new EClassId(id);
            }
        }

        return found;
    }

    private Groups GroupByKind()
    {
        var kindOf = new int[symbols.Count];
        var kindCount = 0;
        for (var symbol = 0; symbol < kindOf.Length; symbol++)
        {
            kindOf[symbol] = symbols.KindOf(new SymbolId(symbol));
            kindCount = Math.Max(kindCount, kindOf[symbol] + 1);
        }

        var groups = new Groups(kindCount);
        foreach (var id in byClass.All)
        {
            groups.Count(kindOf[nodes[id].Symbol]);
        }

        groups.Allocate();
        foreach (var id in byClass.All)
        {
            groups.Put(kindOf[nodes[id].Symbol], id);
        }

        return groups;
    }

    private Groups GroupByChild()
    {
        var groups = new Groups(classesOf.Count);
        foreach (var id in byClass.All)
        {
            var children = nodes.Children(id);
            for (var i = 0; i < children.Length; i++)
            {
                if (IsFirst(children, i))
                {
                    groups.Count(children[i]);
                }
            }
        }

        groups.Allocate();
        foreach (var id in byClass.All)
        {
            var children = nodes.Children(id);
            for (var i = 0; i < children.Length; i++)
            {
                if (IsFirst(children, i))
                {
                    groups.Put(children[i], id);
                }
            }
        }

        return groups;
    }

    // A node that has a class as child twice is one parent of it.
    private static bool IsFirst(ReadOnlySpan<int> children, int i) => children[..i].IndexOf(children[i]) < 0;
}
