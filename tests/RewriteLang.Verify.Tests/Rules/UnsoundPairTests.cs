using RewriteLang.Algebra;
using RewriteLang.Verify.Equality;
using RewriteLang.Verify.Generation;
using RewriteLang.Verify.Reference;

namespace RewriteLang.Verify.Tests.Rules;

/// <summary>Rewrites that have been published, or shipped, and are wrong: random databases and the reference evaluator refute each.</summary>
public sealed class UnsoundPairTests
{
    private const int Databases = 300;

    private readonly ColumnFactory _columns = new();

    private Relation.Scan Scan(string table) => new PlanGenerator(SchemaFamily.Catalog, _columns, new SeededRandom(0)).Scan(SchemaFamily.Catalog.Find(table)!);

    private Sequence<ColumnPair> Padding(Relation relation) => [.. relation.Columns.Select(c => new ColumnPair(_columns.Fresh(c.Name, c.Type), c))];

    private static Scalar Equal(Column a, Column b) => a.Ref().EqualTo(b.Ref());

    private static Scalar Is(Column a, long value) => a.Ref().EqualTo(new Scalar.Constant(value, SqlType.Integer));

    private AggregateItem Count(params Scalar[] arguments) =>
        new(_columns.Fresh("n", SqlType.BigInt), new(arguments.Length == 0 ? "count_star" : "count", [.. arguments], false, null, [], SqlType.BigInt));

    private static Query Query(Relation body, IEnumerable<Column> outputs) => new(body, [], [.. outputs.Select((c, i) => new OutputColumn($"c{i}", c))]);

    // The number of databases on which they differ.
    private static int Differences(Query before, Query after)
    {
        var generator = new DatabaseGenerator(SchemaFamily.Catalog);
        var spec = ComparisonSpec.For(before, NumberModel.FixedPoint);
        return Enumerable.Range(0, Databases).Count(seed =>
        {
            var database = generator.Next(new SeededRandom((ulong)seed));
            return ResultComparer.Compare(ReferenceEvaluator.Evaluate(before, database), ReferenceEvaluator.Evaluate(after, database), spec) is Verdict.Differs;
        });
    }

    [Fact]
    public void A_filter_on_the_padded_side_is_not_a_condition_of_the_left_join()
    {
        var (r, s) = (Scan("r"), Scan("s"));
        var padding = Padding(s);
        Sequence<Scalar> on = [Equal(r.Columns[0], s.Columns[0])];
        var before = new Relation.Block([new Relation.LeftJoin(r, s, on, padding)], [Is(padding[1].Out, 1)]);
        var after = new Relation.LeftJoin(r, new Relation.Block([s], [Is(s.Columns[1], 1)]), on, padding);
        Assert.True(Differences(Query(before, before.Columns), Query(after, after.Columns)) > 10);
    }

    [Fact]
    public void A_condition_on_the_left_side_of_a_left_join_does_not_filter_the_left_side()
    {
        var (r, s) = (Scan("r"), Scan("s"));
        var padding = Padding(s);
        var before = new Relation.LeftJoin(r, s, [Equal(r.Columns[0], s.Columns[0]), Is(r.Columns[1], 1)], padding);
        var after = new Relation.LeftJoin(new Relation.Block([r], [Is(r.Columns[1], 1)]), s, [Equal(r.Columns[0], s.Columns[0])], padding);
        Assert.True(Differences(Query(before, before.Columns), Query(after, after.Columns)) > 10);
    }

    [Fact]
    public void Not_in_is_no_anti_join()
    {
        var (r, s) = (Scan("r"), Scan("s"));
        Sequence<Scalar> on = [Equal(r.Columns[0], s.Columns[0])];
        var (before, after) = (new Relation.NullAwareAntiJoin(r, s, on), new Relation.AntiJoin(r, s, on));
        Assert.True(Differences(Query(before, r.Columns), Query(after, r.Columns)) > 10);

        // Where neither side can be NULL it is one.
        Sequence<Scalar> notNull = [Equal(r.Columns[2], s.Columns[2])];
        Assert.Equal(0, Differences(Query(before with { On = notNull }, r.Columns), Query(after with { On = notNull }, r.Columns)));
    }

    [Fact]
    public void Distinct_may_only_be_dropped_where_a_key_comes_out()
    {
        Relation.Project Narrow(Relation input, Column column) => new(input, [new(column, column.Ref())]);
        var r = Scan("r");
        var p = Scan("p");
        var (byColumn, byKey) = (Narrow(r, r.Columns[0]), Narrow(p, p.Columns[0]));
        Assert.True(Differences(Query(new Relation.Distinct(byColumn), byColumn.Columns), Query(byColumn, byColumn.Columns)) > 10);
        Assert.Equal(0, Differences(Query(new Relation.Distinct(byKey), byKey.Columns), Query(byKey, byKey.Columns)));
    }

