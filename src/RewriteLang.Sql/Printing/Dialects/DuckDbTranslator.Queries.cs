using RewriteLang.Algebra;
using RewriteLang.Sql.Printing.Tree;

namespace RewriteLang.Sql.Printing.Dialects;

/// <content>Queries.</content>
internal sealed partial class DuckDbTranslator
{
    /// <inheritdoc/>
    public override bool HasQualify => true;

    /// <summary>DuckDB compares rows like structs: a NULL field makes the whole comparison UNKNOWN or equal, not FALSE beside a field that differs.</summary>
    public override bool HasStandardRowIn => false;

    /// <inheritdoc/>
    public override bool HasQuantifiedComparison => true;

    /// <inheritdoc/>
    public override string CrossJoin => "CROSS JOIN";

    /// <inheritdoc/>
    public override Expr? NoLimit => null;

    /// <inheritdoc/>
    public override bool MustComeFirst(FromElement element) => false;

    /// <inheritdoc/>
    public override QueryTree ValuesQuery(
        IReadOnlyList<string> names, Sequence<Column> columns, IReadOnlyList<IReadOnlyList<Expr>> rows, out bool namesColumns)
    {
        namesColumns = rows.Count > 0;
        return rows.Count > 0
            ? new QueryTree.ValuesList(names, rows)
            : NoRows(names, [.. columns.Select(c => (Expr)new Expr.Cast(new Expr.Text("NULL"), Spelling(c.Type), false))]);
    }

    /// <inheritdoc/>
    public override QueryTree Opaque(Relation.Opaque opaque, IReadOnlyList<QueryTree> inputs) =>
        new QueryTree.Verbatim(opaque.Sql, [.. opaque.Holes.Select((h, i) => (h.Position, inputs[i]))], [.. opaque.Columns.Select(c => c.Name)]);

    /// <summary>DuckDB takes an operand with an order, a limit or an operator of its own in parentheses.</summary>
    public override QueryTree SetOperand(QueryTree tree, int position) => tree;
}
