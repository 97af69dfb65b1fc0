using RewriteLang.Algebra;

namespace RewriteLang.Optimizer.Tests;

/// <summary>Small plans, built by hand.</summary>
internal sealed class Plans
{
    public static readonly Table T = new(
        "t",
        [new("id", SqlType.Integer, Trust.Enforced), new("a", SqlType.Integer), new("b", SqlType.Integer)],
        [new(["id"], true, Trust.Enforced)],
        [],
        [new("t_id", ["id"], true)]);

    public static readonly Table U = new(
        "u",
        [new("id", SqlType.Integer, Trust.Enforced), new("t_id", SqlType.Integer, Trust.Enforced), new("x", SqlType.Integer)],
        [new(["id"], true, Trust.Enforced)],
        [new(["t_id"], "t", ["id"], Trust.Enforced)],
        [new("u_id", ["id"], true)]);

    public ColumnFactory Columns { get; } = new();

    public Relation.Scan Scan(Table table) => new(table, [.. table.Columns.Select(c => Columns.Fresh(c.Name, c.Type, c.NotNull is null))]);

    public Relation.LeftJoin LeftJoin(Relation left, Relation right, params Scalar[] on) =>
        new(left, right, [.. on], [.. right.Columns.Select(c => new ColumnPair(Columns.Fresh(c.Name, c.Type), c))]);

    public Relation.Aggregate Count(Relation input, params Column[] keys) =>
        new(input, [.. keys.Select(k => new ColumnPair(k, k))], [], [new(Columns.Fresh("n", SqlType.BigInt, false), new("count_star", [], false, null, [], SqlType.BigInt))]);

    public static Relation.Block Join(params Relation[] inputs) => new([.. inputs], []);

    public static Relation.Block Filter(Relation input, params Scalar[] conjuncts) => new([input], [.. conjuncts]);

    public static Scalar Less(Column left, long right) => new Scalar.Comparison(ComparisonOperator.Less, left.Ref(), new Scalar.Constant(right, SqlType.Integer));

    public static Scalar Volatile() => new Scalar.Call("random", [], SqlType.Double);

    public static Column Col(Relation relation, string name) => relation.Columns.First(c => c.Name == name);
}
