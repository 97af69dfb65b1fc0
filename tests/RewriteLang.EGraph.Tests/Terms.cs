using RewriteLang.EGraphs;

namespace RewriteLang.EGraphTests;

/// <summary>A graph with operators named by strings, for short tests.</summary>
internal sealed class Terms
{
    public SymbolTable Symbols { get; } = new();

    public EGraph Graph { get; }

    public Terms() => Graph = new EGraph(Symbols);

    public SymbolId Symbol(string name, NodeShape? shape = null) => Symbols.Intern(Kind(name), name, shape);

    public EClassId Add(string name, params ReadOnlySpan<EClassId> children) => Graph.Add(Symbol(name), children);

    public EClassId Add(string name, NodeShape shape, params ReadOnlySpan<EClassId> children) => Graph.Add(Symbol(name, shape), children);

    public void Unite(EClassId a, EClassId b) => Graph.Union(a, b, Justification.Given);

    public string Show(ENodeId node)
    {
        var text = (string)Symbols.PayloadOf(Graph.SymbolOf(node))!;
        foreach (var child in Graph.ChildrenOf(node))
        {
            text += " " + child;
        }

        return text;
    }

    public static int Kind(string name) => name[0] - ' ';
}
