using RewriteLang.Algebra;
using RewriteLang.EGraphs;
using RewriteLang.Optimizer.Analyses;
using RewriteLang.Optimizer.Plans;

namespace RewriteLang.Optimizer.Tests;

/// <summary>The statements about plans that rules rest on, each with the plan that breaks it when it does not hold.</summary>
public class PlanMeaningTests
{
    private readonly Plans _plans = new();

    private (PlanGraph Graph, Query Canonical) Encode(Relation body)
    {
        var canonicalizer = new PlanCanonicalizer(_plans.Columns);
        var canonical = canonicalizer.Canonicalize(new(body, [], [.. body.Columns.Select(c => new OutputColumn(c.Name, c))]));
        return (new(_plans.Columns, canonicalizer.Origins, new()), canonical);
    }

    private static Relation Body(Query query) => query.Body;

    [Fact]
    public void T_times_t_stays_t_times_t()
    {
        var (graph, canonical) = Encode(Plans.Join(_plans.Scan(Plans.T), _plans.Scan(Plans.T)));
        var root = graph.Add(Body(canonical));
        graph.Graph.Rebuild();

        var node = graph.Graph.NodesOf(root)[0];
        Assert.Equal(2, graph.Graph.ChildrenOf(node).Length);
        Assert.Equal(6, graph.FactsOf(root).Columns.Count);
    }

    [Fact]
    public void Equal_subplans_in_scopes_that_do_not_see_each_other_are_one_class()
    {
        var one = _plans.Count(Plans.Filter(_plans.Scan(Plans.T)));
        var scan = _plans.Scan(Plans.T);
        var other = _plans.Count(Plans.Filter(scan, Plans.Less(Plans.Col(scan, "a"), 3)));
        var (_, canonical) = Encode(Plans.Join(one, other));

        var scans = canonical.Body.DescendantsAndSelf().OfType<Relation.Scan>().ToList();
        Assert.Equal(2, scans.Count);
        Assert.Equal(scans[0].Columns, scans[1].Columns);
        Assert.Equal(2, canonical.Body.Columns.Distinct().Count());
    }

    [Fact]
    public void Two_occurrences_in_one_scope_keep_their_own_columns()
    {
        var (_, canonical) = Encode(Plans.Join(_plans.Scan(Plans.T), _plans.Scan(Plans.T)));

        Assert.Equal(6, canonical.Body.Columns.Distinct().Count());
    }

    [Fact]
    public void The_same_ids_in_scopes_that_do_not_see_each_other_stay_apart()
    {
        // The counted t and the joined one have the same ids: what comes out is the joined one's, and the union reads each side's own.
        var t = _plans.Scan(Plans.T);
        var counted = _plans.Count(Plans.Join(_plans.Scan(Plans.T), t));
        var (_, joined) = Encode(Plans.Join(t, counted));
        var scan = joined.Body.DescendantsAndSelf().OfType<Relation.Block>().First().Inputs.OfType<Relation.Scan>().Single();
        Assert.Equal(scan.Columns, joined.Outputs.Take(3).Select(o => o.Column));

        Relation Side(params Relation[] inputs) => Plans.Join(inputs);
        var union = new Relation.UnionAll([Side(t), Side(_plans.Scan(Plans.T), t)], [_plans.Columns.Fresh("id", SqlType.Integer)], [[t.Columns[0]], [t.Columns[0]]]);
        var (_, both) = Encode(union);
        var canonical = both.Body.DescendantsAndSelf().OfType<Relation.UnionAll>().Single();
        Assert.All(Enumerable.Range(0, 2), i => Assert.Contains(canonical.Sources[i][0], canonical.Inputs[i].Columns));
        Assert.NotEqual(canonical.Sources[0], canonical.Sources[1]);
    }

    [Fact]
    public void A_correlated_subquery_does_not_take_the_ids_of_its_outer_scope()
    {
        var outer = _plans.Scan(Plans.T);
        var inner = _plans.Scan(Plans.T);
        var apply = new Relation.Apply(ApplyKind.Semi, outer, Plans.Filter(inner, Plans.Col(inner, "a").Ref().EqualTo(Plans.Col(outer, "id").Ref())), [], [], null);
        var (_, canonical) = Encode(apply);

        var scans = canonical.Body.DescendantsAndSelf().OfType<Relation.Scan>().ToList();
        Assert.Empty(scans[0].Columns.Intersect(scans[1].Columns));
        Assert.Single(((Relation.Apply)canonical.Body).Right.OuterColumns());
    }

