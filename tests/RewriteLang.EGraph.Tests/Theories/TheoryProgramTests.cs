using RewriteLang.Dsl;
using RewriteLang.EGraphs;
using RewriteLang.EGraphTests.MathSets;
using RewriteLang.Optimizer.Theories;

namespace RewriteLang.EGraphTests.Theories;

/// <summary>The theories of <c>dsl/examples/math.rw</c> have the counts that egg has on its own rules.</summary>
public sealed class TheoryProgramTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Sums_are_set_A(bool reversed) => Compare("sums", ExpectedCounts.A, 8, reversed, null);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Arithmetic_is_set_B(bool reversed) => Compare("arithmetic", ExpectedCounts.B, 11, reversed, ExpectedCounts.BMatches);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Arithmetic_with_constants_is_set_C(bool reversed) => Compare("arithmetic-with-constants", ExpectedCounts.C, 7, reversed, ExpectedCounts.CMatches);

    [Fact]
    public void Arithmetic_with_constants_has_the_counts_of_set_C_with_back_off()
    {
        var program = Program("arithmetic-with-constants");
        var run = program.Run(new RunOptions { MaxIterations = 60, MaxNodes = int.MaxValue, Scheduler = () => new BackoffScheduler() });
        Assert.Equal(ExpectedCounts.CBackoff.Skip(1), run.Iterations.Select(iteration => (iteration.Nodes, iteration.Classes)));
    }

    [Fact]
    public void Nothing_is_folded_unless_asked()
    {
        var program = TheoryProgram.Compile(Parse("""
            theory t
              sort Number = number
              operator Number + Number -> Number
              term sum = 1 + 2
              /// Addition commutes.
              rule commute
                a + b => b + a
                when not a = 0
            """));
        program.Run(new RunOptions());
        Assert.Equal((4, 3), (program.Graph.NodeCount, program.Graph.ClassCount));
    }

    [Fact]
    public void A_simplification_hides_what_it_replaced()
    {
        var program = TheoryProgram.Compile(Parse("""
            theory t
              sort Wire = symbol
              operator inverted(Wire) -> Wire
              operator both(Wire, Wire) -> Wire
              term wire = both(inverted(inverted(x)), y)
              /// Two inverters cancel.
              simplify cancel
                inverted(inverted(a)) => a
            """));

        program.Run(new RunOptions());

        var graph = program.Graph;
        var outer = graph.NodesOf(graph.Find(program.Terms[0].Class)).ToArray();
        var first = graph.Find(graph.ChildrenOf(Assert.Single(outer))[0]);
        var left = Assert.Single(graph.NodesOf(first).ToArray());
        Assert.True(graph.ChildrenOf(left).IsEmpty, "x itself is what is left");
    }

    [Fact]
    public void Terms_anywhere_are_rewritten_together_where_their_variables_agree()
    {
        var program = TheoryProgram.Compile(Parse("""
            theory t
              sort Number = number, symbol
              operator Number / Number -> Number
              operator Number % Number -> Number
              operator divided(Number, Number) -> Number
              operator quotient(Number) -> Number
              operator rest(Number) -> Number
              operator twice(Number) -> Number
              term hours = minutes / 60
              term left = twice(minutes % 60)
              term days = hours / 24
              /// One division gives both.
              rule divide-once
                q := a / b
                with r := a % b
                  => q := quotient(divided(a, b)), r := rest(divided(a, b))
            """));

        program.Run(new RunOptions());

        // Beside the four symbols and numbers, the four operators that are given: quotient, rest, and what both are taken of; days stay what they are.
        var operators = program.Graph.Classes.ToArray().SelectMany(c => program.Graph.NodesOf(c).ToArray()).Select(n => program.Graph.Symbols.PayloadOf(program.Graph.SymbolOf(n))).OfType<string>().ToList();
        Assert.Equal(["%", "/", "/", "divided", "quotient", "rest", "twice"], operators.Where(o => o is not ("minutes" or "hours")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_simplification_of_several_terms_hides_those_that_it_replaced_and_no_others()
    {
        var program = TheoryProgram.Compile(Parse("""
            theory t
              sort Wire = symbol
              operator f(Wire) -> Wire
              operator g(Wire) -> Wire
              operator h(Wire) -> Wire
              term one = f(a)
              term two = g(a)
              /// Where there is a g, an f is an h.
              simplify f-to-h
                x := f(w)
                with y := g(w)
                  => x := h(w)
            """));

        program.Run(new RunOptions());

        Assert.Equal("h", Payload(program.Terms[0].Class));
        Assert.Equal("g", Payload(program.Terms[1].Class));

        object? Payload(EClassId id) => program.Graph.Symbols.PayloadOf(program.Graph.SymbolOf(Assert.Single(program.Graph.NodesOf(program.Graph.Find(id)).ToArray())));
    }

    [Fact]
    public void Symbols_are_not_asked_for_where_texts_are_terms()
    {
        var theory = Parse("""
            theory t
              sort Word = text, symbol
              operator f(Word) -> Word
              term word = f(x)
              /// Symbols only.
              rule drop
                f(a) => a
                when symbol(a)
            """);
        Assert.Equal("t: symbol(x) cannot be asked where texts are terms too", Assert.Throws<NotSupportedException>(() => TheoryProgram.Compile(theory)).Message);
    }

    private static void Compare(string name, (int Nodes, int Classes)[] expected, int iterations, bool reversed, string? matches)
    {
        var program = Program(name);
        program.Graph.Rebuild();
        Assert.Equal(expected[0], (program.Graph.NodeCount, program.Graph.ClassCount));
        var rules = reversed ? [.. program.Rules.Reverse()] : program.Rules;
        var run = Runner.Run(program.Graph, rules, new RunOptions { MaxIterations = iterations, MaxNodes = int.MaxValue });
        Assert.Equal(expected.Skip(1), run.Iterations.Select(iteration => (iteration.Nodes, iteration.Classes)));
        if (matches is not null)
        {
            MathSetTests.CompareMatches(matches, run, iterations);
        }
    }

    private static TheoryProgram Program(string name)
    {
        var files = RuleLoader.LoadFiles([Path.Combine(AppContext.BaseDirectory, "math.rw")]);
        Assert.True(files.IsSuccess, string.Join('\n', files.Diagnostics));
        return TheoryProgram.Compile(files.Value[0].Theories.Single(theory => theory.Name == name), foldConstants: name == "arithmetic-with-constants");
    }

    private static Dsl.Theory Parse(string text)
    {
        var file = RuleParser.Parse("language 1\n\n" + text + "\n", "t.rw");
        Assert.True(file.IsSuccess, string.Join('\n', file.Diagnostics));
        return file.Value.Theories[0];
    }
}
