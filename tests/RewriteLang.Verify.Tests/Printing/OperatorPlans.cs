using RewriteLang.Algebra;
using RewriteLang.Verify.Generation;

namespace RewriteLang.Verify.Tests.Printing;

/// <summary>
/// Random plans with every operator that the reference evaluator defines: those of <see cref="PlanGenerator"/>, and above them full joins, windows,
/// values, grouping sets, bags of set operations, lateral joins, CTEs used twice, and recursion.
/// </summary>
internal sealed class OperatorPlans(Catalog catalog, ColumnFactory columns, SeededRandom random)
{
    private readonly PlanGenerator _plans = new(catalog, columns, random);
    private int _names;

    /// <summary>A query with columns c0, c1, … over a random plan.</summary>
    public Query Query(int depth)
    {
        var body = Relation(depth);
        return new(body, [], [.. body.Columns.Take(12).Select((c, i) => new OutputColumn($"c{i}", c))]);
    }

    private Relation Relation(int depth)
    {
        if (depth <= 0)
        {
            return _plans.Relation(new(random.Between(0, 2)));
        }

        var below = Relation(depth - 1);
        return random.Below(12) switch
        {
            0 => FullJoin(below, Other()),
            1 or 2 => Window(below),
            3 => _plans.Join(below, Values()),
            4 => GroupingSets(below),
            5 => SetOp(below),
            6 => Lateral(below),
            7 => With(below),
            8 => Recursive(),
            9 => NotIn(below),
            10 => Filter(below),
            _ => UnionAll(below),
        };
    }

    private Relation Other() => _plans.Relation(new(random.Between(0, 1)));

    private Relation.FullJoin FullJoin(Relation left, Relation right) =>
        new(left, right, [.. Condition(left, right)], _plans.Padding(left.Columns), _plans.Padding(right.Columns));

    private IEnumerable<Scalar> Condition(Relation left, Relation right)
    {
        if (_plans.Scalars.JoinCondition(left.Columns, right.Columns) is { } condition)
        {
            yield return condition;
        }
    }

    private Relation.Block Filter(Relation input) => _plans.Filter(input);

    // Numbering under a total order, and an aggregate over a frame.
    private Relation.Window Window(Relation input)
    {
        var partition = random.Some(input.Columns, 20).Take(2).Select(c => (Scalar)c.Ref()).ToSequence();
        Sequence<SortKey> total = [.. input.Columns.Select(c => new SortKey(c.Ref(), random.Percent(50), random.Percent(50)))];
        var call = random.Below(5) switch
        {
            0 => new WindowCall("row_number", [], false, null, false, partition, total, null, SqlType.BigInt),
            1 => new("rank", [], false, null, false, partition, [.. total.Take(1)], null, SqlType.BigInt),
            2 => new("dense_rank", [], false, null, false, partition, [.. total.Take(1)], null, SqlType.BigInt),
            3 => new("count_star", [], false, null, false, partition, total, Frame(), SqlType.BigInt),
            _ => new("max", [input.Columns[0].Ref()], false, null, false, partition, total, Frame(), input.Columns[0].Type),
        };
        return new(input, [new(columns.Fresh("win", call.Type), call)]);
    }

    private WindowFrame Frame() => random.Below(3) switch
    {
        0 => new(FrameUnit.Rows, new(FrameBoundKind.Preceding, Scalars.Integer(random.Between(0, 2))), new(FrameBoundKind.CurrentRow)),
        1 => new(FrameUnit.Range, new(FrameBoundKind.UnboundedPreceding), new(FrameBoundKind.CurrentRow)),
        _ => new(FrameUnit.Rows, new(FrameBoundKind.CurrentRow), new(FrameBoundKind.UnboundedFollowing), random.Percent(50) ? FrameExclusion.CurrentRow : FrameExclusion.NoOthers),
    };

    private Relation.Values Values()
    {
        Sequence<SqlType> types = [SqlType.Integer, random.Pick([SqlType.Varchar, SqlType.Date, SqlType.Boolean])];
        Sequence<Column> made = [.. types.Select((t, i) => columns.Fresh($"v{i}", t))];
        return new(made, [.. Enumerable.Range(0, random.Between(1, 3)).Select(_ => types.Select(t => _plans.Scalars.Value(t, [], 0)).ToSequence())]);
    }

