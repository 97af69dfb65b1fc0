using System.Diagnostics;
using System.Numerics;
using RewriteLang.Algebra;
using RewriteLang.Engines;

namespace RewriteLang.Verify.Reference;

/// <summary>
/// The third opinion: evaluates a query from the definitions of the operators, by nested loops, on tables of a few rows. DuckDB's meaning is followed
/// where engines differ; docs/equality.md lists where SQLite does.
/// </summary>
public sealed class ReferenceEvaluator
{
    private const int MaximumRounds = 200;

    private readonly TinyDatabase _database;
    private readonly Dictionary<string, Bag> _named = new(StringComparer.Ordinal);

    private ReferenceEvaluator(TinyDatabase database) => _database = database;

    /// <summary>The result of a query; its rows in the query's order, ties in no particular one.</summary>
    /// <exception cref="EvaluationException">The query fails on this data.</exception>
    /// <exception cref="NotDefinedException">The reference does not define something in it.</exception>
    public static ResultTable Evaluate(Query query, TinyDatabase database)
    {
        var bag = new ReferenceEvaluator(database).Rows(query.Body, null);
        var positions = bag.IndexesOf(query.Outputs.Select(o => o.Column));
        var rows = Sorted(bag, query.Order, null).Select(r => Array.ConvertAll(positions, p => r[p]));
        return new([.. query.Outputs.Select(o => new ResultColumn(o.Name, o.Column.Type))], [.. rows]);
    }

    private Bag Rows(Relation relation, Scope? outer) => relation switch
    {
        Relation.Scan scan => new(scan.Columns, [.. _database.Of(scan.Table)]),
        Relation.Values values => new(
            values.Columns,
            [.. values.Rows.Select(r => r.Select((s, i) => Casts.Widen(s.Evaluate(Inside([], [], outer)), values.Columns[i].Type)).ToArray())]),
        Relation.Block block => BlockOf(block, outer),
        Relation.LeftJoin join => LeftJoinOf(join, outer),
        Relation.FullJoin join => FullJoinOf(join, outer),
        Relation.SemiJoin join => Where(Rows(join.Left, outer), Rows(join.Right, outer), join.On, outer, truths => truths.Contains(true)),
        Relation.AntiJoin join => Where(Rows(join.Left, outer), Rows(join.Right, outer), join.On, outer, truths => !truths.Contains(true)),
        Relation.NullAwareAntiJoin join => Where(Rows(join.Left, outer), Rows(join.Right, outer), join.On, outer, truths => truths.All(t => t == false)),
        Relation.Apply apply => ApplyOf(apply, outer),
        Relation.Project project => ProjectOf(project, outer),
        Relation.Aggregate aggregate => Aggregation.Of(aggregate, Rows(aggregate.Input, outer), outer),
        Relation.Distinct distinct => Rows(distinct.Input, outer) is var bag ? bag with { Rows = [.. bag.Rows.Distinct(SqlValues.RowEquality.Instance)] } : throw new UnreachableException(),
        Relation.UnionAll union => new(union.Columns, [.. union.Inputs.SelectMany((r, i) => Picked(Rows(r, outer), union.Sources[i], union.Columns))]),
        Relation.SetOp setOp => SetOpOf(setOp, outer),
        Relation.Window window => Windowing.Of(window, Rows(window.Input, outer), outer),
        Relation.TopN top => TopNOf(top, outer),
        Relation.With with => WithOf(with, outer),
        Relation.WithRef reference => new([.. reference.Pairs.Select(p => p.Out)], [.. Picked(_named[reference.Name], [.. reference.Pairs.Select(p => p.In)], default)]),
        Relation.RecursiveWith with => RecursiveOf(with, outer),
        Relation.Unnest => throw new NotDefinedException("UNNEST"),
        Relation.Opaque => throw new NotDefinedException("SQL that is not understood"),
        _ => throw new UnreachableException(relation.GetType().Name),
    };

    internal static Scope Inside(IReadOnlyList<Column> columns, object?[] row, Scope? outer) => new(columns, row, outer);

    private Bag BlockOf(Relation.Block block, Scope? outer)
    {
        var product = new Bag([], [[]]);
        foreach (var input in block.Inputs)
        {
            var bag = Rows(input, outer);
            product = new([.. product.Columns, .. bag.Columns], [.. product.Rows.SelectMany(_ => bag.Rows, (l, r) => (object?[])[.. l, .. r])]);
        }

        return product with { Rows = [.. product.Rows.Where(r => ScalarEvaluation.All(block.Conjuncts, Inside(product.Columns, r, outer)) == true)] };
    }

