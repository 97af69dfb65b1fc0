using RewriteLang.Algebra;
using RewriteLang.Sql.Printing.Tree;

namespace RewriteLang.Sql.Printing.Dialects;

/// <content>Queries.</content>
internal sealed partial class SqliteTranslator
{
    /// <inheritdoc/>
    public override bool HasQualify => false;

    /// <inheritdoc/>
    public override bool HasStandardRowIn => true;

    /// <inheritdoc/>
    public override bool HasQuantifiedComparison => false;

    /// <summary>JOIN without a condition: SQLite's CROSS JOIN would fix the order of the join.</summary>
    public override string CrossJoin => "JOIN";

    /// <inheritdoc/>
    public override string OrderedJoin => "CROSS JOIN";

    /// <inheritdoc/>
    public override Expr? NoLimit => new Expr.Text("-1", Strength.Unary);

    /// <summary>SQLite's comma binds as JOIN does: behind one, a FULL JOIN would take the items before the comma along.</summary>
    public override bool MustComeFirst(FromElement element) =>
        element is FromElement.Join join && (join.Keyword == "FULL JOIN" || MustComeFirst(join.Left) || MustComeFirst(join.Right));

    /// <inheritdoc/>
    public override Query Prepare(Query query) => SqlitePreparation.Prepare(query, Capabilities);

    /// <inheritdoc/>
    public override void RequireLateral() => throw Unsupported(Refusal.Lateral, "A correlated join (LATERAL)");

    /// <inheritdoc/>
    public override void RequireUnnest() => throw Unsupported(Refusal.List, "UNNEST");

    /// <summary>VALUES has no names of its own in SQLite: the first row is a SELECT that gives them.</summary>
    public override QueryTree ValuesQuery(
        IReadOnlyList<string> names, Sequence<Column> columns, IReadOnlyList<IReadOnlyList<Expr>> rows, out bool namesColumns)
    {
        namesColumns = false;
        if (rows.Count == 0)
        {
            return NoRows(names, [.. names.Select(_ => new Expr.Text("NULL"))]);
        }

        var first = new QueryTree.Select
        {
            Items = [.. rows[0].Zip(names, (v, n) => new SelectItem(v, n))],
            From = [],
            Where = [],
            GroupBy = [],
            Having = [],
            Qualify = [],
        };
        return rows.Count == 1
            ? first
            : new QueryTree.SetOperation("UNION ALL", [first, new QueryTree.ValuesList(names, [.. rows.Skip(1)])]) { IsLeftAssociative = true };
    }

    /// <inheritdoc/>
    public override QueryTree Opaque(Relation.Opaque opaque, IReadOnlyList<QueryTree> inputs) => throw new Refusal(
        Refusal.Opaque, "The query has a part that was not understood, which only DuckDB can run.", $"The part was left as it is for the reason {opaque.Reason}.");

    /// <inheritdoc/>
    public override QueryTree SetOperand(QueryTree tree, int position)
    {
        var isSimple = tree is QueryTree.Select or QueryTree.ValuesList || (tree is QueryTree.SetOperation && position == 0);
        if (isSimple && tree is { OrderBy.Count: 0, Limit: null, Offset: null, Ctes.Count: 0 })
        {
            return tree;
        }

        var item = new FromItem { Query = tree, Columns = tree.Names };
        return new QueryTree.Select
        {
            Items = [.. tree.Names.Select((n, i) => new SelectItem(new Expr.Column(item, i), n))],
            From = [new FromElement.Single(item)],
            Where = [],
            GroupBy = [],
            Having = [],
            Qualify = [],
        };
    }

    /// <inheritdoc/>
    public override (Relation Relation, Sequence<Column> Source) ConvertOperand(
        Relation relation, Sequence<Column> source, Sequence<Column> columns, Func<string, SqlType, Column> fresh)
    {
        var items = new List<ProjectItem>();
        var sources = new List<Column>();
        var isConverted = false;
        for (var i = 0; i < columns.Count; i++)
        {
            if (SameStorage(source[i].Type, columns[i].Type))
            {
                items.Add(new(source[i], source[i].Ref()));
                sources.Add(source[i]);
            }
            else
            {
                var column = fresh(columns[i].Name, columns[i].Type);
                items.Add(new(column, new Scalar.Cast(source[i].Ref(), columns[i].Type)));
                sources.Add(column);
                isConverted = true;
            }
        }

        return isConverted ? (new Relation.Project(relation, [.. items.DistinctBy(i => i.Column.Id)]), [.. sources]) : (relation, source);
    }

    private static bool SameStorage(SqlType from, SqlType to) =>
        from.Kind == to.Kind || from.Kind is TypeKind.Null or TypeKind.Unknown || to.Kind == TypeKind.Unknown || (from.IsNumeric && to.IsNumeric);
}
