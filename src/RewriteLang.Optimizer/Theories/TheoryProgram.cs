using System.Collections.Immutable;
using System.Globalization;
using RewriteLang.Dsl;
using RewriteLang.EGraphs;

namespace RewriteLang.Optimizer.Theories;

/// <summary>A theory of a rule file, made ready for the kernel: its terms in a graph, its rules compiled.</summary>
public sealed class TheoryProgram
{
    private const int NumberKind = 0;
    private const int NameKind = 1;
    private const int OperatorKind = 2;

    private TheoryProgram(Theory theory, bool foldConstants, bool explanations)
    {
        Graph = new EGraph(new SymbolTable(), explanations);
        var facts = foldConstants || theory.Rules.Any(rule => rule.Conditions.Count > 0) ? TheoryFacts.On(Graph, foldConstants) : null;
        Terms = [.. theory.Terms.Select(term => (term.Name, AddTo(Graph, term.Term)))];
        Rules = [.. theory.Rules.Select(rule => Compile(rule, facts))];
    }

    /// <summary>The graph, with all terms of the theory.</summary>
    public EGraph Graph { get; }

    /// <summary>The rules in the order in which they are written.</summary>
    public ImmutableArray<IRule> Rules { get; }

    /// <summary>The theory's terms and their classes.</summary>
    public ImmutableArray<(string Name, EClassId Class)> Terms { get; }

    /// <summary>Compiles a theory.</summary>
    /// <param name="theory">The theory, as checked.</param>
    /// <param name="foldConstants">
    /// Whether <c>+ - * /</c> are arithmetic on numbers (double precision): a term with a known value then becomes that number, and is no longer matched otherwise. What an operator
    /// means is not written in a theory, so this is the caller's to know.
    /// </param>
    /// <param name="explanations">Whether the graph keeps why terms are equal.</param>
    /// <exception cref="NotSupportedException">A rule asks <c>symbol(x)</c> where texts are terms too, or compares more than variables and numbers.</exception>
    public static TheoryProgram Compile(Theory theory, bool foldConstants = false, bool explanations = false)
    {
        // Texts and symbols look the same in a checked term, so which of them a class holds could not be told.
        if (theory.Sorts.Any(sort => sort.Texts) && theory.Rules.Any(rule => rule.Conditions.Any(AsksForSymbol)))
        {
            throw new NotSupportedException($"{theory.Name}: symbol(x) cannot be asked where texts are terms too");
        }

        return new TheoryProgram(theory, foldConstants, explanations);
    }

    /// <summary>Searches, applies and rebuilds until nothing changes or a budget is used up.</summary>
    public RunResult Run(RunOptions options) => Runner.Run(Graph, Rules, options);

    private IRule Compile(Rule rule, TheoryFacts? facts)
    {
        ImmutableArray<Condition> conditions = [.. rule.Conditions.Select((condition, i) => new Condition(
            $"{rule.Name} condition {(i + 1).ToString(CultureInfo.InvariantCulture)}",
            Variables(condition),
            TheoryCondition.Compile(condition, Variables(condition), facts!)))];
        if (rule.HasPlaces)
        {
            return new TheoryPlaces(rule.Name, [.. rule.Sites.Select(s => (PatternOf(s.Left), s.Stays ? null : PatternOf(s.Right)))], conditions, rule.Simplify);
        }

        var (left, right) = (PatternOf(rule.Sites[0].Left), PatternOf(rule.Sites[0].Right));
        return rule.Simplify && left is Pattern.Apply root
            ? new TheorySimplification(rule.Name, root, right, conditions)
            : new Rewrite(Graph.Symbols, rule.Name, left, right, conditions);
    }

    private Pattern PatternOf(Term term) => term switch
    {
        Term.Variable variable => Pattern.Var(variable.Name),
        Term.Literal literal => Pattern.Of(Symbol(Graph.Symbols, literal.Value!)),
        Term.Operator application => new Pattern.Apply(Symbol(Graph.Symbols, application), [.. application.Arguments.Select(PatternOf)]),
        _ => throw new System.Diagnostics.UnreachableException($"term {term}"),
    };

    private static EClassId AddTo(EGraph graph, Term term) => term switch
    {
        Term.Literal literal => graph.Add(Symbol(graph.Symbols, literal.Value!)),
        Term.Operator application => graph.Add(Symbol(graph.Symbols, application), [.. application.Arguments.Select(argument => AddTo(graph, argument))]),
        _ => throw new System.Diagnostics.UnreachableException($"term {term}"),
    };

    private static bool AsksForSymbol(Term condition) =>
        condition is Term.Operator application && (application.Name == "symbol" || application.Arguments.Any(AsksForSymbol));

    private static ImmutableArray<string> Variables(Term term) => term switch
    {
        Term.Variable variable => [variable.Name],
        Term.Operator application => [.. application.Arguments.SelectMany(argument => Variables(argument).AsEnumerable()).Distinct()],
        _ => [],
    };

    /// <summary>Numbers are doubles, so that 1 and 1.0 are one constant; every other literal is its text.</summary>
    private static SymbolId Symbol(SymbolTable symbols, object literal) =>
        literal is string text ? symbols.Intern(NameKind, text) : symbols.Intern(NumberKind, Convert.ToDouble(literal, CultureInfo.InvariantCulture));

    private static SymbolId Symbol(SymbolTable symbols, Term.Operator application) => symbols.Intern(OperatorKind, application.Name);
}
