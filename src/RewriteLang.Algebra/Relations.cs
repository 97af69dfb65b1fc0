using System.Diagnostics;

namespace RewriteLang.Algebra;

/// <summary>Traversal of relations.</summary>
public static class Relations
{
    /// <summary>The direct inputs, from left to right.</summary>
    public static Sequence<Relation> Children(this Relation relation) => relation switch
    {
        Relation.Scan or Relation.Values or Relation.WithRef => [],
        Relation.Block block => block.Inputs,
        Relation.LeftJoin join => [join.Left, join.Right],
        Relation.FullJoin join => [join.Left, join.Right],
        Relation.SemiJoin join => [join.Left, join.Right],
        Relation.AntiJoin join => [join.Left, join.Right],
        Relation.NullAwareAntiJoin join => [join.Left, join.Right],
        Relation.Apply apply => [apply.Left, apply.Right],
        Relation.Project project => [project.Input],
        Relation.Aggregate aggregate => [aggregate.Input],
        Relation.Distinct distinct => [distinct.Input],
        Relation.UnionAll union => union.Inputs,
        Relation.SetOp setOp => [setOp.Left, setOp.Right],
        Relation.Window window => [window.Input],
        Relation.TopN topN => [topN.Input],
        Relation.Unnest unnest => [unnest.Input],
        Relation.With with => [with.Definition, with.Body],
        Relation.RecursiveWith with => [with.Anchor, with.Step, with.Body],
        Relation.Opaque opaque => [.. opaque.Holes.Select(h => h.Input)],
        _ => throw new UnreachableException(relation.GetType().Name),
    };

    /// <summary>The relation over other inputs, in the order of <see cref="Children"/>; the same object when they are the same.</summary>
    public static Relation WithChildren(this Relation relation, Sequence<Relation> children)
    {
        var old = relation.Children();
        var same = old.Count == children.Count;
        for (var i = 0; same && i < old.Count; i++)
        {
            same = ReferenceEquals(old[i], children[i]);
        }

        return same ? relation : relation switch
        {
            Relation.Block block => block with { Inputs = children },
            Relation.LeftJoin join => join with { Left = children[0], Right = children[1] },
            Relation.FullJoin join => join with { Left = children[0], Right = children[1] },
            Relation.SemiJoin join => join with { Left = children[0], Right = children[1] },
            Relation.AntiJoin join => join with { Left = children[0], Right = children[1] },
            Relation.NullAwareAntiJoin join => join with { Left = children[0], Right = children[1] },
            Relation.Apply apply => apply with { Left = children[0], Right = children[1] },
            Relation.Project project => project with { Input = children[0] },
            Relation.Aggregate aggregate => aggregate with { Input = children[0] },
            Relation.Distinct => new Relation.Distinct(children[0]),
            Relation.UnionAll union => union with { Inputs = children },
            Relation.SetOp setOp => setOp with { Left = children[0], Right = children[1] },
            Relation.Window window => window with { Input = children[0] },
            Relation.TopN topN => topN with { Input = children[0] },
            Relation.Unnest unnest => unnest with { Input = children[0] },
            Relation.With with => with with { Definition = children[0], Body = children[1] },
            Relation.RecursiveWith with => with with { Anchor = children[0], Step = children[1], Body = children[2] },
            Relation.Opaque opaque => opaque with { Holes = [.. opaque.Holes.Select((h, i) => h with { Input = children[i] })] },
            _ => throw new UnreachableException(relation.GetType().Name),
        };
    }

    /// <summary>Rewrites bottom-up; the same object when nothing changed.</summary>
    public static Relation Transform(this Relation relation, Func<Relation, Relation> function) =>
        function(relation.WithChildren(relation.Children().Map(c => c.Transform(function))));

    /// <summary>The relation and everything below it, parents first.</summary>
    public static IEnumerable<Relation> DescendantsAndSelf(this Relation relation)
    {
        var stack = new Stack<Relation>();
        stack.Push(relation);
        while (stack.TryPop(out var next))
        {
            yield return next;
            var children = next.Children();
            for (var i = children.Count - 1; i >= 0; i--)
            {
                stack.Push(children[i]);
            }
        }
    }

    /// <summary>The scalars this operator itself evaluates, from left to right, not those of its inputs.</summary>
    public static IReadOnlyList<Scalar> OwnScalars(this Relation relation) => relation.Memo.OwnScalars ??= Gathered(relation);

