using System.Diagnostics;
using RewriteLang.Algebra;
using RewriteLang.Sql.Printing.Dialects;
using RewriteLang.Sql.Printing.Tree;

namespace RewriteLang.Sql.Printing.Levels;

/// <summary>
/// Turns a relational plan into SELECTs: operators are merged into one SELECT as long as SQL's order of evaluation (FROM, WHERE, GROUP BY, HAVING,
/// windows, DISTINCT, ORDER BY, LIMIT) says the same as the plan, and a derived table is opened where it does not.
/// </summary>
internal sealed partial class LevelBuilder
{
    // A computed column is written again at each of its uses up to this weight; a heavier one gets a derived table.
    private const int InlineWeight = 10;

    private readonly Translator _translator;
    private readonly CteRegister _ctes;
    private int _nextFresh = -1;

    private LevelBuilder(Translator translator, CteRegister ctes)
    {
        _translator = translator;
        _ctes = ctes;
    }

    /// <summary>The tree of a whole query.</summary>
    public static QueryTree Build(Query query, Translator translator)
    {
        var tables = query.Body.DescendantsAndSelf().SelectMany(r => r switch
        {
            Relation.Scan scan => [scan.Table.Name],
            Relation.Opaque opaque => opaque.Tables,
            _ => Sequence<string>.Empty,
        });
        var builder = new LevelBuilder(translator, new CteRegister(tables));
        var tree = builder.BuildRoot(query);
        builder._ctes.AttachHoisted(tree);
        return tree;
    }

    private QueryTree BuildRoot(Query query)
    {
        var uses = new Uses().Add(query.Outputs.Select(o => o.Column));
        foreach (var key in query.Order)
        {
            AddOrderUse(uses, key);
        }

        return _ctes.Local(() =>
        {
            var level = Build(query.Body, uses, null);
            level = Order(level, query.Body.Columns, uses, query.Order, null, null, null);
            return Close(level, [.. query.Outputs.Select(o => (o.Column, o.Name))]);
        });
    }

    private Level Build(Relation relation, Uses uses, Scope? scope) => relation switch
    {
        Relation.Scan scan => BuildScan(scan),
        Relation.Values values => BuildValues(values, scope),
        Relation.Opaque opaque => BuildOpaque(opaque),
        Relation.WithRef reference => BuildWithRef(reference, uses),
        Relation.Block block => BuildBlock(block, uses, scope),
        Relation.LeftJoin join => BuildLeftJoin(join, uses, scope),
        Relation.FullJoin join => BuildFullJoin(join, uses, scope),
        Relation.SemiJoin join => BuildMembership(ApplyKind.Semi, join.Left, join.Right, join.On, null, isApply: false, uses, scope),
        Relation.AntiJoin join => BuildMembership(ApplyKind.Anti, join.Left, join.Right, join.On, null, isApply: false, uses, scope),
        Relation.NullAwareAntiJoin join => BuildMembership(ApplyKind.NullAwareAnti, join.Left, join.Right, join.On, null, isApply: false, uses, scope),
        Relation.Apply apply => BuildApply(apply, uses, scope),
        Relation.Project project => BuildProject(project, uses, scope),
        Relation.Aggregate aggregate => BuildAggregate(aggregate, uses, scope),
        Relation.Distinct distinct => BuildDistinct(distinct, uses, scope),
        Relation.UnionAll union => BuildUnionAll(union, distinct: false, scope),
        Relation.SetOp setOp => BuildSetOp(setOp, scope),
        Relation.Window window => BuildWindow(window, uses, scope),
        Relation.TopN topN => BuildTopN(topN, uses, scope),
        Relation.Unnest unnest => BuildUnnest(unnest, uses, scope),
        Relation.With with => BuildWith(with, uses, scope),
        Relation.RecursiveWith with => BuildRecursiveWith(with, uses, scope),
        _ => throw new UnreachableException(relation.GetType().Name),
    };

    private Column Fresh(string name, SqlType type) => new(new ColumnId(_nextFresh--), name, type);

    /// <summary>What columns stand for at a level, or in the scopes around it.</summary>
    private static Func<Column, Expr> Resolver(Level.Select level, Scope? scope) =>
        column => level.Columns.TryGetValue(column.Id, out var expr) ? expr : Resolve(column, scope);

    private static Expr Resolve(Column column, Scope? scope) =>
        scope?.Find(column) ?? throw new Refusal(Refusal.BrokenPlan, $"Column {column} is not defined where it is used.");

    private static Level.Select Single(FromItem item, IEnumerable<Column> columns)
    {
        var level = new Level.Select();
        level.From.Add(new FromElement.Single(item));
        var index = 0;
        foreach (var column in columns)
        {
            level.Columns[column.Id] = new Expr.Column(item, index++);
        }

        return level;
    }

    // A key that is a column is written by its name in the select list: being ordered by is no further use of its expression.
    private static void AddOrderUse(Uses uses, SortKey key)
    {
        if (key.Expression is Scalar.ColumnRef reference)
        {
            if (uses[reference.Column] == 0)
            {
                uses.Add(reference.Column);
            }
        }
        else
        {
            uses.Add(key.Expression);
        }
    }
}
