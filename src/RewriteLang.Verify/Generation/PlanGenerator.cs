using RewriteLang.Algebra;

namespace RewriteLang.Verify.Generation;

/// <summary>What a generated relation must be like; what it cannot be made to be, it is not.</summary>
/// <param name="Depth">Operators above the scans, at most.</param>
/// <param name="HasKey">Some columns of it are a key.</param>
/// <param name="BaseTable">A scan and nothing else.</param>
/// <param name="Outer">Columns of an enclosing scope that its filters may read.</param>
public sealed record RelationNeeds(int Depth = 2, bool HasKey = false, bool BaseTable = false, IReadOnlyList<Column>? Outer = null);

/// <summary>Random plans over a catalog, in the normal forms that the binder builds.</summary>
public sealed partial class PlanGenerator(Catalog catalog, ColumnFactory columns, SeededRandom random)
{
    /// <summary>The scalars of the same random numbers.</summary>
    public ScalarGenerator Scalars { get; } = new(random);

    /// <summary>A random relation.</summary>
    public Relation Relation(RelationNeeds? needs = null)
    {
        needs ??= new();
        if (needs.BaseTable || needs.Depth <= 0 || random.Percent(25))
        {
            return needs.Outer is { Count: > 0 } outer && !needs.BaseTable ? Filter(Scan(needs.HasKey), outer) : Scan(needs.HasKey);
        }

        var below = needs with { Depth = needs.Depth - 1 };
        if (needs.HasKey)
        {
            return random.Below(5) switch
            {
                0 => Aggregate(Relation(below with { HasKey = false })),
                1 => new Relation.Distinct(Narrow(Relation(below with { HasKey = false }))),
                2 => LeftJoin(Relation(below), Scan(hasKey: true)),
                _ => Filter(Relation(below), needs.Outer),
            };
        }

        return random.Below(17) switch
        {
            0 or 1 => Aggregate(Relation(below)),
            2 => new Relation.Distinct(Narrow(Relation(below))),
            3 or 4 => LeftJoin(Relation(below), Relation(below with { Depth = below.Depth - 1 })),
            5 or 6 => Join(Relation(below), Relation(below with { Depth = below.Depth - 1 })),
            7 => UnionAll(Relation(below), Relation(below)),
            8 => Membership(Relation(below), Relation(below with { Depth = below.Depth - 1 })),
            9 => TopN(Relation(below)),
            10 => SetOp(Relation(below), Relation(below)),
            11 => Project(Relation(below)),
            12 => Apply(Relation(below), below.Depth - 1),
            13 => Window(Relation(below)),
            _ => Filter(Relation(below), needs.Outer),
        };
    }

    /// <summary>One occurrence of a table.</summary>
    public Relation.Scan Scan(bool hasKey = false)
    {
        var table = random.Pick(catalog.Tables.Where(t => !hasKey || t.Keys.Any(k => k.IsPrimary)).ToList());
        return Scan(table);
    }

    /// <summary>One occurrence of that table.</summary>
    public Relation.Scan Scan(Table table) => new(table, [.. table.Columns.Select(c => columns.Fresh(c.Name, c.Type, c.NotNull is null))]);

    /// <summary>A relation under one or two random conjuncts.</summary>
    public Relation.Block Filter(Relation input, IReadOnlyList<Column>? outer = null)
    {
        List<Scalar> conjuncts = [.. Enumerable.Range(0, random.Between(1, 2)).Select(_ => Scalars.Predicate(input.Columns))];
        if (outer is { Count: > 0 } && Scalars.JoinCondition(outer, input.Columns) is { } correlation)
        {
            conjuncts.Add(correlation);
        }

        return Block([input], conjuncts);
    }

    /// <summary>An inner join of two relations, nested blocks flattened.</summary>
    public Relation.Block Join(Relation left, Relation right)
    {
        List<Scalar> conjuncts = Scalars.JoinCondition(left.Columns, right.Columns) is { } condition ? [condition] : [];
        if (random.Percent(40))
        {
            conjuncts.Add(Scalars.Predicate([.. left.Columns, .. right.Columns], 1));
        }

        return Block([left, right], conjuncts);
    }

    /// <summary>A block in normal form: inner blocks flattened, conjuncts flat.</summary>
    public static Relation.Block Block(IEnumerable<Relation> inputs, IEnumerable<Scalar> conjuncts)
    {
        var flat = inputs.ToList();
        var all = flat.OfType<Relation.Block>().SelectMany(b => b.Conjuncts).Concat(conjuncts).SelectMany(c => c.Conjuncts());
        return new([.. flat.SelectMany(i => i is Relation.Block block ? block.Inputs : [i])], [.. all]);
    }