    /// <summary>The columns that these read.</summary>
    public static ColumnSet OwnReads(this Relation relation) => relation.Memo.OwnReads ??= ColumnSet.ReadBy(relation.OwnScalars());

    private static Scalar[] Gathered(Relation relation)
    {
        var scalars = new List<Scalar>();
        relation.MapScalars(s =>
        {
            scalars.Add(s);
            return s;
        });
        return [.. scalars];
    }

    /// <summary>
    /// Each scalar this operator itself evaluates through <paramref name="function"/>, inputs untouched; the same object when nothing
    /// changed. Columns named without an expression (keys, pairs, sources) are not scalars; see <see cref="MapColumns(Relation, Func{Column, Column})"/>.
    /// </summary>
    public static Relation MapScalars(this Relation relation, Func<Scalar, Scalar> function)
    {
        return relation switch
        {
            Relation.Scan or Relation.WithRef or Relation.Opaque or Relation.Distinct or Relation.UnionAll or Relation.SetOp
                or Relation.With or Relation.RecursiveWith => relation,
            Relation.Values values => values.Rows.Map(r => r.Map(function)) is var rows && rows.IsSame(values.Rows) ? values : values with { Rows = rows },
            Relation.Block block => block.Conjuncts.Map(function) is var c && c.IsSame(block.Conjuncts) ? block : block with { Conjuncts = c },
            Relation.LeftJoin join => join.On.Map(function) is var on && on.IsSame(join.On) ? join : join with { On = on },
            Relation.FullJoin join => join.On.Map(function) is var on && on.IsSame(join.On) ? join : join with { On = on },
            Relation.SemiJoin join => join.On.Map(function) is var on && on.IsSame(join.On) ? join : join with { On = on },
            Relation.AntiJoin join => join.On.Map(function) is var on && on.IsSame(join.On) ? join : join with { On = on },
            Relation.NullAwareAntiJoin join => join.On.Map(function) is var on && on.IsSame(join.On) ? join : join with { On = on },
            Relation.Apply apply => apply.On.Map(function) is var on && on.IsSame(apply.On) ? apply : apply with { On = on },
            Relation.Project project => project.Items.Map(i => function(i.Expression) is var e && ReferenceEquals(e, i.Expression) ? i : i with { Expression = e }) is var items
                && items.IsSame(project.Items) ? project : project with { Items = items },
            Relation.Aggregate aggregate => aggregate.Aggregates.Map(a => a.Call.MapScalars(function) is var call && ReferenceEquals(call, a.Call) ? a : a with { Call = call }) is var items
                && items.IsSame(aggregate.Aggregates) ? aggregate : aggregate with { Aggregates = items },
            Relation.Window window => window.Items.Map(w => w.Call.MapScalars(function) is var call && ReferenceEquals(call, w.Call) ? w : w with { Call = call }) is var items
                && items.IsSame(window.Items) ? window : window with { Items = items },
            Relation.TopN topN => topN.MapTopN(function),
            Relation.Unnest unnest => function(unnest.List) is var list && ReferenceEquals(list, unnest.List) ? unnest : unnest with { List = list },
            _ => throw new UnreachableException(relation.GetType().Name),
        };
    }

