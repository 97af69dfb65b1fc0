using RewriteLang.Algebra;
using RewriteLang.Dsl;
using RewriteLang.Optimizer.Rules;

namespace RewriteLang.Verify.Aggregates;

/// <summary>
/// What is said of an aggregate as pairs of queries: over a table with two grouping columns, a column that splits groups into parts, and a column of each kind of argument;
/// of floats one whose sums are exact, and one where the order shows in the last digit.
/// </summary>
internal sealed class AggregateTrials(AggregateLaw law)
{
    private const int Repetitions = 3;

    private static readonly SqlType Money = SqlType.Decimal(6, 2);

    /// <summary>The table.</summary>
    public static Table Table { get; } = new(
        "g",
        [
            new("k", SqlType.Integer), new("l", SqlType.Varchar), new("part", SqlType.Integer, Trust.Enforced), new("a", SqlType.Integer), new("d", Money), new("x", SqlType.Double),
            new("y", SqlType.Double), new("t", SqlType.Varchar), new("w", SqlType.Date), new("f", SqlType.Boolean),
        ],
        [],
        [],
        []);

    private static readonly (string Column, ArgumentKind Kind)[] Arguments =
    [
        ("a", ArgumentKind.Integer), ("d", ArgumentKind.Decimal), ("x", ArgumentKind.Float), ("y", ArgumentKind.Float), ("t", ArgumentKind.Text), ("w", ArgumentKind.Temporal), ("f", ArgumentKind.Boolean),
    ];

    private readonly ColumnFactory _columns = new();

    /// <summary>The pairs: each law over each argument that the aggregate takes.</summary>
    public IEnumerable<AggregateTrial> All()
    {
        foreach (var (column, kind) in law.Parameter is null ? [("a", ArgumentKind.Integer)] : Arguments.Where(a => Takes(law.Name, a.Kind)))
        {
            var isWild = column == "y";
            if (law.Empty != ValueOnNoRows.Unknown)
            {
                yield return OnNoRows(column);
            }

            if (law.IgnoresNulls && law.Parameter is not null)
            {
                yield return WithoutNulls(column);
            }

            if (law.IgnoresDuplicates)
            {
                yield return OncePerValue(column);
            }

            if (law.Repeated is { } repeated)
            {
                yield return Repeated(column, repeated);
            }

            var isExact = law.IsExactOver(law.Parameter is null ? null : kind);
            if (law.HasPartsOver(law.Parameter is null ? null : kind) && (isExact || !isWild))
            {
                yield return InParts(column, isExact, withFilter: false, ["k"]);
                yield return InParts(column, isExact, withFilter: true, ["k", "l"]);
            }
        }
    }

    private static bool Takes(string function, ArgumentKind kind) => function switch
    {
        "sum" or "avg" or "stddev" or "stddev_samp" or "stddev_pop" or "variance" or "var_samp" or "var_pop" => kind is ArgumentKind.Integer or ArgumentKind.Decimal or ArgumentKind.Float,
        "bool_and" or "bool_or" => kind is ArgumentKind.Boolean,
        _ => true,
    };

    private Relation.Scan Scan() => new(Table, [.. Table.Columns.Select(c => _columns.Fresh(c.Name, c.Type, c.NotNull is null))]);

    private static Column Named(Relation relation, string name) => relation.Columns.First(c => c.Name == name);

    private AggregateItem Call(Relation input, string column, Scalar? filter = null)
    {
        var argument = Named(input, column);
        var type = AggregateTable.TypeOf(law.Name, argument.Type) ?? throw new NotSupportedException($"The type of {law.Name} is not known, so nothing of it can be tried.");
        return new(_columns.Fresh("v", type), new(law.Name, law.Parameter is null ? [] : [argument.Ref()], false, filter, [], type));
    }

