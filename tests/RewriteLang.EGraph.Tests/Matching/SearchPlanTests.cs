using RewriteLang.EGraphs;
using RewriteLang.EGraphTests.MathSets;

namespace RewriteLang.EGraphTests.Matching;

/// <summary>How patterns become joins, one line a step: symbol, column to look in, children, columns that are handed on.</summary>
public sealed class SearchPlanTests
{
    private readonly SymbolTable symbols = new();

    private string Steps(string pattern, bool withTerms = false)
    {
        var left = SExpressions.Read(symbols, pattern);
        var plan = SearchPlan.Compile(left, left.Variables(), symbols, withTerms);
        return string.Join('\n', plan.Steps.Select(step =>
            $"{symbols.PayloadOf(new SymbolId(step.Symbol))} in {step.Column}: {string.Join(' ', step.Parts.Select(part => $"{part.Kind} {part.Index}"))} -> {string.Join(' ', step.Output)}"));
    }

    [Fact]
    public void A_nested_pattern_is_joined_level_by_level() =>
        Assert.Equal(
            """
            * in 0: Binds 1 Binds 2 -> 0 1 2
            + in 2: Binds 3 Binds 4 -> 0 1 3 4
            """,
            Steps("(* ?a (+ ?b ?c))"));

    [Fact]
    public void A_variable_that_occurs_again_is_compared_with_its_column()
    {
        Assert.Equal("- in 0: Binds 1 SameRow 1 -> 0 1", Steps("(- ?a ?a)"));
        Assert.Equal(
            """
            + in 0: Binds 1 Binds 2 -> 0 1 2
            * in 1: Binds 3 Binds 4 -> 0 2 3 4
            * in 2: Bound 3 Binds 5 -> 0 3 4 5
            """,
            Steps("(+ (* ?a ?b) (* ?a ?c))"));
    }

    [Fact]
    public void What_has_no_variables_is_looked_up_before()
    {
        Assert.Equal("* in 0: Ground 0 Binds 1 -> 0 1", Steps("(* (+ 1 2) ?a)"));
        Assert.Equal(
            """
            * in 0: Binds 1 Binds 2 -> 0 1 2 3
            + in 1: Ground 0 Ground 1 -> 0 2 3 4
            """,
            Steps("(* (+ 1 2) ?a)", withTerms: true));
    }

    [Fact]
    public void A_variable_alone_needs_no_step() => Assert.Equal("", Steps("?a"));

    [Fact]
    public void A_symbol_whose_children_may_be_permuted_is_refused()
    {
        var and = symbols.Intern(5, "and", NodeShape.Set);
        var error = Assert.Throws<ArgumentException>(() => new Rewrite(symbols, "r", Pattern.Of(and, Pattern.Var("a")), Pattern.Var("a")));
        Assert.StartsWith("a pattern needs symbols with a plain list of children; and has a shape", error.Message, StringComparison.Ordinal);
    }
}
