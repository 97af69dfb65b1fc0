using RewriteLang.Algebra;
using RewriteLang.Sql.Printing;

namespace RewriteLang.Sql.Tests.Printing;

/// <summary>One of each kind of relation and scalar is printed, or refused with a code, in both dialects.</summary>
public sealed class EveryCaseTests
{
    private static readonly ColumnFactory Factory = new();
    private static readonly Column A = Factory.Fresh("a", SqlType.Integer);
    private static readonly Column B = Factory.Fresh("b", SqlType.Integer);
    private static readonly Column C = Factory.Fresh("c", SqlType.Integer);
    private static readonly Column D = Factory.Fresh("d", SqlType.Integer);
    private static readonly Column E = Factory.Fresh("e", SqlType.Integer);
    private static readonly Column F = Factory.Fresh("f", SqlType.Boolean);
    private static readonly Relation T = Scan("t", A, B);
    private static readonly Relation U = Scan("u", C, D);
    private static readonly Sequence<Scalar> AEqualsC = [A.Ref().EqualTo(C.Ref())];

    private static readonly Relation[] Relations =
    [
        T,
        new Relation.Values([A, B], [[Scalars.Integer(1), Scalars.Integer(2)]]),
        new Relation.Block([T, U], AEqualsC),
        new Relation.LeftJoin(T, U, AEqualsC, [new(E, C)]),
        new Relation.FullJoin(T, U, AEqualsC, [new(E, A)], [new(Factory.Fresh("g", SqlType.Integer), C)]),
        new Relation.SemiJoin(T, U, AEqualsC),
        new Relation.AntiJoin(T, U, AEqualsC),
        new Relation.NullAwareAntiJoin(T, U, AEqualsC),
        new Relation.Apply(ApplyKind.Mark, T, U, AEqualsC, [], F),
        new Relation.Project(T, [new(E, new Scalar.Call("+", [A.Ref(), B.Ref()], SqlType.Integer))]),
        new Relation.Aggregate(T, [new(A, A)], [], [new(E, new("sum", [B.Ref()], false, null, [], SqlType.HugeInt))]),
        new Relation.Distinct(T),
        new Relation.UnionAll([T, U], [E], [[A], [C]]),
        new Relation.SetOp(SetOperator.Except, false, T, U, [E], [A], [C]),
        new Relation.Window(T, [new(E, new("row_number", [], false, null, false, [], [new(A.Ref(), false, false)], null, SqlType.BigInt))]),
        new Relation.TopN(T, [new(A.Ref(), true, false)], Scalars.Integer(3), null),
        new Relation.Unnest(T, new Scalar.Call("list_value", [A.Ref()], SqlType.Other("INTEGER[]")), E),
        new Relation.With("w", T, new Relation.WithRef("w", [new(E, A)]), Materialization.Always),
        new Relation.With("w", T, new Relation.WithRef("w", [new(E, A)]), Materialization.Unspecified),
        new Relation.RecursiveWith(
            "r", [C], new Relation.Block([T], []), [A],
            new Relation.Project(new Relation.WithRef("r", [new(D, C)]), [new(E, D.Ref())]), [E], true, new Relation.WithRef("r", [new(B, C)])),
        new Relation.Opaque("SELECT 1 AS e", [E], "RW1299"),
    ];

    private static readonly Scalar[] AllScalars =
    [
        A.Ref(),
        Scalars.Integer(1),
        new Scalar.Parameter("1", SqlType.Integer),
        new Scalar.Call("abs", [A.Ref()], SqlType.Integer),
        A.Ref().EqualTo(B.Ref()),
        Scalars.AllOf([A.Ref().EqualTo(B.Ref()), new Scalar.IsNull(A.Ref())]),
        Scalars.AnyOf([A.Ref().EqualTo(B.Ref()), new Scalar.IsNull(A.Ref())]),
        new Scalar.Not(A.Ref().EqualTo(B.Ref())),
        new Scalar.IsNull(A.Ref()),
        new Scalar.Case([new(A.Ref().EqualTo(B.Ref()), A.Ref())], B.Ref(), SqlType.Integer),
        new Scalar.Cast(A.Ref(), SqlType.Varchar),
        new Scalar.InList(A.Ref(), [Scalars.Integer(1), Scalars.Integer(2)]),
    ];

    public static TheoryData<string, Dialect> RelationCases => Cross(Cases(typeof(Relation)));

    public static TheoryData<string, Dialect> ScalarCases => Cross(Cases(typeof(Scalar)));

    [Theory, MemberData(nameof(RelationCases))]
    public void Prints_or_refuses_every_relation(string name, Dialect dialect)
    {
        // A reference is nothing without its CTE; With has one.
        var samples = Relations.Where(r => name == nameof(Relation.WithRef) ? r is Relation.With : r.GetType().Name == name).ToList();
        Assert.NotEmpty(samples);
        Assert.All(samples, s => AssertPrinted(new Query(s, [], [.. s.Columns.Select(c => new OutputColumn(c.Name, c))]), dialect));
    }

    [Theory, MemberData(nameof(ScalarCases))]
    public void Prints_or_refuses_every_scalar(string name, Dialect dialect)
    {
        var samples = AllScalars.Where(s => s.GetType().Name == name).ToList();
        Assert.NotEmpty(samples);
        Assert.All(samples, s =>
        {
            var column = Factory.Fresh("x", s.Type);
            AssertPrinted(new Query(new Relation.Project(T, [new(column, s)]), [], [new("x", column)]), dialect);
        });
    }

    private static void AssertPrinted(Query query, Dialect dialect)
    {
        var printed = SqlPrinter.Print(query, dialect);
        if (printed.IsSuccess)
        {
            Assert.StartsWith(query.Body is Relation.With or Relation.RecursiveWith ? "WITH" : "SELECT", printed.Value.Text);
        }
        else
        {
            Assert.StartsWith("RW15", printed.Diagnostics[0].Code);
            Assert.NotEqual("RW1599", printed.Diagnostics[0].Code);
        }
    }

    private static IEnumerable<string> Cases(Type union) => union.GetNestedTypes().Where(t => t.IsSubclassOf(union)).Select(t => t.Name);

    private static TheoryData<string, Dialect> Cross(IEnumerable<string> names)
    {
        var data = new TheoryData<string, Dialect>();
        foreach (var name in names)
        {
            data.Add(name, Dialect.DuckDb);
            data.Add(name, Dialect.Sqlite);
        }

        return data;
    }

    private static Relation.Scan Scan(string name, params Sequence<Column> columns) =>
        new(new Table(name, [.. columns.Select(c => new TableColumn(c.Name, c.Type))], [], [], []), columns);
}