    private Relation GroupingSets(Relation input)
    {
        var keys = _plans.Keys(input.Columns);
        if (keys.Count == 0)
        {
            return input;
        }

        Sequence<Sequence<int>> sets = keys.Count == 2 ? [[0, 1], [0], []] : [[0], []];
        var pairs = keys.Select(k => new ColumnPair(columns.Fresh(k.Name, k.Type), k)).ToSequence();
        var level = new AggregateItem(columns.Fresh("level", SqlType.BigInt, false), new("grouping", [.. keys.Select(k => k.Ref())], false, null, [], SqlType.BigInt));
        return new Relation.Aggregate(input, pairs, sets, random.Percent(50) ? [_plans.AggregateItem(input.Columns, 0), level] : [_plans.AggregateItem(input.Columns, 0)]);
    }

    private Relation SetOp(Relation left)
    {
        var right = random.Percent(50) ? left : Other();
        right = right.Rename(right.DescendantsAndSelf().SelectMany(r => r.Columns).Distinct().ToDictionary(c => c, c => columns.Fresh(c.Name, c.Type, c.Nullable)));
        var pairs = Aligned(left, right);
        return pairs.Count == 0 ? left : new Relation.SetOp(
            random.Percent(50) ? SetOperator.Intersect : SetOperator.Except,
            random.Percent(60),
            left,
            right,
            [.. pairs.Select(p => columns.Fresh(p.L.Name, p.L.Type))],
            [.. pairs.Select(p => p.L)],
            [.. pairs.Select(p => p.R)]);
    }

    private Relation UnionAll(Relation left)
    {
        var (middle, right) = (Other(), Other());
        var pairs = Aligned(left, middle);
        var more = pairs.Select(p => (p.L, p.R, Third: right.Columns.FirstOrDefault(c => c.Type == p.L.Type))).Where(p => p.Third is not null).ToList();
        return more.Count == 0 ? left : new Relation.UnionAll(
            [left, middle, right],
            [.. more.Select(p => columns.Fresh(p.L.Name, p.L.Type))],
            [[.. more.Select(p => p.L)], [.. more.Select(p => p.R)], [.. more.Select(p => p.Third!)]]);
    }

    private static List<(Column L, Column R)> Aligned(Relation left, Relation right)
    {
        var free = right.Columns.ToList();
        var pairs = new List<(Column L, Column R)>();
        foreach (var l in left.Columns)
        {
            if (free.Find(r => r.Type == l.Type) is { } partner)
            {
                free.Remove(partner);
                pairs.Add((l, partner));
            }
        }

        return pairs;
    }

    private Relation.Apply Lateral(Relation left)
    {
        var right = _plans.Relation(new(random.Between(0, 1), Outer: left.Columns));
        return random.Percent(50)
            ? new Relation.Apply(ApplyKind.Inner, left, right, [], [], null)
            : new Relation.Apply(ApplyKind.Left, left, right, [.. Condition(left, right)], _plans.Padding(right.Columns), null);
    }

    private Relation NotIn(Relation left)
    {
        var right = _plans.Relation(new(1, Outer: left.Columns));
        return _plans.Scalars.JoinCondition(left.Columns, right.Columns) is Scalar.Comparison { Operator: ComparisonOperator.Equal } equality
            ? new Relation.Apply(ApplyKind.NullAwareAnti, left, right, [equality], [], null)
            : left;
    }

    private Relation.With With(Relation definition)
    {
        var name = $"cte{_names++}";
        Relation.WithRef Reference() => new(name, [.. definition.Columns.Select(c => new ColumnPair(columns.Fresh(c.Name, c.Type, c.Nullable), c))]);
        var materialization = random.Pick([Materialization.Unspecified, Materialization.Always, Materialization.Never]);
        return new(name, definition, _plans.Join(Reference(), _plans.Filter(Reference())), materialization);
    }

    // Numbers from 1 up to a bound.
    private Relation.RecursiveWith Recursive()
    {
        var name = $"rec{_names++}";
        var (definition, first) = (columns.Fresh("i", SqlType.Integer), columns.Fresh("i", SqlType.Integer));
        var (before, next) = (columns.Fresh("i", SqlType.Integer), columns.Fresh("i", SqlType.Integer));
        var anchor = new Relation.Values([first], [[new Scalar.Constant(1L, SqlType.Integer)]]);
        var bound = new Scalar.Comparison(ComparisonOperator.Less, before.Ref(), new Scalar.Constant((long)random.Between(1, 5), SqlType.Integer));
        var step = new Relation.Project(
            new Relation.Block([new Relation.WithRef(name, [new(before, definition)])], [bound]),
            [new(next, new Scalar.Call("+", [before.Ref(), new Scalar.Constant(1L, SqlType.Integer)], SqlType.Integer))]);
        var read = columns.Fresh("i", SqlType.Integer);
        return new(name, [definition], anchor, [first], step, [next], random.Percent(50), _plans.Join(new Relation.WithRef(name, [new(read, definition)]), Other()));
    }
}
