using RewriteLang.Algebra;
using RewriteLang.EGraphs;
using RewriteLang.Optimizer.Costs;
using RewriteLang.Optimizer.Costs.Joins;
using RewriteLang.Optimizer.Plans;

namespace RewriteLang.Optimizer.Tests.Costs;

/// <summary>Orders for nested loops, on a fact table of 100,000 rows and a dimension of 100.</summary>
public sealed class JoinOrderTests
{
    private static readonly SqlType Number = SqlType.Integer;

    [Fact]
    public void A_filtered_dimension_leads_where_an_index_serves_the_fact()
    {
        var order = Order(Fact(new TableIndex("f_d", ["d_id"], false)), isWritten: false);

        Assert.Equal(["d", "f"], order!);
    }

    [Fact]
    public void The_fact_is_scanned_once_where_no_index_serves_it()
    {
        var order = Order(Fact(), isWritten: false);

        Assert.Equal(["f", "d"], order!);
    }

    [Fact]
    public void The_order_of_the_original_is_left_alone_where_the_engine_finds_the_same() =>
        Assert.Null(Order(Fact(), isWritten: true));

    [Fact]
    public void An_order_is_imposed_on_the_original_where_the_engine_says_that_it_takes_a_worse_one()
    {
        PlanLoop d = new("d", PlanLoopKind.Scan), f = new("f", PlanLoopKind.Scan);

        Assert.Equal(["f", "d"], Order(Fact(), isWritten: true, new([], []) { Nests = [[d, f]] })!);
        Assert.Null(Order(Fact(), isWritten: true, new([], []) { Nests = [[f, d with { Kind = PlanLoopKind.StoredIndex }]] }));
    }

    [Fact]
    public void No_order_is_imposed_on_a_new_block_where_the_engine_says_that_it_takes_as_good_a_one() =>
        Assert.Null(Order(Fact(), isWritten: false, new([], []) { Nests = [[new("f", PlanLoopKind.Scan), new("d", PlanLoopKind.StoredIndex)]] }));

    [Fact]
    public void No_order_is_imposed_below_a_subquery_whose_value_is_asked_for()
    {
        var (f, d) = (Scan(Fact()), Scan(Dimension("d")));
        var block = new Relation.Block([f, d], [Equal(f, "d_id", d, "id")]);
        var value = Scan(Dimension("v"));
        var (plans, estimator) = Graph(block with { Inputs = [f, d, value] });
        var root = plans.Add(new Relation.Apply(ApplyKind.Scalar, block, value, [], [new(Columns.Fresh("value", Number, true), value.Columns[0])], null));
        plans.Graph.Rebuild();
        var node = plans.Graph.NodesOf(plans.Graph.ChildrenOf(plans.Graph.NodesOf(root)[0])[0])[0];

        Assert.Null(new JoinOrders(plans, estimator, EngineCosts.Sqlite, new HashSet<SymbolId>()).Imposed(plans.Graph.Node(node)));
    }

    // The engine asks the filter of the loops, and the block does not know of it.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void No_order_is_imposed_on_the_left_side_of_a_left_join_that_is_filtered_above_it(bool asksLeftSide)
    {
        var (f, d, u) = (Scan(Fact()), Scan(Dimension("d")), Scan(Dimension("u")));
        var block = new Relation.Block([f, d], [Equal(f, "d_id", d, "id")]);
        var padded = u.Columns.Map(c => Columns.Fresh(c.Name, c.Type));
        var (plans, estimator) = Graph(block with { Inputs = [f, d, u] });
        var join = new Relation.LeftJoin(block, u, [Equal(f, "d_id", u, "id")], [.. padded.Zip(u.Columns, (o, i) => new ColumnPair(o, i))]);
        var asked = asksLeftSide ? Plans.Col(f, "d_id") : padded[1];
        plans.Add(new Relation.Block([join], [new Scalar.Comparison(ComparisonOperator.Equal, asked.Ref(), new Scalar.Constant(7L, Number))]));
        plans.Graph.Rebuild();
        var node = plans.Graph.NodesOfKind(PlanGraph.KindOf(block)).ToArray().First(n => plans.Graph.ChildrenOf(n).Length == 2);

        var imposed = new JoinOrders(plans, estimator, EngineCosts.Sqlite, new HashSet<SymbolId>()).Imposed(plans.Graph.Node(node));

        Assert.Equal(asksLeftSide, imposed is null);
    }