    [Fact]
    public void The_count_bug_a_correlated_count_is_no_join_with_a_grouping()
    {
        var (r, s) = (Scan("r"), Scan("s"));
        var count = Count();
        var result = _columns.Fresh("result", SqlType.BigInt);
        var correlated = new Relation.Aggregate(new Relation.Block([s], [Equal(s.Columns[0], r.Columns[0])]), [], [], [count]);
        var before = new Relation.Apply(ApplyKind.Scalar, r, correlated, [], [new(result, count.Column)], null);
        var grouped = new Relation.Aggregate(s, [new(s.Columns[0], s.Columns[0])], [], [count]);
        var after = new Relation.LeftJoin(r, grouped, [Equal(s.Columns[0], r.Columns[0])], [new(result, count.Column)]);
        Assert.True(Differences(Query(before, before.Columns), Query(after, [.. r.Columns, result])) > 10);
    }

    [Fact]
    public void In_is_no_join_unless_the_inner_column_is_a_key()
    {
        var (r, s, p) = (Scan("r"), Scan("s"), Scan("p"));
        Query Semi(Relation inner, Column column) => Query(new Relation.SemiJoin(r, inner, [Equal(r.Columns[0], column)]), r.Columns);
        Query Join(Relation inner, Column column) => Query(new Relation.Block([r, inner], [Equal(r.Columns[0], column)]), r.Columns);
        Assert.True(Differences(Semi(s, s.Columns[0]), Join(s, s.Columns[0])) > 10);
        Assert.Equal(0, Differences(Semi(p, p.Columns[0]), Join(p, p.Columns[0])));
    }

    [Fact]
    public void Union_is_no_union_all()
    {
        var (r, s) = (Scan("r"), Scan("s"));
        var column = _columns.Fresh("u", SqlType.Integer);
        var all = new Relation.UnionAll([r, s], [column], [[r.Columns[0]], [s.Columns[0]]]);
        Assert.True(Differences(Query(new Relation.Distinct(all), [column]), Query(all, [column])) > 10);
    }

    [Fact]
    public void A_filter_does_not_pass_a_limit()
    {
        var p = Scan("p");
        Relation.TopN First(Relation input) => new(input, [new(p.Columns[0].Ref(), false, false)], Scalars.Integer(2), null);
        var before = new Relation.Block([First(p)], [Is(p.Columns[1], 1)]);
        Assert.True(Differences(Query(before, p.Columns), Query(First(new Relation.Block([p], [Is(p.Columns[1], 1)])), p.Columns)) > 10);
    }

    [Fact]
    public void A_join_along_a_nullable_foreign_key_drops_rows()
    {
        var (c, o, p) = (Scan("c"), Scan("o"), Scan("p"));
        Query Joined(Relation.Scan child) => Query(new Relation.Block([child, p], [Equal(child.Columns[1], p.Columns[0])]), child.Columns);
        Assert.True(Differences(Joined(c), Query(c, c.Columns)) > 10);
        Assert.Equal(0, Differences(Joined(o), Query(o, o.Columns)));
    }

    [Fact]
    public void Counting_rows_below_a_join_needs_weights_above_it()
    {
        var (r, s) = (Scan("r"), Scan("s"));
        var (rows, groups) = (Count(), Count());
        var before = new Relation.Aggregate(new Relation.Block([r, s], [Equal(r.Columns[0], s.Columns[0])]), [new(s.Columns[1], s.Columns[1])], [], [rows]);
        var below = new Relation.Aggregate(r, [new(r.Columns[0], r.Columns[0])], [], [Count()]);
        var after = new Relation.Aggregate(new Relation.Block([below, s], [Equal(r.Columns[0], s.Columns[0])]), [new(s.Columns[1], s.Columns[1])], [], [groups]);
        Assert.True(Differences(Query(before, before.Columns), Query(after, after.Columns)) > 10);
    }

    [Fact]
    public void A_value_equals_itself_only_where_it_is_not_null()
    {
        var r = Scan("r");
        Relation.Block Filter(Column column) => new([r], [Equal(column, column)]);
        Assert.True(Differences(Query(Filter(r.Columns[0]), r.Columns), Query(r, r.Columns)) > 10);
        Assert.Equal(0, Differences(Query(Filter(r.Columns[2]), r.Columns), Query(r, r.Columns)));
    }

    [Fact]
    public void An_average_of_averages_is_not_the_average()
    {
        var r = Scan("r");
        AggregateItem Average(Scalar of) => new(_columns.Fresh("m", SqlType.Double), new("avg", [of], false, null, [], SqlType.Double));
        var before = new Relation.Aggregate(r, [], [], [Average(r.Columns[0].Ref())]);
        var low = new Relation.Aggregate(r, [new(r.Columns[1], r.Columns[1])], [], [Average(r.Columns[0].Ref())]);
        var after = new Relation.Aggregate(low, [], [], [Average(low.Columns[1].Ref())]);
        Assert.True(Differences(Query(before, before.Columns), Query(after, after.Columns)) > 10);
    }
}
