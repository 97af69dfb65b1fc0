using RewriteLang.Algebra;
using RewriteLang.Dsl;

namespace RewriteLang.Optimizer.Tests.Rules;

/// <summary>Rules of several places: what they match, what they may bring from one place to another, and that they are taken as a whole.</summary>
public sealed class PlacesRuleTests
{
    private const string Together = "each aggregate(R, ks, as) => aggregate(aggregate(R, every(ks), partials(every(as))), ks, finals(as))\n  when decomposable(as)";

    private static readonly Table Measured = Plans.T with
    {
        Statistics = new(100_000, [new(100_000, 0, 0, 99_999, 8), new(10, 0, 0, 9, 4), new(5, 0, 0, 4, 4)]),
    };

    private readonly Plans _plans = new();

    [Fact]
    public void Each_takes_all_places_over_one_relation_and_no_others()
    {
        Assert.Equal(3, Apply(Together, Groups("a", "b"), Groups("a"), Groups(), GroupsOf(Plans.U, "x")).Applications);
        Assert.Equal(0, Apply(Together, Groups("a", "b"), GroupsOf(Plans.U, "x")).Applications);
    }

    // What another rule has made of a grouping in two steps has a grouping of the same rows in it. Both are never in one plan.
    [Fact]
    public void Places_in_two_forms_of_one_relation_are_not_taken_together()
    {
        var rules = RuleParser.Parse($"""
            /// A rule.
            rule two-steps
              aggregate(R, ks, as) => aggregate(aggregate(R, out(R), partials(as)), ks, finals(as))
              when decomposable(as), not out(R) <= ks

            /// Another rule.
            rule together
              {Together}

            /// Another rule.
            rule from-finer
              x := aggregate(R, ks, as)
              with y := aggregate(R, js, bs)
                => x := aggregate(aggregate(R, js, concat(bs, partials(as))), ks, finals(as)),
                   y := project(aggregate(R, js, concat(bs, partials(as))), items(js | out(bs)))
              when decomposable(as)

            """, "rules.rw").Value!.Rules;
        long MatchesIn(string rule, Relation body) =>
            new PlanOptimizer(new(rules), new("duckdb") { MaxIterations = 3 }).Optimize(Over(body), _plans.Columns).Saturation.Rules.Single(r => r.Name == rule).Matches;

        Assert.NotEqual(0, MatchesIn("two-steps", Groups("a")));
        Assert.Equal(0, MatchesIn("together", Groups("a")));
        Assert.Equal(0, MatchesIn("from-finer", Groups("a")));
        Assert.NotEqual(0, MatchesIn("together", Union(Groups("a"), Groups("b"))));
        Assert.NotEqual(0, MatchesIn("from-finer", Union(Groups("a"), Groups("b"))));
    }

