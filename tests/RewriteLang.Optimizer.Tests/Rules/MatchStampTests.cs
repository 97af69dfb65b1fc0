using RewriteLang.Algebra;
using RewriteLang.EGraphs;
using RewriteLang.Optimizer.Plans;
using RewriteLang.Optimizer.Rules;

namespace RewriteLang.Optimizer.Tests.Rules;

/// <summary>What a rule sees from a node: its number changes with what is there, and with nothing else.</summary>
public sealed class MatchStampTests
{
    private readonly Plans _plans = new();
    private readonly PlanGraph _graph;
    private readonly MatchStamps _stamps;
    private readonly Relation.Scan _scan;
    private readonly EClassId _rows;
    private readonly EClassId _filtered;
    private readonly EClassId _counted;

    public MatchStampTests()
    {
        _graph = new(_plans.Columns, new Dictionary<Column, TableOrigin>(), new());
        _stamps = new(_graph);
        _scan = _plans.Scan(Plans.T);
        _rows = _graph.Add(_scan);
        _filtered = _graph.Add(Plans.Filter(_scan, Plans.Less(Plans.Col(_scan, "a"), 3)));
        _counted = _graph.Add(_plans.Count(Plans.Filter(_scan, Plans.Less(Plans.Col(_scan, "a"), 3)), Plans.Col(_scan, "b")));
        _graph.Graph.Rebuild();
    }

    [Fact]
    public void Another_operator_in_the_input_changes_it()
    {
        var before = Stamp(_counted, 1);
        Unite(_filtered, _graph.Add(Plans.Filter(_scan, Plans.Less(Plans.Col(_scan, "b"), 3))));

        Assert.NotEqual(before, Stamp(_counted, 1));
    }

    [Fact]
    public void Another_operator_further_down_changes_what_a_deeper_pattern_sees()
    {
        var (near, far) = (Stamp(_counted, 1), Stamp(_counted, 2));
        Unite(_rows, _graph.Add(new Relation.Distinct(_scan)));

        Assert.Equal(near, Stamp(_counted, 1));
        Assert.NotEqual(far, Stamp(_counted, 2));
    }

    [Fact]
    public void What_looks_at_whole_plans_sees_a_change_at_the_bottom_and_none_beside_them()
    {
        var before = Stamp(_counted, MatchStamps.Whole);
        _graph.Add(_plans.Scan(Plans.U));
        _graph.Graph.Rebuild();
        var beside = Stamp(_counted, MatchStamps.Whole);
        Unite(_rows, _graph.Add(new Relation.Distinct(_scan)));

        Assert.Equal(before, beside);
        Assert.NotEqual(before, Stamp(_counted, MatchStamps.Whole));
    }

    [Fact]
    public void A_class_that_is_below_itself_has_a_stamp()
    {
        Unite(_filtered, _graph.Add(Plans.Filter(_scan, Plans.Less(Plans.Col(_scan, "b"), 3)), [_filtered]));

        Assert.Equal(Stamp(_counted, MatchStamps.Whole), Stamp(_counted, MatchStamps.Whole));
    }

    [Fact]
    public void An_operator_elsewhere_changes_nothing_but_the_stamp_of_all()
    {
        var (near, all) = (Stamp(_counted, 2), _stamps.OfAll());
        _graph.Add(_plans.Scan(Plans.U));
        _graph.Graph.Rebuild();

        Assert.Equal(near, Stamp(_counted, 2));
        Assert.NotEqual(all, _stamps.OfAll());
    }

    [Fact]
    public void What_becomes_known_of_an_input_changes_it()
    {
        var before = Stamp(_counted, 1);
        var limited = _graph.Add(new Relation.TopN(Plans.Filter(_scan, Plans.Less(Plans.Col(_scan, "a"), 3)), [], new Scalar.Constant(1L, SqlType.BigInt), null));
        Unite(_filtered, limited);

        Assert.Equal(1, _graph.FactsOf(_filtered).MaximumRows);
        Assert.NotEqual(before, Stamp(_counted, 1));
    }

    private ulong Stamp(EClassId id, int depth) => _stamps.Of(_graph.Graph.NodesOf(_graph.Graph.Find(id))[0], depth);

    private void Unite(EClassId a, EClassId b)
    {
        _graph.Union(a, b, new("test"));
        _graph.Graph.Rebuild();
    }
}