    [Fact]
    public void The_order_of_inputs_and_conjuncts_makes_no_other_node()
    {
        var t = _plans.Scan(Plans.T);
        var u = _plans.Scan(Plans.U);
        var p = Plans.Less(Plans.Col(t, "a"), 3);
        var q = Plans.Col(t, "id").Ref().EqualTo(Plans.Col(u, "t_id").Ref());
        var reversed = Plans.Col(u, "t_id").Ref().EqualTo(Plans.Col(t, "id").Ref());
        var graph = new PlanGraph(_plans.Columns, new Dictionary<Column, TableOrigin>(), new());

        Assert.Equal(graph.Add(new Relation.Block([t, u], [p, q])), graph.Add(new Relation.Block([u, t], [reversed, p])));
    }

    [Fact]
    public void Not_null_below_the_padded_side_says_nothing_above()
    {
        var t = _plans.Scan(Plans.T);
        var u = _plans.Scan(Plans.U);
        var join = _plans.LeftJoin(t, u, Plans.Col(t, "id").Ref().EqualTo(Plans.Col(u, "t_id").Ref()));
        var facts = new FactsDerivation().Derive(join);

        Assert.True(facts.NotNull.Contains(Plans.Col(t, "id")));
        Assert.DoesNotContain(join.Padded, p => facts.NotNull.Contains(p.Out));
    }

    [Fact]
    public void A_unique_partner_keeps_the_left_key_and_several_do_not()
    {
        var t = _plans.Scan(Plans.T);
        var u = _plans.Scan(Plans.U);
        var derivation = new FactsDerivation();
        var toKey = derivation.Derive(_plans.LeftJoin(u, t, Plans.Col(u, "t_id").Ref().EqualTo(Plans.Col(t, "id").Ref())));
        var fromKey = derivation.Derive(_plans.LeftJoin(t, u, Plans.Col(u, "t_id").Ref().EqualTo(Plans.Col(t, "id").Ref())));

        Assert.True(toKey.IsUnique(ColumnSet.Of(Plans.Col(u, "id"))));
        Assert.False(fromKey.IsUnique(ColumnSet.Of(Plans.Col(t, "id"))));
    }

    [Fact]
    public void A_unique_constraint_that_admits_nulls_is_no_key()
    {
        var table = Plans.T with { Name = "n", Keys = [new(["a"], false, Trust.Enforced)] };

        Assert.Empty(new FactsDerivation().Derive(_plans.Scan(table)).Keys);
    }

    [Fact]
    public void A_declared_constraint_is_used_only_when_asked_for()
    {
        var table = Plans.T with { Name = "d", Keys = [new(["id"], true, Trust.Declared)] };
        var scan = _plans.Scan(table);

        Assert.Empty(new FactsDerivation().Derive(scan).Keys);
        Assert.Single(new FactsDerivation(Trust.Declared).Derive(scan).Keys);
    }

    [Fact]
    public void Unknown_under_not_is_not_true()
    {
        var t = _plans.Scan(Plans.T);
        var a = ColumnSet.Of(Plans.Col(t, "a"));
        var p = Plans.Less(Plans.Col(t, "a"), 3);

        Assert.True(NullRejection.RejectsNull(new Scalar.Not(p), a));
        Assert.True(NullRejection.RejectsNull(p, a));
        Assert.False(NullRejection.RejectsNull(new Scalar.IsNull(Plans.Col(t, "a").Ref()), a));
        Assert.False(NullRejection.RejectsNull(new Scalar.Not(new Scalar.Not(new Scalar.IsNull(Plans.Col(t, "a").Ref()))), a));
    }

    [Fact]
    public void An_or_rejects_null_only_if_both_sides_do()
    {
        var t = _plans.Scan(Plans.T);
        var a = ColumnSet.Of(Plans.Col(t, "a"));
        var p = Plans.Less(Plans.Col(t, "a"), 3);
        var q = Plans.Less(Plans.Col(t, "b"), 3);

        Assert.False(NullRejection.RejectsNull(Scalars.AnyOf([p, q]), a));
        Assert.True(NullRejection.RejectsNull(Scalars.AllOf([p, q]), a));
    }

    [Fact]
    public void A_limit_without_a_total_order_is_volatile_and_one_over_a_key_is_not()
    {
        var t = _plans.Scan(Plans.T);
        var derivation = new FactsDerivation();
        Relation.TopN Limit(string column) => new(t, [new(Plans.Col(t, column).Ref(), false, false)], Scalars.Integer(3), null);

        Assert.True(derivation.Derive(Limit("a")).IsVolatile);
        Assert.False(derivation.Derive(Limit("id")).IsVolatile);
        Assert.True(derivation.Derive(new Relation.TopN(t, [], Scalars.Integer(3), null)).IsVolatile);
    }

    [Fact]
    public void A_row_number_over_ties_is_volatile()
    {
        var t = _plans.Scan(Plans.T);
        var derivation = new FactsDerivation();
        Relation.Window Number(string function, string column) => new(t, [new(_plans.Columns.Fresh("r", SqlType.BigInt), new(
            function, [], false, null, false, [], [new(Plans.Col(t, column).Ref(), false, false)], null, SqlType.BigInt))]);

        Assert.True(derivation.Derive(Number("row_number", "a")).IsVolatile);
        Assert.False(derivation.Derive(Number("row_number", "id")).IsVolatile);
        Assert.False(derivation.Derive(Number("rank", "a")).IsVolatile);
    }

