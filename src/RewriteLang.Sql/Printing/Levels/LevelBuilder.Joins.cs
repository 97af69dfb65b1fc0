using RewriteLang.Algebra;
using RewriteLang.Sql.Printing.Tree;

namespace RewriteLang.Sql.Printing.Levels;

/// <content>Blocks and outer joins.</content>
internal sealed partial class LevelBuilder
{
    private Level BuildBlock(Relation.Block block, Uses uses, Scope? scope)
    {
        var below = block.Conjuncts.IsEmpty ? uses : uses.Copy().Add(block.Conjuncts);
        if (block.Inputs.Count == 1)
        {
            var input = Build(block.Inputs[0], below, scope);
            return Filter(input, block.Inputs[0].Columns, below, block.Conjuncts, scope);
        }

        var merged = new Level.Select();
        foreach (var input in block.Inputs)
        {
            var level = Plain(Build(input, below, scope), input.Columns, below);
            if (merged.From.Count > 0 && level.From.Exists(_translator.MustComeFirst))
            {
                level = Materialize(level, input.Columns, below);
            }

            merged.From.AddRange(level.From);
            merged.Where.AddRange(level.Where);
            foreach (var column in input.Columns)
            {
                if (level.Columns.TryGetValue(column.Id, out var expr))
                {
                    merged.Columns[column.Id] = expr;
                }
            }
        }

        if (block.JoinsInOrder && _translator.OrderedJoin is { } keyword)
        {
            var joined = InOrder(keyword, merged.From);
            merged.From.Clear();
            merged.From.Add(joined);
        }

        return Filter(merged, block.Columns, below, block.Conjuncts, scope);
    }

    // a × (b LEFT JOIN c) × d is ((a × b) × d) LEFT JOIN c: the conditions of the outer join see only its own sides.
    private static FromElement InOrder(string keyword, List<FromElement> elements)
    {
        var outer = new Stack<FromElement.Join>();
        FromElement Inner(FromElement element)
        {
            while (element is FromElement.Join { Keyword: "LEFT JOIN" } join)
            {
                outer.Push(join);
                element = join.Left;
            }

            return element;
        }

        // From right to left, so that the outer joins come off the stack in the order in which they were written.
        var inner = Enumerable.Reverse(elements).Select(Inner).Reverse().ToList();
        var joined = inner.Skip(1).Aggregate(inner[0], (left, right) => new FromElement.Join(keyword, left, right, []));
        while (outer.TryPop(out var join))
        {
            joined = join with { Left = joined };
        }

        return joined;
    }

    /// <summary>The level with conjuncts added where SQL evaluates them: WHERE, HAVING, QUALIFY, or the WHERE of a level above.</summary>
    private Level Filter(Level level, IReadOnlyList<Column> columns, Uses uses, Sequence<Scalar> conjuncts, Scope? scope)
    {
        if (conjuncts.IsEmpty)
        {
            return level;
        }

        var select = level is Level.Select { IsSealed: false, Distinct: null, IsCut: false } open ? open : Materialize(level, columns, uses);
        if (select is { IsGrouped: true, HasWindow: false, GroupBy.Count: 0, GroupingSets.Count: 0 } && !_translator.Capabilities.HasHavingWithoutGroupBy)
        {
            select = Materialize(select, columns, uses);
        }

        var predicates = _translator.Conjuncts(conjuncts, Resolver(select, scope));
        if (select.HasWindow && (!_translator.HasQualify || predicates.Exists(p => p.HasQuery())))
        {
            select = Materialize(select, columns, uses);
            predicates = _translator.Conjuncts(conjuncts, Resolver(select, scope));
        }

        (select.HasWindow ? select.Qualify : select.IsGrouped ? select.Having : select.Where).AddRange(predicates);
        if (conjuncts.Any(c => !c.IsDeterministic()))
        {
            select.IsSealed = true;
        }

        return select;
    }

    private Level.Select BuildLeftJoin(Relation.LeftJoin join, Uses uses, Scope? scope)
    {
        var leftUses = uses.Copy().Add(join.On);
        var rightUses = new Uses().Add(join.On);
        foreach (var pair in join.Padded)
        {
            rightUses.Add(pair.In, uses[pair.Out]);
        }

        var left = Plain(Build(join.Left, leftUses, scope), join.Left.Columns, leftUses);
        if (left.From.Count == 0)
        {
            left = Materialize(left, join.Left.Columns, leftUses);
        }

        var right = JoinSide(Build(join.Right, rightUses, scope), join.Right.Columns, rightUses, filtersMove: true);
        var on = On(join.On, left, right, scope);
        on.AddRange(right.Where);
        if (on.Exists(o => o.HasQuery()))
        {
            left = Materialize(left, join.Left.Columns, leftUses);
            on = On(join.On, left, right, scope);
            on.AddRange(right.Where);
        }

        JoinAll(left);
        left.From[0] = new FromElement.Join("LEFT JOIN", left.From[0], right.From[0], on);
        Pad(left, join.Padded, right);
        return left;
    }

