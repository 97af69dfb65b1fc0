namespace RewriteLang.Dsl.Tests;

public sealed class RuleParserTests
{
    internal const string ThreeRules = """
        /// A filter that rejects the padded rows makes a left join inner.
        rule left-join-to-inner
          filter(left_join(L, R | on), p) => filter(join(L, R | on), p)
          when rejects_null(p, out(R))
          cite [galindo-legaria-1997]

          example
            before  select * from t left join u on t.id = u.id where u.x > 1
            after   select * from t join u on t.id = u.id where u.x > 1
          counterexample rejects_null
            query   select * from t left join u on t.id = u.id where u.x is null

        /// Holds only where UNKNOWN counts as FALSE.
        rule equal-to-itself in filter
          x = x => x is not null

        /// Aggregate below a join by the join key, then again above it.
        rule aggregate-below-join
          aggregate(join(F, ..rest | ..on), ks, as)
            => aggregate(join(aggregate(F, low, partials(as)), ..rest | ..on), ks, finals(as))
          let  low = (cols(on) | ks) & out(F)
          when cols(as) <= out(F), decomposable(as), not unique(F, low)
          gate distinct_values(F, low) < 0.2 * rows(F)
          pathology aggregate-over-join   expect 1.2..8 on duckdb

        """;

    [Fact]
    public void Reads_the_three_rules_of_the_design()
    {
        var result = RuleParser.Parse(ThreeRules, "three.rw");

        Assert.Equal("", string.Join('\n', result.Diagnostics));
        Assert.Equal(["left-join-to-inner", "equal-to-itself", "aggregate-below-join"], result.Value!.Rules.Select(r => r.Name));
    }

    [Fact]
    public void Types_the_sides_the_lets_and_the_conditions_of_a_rule()
    {
        var rule = RuleParser.Parse(ThreeRules, "three.rw").Value!.Rules[2];

        var site = Assert.Single(rule.Sites);
        Assert.Equal("aggregate(join(F, ..rest | ..on), ks, as)", TermText.Of(site.Left));
        Assert.Equal("aggregate(join(aggregate(F, low, partials(as)), ..rest | ..on), ks, finals(as))", TermText.Of(site.Right));
        var low = Assert.Single(rule.Lets);
        Assert.Equal(("low", Sort.Columns, "(cols(on) | ks) & out(F)"), (low.Name, low.Value.Sort, TermText.Of(low.Value)));
        Assert.Equal(["cols(as) <= out(F)", "decomposable(as)", "not unique(F, low)"], rule.Conditions.Select(TermText.Of));
        Assert.Equal(["distinct_values(F, low) < (0.2 * rows(F))"], rule.Gates.Select(TermText.Of));
        Assert.Equal(new Pathology("aggregate-over-join", 1.2, 8, "duckdb"), rule.Pathology);
    }

    [Fact]
    public void Gives_a_lone_name_in_the_place_of_conjuncts_all_of_them()
    {
        var rule = RuleParser.Parse(ThreeRules, "three.rw").Value!.Rules[0];

        var filter = Assert.IsType<Term.Operator>(rule.Sites[0].Left);
        var group = Assert.Single(filter.Groups);
        Assert.Equal(Sort.Conjuncts, Assert.IsType<Term.Variable>(group[1]).Sort);
        var join = Assert.IsType<Term.Operator>(group[0]);
        Assert.Equal(["L, R", "on"], join.Groups.Select(g => string.Join(", ", g.Select(TermText.Of))));
    }

    [Fact]
    public void Keeps_what_is_said_about_a_rule()
    {
        var rule = RuleParser.Parse(ThreeRules, "three.rw").Value!.Rules[0];

        Assert.Equal("A filter that rejects the padded rows makes a left join inner.", rule.Doc);
        Assert.Equal(["galindo-legaria-1997"], rule.Citations);
        Assert.Equal("select * from t join u on t.id = u.id where u.x > 1", Assert.Single(rule.Examples).After);
        var counterexample = Assert.Single(rule.Counterexamples);
        Assert.Equal("rejects_null", counterexample.Condition);
        Assert.Equal("select * from t left join u on t.id = u.id where u.x is null", counterexample.Query);
        Assert.Equal(
            "rule left-join-to-inner filter ( left_join ( L , R | on ) , p ) => filter ( join ( L , R | on ) , p ) when rejects_null ( p , out ( R ) )",
            rule.Normalized);
    }
}