    private Bag LeftJoinOf(Relation.LeftJoin join, Scope? outer)
    {
        var (left, right) = (Rows(join.Left, outer), Rows(join.Right, outer));
        return Padded(join.Columns, left, _ => right, join.On, join.Padded, outer);
    }

    private static Bag Padded(
        Sequence<Column> columns, Bag left, Func<object?[], Bag> rightOf, Sequence<Scalar> on, Sequence<ColumnPair> pairs, Scope? outer)
    {
        var rows = new List<object?[]>();
        foreach (var l in left.Rows)
        {
            var right = rightOf(l);
            var positions = right.IndexesOf(pairs.Select(p => p.In));
            var matches = right.Rows.Where(r => IsMatch(left, l, right, r, on, outer) == true).ToList();
            rows.AddRange(matches.Select(r => (object?[])[.. l, .. positions.Select(p => r[p])]));
            if (matches.Count == 0)
            {
                rows.Add([.. l, .. new object?[positions.Length]]);
            }
        }

        return new(columns, rows);
    }

    private static bool? IsMatch(Bag left, object?[] l, Bag right, object?[] r, Sequence<Scalar> on, Scope? outer) =>
        ScalarEvaluation.All(on, Inside(right.Columns, r, Inside(left.Columns, l, outer)));

    private Bag FullJoinOf(Relation.FullJoin join, Scope? outer)
    {
        var (left, right) = (Rows(join.Left, outer), Rows(join.Right, outer));
        var leftPositions = left.IndexesOf(join.PaddedLeft.Select(p => p.In));
        var rightPositions = right.IndexesOf(join.PaddedRight.Select(p => p.In));
        var matched = new HashSet<object?[]>(ReferenceEqualityComparer.Instance);
        var rows = new List<object?[]>();

        // A row that occurs twice is two rows: matches are kept by position.
        var rightRows = right.Rows.Select(r => r.ToArray()).ToList();
        foreach (var l in left.Rows)
        {
            var matches = rightRows.Where(r => IsMatch(left, l, right, r, join.On, outer) == true).ToList();
            matched.UnionWith(matches);
            rows.AddRange((matches.Count == 0 ? [new object?[right.Columns.Count]] : matches)
                .Select(r => (object?[])[.. leftPositions.Select(p => l[p]), .. rightPositions.Select(p => r[p])]));
        }

        rows.AddRange(rightRows.Where(r => !matched.Contains(r)).Select(r => (object?[])[.. new object?[leftPositions.Length], .. rightPositions.Select(p => r[p])]));
        return new(join.Columns, rows);
    }

    private static Bag Where(Bag left, Bag right, Sequence<Scalar> on, Scope? outer, Func<List<bool?>, bool> keep) =>
        left with { Rows = [.. left.Rows.Where(l => keep([.. right.Rows.Select(r => IsMatch(left, l, right, r, on, outer))]))] };

    private Bag ApplyOf(Relation.Apply apply, Scope? outer)
    {
        var left = Rows(apply.Left, outer);
        Bag Right(object?[] l) => Rows(apply.Right, Inside(left.Columns, l, outer));
        List<bool?> Truths(object?[] l) => Right(l) is var right ? [.. right.Rows.Select(r => IsMatch(left, l, right, r, apply.On, outer))] : [];
        Bag Kept(Func<List<bool?>, bool> keep) => left with { Rows = [.. left.Rows.Where(l => keep(Truths(l)))] };
        switch (apply.Kind)
        {
            case ApplyKind.Semi:
                return Kept(t => t.Contains(true));
            case ApplyKind.Anti:
                return Kept(t => !t.Contains(true));
            case ApplyKind.NullAwareAnti:
                return Kept(t => t.All(x => x == false));
            case ApplyKind.Left:
                return Padded(apply.Columns, left, Right, apply.On, apply.Outputs, outer);
            case ApplyKind.Mark:
                return new(apply.Columns, [.. left.Rows.Select(l => (object?[])[.. l, Truths(l) is var t && t.Contains(true) ? true : t.Contains(null) ? null : false])]);
            case ApplyKind.Scalar:
                return new(apply.Columns, [.. left.Rows.Select(l => (object?[])[.. l, .. Single(Right(l), apply.Outputs)])]);
            default:
                return new(
                    apply.Columns,
                    [.. left.Rows.SelectMany(l => Right(l) is var right
                        ? right.Rows.Where(r => IsMatch(left, l, right, r, apply.On, outer) == true).Select(r => (object?[])[.. l, .. right.IndexesOf(apply.Right.Columns).Select(p => r[p])])
                        : [])]);
        }
    }