    private Level.Select BuildFullJoin(Relation.FullJoin join, Uses uses, Scope? scope)
    {
        var leftUses = new Uses().Add(join.On);
        var rightUses = new Uses().Add(join.On);
        foreach (var pair in join.PaddedLeft)
        {
            leftUses.Add(pair.In, uses[pair.Out]);
        }

        foreach (var pair in join.PaddedRight)
        {
            rightUses.Add(pair.In, uses[pair.Out]);
        }

        var left = JoinSide(Build(join.Left, leftUses, scope), join.Left.Columns, leftUses, filtersMove: false);
        var right = JoinSide(Build(join.Right, rightUses, scope), join.Right.Columns, rightUses, filtersMove: false);
        var level = new Level.Select();
        level.From.Add(new FromElement.Join("FULL JOIN", left.From[0], right.From[0], On(join.On, left, right, scope)));
        Pad(level, join.PaddedLeft, left);
        Pad(level, join.PaddedRight, right);
        return level;
    }

    // The condition of an outer join, over the columns below it.
    private List<Expr> On(Sequence<Scalar> on, Level.Select left, Level.Select right, Scope? scope) => _translator.Conjuncts(
        on,
        column => left.Columns.TryGetValue(column.Id, out var l) ? l : right.Columns.TryGetValue(column.Id, out var r) ? r : Resolve(column, scope));

    private static void Pad(Level.Select level, Sequence<ColumnPair> pairs, Level.Select side)
    {
        foreach (var pair in pairs)
        {
            if (side.Columns.TryGetValue(pair.In.Id, out var expr))
            {
                level.Columns[pair.Out.Id] = expr;
            }
        }
    }

    /// <summary>
    /// The level as one FROM item whose columns are columns: an expression over a padded column would not be NULL for padded rows. A filter
    /// may stay where the caller moves it to the join's condition.
    /// </summary>
    private Level.Select JoinSide(Level level, IReadOnlyList<Column> columns, Uses uses, bool filtersMove) =>
        level is Level.Select { IsPlain: true, From: [FromElement.Single] } select
        && (select.Where.Count == 0 || (filtersMove && !select.Where.Exists(w => w.HasQuery())))
        && columns.All(c => uses[c] == 0 || (select.Columns.GetValueOrDefault(c.Id) is Expr.Column { Source: var source } && select.From[0].Items.Contains(source)))
            ? select
            : Materialize(level, columns, uses);

    /// <summary>The level when it has only FROM and WHERE; otherwise a derived table.</summary>
    private Level.Select Plain(Level level, IReadOnlyList<Column> columns, Uses uses) =>
        level is Level.Select { IsPlain: true } select ? select : Materialize(level, columns, uses);

    /// <summary>
    /// Joins an element to the level's FROM: to the one element that the condition, or the element itself, reads; or, where they read several, to all of
    /// them joined in words, because a comma binds less than JOIN.
    /// </summary>
    private Level.Select Attach(Level.Select level, string keyword, FromElement right, List<Expr> on)
    {
        var read = new List<int>();
        for (var i = level.From.Count - 1; i >= 0; i--)
        {
            // From the right, because a lateral element that is joined here takes those to its left along that it reads.
            var items = level.From[i].Items.ToHashSet();
            if (on.Exists(o => o.Any(e => e is Expr.Column { Source: var source } && items.Contains(source)))
                || right.ReadsLaterally(items.Contains) || read.Exists(r => level.From[r].ReadsLaterally(items.Contains)))
            {
                read.Insert(0, i);
            }
        }

        if (read.Count > 1)
        {
            var chain = level.From[read[0]];
            foreach (var index in read.Skip(1))
            {
                chain = Connect(level, chain, level.From[index]);
            }

            level.From[read[0]] = chain;
            foreach (var index in read.Skip(1).Reverse())
            {
                level.From.RemoveAt(index);
            }
        }

        var position = read.Count == 0 ? level.From.Count - 1 : read[0];
        level.From[position] = new FromElement.Join(keyword, level.From[position], right, on);
        return level;
    }

    /// <summary>
    /// Joins all elements of the level's FROM in words, each with what it is linked to where there is such. What an outer join comes after is joined first on engines that do not reorder across outer
    /// joins: beside a comma it would be joined to one element alone, before the others.
    /// </summary>
    private void JoinAll(Level.Select level)
    {
        var chain = level.From[0];
        var pending = level.From[1..];
        var isLateral = level.From.Exists(e => e.ReadsLaterally(_ => true));
        while (pending.Count > 0)
        {
            var both = chain.Items.ToHashSet();
            var next = isLateral ? 0 : Math.Max(0, pending.FindIndex(e => e.Items.ToHashSet() is var items && level.Where.Exists(w => !w.HasQuery() && Reads(w, items) && Reads(w, both))));
            chain = Connect(level, chain, pending[next]);
            pending.RemoveAt(next);
        }

        level.From.Clear();
        level.From.Add(chain);

        static bool Reads(Expr condition, HashSet<FromItem> items) => condition.Any(e => e is Expr.Column { Source: var source } && items.Contains(source));
    }

    // An inner join in words takes those conjuncts of WHERE along that read nothing but its two sides.
    private FromElement.Join Connect(Level.Select level, FromElement left, FromElement right)
    {
        var both = left.Items.Concat(right.Items).ToHashSet();
        var rightItems = right.Items.ToHashSet();
        var on = level.Where.FindAll(w =>
            !w.HasQuery()
            && w.Any(e => e is Expr.Column { Source: var s } && rightItems.Contains(s))
            && w.Any(e => e is Expr.Column { Source: var s } && both.Contains(s) && !rightItems.Contains(s))
            && !w.Any(e => e is Expr.Column { Source: var s } && !both.Contains(s)));
        level.Where.RemoveAll(on.Contains);
        return new FromElement.Join(on.Count == 0 ? _translator.CrossJoin : "JOIN", left, right, on);
    }
}
