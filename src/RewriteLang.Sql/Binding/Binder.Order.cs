using RewriteLang.Algebra;
using RewriteLang.Sql.Parsing;

namespace RewriteLang.Sql.Binding;

/// <summary>DISTINCT, ORDER BY and LIMIT of a SELECT as bound.</summary>
/// <param name="IsDistinct">DISTINCT was given.</param>
/// <param name="DistinctOn">The keys of DISTINCT ON: of the rows that agree on them the first in the order stays. Empty without it.</param>
/// <param name="Order">The keys, over the same rows as the SELECT list; with the item a key names, or -1.</param>
/// <param name="Limit">LIMIT.</param>
/// <param name="Offset">OFFSET.</param>
internal sealed record Modifiers(bool IsDistinct, List<Scalar> DistinctOn, List<(SortKey Key, int Item, Node Node)> Order, Node Limit, Node Offset);

/// <content>ORDER BY and its neighbours.</content>
internal sealed partial class Binder
{
    private Modifiers BindModifiers(Node node, SelectState state)
    {
        var modifiers = new Modifiers(false, [], [], default, default);
        foreach (var modifier in node.List("modifiers"))
        {
            if (modifier.Type != "LIMIT_PERCENT_MODIFIER")
            {
                ReadsModifier(modifier);
            }

            switch (modifier.Type)
            {
                case "DISTINCT_MODIFIER" when modifier.List("distinct_on_targets").Count == 0:
                    modifiers = modifiers with { IsDistinct = true };
                    break;
                case "DISTINCT_MODIFIER":
                    modifiers.DistinctOn.AddRange(modifier.List("distinct_on_targets").Select(target => BindModifierKey(target, state, "DISTINCT ON").Value));
                    break;
                case "ORDER_MODIFIER":
                    foreach (var order in modifier.List("orders"))
                    {
                        BindOrder(order, state, modifiers.Order);
                    }

                    break;
                case "LIMIT_MODIFIER":
                    modifiers = modifiers with { Limit = modifier.Child("limit"), Offset = modifier.Child("offset") };
                    break;
                default:
                    Unsupported(Codes.UnsupportedClause, modifier.Type == "LIMIT_PERCENT_MODIFIER" ? "LIMIT with a percentage" : modifier.Type, node);
                    break;
            }
        }

        return modifiers;
    }

    private void BindOrder(Node order, SelectState state, List<(SortKey Key, int Item, Node Node)> keys)
    {
        var expression = order.Child("expression");
        if (expression.Class == "STAR" && expression.FirstFieldBeyond("columns") is null)
        {
            keys.AddRange(state.Items.Select((item, i) => (KeyOf(order, item.Value!), i, expression)));
            return;
        }

        var (value, item) = BindModifierKey(expression, state, "ORDER BY");
        keys.Add((KeyOf(order, value), item, expression));
    }

    /// <summary>A key of ORDER BY or DISTINCT ON, and the item of the SELECT list that it names; -1 for none.</summary>
    private (Scalar Value, int Item) BindModifierKey(Node expression, SelectState state, string clause)
    {
        var item = PositionOf(expression, state.Items.Count, clause) ?? ItemByAlias(expression, state);
        if (item >= 0)
        {
            return (state.Items[item].Value!, item);
        }

        if (expression.Class == "CONSTANT")
        {
            Unsupported(Codes.UnsupportedClause, $"{clause} a literal that is no position", expression);
            return (Poison, -1);
        }

        var value = BindExpression(expression, Place(state, clause, AliasOfItem(state), state.Aggregates, state.Windows, state.AboveGrouping));
        return (value, state.Items.FindIndex(i => value.Equals(i.Value)));
    }

    // A bare name means an alias before it means a column.
    private int ItemByAlias(Node expression, SelectState state) =>
        expression.Class == "COLUMN_REF" && ReadsAll(expression, "a column", "column_names") && expression.Texts("column_names") is [var name]
            ? state.Items.FindIndex(i => NameResolver.Same(i.Alias, name))
            : -1;
}