    [Fact]
    public void A_materialized_volatile_cte_joined_to_itself_is_computed_once()
    {
        var t = _plans.Scan(Plans.T);
        var r = _plans.Columns.Fresh("r", SqlType.Double);
        var definition = new Relation.Project(t, [new(r, Plans.Volatile())]);
        Relation.WithRef Reference() => new("c", [new(_plans.Columns.Fresh("r", SqlType.Double), r)]);
        var with = new Relation.With("c", definition, Plans.Join(Reference(), Reference()), Materialization.Always);
        var (_, canonical) = Encode(with);

        Assert.Single(canonical.Body.DescendantsAndSelf().OfType<Relation.Scan>());
        Assert.Equal(2, canonical.Body.DescendantsAndSelf().OfType<Relation.WithRef>().Count());
    }

    [Fact]
    public void A_cte_without_volatile_parts_is_inlined_where_it_is_used()
    {
        var t = _plans.Scan(Plans.T);
        Relation.WithRef Reference() => new("c", [.. t.Columns.Select(c => new ColumnPair(_plans.Columns.Fresh(c.Name, c.Type), c))]);
        var (_, canonical) = Encode(new Relation.With("c", t, Plans.Join(Reference(), Reference()), Materialization.Unspecified));

        Assert.Equal(2, canonical.Body.DescendantsAndSelf().OfType<Relation.Scan>().Count());
        Assert.Equal(6, canonical.Body.Columns.Distinct().Count());
    }

    [Fact]
    public void A_join_key_that_follows_from_another_is_not_needed_in_the_key()
    {
        var t = _plans.Scan(Plans.T);
        var u = _plans.Scan(Plans.U);
        var facts = new FactsDerivation().Derive(new Relation.Block([t, u], [Plans.Col(t, "id").Ref().EqualTo(Plans.Col(u, "t_id").Ref())]));

        Assert.True(facts.IsUnique(ColumnSet.Of(Plans.Col(u, "id"))));
        Assert.False(facts.IsUnique(ColumnSet.Of(Plans.Col(t, "id"))));
    }

    [Fact]
    public void Two_occurrences_are_the_same_relation_up_to_a_renaming_and_other_filters_are_not()
    {
        var one = _plans.Scan(Plans.T);
        var two = _plans.Scan(Plans.T);
        var graph = new PlanGraph(_plans.Columns, new Dictionary<Column, TableOrigin>(), new());
        var a = graph.Add(Plans.Filter(one, Plans.Less(Plans.Col(one, "a"), 3)));
        var b = graph.Add(Plans.Filter(two, Plans.Less(Plans.Col(two, "a"), 3)));
        var c = graph.Add(Plans.Filter(two, Plans.Less(Plans.Col(two, "b"), 3)));
        graph.Graph.Rebuild();

        Assert.Equal(Plans.Col(two, "id"), RewriteLang.Optimizer.Rules.SameUpToRenaming.Find(graph, a, b)![Plans.Col(one, "id")]);
        Assert.Null(RewriteLang.Optimizer.Rules.SameUpToRenaming.Find(graph, a, c));
    }

    [Fact]
    public void Relations_that_are_below_themselves_are_not_compared_for_ever()
    {
        var graph = new PlanGraph(_plans.Columns, new Dictionary<Column, TableOrigin>(), new());
        var (a, b) = (BelowItself(), BelowItself());

        Assert.Null(RewriteLang.Optimizer.Rules.SameUpToRenaming.Find(graph, a, b));

        EClassId BelowItself()
        {
            var scan = _plans.Scan(Plans.T);
            var filtered = graph.Add(Plans.Filter(scan, Plans.Less(Plans.Col(scan, "a"), 3)));
            graph.Graph.Rebuild();
            var written = graph.Graph.NodesOf(filtered)[0];
            graph.Union(filtered, graph.Add(Plans.Filter(scan, Plans.Less(Plans.Col(scan, "b"), 3)), [filtered]), new("test"));
            graph.Graph.Subsume(written);
            graph.Graph.Rebuild();
            return filtered;
        }
    }

    [Fact]
    public void Classes_with_other_columns_are_never_united()
    {
        var graph = new PlanGraph(_plans.Columns, new Dictionary<Column, TableOrigin>(), new());
        var a = graph.Add(_plans.Scan(Plans.T));
        var b = graph.Add(_plans.Scan(Plans.U));

        Assert.Throws<System.Diagnostics.UnreachableException>(() => graph.Union(a, b, new("wrong")));
    }
}
