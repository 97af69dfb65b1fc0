using RewriteLang.Algebra;
using RewriteLang.Sql.Printing.Tree;

namespace RewriteLang.Sql.Printing.Dialects;

/// <content>What dialects differ in above expressions.</content>
internal abstract partial class Translator
{
    /// <summary>Whether there is a QUALIFY clause.</summary>
    public abstract bool HasQualify { get; }

    /// <summary>Whether IN over row values is the three-valued conjunction of equalities.</summary>
    public abstract bool HasStandardRowIn { get; }

    /// <summary>Whether there are comparisons with ANY row of a query.</summary>
    public abstract bool HasQuantifiedComparison { get; }

    /// <summary>The keyword of an inner join without a condition.</summary>
    public abstract string CrossJoin { get; }

    /// <summary>The join without condition that keeps the engine from choosing another order; null if it has none.</summary>
    public virtual string? OrderedJoin => null;

    /// <summary>LIMIT for all rows, where OFFSET needs one; null where it does not.</summary>
    public abstract Expr? NoLimit { get; }

    /// <summary>Whether an element changes its meaning behind a comma.</summary>
    public abstract bool MustComeFirst(FromElement element);

    /// <summary>Refuses where FROM items cannot read those before them.</summary>
    public virtual void RequireLateral()
    {
    }

    /// <summary>Refuses where there is no unnest.</summary>
    public virtual void RequireUnnest()
    {
    }

    /// <summary>The query of rows given in the text.</summary>
    /// <param name="names">Its column names.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="namesColumns">Whether the names have to stand behind the alias.</param>
    public abstract QueryTree ValuesQuery(
        IReadOnlyList<string> names, Sequence<Column> columns, IReadOnlyList<IReadOnlyList<Expr>> rows, out bool namesColumns);

    /// <summary>Text that was not understood.</summary>
    public abstract QueryTree Opaque(Relation.Opaque opaque, IReadOnlyList<QueryTree> inputs);

    /// <summary>The words for a CTE's materialization, or none.</summary>
    public string Hint(Materialization materialization) => materialization switch
    {
        Materialization.Always when Capabilities.HasMaterializedHint => "MATERIALIZED",
        Materialization.Never when Capabilities.HasMaterializedHint => "NOT MATERIALIZED",
        _ => "",
    };

    /// <summary>The name of a set operator.</summary>
    public virtual string SetOperator(SetOperator @operator, bool all) =>
        (@operator == Algebra.SetOperator.Intersect ? "INTERSECT" : "EXCEPT") + (all ? " ALL" : "");

    /// <summary>A query as it can stand as an operand at a position of a set operation.</summary>
    public abstract QueryTree SetOperand(QueryTree tree, int position);

    /// <summary>An operand's relation and columns, converted to the result's types where the engine would not do it.</summary>
    public virtual (Relation Relation, Sequence<Column> Source) ConvertOperand(
        Relation relation, Sequence<Column> source, Sequence<Column> columns, Func<string, SqlType, Column> fresh) => (relation, source);

    /// <summary>A query without FROM that has these columns and no rows.</summary>
    protected static QueryTree.Select NoRows(IReadOnlyList<string> names, IReadOnlyList<Expr> values) => new()
    {
        Items = [.. values.Zip(names, (v, n) => new SelectItem(v, n))],
        From = [],
        Where = [new Expr.Text("FALSE")],
        GroupBy = [],
        Having = [],
        Qualify = [],
    };
}