    [Fact]
    public void Each_place_is_rewritten_with_its_own_names_and_what_all_have()
    {
        var inner = Apply(Together, Groups("a"), Groups("b")).After.Body.DescendantsAndSelf().OfType<Relation.Aggregate>().Where(a => a.Input is Relation.Aggregate).ToList();

        Assert.Equal(["a", "b"], inner.SelectMany(a => a.Keys).Select(k => k.Out.Name).Order(StringComparer.Ordinal));
        Assert.All(inner, a => Assert.Equal(["a", "b"], ((Relation.Aggregate)a.Input).Keys.Select(k => k.Out.Name).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void With_joins_places_on_the_names_they_share()
    {
        const string Law = "x := aggregate(R, ks, as)\n  with y := distinct(R)\n    => x := aggregate(distinct(R), ks, as)";

        Assert.Equal(1, Apply(Law, Groups("a"), new Relation.Distinct(_plans.Scan(Measured))).Applications);
        Assert.Equal(0, Apply(Law, Groups("a"), new Relation.Distinct(_plans.Scan(Plans.U))).Applications);
    }

    [Fact]
    public void Each_condition_chooses_places_and_one_with_every_holds_for_all()
    {
        Assert.Equal(2, Apply($"{Together}, length(ks) = 1", Groups("a"), Groups("b"), Groups("a", "b")).Applications);
        Assert.Equal(3, Apply($"{Together}, length(every(ks)) = 2", Groups("a"), Groups("b"), Groups("a", "b")).Applications);
        Assert.Equal(0, Apply($"{Together}, length(every(ks)) = 1", Groups("a"), Groups("b"), Groups("a", "b")).Applications);
    }

    [Fact]
    public void What_reads_a_column_around_one_place_is_not_brought_to_another()
    {
        // The second place is a subquery that looks at a row of u.
        var outer = _plans.Scan(Plans.U);
        var inner = _plans.Scan(Plans.T);
        var correlated = new Relation.Apply(ApplyKind.Semi, outer, new Relation.Distinct(Plans.Filter(inner, Plans.Col(inner, "id").Ref().EqualTo(Plans.Col(outer, "t_id").Ref()))), [], [], null);

        var trial = Apply("x := aggregate(R, ks, as)\n  with y := distinct(S)\n    => x := aggregate(semi_join(R, S | ), ks, as)", GroupsOf(Plans.U with { Name = "v" }, "x"), correlated);

        Assert.Equal(0, trial.Applications);
        Assert.Contains(trial.Rejections, r => r.Rejection.Reason.EndsWith("which is not there in that place", StringComparison.Ordinal));
    }

    [Fact]
    public void What_may_fail_is_not_brought_to_another_place()
    {
        var scan = _plans.Scan(Plans.T);
        var failing = Plans.Filter(scan, new Scalar.Comparison(ComparisonOperator.Less, new Scalar.Cast(Scalars.Text("x"), SqlType.Integer), Plans.Col(scan, "a").Ref()));

        var trial = Apply("x := aggregate(R, ks, as)\n  with y := distinct(S)\n    => x := aggregate(semi_join(R, S | ), ks, as)", Groups("a"), new Relation.Distinct(failing));

        Assert.Equal(0, trial.Applications);
        Assert.Contains(trial.Rejections, r => r.Rejection.Reason == "S would be read in another place, and may fail there");
    }

    [Fact]
    public void All_places_are_taken_together_and_what_they_share_is_computed_once()
    {
        var optimized = Optimize(Together, Union(Groups("a", "b"), Groups("a"), Groups()), takeAny: false);

        var with = Assert.IsType<Relation.With>(optimized.Query.Body.DescendantsAndSelf().First(r => r is Relation.With));
        Assert.Equal(3, with.Body.DescendantsAndSelf().OfType<Relation.WithRef>().Count(r => r.Name == with.Name));
        Assert.Equal(["a-rule", "a-rule", "a-rule"], optimized.Rules);
        Assert.Single(optimized.Query.Body.DescendantsAndSelf().OfType<Relation.Scan>());
        Assert.InRange(optimized.CostAfter, 0, 0.6 * optimized.CostBefore);
    }

    [Fact]
    public void A_simplification_does_not_take_from_one_place_what_another_one_needs()
    {
        var rules = RuleParser.Parse("""
            /// A rule of two places.
            rule from-finer
              x := aggregate(R, ks, as)
              with y := aggregate(R, js, bs)
                => x := aggregate(aggregate(R, js, concat(bs, partials(as))), ks, finals(as)),
                   y := project(aggregate(R, js, concat(bs, partials(as))), items(js | out(bs)))
              when ks <= js, not js <= ks, decomposable(as)

            /// By itself it makes of y what it was.
            simplify drop-unused
              project(aggregate(R, ks, as), xs) => project(aggregate(R, ks, used(as, cols(xs))), xs)
              when not out(as) <= cols(xs), not empty(ks)

            """, "rules.rw").Value!.Rules;
        var optimized = new PlanOptimizer(new(rules), new("duckdb")).Optimize(Over(Union(Groups("a", "b"), Groups("a"))), _plans.Columns);

        Assert.Single(optimized.Query.Body.DescendantsAndSelf().OfType<Relation.With>());
        Assert.Single(optimized.Query.Body.DescendantsAndSelf().OfType<Relation.Scan>());
    }

    [Fact]
    public void Nothing_is_taken_where_the_shared_part_costs_as_much() =>
        Assert.False(Optimize(Together, Union(Groups("id"), Groups("id", "a")), takeAny: false).IsRewritten);

    [Fact]
    public void A_search_ends_though_what_is_built_looks_like_a_place() =>
        Assert.Equal(EGraphs.StopReason.Saturated, Optimize(Together, Union(Groups("a", "b"), Groups("a"), Groups("b"), Groups()), takeAny: true).Saturation.Stop);

    private Relation.Aggregate Groups(params string[] keys) => GroupsOf(Measured, keys);

    private Relation.Aggregate GroupsOf(Table table, params string[] keys)
    {
        var scan = _plans.Scan(table);
        return _plans.Count(scan, [.. keys.Select(k => Plans.Col(scan, k))]);
    }

    // Branches that do not see each other.
    private Relation.UnionAll Union(params Relation[] places)
    {
        var branches = places.Select(p => new Relation.Project(p, [new(_plans.Columns.Fresh("v", p.Columns[^1].Type), p.Columns[^1].Ref()), new(_plans.Columns.Fresh("w", p.Columns[0].Type), p.Columns[0].Ref())])).ToList();
        return new([.. branches], [.. branches[0].Columns.Select(c => _plans.Columns.Fresh(c.Name, c.Type))], [.. branches.Select(b => b.Columns)]);
    }

    private RuleTrial Apply(string law, params Relation[] places) => RuleTrial.Run(Parsed(law), Over(Union(places)), _plans.Columns, "duckdb");

    private Optimized Optimize(string law, Relation body, bool takeAny) =>
        new PlanOptimizer(new([Parsed(law)]), new("duckdb") { TakeAnyChange = takeAny }).Optimize(Over(body), _plans.Columns);

    private static Query Over(Relation body) => new(body, [], [.. body.Columns.Select(c => new OutputColumn(c.Name, c))]);

    private static Rule Parsed(string law)
    {
        var file = RuleParser.Parse($"/// A rule.\nrule a-rule\n  {law}\n", "rules.rw");
        Assert.True(file.IsSuccess, string.Join(Environment.NewLine, file.Diagnostics));
        return Assert.Single(file.Value.Rules);
    }
}