    [Fact]
    public void What_every_branch_of_a_disjunction_equates_can_be_probed_once_for_each()
    {
        var (f, d) = (Scan(Fact()), Scan(Dimension("d")));
        var (equal, id) = (Equal(f, "d_id", d, "id"), Plans.Col(f, "id").Ref());
        var problem = Problem(new([f, d], [Scalars.AnyOf(Enumerable.Range(0, 3).Select(i => Scalars.AllOf([equal, id.EqualTo(new Scalar.Constant((long)i, Number))])))]));

        var found = new[] { 0, 1 }.Aggregate(JoinPrefix.Start, (p, i) => new NestedLoops(EngineCosts.Sqlite).Add(p, problem.Inputs[i], i));
        var scanned = new NestedLoops(EngineCosts.Sqlite).Add(new NestedLoops(EngineCosts.Sqlite).Add(JoinPrefix.Start, problem.Inputs[0], 0), problem.Inputs[1], 1, PlanLoopKind.Scan);

        Assert.InRange(found.Cost, scanned.Cost / 50, scanned.Cost / 10);
        Assert.InRange(found.Rows, 1, 10);
    }

    [Fact]
    public void A_row_that_an_index_finds_is_looked_up_unless_the_index_is_the_table()
    {
        var f = Scan(Fact(new TableIndex("f_d", ["d_id"], false)));
        var e = Scan(Fact() with { Name = "e" });
        var problem = Problem(new([f, e], [Equal(f, "d_id", e, "d_id"), Equal(f, "id", e, "id")]));
        double Cost(int first, int second) => new[] { first, second }.Aggregate(JoinPrefix.Start, (p, i) => new NestedLoops(EngineCosts.Sqlite).Add(p, problem.Inputs[i], i)).Cost;
        var rowId = Assert.Single(problem.Inputs[1].Indexes);

        Assert.True(rowId.HoldsRows);
        Assert.False(problem.Inputs[0].Indexes[1].HoldsRows);
        Assert.Equal(Cost(0, 1), Cost(1, 0), 1e-3);
    }

    [Fact]
    public void What_a_filtered_dimension_does_not_have_is_hardly_looked_up_where_it_is_probed_often()
    {
        var (f, d) = (Scan(Fact()), Scan(Dimension("d")));
        double Cost(params Scalar[] more)
        {
            var problem = Problem(new([f, d], [Equal(f, "d_id", d, "id"), .. more]));
            return new[] { 0, 1 }.Aggregate(JoinPrefix.Start, (p, i) => new NestedLoops(EngineCosts.Sqlite).Add(p, problem.Inputs[i], i)).Cost;
        }

        Assert.True(Cost(Plans.Col(d, "id").Ref().EqualTo(new Scalar.Constant(7L, Number))) < 0.75 * Cost());
    }

    [Fact]
    public void A_semi_join_that_is_more_than_equalities_skips_along_an_index_for_each_row()
    {
        // An index by a dimension and the id: the engine looks through all hundred dimensions for an id.
        var (f, g) = (Scan(Fact()), Scan(Fact() with { Name = "g", Indexes = [new("g_d_id", ["d_id", "id"], true)] }));
        var difference = new Scalar.Comparison(ComparisonOperator.NotEqual, Plans.Col(f, "d_id").Ref(), Plans.Col(g, "d_id").Ref());

        Assert.True(CostOfSemiJoin(f, g, Equal(f, "id", g, "id"), difference) > 10 * CostOfSemiJoin(f, g, Equal(f, "id", g, "id")));
        Assert.True(CostOfSemiJoin(f, g, Equal(f, "d_id", g, "d_id"), difference) < 2 * CostOfSemiJoin(f, g, Equal(f, "id", g, "id")));
    }

    [Fact]
    public void A_semi_join_that_is_more_than_equalities_goes_through_the_other_side_for_each_row_where_no_index_serves_it()
    {
        var (f, g) = (Scan(Fact()), Scan(Fact() with { Name = "g", Indexes = [] }));
        var difference = new Scalar.Comparison(ComparisonOperator.NotEqual, Plans.Col(f, "id").Ref(), Plans.Col(g, "id").Ref());
        var ofInner = new Scalar.Comparison(ComparisonOperator.Less, Plans.Col(g, "id").Ref(), new Scalar.Constant(7L, Number));

        Assert.True(CostOfSemiJoin(f, g, Equal(f, "d_id", g, "d_id"), difference) > 1_000 * CostOfSemiJoin(f, g, Equal(f, "d_id", g, "d_id")));
        Assert.Equal(CostOfSemiJoin(f, g, Equal(f, "d_id", g, "d_id")), CostOfSemiJoin(f, g, Equal(f, "d_id", g, "d_id"), ofInner));
    }

