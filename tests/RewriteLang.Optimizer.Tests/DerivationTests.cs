using RewriteLang.Algebra;
using RewriteLang.Dsl;
using RewriteLang.EGraphs;
using RewriteLang.Optimizer.Plans;
using RewriteLang.Optimizer.Rules;

namespace RewriteLang.Optimizer.Tests;

/// <summary>Which applications lead from a query to a plan, and what the plan is after each.</summary>
public sealed class DerivationTests
{
    private readonly Tests.Plans _made = new();
    private readonly PlanGraph _plans;
    private readonly Journal _journal;
    private readonly Relation.Scan _scan;

    public DerivationTests()
    {
        _plans = new(_made.Columns, new Dictionary<Column, TableOrigin>(), new(Trust.Enforced));
        _journal = new(_plans);
        _scan = _made.Scan(Tests.Plans.T);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_rule_that_only_says_that_two_parts_are_equal_is_one_of_them(bool larger)
    {
        var few = Tests.Plans.Filter(_scan, Tests.Plans.Less(Tests.Plans.Col(_scan, "a"), 3));
        var all = new Relation.Distinct(few);
        var (from, to) = larger ? ((Relation)few, (Relation)all) : (all, few);
        var other = _plans.Add(to);
        var root = _plans.Add(new Relation.TopN(from, [], new Scalar.Constant(3L, SqlType.BigInt), null));
        Equate("same", _plans.Add(from), other);

        var derivation = _journal.Behind(root, Operators(new Relation.TopN(to, [], new Scalar.Constant(3L, SqlType.BigInt), null)));
        Assert.Equal(["same"], derivation.Rules);
    }

    [Fact]
    public void What_makes_the_inputs_of_two_operators_equal_is_behind_what_either_became()
    {
        var (left, right) = (Tests.Plans.Filter(_scan, Tests.Plans.Less(Tests.Plans.Col(_scan, "a"), 3)), Tests.Plans.Filter(_scan, Tests.Plans.Less(Tests.Plans.Col(_scan, "b"), 4)));
        var root = _plans.Add(new Relation.TopN(new Relation.Distinct(left), [], new Scalar.Constant(3L, SqlType.BigInt), null));
        var other = _plans.Add(new Relation.Distinct(right));
        Equate("idle", _plans.Add(_scan), _plans.Add(new Relation.Distinct(_scan)));
        Equate("distinct-of-right", other, _plans.Add(right));
        Equate("left-is-right", _plans.Add(left), _plans.Add(right));

        var derivation = _journal.Behind(root, Operators(new Relation.TopN(right, [], new Scalar.Constant(3L, SqlType.BigInt), null)));
        Assert.Equal(["distinct-of-right", "left-is-right"], derivation.Rules);
    }

    [Fact]
    public void Steps_are_plans_that_change_one_after_the_other()
    {
        var few = Tests.Plans.Filter(_scan, Tests.Plans.Less(Tests.Plans.Col(_scan, "a"), 3));
        var fewer = Tests.Plans.Filter(few, Tests.Plans.Less(Tests.Plans.Col(_scan, "b"), 4));
        var top = new Relation.TopN(new Relation.Distinct(fewer), [], new Scalar.Constant(3L, SqlType.BigInt), null);
        var root = _plans.Add(top);
        var both = Tests.Plans.Filter(_scan, Tests.Plans.Less(Tests.Plans.Col(_scan, "a"), 3), Tests.Plans.Less(Tests.Plans.Col(_scan, "b"), 4));
        Equate("merge", _plans.Add(fewer), _plans.Add(both));
        Equate("drop", _plans.Add(new Relation.Distinct(fewer)), _plans.Add(fewer));

        var steps = _journal.Behind(root, Operators(top with { Input = both })).Steps().ToList();
        Assert.Equal(["merge", "drop"], steps.Select(s => Assert.Single(s.Rules)));
        Assert.Equal(
            [RelationText.Render(top with { Input = new Relation.Distinct(both) }), RelationText.Render(top with { Input = both })],
            steps.Select(s => RelationText.Render(s.Plan!)));
    }

    private void Equate(string rule, EClassId root, EClassId built)
    {
        _plans.Graph.Rebuild();
        _journal.Record([rule], _plans.Graph.Find(root), built, [_plans.Remember(_plans.Graph.AnyNodeOf(_plans.Graph.Find(root)))], _plans.Graph.ClassIdCount);
        _plans.Union(root, built, new(rule, null));
        _plans.Graph.Rebuild();
    }

    // The operators of a plan, as the graph knows them.
    private List<PlanNode> Operators(Relation plan) =>
        [.. plan.DescendantsAndSelf().Select(r => new PlanNode(_plans.Graph.Find(_plans.Add(r)), _plans.SymbolOf(_plans.Shell(r, r.Children().Count)), [.. r.Children().Select(_plans.Add)]))];
}
