using RewriteLang.EGraphs;

namespace RewriteLang.Optimizer.Theories;

/// <summary>What is known of a term of a theory.</summary>
/// <param name="Number">The number that it equals, if one is known.</param>
/// <param name="IsSymbol">Whether it equals a symbol, such as <c>x</c>.</param>
internal readonly record struct TermFacts(double? Number, bool IsSymbol);

/// <summary>Keeps which classes hold a number or a symbol and, if asked, folds <c>+ - * /</c> of numbers; a division by zero stays as it is.</summary>
internal sealed class TheoryFacts : IAnalysis<TermFacts>
{
    private readonly SymbolTable symbols;
    private readonly bool fold;
    private ClassData<TermFacts> facts = null!;

    private TheoryFacts(SymbolTable symbols, bool fold) => (this.symbols, this.fold) = (symbols, fold);

    public TermFacts this[EClassId id] => facts[id];

    public static TheoryFacts On(EGraph graph, bool fold)
    {
        var analysis = new TheoryFacts(graph.Symbols, fold);
        analysis.facts = graph.Attach(analysis);
        return analysis;
    }

    public TermFacts Make(ENode node, ClassData<TermFacts> data)
    {
        var payload = symbols.PayloadOf(node.Symbol);
        return node.Children.IsEmpty ? new TermFacts(payload as double?, payload is string)
            : fold && node.Children.Length == 2 && data[node.Children[0]].Number is { } a && data[node.Children[1]].Number is { } b
                ? new TermFacts(Fold((string)payload!, a, b), false)
            : default;
    }

    /// <exception cref="InvalidOperationException">Two numbers were found equal: the rules are unsound, or rounding made them differ.</exception>
    public Merged<TermFacts> Merge(TermFacts a, TermFacts b)
    {
        if (a.Number is { } x && b.Number is { } y && x != y)
        {
            throw new InvalidOperationException(string.Create(
                System.Globalization.CultureInfo.InvariantCulture, $"the rules make {x} and {y} equal: one of them does not hold, or rounding came in between"));
        }

        var merged = new TermFacts(a.Number ?? b.Number, a.IsSymbol || b.IsSymbol);
        return new Merged<TermFacts>(merged, merged != a, merged != b);
    }

    public void Modify(EGraph graph, EClassId id)
    {
        if (fold && facts[id].Number is { } number)
        {
            graph.Union(id, graph.Add(symbols.Intern(0, number)), new Justification("constant-folding"));
            graph.KeepLeavesOnly(id);
        }
    }

    private static double? Fold(string op, double a, double b) => op switch
    {
        "+" => a + b,
        "-" => a - b,
        "*" => a * b,
        "/" when b != 0 => a / b,
        _ => null,
    };
}