    [Fact]
    public void An_index_made_for_a_constant_finds_the_same_rows_for_each_row_before()
    {
        var (f, d) = (Scan(Fact()), Scan(Dimension("d") with { Indexes = [] }));
        var named = new Scalar.Comparison(ComparisonOperator.Equal, Plans.Col(d, "name").Ref(), new Scalar.Constant(7L, Number));
        double Cost(params Scalar[] conditions)
        {
            var problem = Problem(new([f, d], [named, .. conditions]));
            var loops = new NestedLoops(EngineCosts.Sqlite);
            return loops.Add(loops.Add(JoinPrefix.Start, problem.Inputs[0], 0), problem.Inputs[1], 1, PlanLoopKind.MadeIndex).Cost;
        }

        // Half of the hundred dimensions have the name.
        var either = Scalars.AnyOf([Equal(f, "d_id", d, "id"), Equal(f, "id", d, "id")]);
        Assert.True(Cost(either) > Cost(Equal(f, "d_id", d, "id")) + (100_000 * 40 * EngineCosts.Sqlite.EmitRow));
    }

    [Fact]
    public void VALUES_are_taken_for_two_rows_and_gone_through_rather_than_indexed()
    {
        var f = Scan(Fact());
        var given = Columns.Fresh("given", Number);
        var values = new Relation.Values([given], [.. Enumerable.Range(0, 50).Select(i => (Sequence<Scalar>)[new Scalar.Constant((long)i, Number)])]);
        var (plans, estimator) = Graph(new([f], []));
        EClassId[] inputs = [plans.Add(f), plans.Add(values)];
        plans.Graph.Rebuild();
        var problem = new JoinProblem(plans, estimator, new([f, values], [Plans.Col(f, "d_id").Ref().EqualTo(given.Ref())]), inputs);
        var loops = new NestedLoops(EngineCosts.Sqlite);

        Assert.InRange(problem.Inputs[1].AssumedRows, 1, 2);
        Assert.True(loops.Add(loops.Add(JoinPrefix.Start, problem.Inputs[0], 0), problem.Inputs[1], 1).Cost > 100_000 * 50 * EngineCosts.Sqlite.EmitRow);
    }

    private static double CostOfSemiJoin(Relation left, Relation right, params Scalar[] on)
    {
        var (plans, estimator) = Graph(new([left, right], []));
        var root = plans.Add(new Relation.SemiJoin(left, right, [.. on]));
        plans.Graph.Rebuild();
        return new CostModel(plans, estimator, EngineCosts.Sqlite, null).Cost(plans.Graph.Node(plans.Graph.NodesOf(root)[0]), [0.0, 0.0]);
    }

    [Fact]
    public void Conditions_that_follow_from_others_let_an_index_be_probed()
    {
        // f.d_id = d.id and d.id = e.id: e can be reached from f without d.
        var (f, d, e) = (Scan(Fact()), Scan(Dimension("d")), Scan(Dimension("e")));
        var problem = Problem(new([f, d, e], [Equal(f, "d_id", d, "id"), Equal(d, "id", e, "id")]));

        var prefix = new[] { 0, 2 }.Aggregate(JoinPrefix.Start, (p, i) => new NestedLoops(EngineCosts.Sqlite).Add(p, problem.Inputs[i], i));

        Assert.InRange(prefix.Rows, 90_000, 110_000);
    }

    [Fact]
    public void Conditions_that_follow_from_others_join_nothing_where_there_is_no_index_to_probe()
    {
        // Groups of a fact by its dimension: from the first to the third only by way of the second.
        var facts = Enumerable.Range(0, 3).Select(_ => Scan(Fact())).ToArray();
        var (plans, estimator) = Graph(new([.. facts], []));
        var groups = facts.Select(s => new Relation.Aggregate(s, [new(Plans.Col(s, "id"), Plans.Col(s, "id"))], [], [])).ToArray();
        EClassId[] inputs = [.. groups.Select(plans.Add)];
        plans.Graph.Rebuild();
        var problem = new JoinProblem(plans, estimator, new([.. groups], [Equal(groups[0], "id", groups[1], "id"), Equal(groups[1], "id", groups[2], "id")]), inputs);
        JoinPrefix Joined(params int[] order) => order.Aggregate(JoinPrefix.Start, (p, i) => new NestedLoops(EngineCosts.Sqlite).Add(p, problem.Inputs[i], i));

        Assert.True(Joined(0, 2).Rows > 1_000 * Joined(0, 1).Rows);
    }