    /// <summary>A left join; every right column comes out padded.</summary>
    public Relation.LeftJoin LeftJoin(Relation left, Relation right) =>
        new(left, right, [.. Conditions(left.Columns, right.Columns)], Padding(right.Columns));

    /// <summary>Fresh nullable columns for the padded side of an outer join.</summary>
    public Sequence<ColumnPair> Padding(Sequence<Column> inner) => [.. inner.Select(c => new ColumnPair(columns.Fresh(c.Name, c.Type), c))];

    /// <summary>A grouping by up to two columns with one or two aggregates.</summary>
    public Relation.Aggregate Aggregate(Relation input, IReadOnlyList<Column>? keys = null)
    {
        keys ??= random.Percent(15) ? [] : Keys(input.Columns);
        var items = Enumerable.Range(0, random.Between(1, 2)).Select(i => AggregateItem(input.Columns, i)).ToList();
        return new(input, [.. keys.Select(k => new ColumnPair(k, k))], [], [.. items]);
    }

    /// <summary>One or two columns to group by.</summary>
    public IReadOnlyList<Column> Keys(Sequence<Column> candidates)
    {
        var usable = candidates.Where(c => TinyDomains.Has(c.Type)).ToList();
        return usable.Count == 0 ? [] : [.. Enumerable.Range(0, random.Between(1, 2)).Select(_ => random.Pick(usable)).Distinct()];
    }

    /// <summary>A random aggregate over columns, in a fresh column.</summary>
    public AggregateItem AggregateItem(IReadOnlyList<Column> input, int number, bool decomposable = false)
    {
        var call = AggregateCall(input, decomposable);
        return new(columns.Fresh($"{(call.Function == "count_star" ? "n" : call.Function)}_{number}", call.Type, call.Function is not ("count" or "count_star")), call);
    }

    /// <summary>How often an aggregate gets a condition: a CASE as its argument, or a FILTER.</summary>
    public int ConditionPercent { get; init; }

    /// <summary>A random aggregate call.</summary>
    public AggregateCall AggregateCall(IReadOnlyList<Column> input, bool decomposable)
    {
        var call = PlainCall(input, decomposable);
        if (ConditionPercent == 0 || !random.Percent(ConditionPercent))
        {
            return call;
        }

        if (call.Function is "sum" or "count" && random.Percent(25))
        {
            var one = new Scalar.Case([new(Scalars.Predicate(input, 1), Algebra.Scalars.Integer(1))], random.Percent(50) ? Algebra.Scalars.Integer(0) : Algebra.Scalars.Null(SqlType.Integer), SqlType.Integer);
            return call with { Arguments = [one], Type = call.Function == "sum" ? SqlType.HugeInt : call.Type };
        }

        if (call.Arguments is [var argument] && random.Percent(60))
        {
            Scalar otherwise = call.Function == "sum" && random.Percent(40)
                ? new Scalar.Cast(Algebra.Scalars.Integer(0), argument.Type)
                : random.Percent(70) ? Algebra.Scalars.Null(argument.Type) : argument;
            return call with { Arguments = [new Scalar.Case([new(Scalars.Predicate(input, 1), argument)], otherwise, argument.Type)] };
        }

        return call with { Filter = Scalars.Predicate(input, 1) };
    }

    private AggregateCall PlainCall(IReadOnlyList<Column> input, bool decomposable)
    {
        var filter = random.Percent(12) ? Scalars.Predicate(input, 1) : null;
        var distinct = !decomposable && random.Percent(12);
        AggregateCall Call(string function, Scalar argument, SqlType type) => new(function, [argument], distinct && function is not ("min" or "max"), filter, [], type);
        var numbers = input.Where(c => c.Type.IsNumeric && TinyDomains.Has(c.Type)).ToList();
        switch (random.Below(7))
        {
            case 0 when numbers.Count > 0:
            case 1 when numbers.Count > 0:
                var summed = random.Pick(numbers);
                return Call("sum", summed.Ref(), SumType(summed.Type));
            case 2 when numbers.Count > 0 && !decomposable:
                return Call("avg", random.Pick(numbers).Ref(), SqlType.Double);
            case 3 or 4:
                var extreme = Scalars.AnyColumn([.. input.Where(c => c.Type.Kind != TypeKind.Boolean)], out var type);
                return Call(random.Percent(50) ? "min" : "max", extreme, type);
            case 5:
                return Call("count", Scalars.AnyColumn(input, out _), SqlType.BigInt);
            default:
                return new("count_star", [], false, filter, [], SqlType.BigInt);
        }
    }

