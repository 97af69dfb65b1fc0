using RewriteLang.Algebra;
using RewriteLang.Dsl;

namespace RewriteLang.Optimizer.Tests.Rules;

/// <summary>Conditions are asked as soon as they can be: seen by how often they turned a match away.</summary>
public sealed class MatchGuardTests
{
    private readonly Plans _plans = new();

    [Fact]
    public void A_condition_on_one_input_is_asked_once_for_it_and_not_for_all_its_pairs() =>
        Assert.Equal(3, Rejections("when row_bound(A) = 1"));

    [Fact]
    public void A_condition_on_two_inputs_waits_for_both() =>
        Assert.Equal(6, Rejections("when row_bound(A) = row_bound(B)"));

    [Fact]
    public void A_condition_on_a_let_waits_for_what_the_let_reads() =>
        Assert.Equal(3, Rejections("let none = out(A) - out(A)", "when not empty(none)"));

    [Fact]
    public void A_condition_on_the_rest_is_asked_of_the_whole_match() =>
        Assert.Equal(6, Rejections("when empty(rest)"));

    [Fact]
    public void What_conditions_on_relations_imply_is_asked_too()
    {
        Assert.Equal(6, Rejections("when contradicts(using(on, out(A)), using(on, out(B)))"));
        Assert.Equal(0, Rejections("when implies(using(on, out(A)), using(on, out(B)))"));
        Assert.Equal(0, Rejections("when implies(on, on)"));
    }

    [Fact]
    public void What_all_conjuncts_say_of_an_input_is_asked_before_the_next_is_tried() =>
        Assert.Equal(3, Rejections("when length(using(on, out(A))) > 0"));

    [Theory]
    [InlineData("when not empty(using(on, out(A)))")]
    [InlineData("let link = equalities(linked(on, out(A), out(B)), out(A), out(B))", "when not empty(link)")]
    [InlineData("when references(on, A, B)")]
    public void What_is_picked_from_conjuncts_is_asked_once_where_there_are_none(params string[] clauses) => Assert.Equal(1, Rejections(clauses));

    [Fact]
    public void An_input_of_which_something_is_asked_at_once_is_tried_before_one_of_which_nothing_is() =>
        Assert.Equal(3, Rejections("when not disjoint(cols(on), out(B))"));

    [Theory]
    [InlineData("when not empty(equalities(on, out(A), out(B)))")]
    [InlineData("when references(on, A, B)")]
    public void What_ties_two_inputs_is_not_looked_for_at_one_that_no_condition_reads(params string[] clauses)
    {
        var (one, two, three) = (_plans.Scan(Plans.T), _plans.Scan(Plans.T), _plans.Scan(Plans.U));
        var filtered = new Relation.Block([one, two, three], [Plans.Less(Plans.Col(one, "a"), 3)]);

        // Two tables as the first input, and two as the second beside the one that is read; every two of three would be six.
        Assert.Equal(4, Rejections(filtered, clauses));
    }

    // The product of three tables, every two of which are a match that the condition rejects.
    private int Rejections(params string[] clauses) => Rejections(Plans.Join(_plans.Scan(Plans.T), _plans.Scan(Plans.T), _plans.Scan(Plans.U)), clauses);

    private int Rejections(Relation body, string[] clauses)
    {
        string[] lines = ["language 1", "", "/// A rule.", "rule a-rule", "  join(A, B, ..rest | ..on) => join(A, distinct(B), ..rest | ..on)", .. clauses.Select(c => $"  {c}"), ""];
        var file = RuleParser.Parse(string.Join('\n', lines), "rules.rw");
        Assert.True(file.IsSuccess, string.Join(Environment.NewLine, file.Diagnostics));
        var query = new Query(body, [], [.. body.Columns.Select(c => new OutputColumn(c.Name, c))]);

        return RuleTrial.Run(Assert.Single(file.Value.Rules), query, _plans.Columns, "duckdb").Rejections.Sum(r => r.Count);
    }
}
