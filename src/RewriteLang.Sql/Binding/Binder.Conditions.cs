using RewriteLang.Algebra;
using RewriteLang.Sql.Parsing;

namespace RewriteLang.Sql.Binding;

/// <content>Conditions of WHERE, ON, HAVING and QUALIFY: conjunct by conjunct, so that subqueries become joins where they can.</content>
internal sealed partial class Binder
{
    /// <summary>Adds a condition to <paramref name="target"/>.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="context">Where it stands; its destination of subqueries does not matter.</param>
    /// <param name="target">What it filters.</param>
    /// <param name="takesSubqueries">Whether subqueries are supported here.</param>
    private void BindConditions(Node condition, ExpressionContext context, FilteredInputs target, bool takesSubqueries = true)
    {
        if (condition.Type == "CONJUNCTION_AND")
        {
            ReadsAll(condition, "AND", "children");
            foreach (var child in condition.List("children"))
            {
                BindConditions(child, context, target, takesSubqueries);
            }

            return;
        }

        var attachments = new List<Attachment>();
        var place = context.With(takesSubqueries ? attachments : null);
        var rest = takesSubqueries && BindWholeSubquery(condition, place) ? Scalars.True : BindPredicate(condition, place);
        target.Attachments.AddRange(attachments);
        (attachments.Count == 0 ? target.Conjuncts : target.Rest).AddRange(rest.Conjuncts());
    }

    /// <summary>A conjunct that is nothing but EXISTS or IN, or NOT of one, as a semi or anti join; false if it is something else.</summary>
    private bool BindWholeSubquery(Node node, ExpressionContext place)
    {
        var isNegated = false;
        while (node.Type == "OPERATOR_NOT")
        {
            isNegated = !isNegated;
            node = node.List("children")[0];
        }

        var kind = node.Class == "SUBQUERY" ? node.Text("subquery_type") : "";
        if (kind is not ("EXISTS" or "NOT_EXISTS" or "ANY"))
        {
            return false;
        }

        isNegated ^= kind == "NOT_EXISTS";
        var subquery = BindSubquery(node, place);
        var applied = kind != "ANY" ? (isNegated ? ApplyKind.Anti : ApplyKind.Semi) : isNegated ? ApplyKind.NullAwareAnti : ApplyKind.Semi;
        if (applied == ApplyKind.NullAwareAnti)
        {
            RefuseNullsInRows(subquery, node);
        }

        place.Attachments!.Add(new(applied, subquery.Body, subquery.On, [], null, subquery.Correlated));
        return true;
    }
}
