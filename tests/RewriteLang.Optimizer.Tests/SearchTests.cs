using RewriteLang.Algebra;
using RewriteLang.Dsl;

namespace RewriteLang.Optimizer.Tests;

/// <summary>What the search for a plan may not lose.</summary>
public sealed class SearchTests
{
    private static readonly Table Measured = Plans.T with
    {
        Statistics = new(1000, [new(1000, 0, 0, 999, 8), new(10, 0, 0, 9, 4), new(2, 0, 0, 1, 100)]),
    };

    private readonly Plans _plans = new();

    [Fact]
    public void A_simplification_by_one_form_of_an_input_leaves_the_other_forms_reachable()
    {
        var scan = _plans.Scan(Measured);
        var body = new Relation.Project(new Relation.Distinct(Plans.Filter(scan, IsThree(scan))), [new(_plans.Columns.Fresh("c", SqlType.Integer), Plans.Col(scan, "b").Ref())]);

        // The first rule makes a dearer form of the input; the second fits that form alone.
        var optimized = Optimize(body, """
            /// On trial.
            rule dearer
              distinct(filter(R, x = 3)) => project(aggregate(filter(R, x = 3), out(R), [n := min(x)]), items(out(R)))

            /// On trial.
            simplify merge-projections
              project(project(R, xs), ys) => project(R, substitute(ys, xs))
            """);

        Assert.Equal(["dearer", "merge-projections"], optimized.Saturation.Rules.Where(r => r.Applied > 0).Select(r => r.Name));
        Assert.Equal(optimized.CostBefore, optimized.CostAfter);
    }

    [Fact]
    public void A_cte_that_is_used_twice_is_rewritten_where_it_stands()
    {
        var scan = _plans.Scan(Measured);
        var definition = Plans.Filter(new Relation.Distinct(scan), IsThree(scan));
        var (one, other) = (Reference(definition), Reference(definition));
        var body = new Relation.With("d", definition, new Relation.Block([one, other], [Plans.Col(one, "id").Ref().EqualTo(Plans.Col(other, "id").Ref())]), Materialization.Unspecified);

        var optimized = Optimize(body, """
            /// On trial.
            rule filter-first
              filter(distinct(R), p) => distinct(filter(R, p))
            """);

        Assert.Equal(["filter-first"], optimized.Rules);
        var relations = optimized.Query.Body.DescendantsAndSelf().ToList();
        Assert.Single(relations.OfType<Relation.With>());
        Assert.Equal(2, relations.OfType<Relation.WithRef>().Count());
        Assert.IsType<Relation.Block>(Assert.Single(relations.OfType<Relation.Distinct>()).Input);
    }

    [Fact]
    public void Of_two_inputs_that_are_alike_a_rule_takes_the_one_that_was_built_first()
    {
        var (left, right) = (_plans.Scan(Measured), _plans.Scan(Measured));
        var optimized = Optimize(new Relation.Block([new Relation.Distinct(left), new Relation.Distinct(right)], []), """
            /// On trial.
            rule one-of-two
              join(distinct(R), ..rest | ..on) => join(aggregate(R, out(R), []), ..rest | ..on)
              gate all(rest, X => not grouped(X) and serial(R) < serial(X))
            """);

        Assert.Equal(1, optimized.Saturation.Rules.Single(r => r.Name == "one-of-two").Applied);
    }

    [Fact]
    public void A_form_that_was_made_later_is_not_the_first()
    {
        var scan = _plans.Scan(Measured);
        var optimized = Optimize(new Relation.Distinct(Plans.Filter(scan, IsThree(scan))), """
            /// On trial.
            rule later
              distinct(R) => aggregate(distinct(R), out(R), [])

            /// On trial.
            rule of-the-first
              aggregate(S, ks, as) => project(aggregate(S, ks, as), items(ks))
              gate first_form(S)
            """);

        Assert.Equal(1, optimized.Saturation.Rules.Single(r => r.Name == "later").Applied);
        Assert.Equal(("of-the-first", "'first_form(S)' does not hold"), Assert.Single(optimized.Rejections.Select(r => (r.Rejection.Rule, r.Rejection.Reason))));
    }

    private static Scalar IsThree(Relation relation) => Plans.Col(relation, "a").Ref().EqualTo(new Scalar.Constant(3L, SqlType.Integer));

    private Relation.WithRef Reference(Relation definition) =>
        new("d", [.. definition.Columns.Select(c => new ColumnPair(_plans.Columns.Fresh(c.Name, c.Type, c.Nullable), c))]);

    private Optimized Optimize(Relation body, string rules)
    {
        var parsed = RuleParser.Parse(rules, "trial.rw");
        Assert.True(parsed.IsSuccess, string.Join('\n', parsed.Diagnostics));
        var query = new Query(body, [], [.. body.Columns.DistinctBy(c => c.Name).Select(c => new OutputColumn(c.Name, c))]);
        return new PlanOptimizer(new(parsed.Value.Rules), new("duckdb") { TakeAnyChange = true }).Optimize(query, _plans.Columns);
    }
}
