using RewriteLang.EGraphs;

namespace RewriteLang.EGraphTests.MathSets;

/// <summary>What set C knows of a class: its constant value, if it has one, and whether it holds a symbol such as <c>x</c>.</summary>
internal readonly record struct MathFacts(double? Value, bool HasSymbol);

/// <summary>Folds constants: a class with a value is that constant, and no other node of it is matched any more.</summary>
internal sealed class ConstantFolding : IAnalysis<MathFacts>
{
    private readonly SymbolTable symbols;
    private readonly ClassData<MathFacts> facts;
    private readonly SymbolId plus;
    private readonly SymbolId minus;
    private readonly SymbolId times;
    private readonly SymbolId over;

    public ConstantFolding(EGraph graph)
    {
        symbols = graph.Symbols;
        (plus, minus, times, over) = (Operator("+"), Operator("-"), Operator("*"), Operator("/"));
        facts = graph.Attach(this);
    }

    private SymbolId Operator(string name) => SExpressions.Symbol(symbols, name);

    public MathFacts Make(ENode node, ClassData<MathFacts> data)
    {
        if (node.Children.Length == 0)
        {
            var value = symbols.PayloadOf(node.Symbol) as double?;
            return new MathFacts(value, value is null);
        }

        return node.Children.Length == 2 && data[node.Children[0]].Value is { } a && data[node.Children[1]].Value is { } b
            ? new MathFacts(Fold(node.Symbol, a, b), false)
            : default;
    }

    public Merged<MathFacts> Merge(MathFacts a, MathFacts b)
    {
        if (a.Value is { } x && b.Value is { } y && x != y)
        {
            throw new InvalidOperationException($"united the constants {x} and {y}");
        }

        var merged = new MathFacts(a.Value ?? b.Value, a.HasSymbol || b.HasSymbol);
        return new Merged<MathFacts>(merged, merged != a, merged != b);
    }

    public void Modify(EGraph graph, EClassId id)
    {
        if (facts[id].Value is { } value)
        {
            graph.Union(id, graph.Add(symbols.Intern(0, value)), new Justification("constant-folding"));
            graph.KeepLeavesOnly(id);
        }
    }

    /// <summary>Reads a condition such as <c>is_not_zero(?x)</c>.</summary>
    public Condition Condition(string text)
    {
        var name = text[..text.IndexOf('(', StringComparison.Ordinal)];
        var variables = text[(name.Length + 1)..^1].Split(", ").Select(variable => variable[1..]);
        return new Condition(name, [.. variables], name switch
        {
            "is_not_zero" => (_, classes) => facts[classes[0]].Value is not 0.0,
            "is_sym" => (_, classes) => facts[classes[0]].HasSymbol,
            "is_const" => (_, classes) => facts[classes[0]].Value is not null,
            "is_const_or_distinct_var" => (graph, classes) =>
                !graph.AreEqual(classes[0], classes[1]) && (facts[classes[0]].Value is not null || facts[classes[0]].HasSymbol),
            _ => throw new ArgumentException(text),
        });
    }

    private double? Fold(SymbolId op, double a, double b) =>
        op == plus ? a + b
        : op == minus ? a - b
        : op == times ? a * b
        : op == over && b != 0 ? a / b
        : null;
}
