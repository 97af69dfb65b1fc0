using RewriteLang.Algebra;
using RewriteLang.Sql.Printing.Tree;

namespace RewriteLang.Sql.Printing.Levels;

/// <content>Projections, windows, DISTINCT, set operations, ORDER BY and LIMIT.</content>
internal sealed partial class LevelBuilder
{
    private Level BuildProject(Relation.Project project, Uses uses, Scope? scope)
    {
        var needed = project.Items.Where(i => uses[i.Column] > 0 || !i.Expression.IsDeterministic()).ToList();
        var below = new Uses();
        foreach (var item in needed)
        {
            var isShort = item.Expression is Scalar.ColumnRef || item.Expression.DescendantsAndSelf().Take(InlineWeight + 1).Count() <= InlineWeight;
            below.Add(item.Expression, isShort ? Math.Max(1, uses[item.Column]) : 1);
        }

        var level = Build(project.Input, below, scope);
        var isPassing = needed.TrueForAll(i => i.Expression is Scalar.ColumnRef r && r.Column.Id == i.Column.Id);
        if (isPassing)
        {
            level.Alias = project.Alias.Name ?? level.Alias;
            return level;
        }

        var isVolatile = needed.Exists(i => !i.Expression.IsDeterministic());
        var select = level is Level.Select { IsSealed: false, Distinct: null } open && (!open.IsCut || needed.TrueForAll(i => i.Expression.IsTotal()))
            ? open
            : Materialize(level, project.Input.Columns, below);
        var resolve = Resolver(select, scope);
        var columns = needed.ConvertAll(i => (i.Column, Value: _translator.Value(i.Expression, resolve, typed: true)));
        select.Columns.Clear();
        foreach (var (column, value) in columns)
        {
            select.Columns[column.Id] = value;
        }

        select.Alias = project.Alias.Name;
        select.IsSealed |= isVolatile;
        return columns.Exists(c => uses[c.Column] > 1 && (c.Value.HasQuery() || (!c.Value.HasAggregate() && c.Value.Weight() > InlineWeight)))
            ? Materialize(select, project.Columns, uses)
            : select;
    }

    private Level.Select BuildWindow(Relation.Window window, Uses uses, Scope? scope)
    {
        var needed = window.Items.Where(i => uses[i.Column] > 0).ToList();
        var below = uses.Copy();
        foreach (var item in needed)
        {
            below.Add(ScalarsOf(item.Call));
        }

        var level = Build(window.Input, below, scope);
        var read = needed.SelectMany(i => ScalarsOf(i.Call)).SelectMany(s => s.ReferencedColumns()).ToHashSet();
        var fits = level is Level.Select { IsSealed: false, Distinct: null, IsCut: false, Qualify.Count: 0 } candidate
            && read.All(c => !candidate.Columns.TryGetValue(c.Id, out var expr) || (!expr.HasWindow() && !expr.HasQuery()));
        var select = fits ? (Level.Select)level : Materialize(level, window.Input.Columns, below);
        var resolve = Resolver(select, scope);
        foreach (var item in needed)
        {
            select.Columns[item.Column.Id] = _translator.Window(item.Call, resolve);
            select.HasWindow = true;
        }

        return needed.Exists(i => uses[i.Column] > 1) ? Materialize(select, window.Columns, uses) : select;
    }

    private static IEnumerable<Scalar> ScalarsOf(WindowCall call)
    {
        IEnumerable<Scalar> scalars = call.Arguments.Concat(call.PartitionBy).Concat(call.OrderBy.Select(o => o.Expression));
        return call.Filter is null ? scalars : scalars.Append(call.Filter);
    }

    private Level BuildDistinct(Relation.Distinct distinct, Uses uses, Scope? scope)
    {
        if (distinct.Input is Relation.UnionAll union)
        {
            return BuildUnionAll(union, distinct: true, scope);
        }

        var below = uses.Copy();
        foreach (var column in distinct.Input.Columns.Where(c => below[c] == 0))
        {
            below.Add(column);
        }

        var level = Build(distinct.Input, below, scope);
        var select = level is Level.Select { Distinct: null, IsCut: false, Qualify.Count: 0 } open && open.OrderBy.Count == 0
            ? open
            : Materialize(level, distinct.Input.Columns, below);
        select.Distinct = distinct.Input.Columns;
        return select;
    }

    private Level.Set BuildUnionAll(Relation.UnionAll union, bool distinct, Scope? scope) => new()
    {
        Operator = distinct ? "UNION" : "UNION ALL",
        Columns = union.Columns,
        NeedsAllColumns = distinct,
        Operands = (positions, names) => Operands(
            distinct ? "UNION" : "UNION ALL", union.Columns, [.. union.Inputs.Zip(union.Sources)], positions, names, scope),
    };

