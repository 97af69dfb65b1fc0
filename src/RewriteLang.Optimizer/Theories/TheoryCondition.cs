using System.Collections.Immutable;
using System.Globalization;
using RewriteLang.EGraphs;

namespace RewriteLang.Optimizer.Theories;

/// <summary>Compiles a condition of a theory's rule: <c>constant(x)</c>, <c>symbol(x)</c>, <c>x = y</c>, <c>x &lt;&gt; y</c>, <c>and</c>, <c>or</c>, <c>not</c>.</summary>
internal static class TheoryCondition
{
    /// <summary>The test. Its classes are those of <paramref name="names"/>, in that order. Equal means known to be equal when asked.</summary>
    /// <exception cref="NotSupportedException">Something other than variables and numbers is compared.</exception>
    public static ConditionTest Compile(Term condition, ImmutableArray<string> names, TheoryFacts facts)
    {
        var (name, operands) = condition is Term.Operator application
            ? (application.Name, application.Arguments.ToImmutableArray())
            : throw new System.Diagnostics.UnreachableException($"condition {condition}");
        switch (name)
        {
            case "and":
                var all = operands.Select(operand => Compile(operand, names, facts)).ToArray();
                return (graph, classes) => AllHold(all, graph, classes);
            case "or":
                var any = operands.Select(operand => Not(Compile(operand, names, facts))).ToArray();
                return (graph, classes) => !AllHold(any, graph, classes);
            case "not":
                return Not(Compile(operands[0], names, facts));
            case "=":
                return Equal(operands[0], operands[1], names, facts);
            case "<>":
                return Not(Equal(operands[0], operands[1], names, facts));
            case "constant":
                var constant = Slot(operands[0], names);
                return (_, classes) => facts[classes[constant]].Number is not null;
            case "symbol":
                var symbol = Slot(operands[0], names);
                return (_, classes) => facts[classes[symbol]].IsSymbol;
            default:
                throw new System.Diagnostics.UnreachableException($"condition {name}");
        }
    }

    private static bool AllHold(ConditionTest[] tests, EGraph graph, ReadOnlySpan<EClassId> classes)
    {
        foreach (var test in tests)
        {
            if (!test(graph, classes))
            {
                return false;
            }
        }

        return true;
    }

    private static ConditionTest Not(ConditionTest test) => (graph, classes) => !test(graph, classes);

    private static ConditionTest Equal(Term a, Term b, ImmutableArray<string> names, TheoryFacts facts)
    {
        if (a is Term.Literal && b is not Term.Literal)
        {
            (a, b) = (b, a);
        }

        var left = Slot(a, names);
        if (b is Term.Literal { Value: not string } literal)
        {
            var number = Convert.ToDouble(literal.Value, CultureInfo.InvariantCulture);
            return (_, classes) => facts[classes[left]].Number == number;
        }

        var right = Slot(b, names);
        return (graph, classes) => graph.AreEqual(classes[left], classes[right]);
    }

    private static int Slot(Term term, ImmutableArray<string> names) => term is Term.Variable variable
        ? names.IndexOf(variable.Name)
        : throw new NotSupportedException($"conditions of a theory compare variables and numbers, not {term.GetType().Name.ToLowerInvariant()}s, at line {term.Span.Line}");
}