    private static Relation.Aggregate Grouped(Relation input, IEnumerable<Column> keys, params IEnumerable<AggregateItem> items) =>
        new(input, [.. keys.Select(k => new ColumnPair(k, k))], [], [.. items]);

    private static Query Whole(Relation body) => new(body, [], [.. body.Columns.Select(c => new OutputColumn(c.Name, c))]);

    private AggregateTrial OnNoRows(string column)
    {
        var nothing = new Relation.Block([Scan()], [Scalars.False]);
        var item = Call(nothing, column);
        var value = law.Empty == ValueOnNoRows.Null ? Scalars.Null(item.Call.Type) : new Scalar.Cast(Scalars.Integer(0), item.Call.Type);
        return new("empty", Whole(Grouped(nothing, [], item)), Whole(new Relation.Project(new Relation.Block([], []), [new(_columns.Fresh("v", item.Call.Type), value)])), IsCertain: true);
    }

    private AggregateTrial WithoutNulls(string column)
    {
        var (all, some) = (Scan(), Scan());
        var known = new Relation.Block([some], [new Scalar.Not(new Scalar.IsNull(Named(some, column).Ref()))]);
        return new("nulls", Whole(Grouped(all, [], Call(all, column))), Whole(Grouped(known, [], Call(known, column))));
    }

    private AggregateTrial OncePerValue(string column)
    {
        var (all, once) = (Narrow(column), new Relation.Distinct(Narrow(column)));
        return new("duplicates", Whole(Grouped(all, [Named(all, "k")], Call(all, column))), Whole(Grouped(once, [Named(once, "k")], Call(once, column))));
    }

    private Relation.Project Narrow(string column)
    {
        var scan = Scan();
        return new(scan, [.. new[] { "k", column }.Distinct().Select(n => new ProjectItem(Named(scan, n), Named(scan, n).Ref()))]);
    }

    private AggregateTrial Repeated(string column, Term formula)
    {
        var (all, once) = (Scan(), Scan());
        var numbers = new Relation.Values([_columns.Fresh("number", SqlType.BigInt)], [.. Enumerable.Range(1, Repetitions).Select(i => (Sequence<Scalar>)[Scalars.Integer(i)])]);
        var product = new Relation.Block([all, numbers], []);
        var grouped = Grouped(once, [Named(once, "k")], Call(once, column));
        var made = AggregateTable.Value(formula, new Dictionary<string, Scalar> { ["value"] = grouped.Aggregates[0].Column.Ref(), ["n"] = Scalars.Integer(Repetitions) });
        var type = grouped.Aggregates[0].Call.Type;
        return new(
            "repeated",
            Whole(Grouped(product, [Named(all, "k")], Call(product, column))),
            Whole(new Relation.Project(grouped, [new(grouped.Columns[0], grouped.Columns[0].Ref()), new(_columns.Fresh("v", type), made.Type == type ? made : new Scalar.Cast(made, type))])));
    }

    private AggregateTrial InParts(string column, bool isExact, bool withFilter, string[] keys)
    {
        var (all, split) = (Scan(), Scan());
        Scalar? Filter(Relation input) => withFilter ? new Scalar.Comparison(ComparisonOperator.Greater, Named(input, "part").Ref(), Scalars.Integer(1)) : null;
        var item = Call(split, column, Filter(split));
        var laws = new Dictionary<string, AggregateLaw>(AggregateTable.Laws) { [law.Name] = law };
        var made = Decomposer.Decompose([item], _columns, laws)!;
        var outer = keys.Select(k => Named(split, k)).ToList();
        var parts = Grouped(split, [.. outer, Named(split, "part")], made.Partials);
        var whole = Grouped(parts, outer, made.Finals);
        return new(
            "parts",
            Whole(Grouped(all, keys.Select(k => Named(all, k)), Call(all, column, Filter(all)))),
            Whole(new Relation.Project(whole, [.. outer.Select(k => new ProjectItem(k, k.Ref())), .. made.Results])),
            isExact);
    }
}