    [Fact]
    public void Equal_columns_keep_rows_once_however_often_it_is_said()
    {
        var (f, d, e) = (Scan(Fact()), Scan(Dimension("d")), Scan(Dimension("e")));
        var loops = new NestedLoops(EngineCosts.Sqlite);
        JoinPrefix All(params Scalar[] conditions)
        {
            var problem = Problem(new([f, d, e], [.. conditions]));
            return new[] { 0, 1, 2 }.Aggregate(JoinPrefix.Start, (p, i) => loops.Add(p, problem.Inputs[i], i));
        }

        var chain = All(Equal(f, "d_id", d, "id"), Equal(d, "id", e, "id"));
        var triangle = All(Equal(f, "d_id", d, "id"), Equal(d, "id", e, "id"), Equal(f, "d_id", e, "id"));

        Assert.Equal(chain.Rows, triangle.Rows, 0.001);
    }

    private static List<string>? Order(Table fact, bool isWritten, EnginePlan? engines = null)
    {
        var (f, d) = (Scan(fact), Scan(Dimension("d")));
        var block = new Relation.Block([f, d], [Equal(f, "d_id", d, "id"), new Scalar.Comparison(ComparisonOperator.Equal, Plans.Col(d, "name").Ref(), new Scalar.Constant(7L, Number))]);
        var (plans, estimator) = Graph(block);
        var root = plans.Add(block);
        plans.Graph.Rebuild();
        var node = plans.Graph.NodesOf(root)[0];
        var written = isWritten ? new HashSet<SymbolId> { plans.Graph.SymbolOf(node) } : [];
        var orders = new JoinOrders(plans, estimator, EngineCosts.Sqlite, written, new Lazy<EnginePlan?>(() => engines));
        var inputs = plans.Graph.ChildrenOf(node).ToArray();
        return orders.Imposed(plans.Graph.Node(node))?.Inputs.Select(i => plans.ScanOf(inputs[i])!.Table.Name).ToList();
    }

    private static readonly ColumnFactory Columns = new();

    private static (PlanGraph Plans, Estimator Estimator) Graph(Relation.Block block)
    {
        var origins = block.Inputs.Cast<Relation.Scan>()
            .SelectMany(s => s.Columns.Select((c, i) => (Column: c, Origin: new TableOrigin(s.Table, i, 0))))
            .ToDictionary(o => o.Column, o => o.Origin);
        var plans = new PlanGraph(Columns, origins, new(Trust.Validated));
        return (plans, new Estimator(plans));
    }

    private static JoinProblem Problem(Relation.Block block)
    {
        var (plans, estimator) = Graph(block);
        EClassId[] inputs = [.. block.Inputs.Select(plans.Add)];
        plans.Graph.Rebuild();
        return new(plans, estimator, block, inputs);
    }

    private static Scalar.Comparison Equal(Relation left, string l, Relation right, string r) =>
        new Scalar.Comparison(ComparisonOperator.Equal, Plans.Col(left, l).Ref(), Plans.Col(right, r).Ref());

    private static Relation.Scan Scan(Table table) => new(table, [.. table.Columns.Select(c => Columns.Fresh(c.Name, c.Type, c.NotNull is null))]);

    private static Table Fact(params TableIndex[] indexes) => new(
        "f",
        [new("id", Number, Trust.Enforced), new("d_id", Number, Trust.Enforced)],
        [new(["id"], true, Trust.Enforced)],
        [],
        [new("f_pk", ["id"], true), .. indexes],
        new(100_000, [new(100_000, 0, 0, 100_000, 8), new(100, 0, 0, 100, 8)]));

    private static Table Dimension(string name) => new(
        name,
        [new("id", Number, Trust.Enforced), new("name", Number, Trust.Enforced)],
        [new(["id"], true, Trust.Enforced)],
        [],
        [new($"{name}_pk", ["id"], true)],
        new(100, [new(100, 0, 0, 100, 8), new(2, 0, 0, 8, 8)]));
}