    private static IEnumerable<object?> Single(Bag right, Sequence<ColumnPair> outputs) => right.Rows.Count switch
    {
        0 => outputs.Select(_ => (object?)null),
        1 => right.IndexesOf(outputs.Select(o => o.In)).Select(p => right.Rows[0][p]),
        _ => throw new EvaluationException("a scalar subquery has several rows"),
    };

    private Bag ProjectOf(Relation.Project project, Scope? outer)
    {
        var input = Rows(project.Input, outer);
        return new(project.Columns, [.. input.Rows.Select(r => project.Items.Select(i => i.Expression.Evaluate(Inside(input.Columns, r, outer))).ToArray())]);
    }

    private static IEnumerable<object?[]> Picked(Bag bag, Sequence<Column> source, Sequence<Column> columns)
    {
        var positions = bag.IndexesOf(source);
        return bag.Rows.Select(r => positions.Select((p, i) => i < columns.Count ? Casts.Widen(r[p], columns[i].Type) : r[p]).ToArray());
    }

    private Bag SetOpOf(Relation.SetOp setOp, Scope? outer)
    {
        var left = Picked(Rows(setOp.Left, outer), setOp.LeftSource, setOp.Columns);
        var right = Picked(Rows(setOp.Right, outer), setOp.RightSource, setOp.Columns).ToList();
        var rows = new List<object?[]>();
        foreach (var row in setOp.All ? left : left.Distinct(SqlValues.RowEquality.Instance))
        {
            var partner = right.FindIndex(r => SqlValues.RowEquality.Instance.Equals(r, row));
            if (partner >= 0 == (setOp.Operator == SetOperator.Intersect))
            {
                rows.Add(row);
            }

            // On bags each occurrence on the right counts once.
            if (setOp.All && partner >= 0)
            {
                right.RemoveAt(partner);
            }
        }

        return new(setOp.Columns, rows);
    }

    private Bag TopNOf(Relation.TopN top, Scope? outer)
    {
        var bag = Rows(top.Input, outer);
        var scope = Inside([], [], outer);
        int Bound(Scalar? scalar, int otherwise) => scalar?.Evaluate(scope) is { } value ? (int)BigInteger.Min(SqlValues.ToInteger(value), int.MaxValue) : otherwise;
        return bag with { Rows = [.. Sorted(bag, top.Order, outer).Skip(Bound(top.Offset, 0)).Take(Bound(top.Limit, int.MaxValue))] };
    }

    /// <summary>The rows in an order; ties stay as they come.</summary>
    internal static IEnumerable<object?[]> Sorted(Bag bag, Sequence<SortKey> order, Scope? outer) =>
        order.IsEmpty ? bag.Rows : bag.Rows
            .Select(row => (Row: row, Keys: order.Select(k => k.Expression.Evaluate(Inside(bag.Columns, row, outer))).ToArray()))
            .Order(Comparer<(object?[] Row, object?[] Keys)>.Create((a, b) => CompareKeys(a.Keys, b.Keys, order)))
            .Select(p => p.Row);

    /// <summary>The order of two rows by their sort keys.</summary>
    internal static int CompareKeys(object?[] a, object?[] b, Sequence<SortKey> order)
    {
        for (var i = 0; i < order.Count; i++)
        {
            var comparison = (a[i], b[i]) switch
            {
                (null, null) => 0,
                (null, _) => order[i].NullsFirst ? -1 : 1,
                (_, null) => order[i].NullsFirst ? 1 : -1,
                var (x, y) => order[i].Descending ? SqlValues.Compare(y, x) : SqlValues.Compare(x, y),
            };
            if (comparison != 0)
            {
                return comparison;
            }
        }

        return 0;
    }

    private Bag WithOf(Relation.With with, Scope? outer)
    {
        _named[with.Name] = Rows(with.Definition, outer);
        return Rows(with.Body, outer);
    }

    private Bag RecursiveOf(Relation.RecursiveWith with, Scope? outer)
    {
        var all = new List<object?[]>();
        var seen = new HashSet<object?[]>(SqlValues.RowEquality.Instance);
        List<object?[]> New(IEnumerable<object?[]> rows) => [.. rows.Where(r => with.All || seen.Add(r))];
        var last = New(Picked(Rows(with.Anchor, outer), with.AnchorSource, with.Definition));
        for (var round = 0; last.Count > 0; round++)
        {
            if (round == MaximumRounds || all.Count > 10_000)
            {
                throw new NotDefinedException("a recursion that does not end soon");
            }

            all.AddRange(last);
            _named[with.Name] = new(with.Definition, last);
            last = New(Picked(Rows(with.Step, outer), with.StepSource, with.Definition));
        }

        _named[with.Name] = new(with.Definition, all);
        return Rows(with.Body, outer);
    }
}
