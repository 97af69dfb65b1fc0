using RewriteLang.Algebra;
using RewriteLang.Optimizer.Costs;
using RewriteLang.Optimizer.Plans;

namespace RewriteLang.Optimizer.Tests.Costs;

/// <summary>A calendar of ten years and a thousand numbered days, and facts of two of its years.</summary>
public sealed class KeyRangeTests
{
    private readonly Plans _plans = new();

    // Two thousand facts between day 400 and day 599: years 4 and 5, or, counted backwards, also these.
    [Theory]
    [InlineData(1, 4, 0.5)]
    [InlineData(1, 5, 0.5)]
    [InlineData(-1, 4, 0.5)]
    [InlineData(1, 8, 0)]
    [InlineData(-1, 2, 0)]
    [InlineData(0.5, 4, 0.1)]
    [InlineData(0, 8, 0.1)]
    public void A_year_that_runs_along_with_the_key_is_a_range_of_what_refers_to_it(double correlation, long year, double share) =>
        Assert.Equal(share, ShareOfFacts(correlation, c => c.Ref().EqualTo(new Scalar.Constant(year, SqlType.Integer))), 0.011);

    [Fact]
    public void So_are_lists_and_ranges_of_years()
    {
        Assert.Equal(1, ShareOfFacts(1, c => new Scalar.InList(c.Ref(), [new Scalar.Constant(4L, SqlType.Integer), new Scalar.Constant(5L, SqlType.Integer)])), 0.011);
        Assert.Equal(0.5, ShareOfFacts(1, c => Plans.Less(c, 5)), 0.2);
        Assert.Equal(0.544, ShareOfFacts(0, c => Plans.Less(c, 4)), 0.001);
    }

    [Theory]
    [InlineData(1000, false, 0.5)]
    [InlineData(999, false, 0.1)]
    [InlineData(1000, true, 0.1)]
    public void So_is_one_of_a_calendar_whose_days_are_no_declared_key_but_never_repeat(long distinct, bool estimated, double share)
    {
        var calendar = Calendar(1) with { Keys = [] };
        calendar = calendar with { Statistics = calendar.Statistics! with { Columns = [calendar.Statistics.Columns[0] with { Distinct = distinct }, .. calendar.Statistics.Columns.Skip(1)], DistinctIsEstimated = estimated } };
        var (days, facts) = (_plans.Scan(calendar), _plans.Scan(Facts));
        var equality = Plans.Col(facts, "t_id").Ref().EqualTo(Plans.Col(days, "id").Ref());
        Assert.Equal(share, Estimate(days, facts).Selectivity([equality, Plans.Col(days, "a").Ref().EqualTo(new Scalar.Constant(4L, SqlType.Integer))], 2000) * 1000, 0.011);
    }

    [Fact]
    public void A_year_of_another_calendar_says_nothing()
    {
        var (days, other, facts) = (_plans.Scan(Calendar(1)), _plans.Scan(Calendar(1)), _plans.Scan(Facts));
        Scalar[] conditions = [Plans.Col(facts, "t_id").Ref().EqualTo(Plans.Col(days, "id").Ref()), Plans.Col(other, "a").Ref().EqualTo(new Scalar.Constant(8L, SqlType.Integer))];
        Assert.Equal(0.1, Estimate(days, other, facts).Selectivity(conditions, 2000) * 1000, 1e-9);
    }

    [Fact]
    public void Columns_of_one_table_have_no_more_values_together_than_it_has_rows()
    {
        var days = _plans.Scan(Calendar(1) with { Statistics = new(50, [new(50, 0, 0, 49, 4), new(50, 0, 0, 49, 4), new(50, 0, 0, 49, 4)]) });
        var facts = _plans.Scan(Facts);
        var graph = Graph(days, facts);
        var joined = graph.Add(new Relation.Block([days, facts], []));
        graph.Graph.Rebuild();
        Assert.Equal(50, new Estimator(graph).DistinctValues(joined, [Plans.Col(days, "id"), Plans.Col(days, "a"), Plans.Col(days, "b")]));
        Assert.Equal(50 * 20, new Estimator(graph).DistinctValues(joined, [Plans.Col(days, "id"), Plans.Col(days, "a"), Plans.Col(facts, "x")]));
    }

    // Fifty months of ten years and four quarters.
    [Theory]
    [InlineData(new string[0], new string[0], null, 40)]
    [InlineData(new string[0], new[] { "b" }, null, 10)]
    [InlineData(new[] { "a", "b", "other" }, new string[0], null, 40)]
    [InlineData(new[] { "a", "b" }, new string[0], 12, 13)]
    [InlineData(new[] { "a" }, new string[0], 2, 12)]
    [InlineData(new string[0], new string[0], 2, 40)]
    public void Columns_that_another_one_determines_have_no_more_values_together_than_that_has(string[] ofMonth, string[] ofYear, int? months, double expected)
    {
        var days = _plans.Scan(Calendar(0) with
        {
            Keys = [],
            Statistics = new(1000, [new(50, 0, 0, 49, 4) { Determines = [.. ofMonth] }, new(10, 0, 0, 9, 4) { Determines = [.. ofYear] }, new(4, 0, 0, 3, 4)]),
        });
        var graph = Graph(days);
        var asked = months is { } last ? graph.Add(Plans.Filter(days, Plans.Less(Plans.Col(days, "id"), last))) : graph.Add(days);
        graph.Graph.Rebuild();
        Assert.Equal(expected, new Estimator(graph).DistinctValues(asked, [Plans.Col(days, "a"), Plans.Col(days, "b")]), 0.3);
    }

