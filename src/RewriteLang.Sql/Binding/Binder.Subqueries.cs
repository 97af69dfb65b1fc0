using RewriteLang.Algebra;
using RewriteLang.Sql.Parsing;

namespace RewriteLang.Sql.Binding;

/// <content>Subqueries in expressions.</content>
internal sealed partial class Binder
{
    private sealed record BoundSubquery(Relation Body, IReadOnlyList<NamedColumn> Outputs, Sequence<Scalar> On, IReadOnlySet<Column> Correlated);

    /// <summary>A subquery as a value: a column that the place's attachments bring.</summary>
    private Scalar BindSubqueryValue(Node node, ExpressionContext context)
    {
        if (context.Attachments is not { } attachments)
        {
            Unsupported(Codes.UnsupportedSubquery, $"a subquery in {context.Clause}", node);
            return Poison;
        }

        var subquery = BindSubquery(node, context);
        switch (node.Text("subquery_type"))
        {
            case "SCALAR":
                if (subquery.Outputs.Count != 1)
                {
                    if (subquery.Outputs.Count > 1)
                    {
                        Error(Codes.ColumnCount, $"A subquery used as a value has 1 column, this one has {subquery.Outputs.Count}.", node);
                    }

                    return Poison;
                }

                if (IsSqlite && !HasAtMostOneRow(subquery.Body))
                {
                    return Uncertain("a subquery as a value that may have several rows", node);
                }

                var inside = subquery.Outputs[0].Column;
                var output = columns.Fresh(inside.Name, inside.Type);
                attachments.Add(new(ApplyKind.Scalar, subquery.Body, [], [new(output, inside)], null, subquery.Correlated));
                return output.Ref();
            case "EXISTS" or "NOT_EXISTS" or "ANY":
                RefuseNullsInRows(subquery, node);
                var mark = columns.Fresh("mark", SqlType.Boolean, nullable: node.Text("subquery_type") == "ANY");
                attachments.Add(new(ApplyKind.Mark, subquery.Body, subquery.On, [], mark, subquery.Correlated));
                return node.Text("subquery_type") == "NOT_EXISTS" ? new Scalar.Not(mark.Ref()) : mark.Ref();
            default:
                Unsupported(Codes.UnsupportedSubquery, $"a subquery of kind {node.Text("subquery_type")}", node);
                return Poison;
        }
    }

    /// <summary>The subquery, with the condition of IN and of quantified comparisons between the place's rows and its own.</summary>
    private BoundSubquery BindSubquery(Node node, ExpressionContext context)
    {
        ReadsAll(node, "a subquery", "subquery_type", "subquery", "child", "comparison_type");
        var own = new Scope(context.Scope);
        var kind = node.Text("subquery_type");
        var operands = kind == "ANY" ? Operands(node.Child("child"), context) : [];
        var bound = BindQuery(node.Child("subquery").Child("node"), own, default);
        Sequence<Scalar> on = [];
        if (kind == "ANY" && !bound.IsIncomplete)
        {
            if (operands.Count != bound.Outputs.Count)
            {
                Error(Codes.ColumnCount, $"{Count(operands.Count, "value")} cannot be compared with a subquery of {Count(bound.Outputs.Count, "column")}.", node);
            }
            else if (OperatorOf(node.Text("comparison_type")) is { } @operator && (operands.Count == 1 || @operator == ComparisonOperator.Equal))
            {
                on = [.. operands.Select((o, i) => Compare(@operator, o, bound.Outputs[i].Column.Ref(), node))];
            }
            else
            {
                Unsupported(Codes.UnsupportedSubquery, "a quantified comparison of rows other than equality", node);
            }
        }

        // EXISTS asks for rows, not for what is in them.
        var body = bound.Body;
        while (kind is "EXISTS" or "NOT_EXISTS" && body is Relation.Project project)
        {
            body = project.Input;
        }

        return new(body, bound.Outputs, on, own.CorrelatedColumns);
    }

    // DuckDB calls a comparison of rows UNKNOWN as soon as one holds a NULL, where the standard goes by the fields that differ.
    private void RefuseNullsInRows(BoundSubquery subquery, Node node)
    {
        if (IsSqlite && subquery.On.Count > 1)
        {
            Uncertain("IN over rows", node);
        }

        if (subquery.On.Count > 1 && subquery.On.Any(Typing.Nullability.MayBeNull))
        {
            Unsupported(Codes.UnsupportedSubquery, "NOT IN, or IN as a value, over rows that may hold a NULL", node);
        }
    }

    private List<Scalar> Operands(Node child, ExpressionContext context) =>
        IsRow(child)
            ? [.. child.List("children").Select(c => BindExpression(c, context))]
            : [BindExpression(child, context)];
}