    private Level.Set BuildSetOp(Relation.SetOp setOp, Scope? scope)
    {
        var @operator = _translator.SetOperator(setOp.Operator, setOp.All);
        return new()
        {
            Operator = @operator,
            Columns = setOp.Columns,
            NeedsAllColumns = true,
            Operands = (positions, names) => Operands(
                @operator, setOp.Columns, [(setOp.Left, setOp.LeftSource), (setOp.Right, setOp.RightSource)], positions, names, scope),
        };
    }

    private List<QueryTree> Operands(
        string @operator,
        Sequence<Column> columns,
        IReadOnlyList<(Relation Relation, Sequence<Column> Source)> branches,
        IReadOnlyList<int> positions,
        IReadOnlyList<string> names,
        Scope? scope)
    {
        var trees = new List<QueryTree>();
        foreach (var (relation, source) in branches)
        {
            var (branch, sources) = _translator.ConvertOperand(relation, source, columns, Fresh);
            var uses = new Uses().Add(positions.Select(p => sources[p]));
            var tree = _ctes.Local(() => Close(Build(branch, uses, scope), [.. positions.Zip(names, (p, n) => (sources[p], n))]));
            if (tree is QueryTree.SetOperation { OrderBy.Count: 0, Limit: null, Offset: null, Ctes.Count: 0 } same && same.Operator == @operator && @operator.StartsWith("UNION", StringComparison.Ordinal))
            {
                trees.AddRange(same.Operands);
            }
            else
            {
                trees.Add(_translator.SetOperand(tree, trees.Count));
            }
        }

        return trees;
    }

    private Level BuildTopN(Relation.TopN topN, Uses uses, Scope? scope)
    {
        var below = uses.Copy();
        foreach (var key in topN.Order)
        {
            AddOrderUse(below, key);
        }

        var level = Build(topN.Input, below, scope);
        return Order(level, topN.Columns, below, topN.Order, topN.Limit, topN.Offset, scope);
    }

    /// <summary>The level with an order and a limit; a derived table if it has others already.</summary>
    private Level Order(
        Level level, IReadOnlyList<Column> columns, Uses uses, Sequence<SortKey> order, Scalar? limit, Scalar? offset, Scope? scope)
    {
        // A constant orders nothing, and an integer would be read as a position.
        Sequence<SortKey> keys = [.. order.Where(k => k.Expression.DescendantsAndSelf().Any(s => s is Scalar.ColumnRef or Scalar.Call))];
        if (limit is null && offset is null)
        {
            if (keys.IsEmpty)
            {
                return level;
            }

            if (level.IsCut && HasOrder(level, keys, scope))
            {
                return level;
            }
        }

        var fits = !level.IsCut && level switch
        {
            Level.Set set => keys.All(k => k.Expression is Scalar.ColumnRef r && set.Columns.Any(c => c.Id == r.Column.Id)),
            Level.Select { Distinct: { } fixedColumns } => keys.All(k => k.Expression is Scalar.ColumnRef r && fixedColumns.Any(c => c.Id == r.Column.Id)),
            _ => true,
        };
        if (!fits)
        {
            level = Materialize(level, columns, uses);
        }

        level.OrderBy.Clear();
        level.OrderBy.AddRange(OrderItems(level, keys, scope));
        level.Limit = limit is null ? null : _translator.Value(limit, c => Resolve(c, scope));
        level.Offset = offset is null ? null : _translator.Value(offset, c => Resolve(c, scope));
        if (level.Offset is not null)
        {
            level.Limit ??= _translator.NoLimit;
        }

        return level;
    }

    // Whether the rows come in that order already, because the limit was taken in it.
    private bool HasOrder(Level level, Sequence<SortKey> keys, Scope? scope)
    {
        if (keys.Count > level.OrderBy.Count
            || (level is Level.Set set && !keys.All(k => k.Expression is Scalar.ColumnRef r && set.Columns.Any(c => c.Id == r.Column.Id))))
        {
            return false;
        }

        var wanted = OrderItems(level, keys, scope);
        return wanted.Zip(level.OrderBy).All(p =>
            p.First.Descending == p.Second.Descending && p.First.Nulls == p.Second.Nulls
            && (ReferenceEquals(p.First.Key, p.Second.Key) || p.First.Key.Equals(p.Second.Key)));
    }

    private List<OrderItem> OrderItems(Level level, Sequence<SortKey> keys, Scope? scope) => level switch
    {
        // So does a column that is one.
        Level.Select select => [.. _translator.Order(keys, Resolver(select, scope)).Where(i => i.Key is not Expr.Text { IsConstant: true })],
        Level.Set set => [.. keys.Select(k => _translator.OrderItem(k, new Expr.Output(IndexOf(set.Columns, ((Scalar.ColumnRef)k.Expression).Column))))],
        _ => throw new System.Diagnostics.UnreachableException(level.GetType().Name),
    };
}