    // Years under the names that they get beside padded rows, and in each of two uses of a CTE, which are years of different days.
    [Fact]
    public void Columns_under_new_names_have_the_values_of_stored_ones()
    {
        var (facts, days) = (_plans.Scan(Facts), _plans.Scan(Calendar(0)));
        var graph = Graph(facts, days);
        var padded = _plans.LeftJoin(facts, days, Plans.Col(facts, "t_id").Ref().EqualTo(Plans.Col(days, "id").Ref()));
        var uses = new[] { 0, 1 }.Select(_ => new Relation.WithRef("d", [.. days.Columns.Select(c => new ColumnPair(_plans.Columns.Fresh(c.Name, c.Type, c.Nullable), c))])).ToList();
        var with = new Relation.With("d", days, Plans.Join([.. uses]), Materialization.Unspecified);
        var joined = graph.Add(padded);
        graph.Add(with);
        var both = graph.Add(with.Body);
        graph.Graph.Rebuild();
        Assert.Equal(10, new Estimator(graph).DistinctValues(joined, [padded.Padded[1].Out]));
        Assert.Equal(10 * 10, new Estimator(graph).DistinctValues(both, [.. uses.Select(u => Plans.Col(u, "a"))]));
    }

    [Fact]
    public void A_list_leaves_no_more_values_than_it_has()
    {
        var facts = _plans.Scan(Facts);
        var graph = Graph(facts);
        var listed = graph.Add(Plans.Filter(facts, new Scalar.InList(Plans.Col(facts, "t_id").Ref(), [new Scalar.Constant(400L, SqlType.Integer), new Scalar.Constant(401L, SqlType.Integer)])));
        graph.Graph.Rebuild();
        Assert.Equal(2, new Estimator(graph).DistinctValues(listed, [Plans.Col(facts, "t_id")]));
    }

    [Fact]
    public void DuckDB_computes_of_a_cte_only_what_its_uses_ask_for()
    {
        var all = CostOfCte("duckdb", null);
        Assert.InRange(CostOfCte("duckdb", 1), 0.05 * all, 0.5 * all);
        Assert.True(CostOfCte("sqlite", 1) > 0.5 * CostOfCte("sqlite", null));
    }

    [Fact]
    public void A_grouping_inside_a_cte_is_computed_as_a_whole_where_it_does_not_have_what_the_uses_ask_for()
    {
        Assert.InRange(CostOfCte("duckdb", 1, Joined(isGrouped: false)), 0.05 * CostOfCte("duckdb", null, Joined(isGrouped: false)), 0.5 * CostOfCte("duckdb", null, Joined(isGrouped: false)));
        Assert.True(CostOfCte("duckdb", 1, Joined(isGrouped: true)) > 0.8 * CostOfCte("duckdb", null, Joined(isGrouped: true)));

        // Days with their facts, or with the number of the facts of each day, by year.
        Relation.Aggregate Joined(bool isGrouped)
        {
            var days = _plans.Scan(Calendar(1));
            var facts = _plans.Scan(Facts with { Statistics = Facts.Statistics! with { Rows = 1_000_000 } });
            Relation joined = isGrouped ? _plans.Count(facts, Plans.Col(facts, "t_id")) : facts;
            return _plans.Count(new Relation.Block([days, joined], [Plans.Col(days, "id").Ref().EqualTo(Plans.Col(facts, "t_id").Ref())]), Plans.Col(days, "a"));
        }
    }

    private static Table Calendar(double correlation) => Plans.T with
    {
        Statistics = new(1000, [new(1000, 0, 0, 999, 4), new(10, 0, 0, 9, 4) { KeyCorrelation = correlation }, new(10, 0, 0, 9, 4)]),
    };

    private static Table Facts => Plans.U with { Statistics = new(2000, [new(2000, 0, 0, 1999, 4), new(200, 0, 400, 599, 4), new(20, 0, 0, 19, 4)]) };

    private double ShareOfFacts(double correlation, Func<Column, Scalar> year)
    {
        var (days, facts) = (_plans.Scan(Calendar(correlation)), _plans.Scan(Facts));
        var equality = Plans.Col(facts, "t_id").Ref().EqualTo(Plans.Col(days, "id").Ref());
        return Estimate(days, facts).Selectivity([equality, year(Plans.Col(days, "a"))], 2000) * 1000;
    }

    // Two uses of the counts of each year, with or without a year that each asks for.
    private double CostOfCte(string engine, long? year, Relation.Aggregate? definition = null)
    {
        var days = _plans.Scan(Calendar(1) with { Statistics = Calendar(1).Statistics! with { Rows = 100_000 } });
        definition ??= _plans.Count(days, Plans.Col(days, "a"));
        var uses = new[] { 0, 1 }.Select(_ => new Relation.WithRef("d", [.. definition.Columns.Select(c => new ColumnPair(_plans.Columns.Fresh(c.Name, c.Type, c.Nullable), c))])).ToList();
        Scalar[] asked = year is { } value ? [.. uses.Select((u, i) => Plans.Col(u, "a").Ref().EqualTo(new Scalar.Constant(value + i, SqlType.Integer)))] : [];
        var body = new Relation.With("d", definition, new Relation.Block([.. uses], [.. asked]), Materialization.Unspecified);
        var query = new Query(body, [], [.. body.Columns.Select((c, i) => new OutputColumn($"{c.Name}{i}", c))]);
        return new PlanOptimizer(new([]), new(engine)).Optimize(query, _plans.Columns).CostBefore;
    }

    private PlanGraph Graph(params Relation.Scan[] scans)
    {
        var occurrences = scans.SelectMany((scan, k) => scan.Columns.Select((c, i) => (Column: c, Origin: new TableOrigin(scan.Table, i, k)))).ToDictionary(o => o.Column, o => o.Origin);
        return new(_plans.Columns, occurrences, new());
    }

    private Estimator Estimate(params Relation.Scan[] scans) => new(Graph(scans));
}