    /// <summary>
    /// Every column that this operator names, defined or used, in scalars and elsewhere, through <paramref name="function"/>; inputs
    /// untouched. With <see cref="Transform(Relation, Func{Relation, Relation})"/> it renames a whole tree.
    /// </summary>
    public static Relation MapColumns(this Relation relation, Func<Column, Column> function)
    {
        Sequence<Column> Each(Sequence<Column> columns) => columns.Map(function);
        Sequence<ColumnPair> Pairs(Sequence<ColumnPair> pairs) => pairs.Map(p =>
            (function(p.Out), function(p.In)) is var (o, i) && ReferenceEquals(o, p.Out) && ReferenceEquals(i, p.In) ? p : new(o, i));
        var mapped = relation.MapScalars(s => s.MapColumns(function));
        return mapped switch
        {
            Relation.Block or Relation.SemiJoin or Relation.AntiJoin or Relation.NullAwareAntiJoin or Relation.Distinct or Relation.TopN
                or Relation.With => mapped,
            Relation.Scan scan => scan with { Columns = Each(scan.Columns) },
            Relation.Values values => values with { Columns = Each(values.Columns) },
            Relation.Opaque opaque => opaque with
            {
                Columns = Each(opaque.Columns),
                Holes = opaque.Holes.Map(h => h with { Outputs = h.Outputs.Map(o => o with { Column = function(o.Column) }) }),
            },
            Relation.WithRef reference => reference with { Pairs = Pairs(reference.Pairs) },
            Relation.LeftJoin join => join with { Padded = Pairs(join.Padded) },
            Relation.FullJoin join => join with { PaddedLeft = Pairs(join.PaddedLeft), PaddedRight = Pairs(join.PaddedRight) },
            Relation.Apply apply => apply with { Outputs = Pairs(apply.Outputs), Mark = apply.Mark is null ? null : function(apply.Mark) },
            Relation.Project project => project with { Items = [.. project.Items.Select(i => i with { Column = function(i.Column) })] },
            Relation.Aggregate aggregate => aggregate with
            {
                Keys = Pairs(aggregate.Keys),
                Aggregates = [.. aggregate.Aggregates.Select(a => a with { Column = function(a.Column) })],
            },
            Relation.UnionAll union => union with { Columns = Each(union.Columns), Sources = union.Sources.Map(Each) },
            Relation.SetOp setOp => setOp with
            {
                Columns = Each(setOp.Columns),
                LeftSource = Each(setOp.LeftSource),
                RightSource = Each(setOp.RightSource),
            },
            Relation.Window window => window with { Items = [.. window.Items.Select(w => w with { Column = function(w.Column) })] },
            Relation.Unnest unnest => unnest with { Element = function(unnest.Element) },
            Relation.RecursiveWith with => with with
            {
                Definition = Each(with.Definition),
                AnchorSource = Each(with.AnchorSource),
                StepSource = Each(with.StepSource),
            },
            _ => throw new UnreachableException(mapped.GetType().Name),
        };
    }

    /// <summary>Every column of a scalar through <paramref name="function"/>; the same object when nothing changed.</summary>
    public static Scalar MapColumns(this Scalar scalar, Func<Column, Column> function)
    {
        // Most are not about the columns that change, and need not be walked.
        foreach (var column in scalar.ReferencedColumns())
        {
            if (!ReferenceEquals(function(column), column))
            {
                return scalar.Transform(s => s is Scalar.ColumnRef r && function(r.Column) is var c && !ReferenceEquals(c, r.Column) ? c.Ref() : s);
            }
        }

        return scalar;
    }

    /// <summary>A whole tree under other columns; columns that are not keys stay.</summary>
    public static Relation Rename(this Relation relation, IReadOnlyDictionary<Column, Column> renaming) =>
        renaming.Count == 0 ? relation : relation.Transform(r => r.MapColumns(c => renaming.GetValueOrDefault(c, c)));

    /// <summary>
    /// The columns used below that no input below defines: the correlation of a subquery. In order of first use.
    /// </summary>
    public static IReadOnlyList<Column> OuterColumns(this Relation relation)
    {
        var result = new List<Column>();
        Collect(relation, []);
        return result;

        void Collect(Relation r, HashSet<Column> visible)
        {
            if (r is Relation.Apply apply)
            {
                Collect(apply.Left, visible);
                Collect(apply.Right, [.. visible, .. apply.Left.Columns]);
            }
            else
            {
                foreach (var child in r.Children())
                {
                    Collect(child, visible);
                }
            }

            var local = new HashSet<Column>(r.Children().SelectMany(c => c.Columns));
            foreach (var column in r.OwnScalars().SelectMany(s => s.ReferencedColumns()))
            {
                if (!local.Contains(column) && !visible.Contains(column) && !result.Contains(column))
                {
                    result.Add(column);
                }
            }
        }
    }

    /// <summary>Whether every scalar below is deterministic and no order is cut through ties; see <see cref="Relation.TopN"/>.</summary>
    public static bool HasVolatileScalars(this Relation relation) =>
        relation.DescendantsAndSelf().Any(r => r is Relation.Opaque || r.OwnScalars().Any(s => !s.IsDeterministic()));

    private static Relation.TopN MapTopN(this Relation.TopN topN, Func<Scalar, Scalar> function)
    {
        var order = topN.Order.MapKeys(function);
        var limit = topN.Limit is null ? null : function(topN.Limit);
        var offset = topN.Offset is null ? null : function(topN.Offset);
        return order.IsSame(topN.Order) && ReferenceEquals(limit, topN.Limit) && ReferenceEquals(offset, topN.Offset)
            ? topN
            : topN with { Order = order, Limit = limit, Offset = offset };
    }
}