    /// <summary>The type of a SUM.</summary>
    public static SqlType SumType(SqlType type) =>
        type.IsFloat ? SqlType.Double : type.Kind == TypeKind.Decimal ? SqlType.Decimal(38, type.Scale) : SqlType.HugeInt;

    /// <summary>A projection: some columns passed on, one or two computed.</summary>
    public Relation.Project Project(Relation input)
    {
        var passed = random.Some(input.Columns, 60).Select(c => new ProjectItem(c, c.Ref()));
        var computed = Enumerable.Range(0, random.Between(1, 2)).Select(i =>
        {
            var type = random.Pick(TinyDomains.Types);
            return new ProjectItem(columns.Fresh($"e{i}", type), Scalars.Value(type, input.Columns, 2));
        });
        return new(input, [.. passed, .. computed]);
    }

    /// <summary>A projection to one to three columns as they are.</summary>
    public Relation.Project Narrow(Relation input)
    {
        var some = random.Some(input.Columns, 35).Take(3).ToList();
        return new(input, [.. (some.Count == 0 ? [input.Columns[0]] : some).Select(c => new ProjectItem(c, c.Ref()))]);
    }

    private Relation.Apply Apply(Relation left, int depth)
    {
        var right = Relation(new RelationNeeds(Math.Max(0, depth), Outer: left.Columns));
        switch (random.Below(4))
        {
            case 0:
                return new Relation.Apply(ApplyKind.Semi, left, right, [], [], null);
            case 1:
                return new Relation.Apply(ApplyKind.Anti, left, right, [], [], null);
            case 2 when Scalars.JoinCondition(left.Columns, right.Columns) is { } condition:
                return new Relation.Apply(ApplyKind.Mark, left, right, [condition], [], columns.Fresh("found", SqlType.Boolean));
            default:
                var single = new Relation.Aggregate(right, [], [], [AggregateItem(right.Columns, 0)]);
                return new Relation.Apply(ApplyKind.Scalar, left, single, [], [new(columns.Fresh("sub", single.Columns[0].Type), single.Columns[0])], null);
        }
    }

    private Relation Membership(Relation left, Relation right)
    {
        Sequence<Scalar> on = [.. Conditions(left.Columns, right.Columns)];
        return random.Below(3) switch
        {
            0 => new Relation.SemiJoin(left, right, on),
            1 => new Relation.AntiJoin(left, right, on),
            _ => on is [Scalar.Comparison { Operator: ComparisonOperator.Equal }] ? new Relation.NullAwareAntiJoin(left, right, on) : new Relation.SemiJoin(left, right, on),
        };
    }

    private IEnumerable<Scalar> Conditions(Sequence<Column> left, Sequence<Column> right)
    {
        if (Scalars.JoinCondition(left, right) is { } condition)
        {
            yield return condition;
        }

        if (random.Percent(25))
        {
            yield return Scalars.Predicate(random.Percent(50) ? right : [.. left, .. right], 1);
        }
    }

    // Columns of one type each side, one to three of them.
    private static (Sequence<Column> Left, Sequence<Column> Right)? Aligned(Relation left, Relation right)
    {
        var free = right.Columns.ToList();
        var pairs = new List<(Column L, Column R)>();
        foreach (var l in left.Columns)
        {
            if (pairs.Count < 3 && free.Find(r => r.Type == l.Type) is { } partner)
            {
                free.Remove(partner);
                pairs.Add((l, partner));
            }
        }

        return pairs.Count == 0 ? null : ([.. pairs.Select(p => p.L)], [.. pairs.Select(p => p.R)]);
    }

    private Relation UnionAll(Relation left, Relation right) => Aligned(left, right) is var (l, r)
        ? new Relation.UnionAll([left, right], [.. l.Select(c => columns.Fresh(c.Name, c.Type))], [l, r])
        : left;

    private Relation SetOp(Relation left, Relation right) => Aligned(left, right) is var (l, r)
        ? new Relation.SetOp(
            random.Percent(50) ? SetOperator.Intersect : SetOperator.Except, false, left, right, [.. l.Select(c => columns.Fresh(c.Name, c.Type))], l, r)
        : left;
}
