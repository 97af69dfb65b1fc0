using RewriteLang.Algebra;
using RewriteLang.Sql.Parsing;

namespace RewriteLang.Sql.Binding;

/// <summary>GROUP BY as bound.</summary>
/// <param name="Keys">The keys' values over the rows before grouping, each with the expression it came from.</param>
/// <param name="Sets">Grouping sets as positions in the keys; empty for the one set of all.</param>
/// <param name="IsExplicit">Whether rows are grouped even without keys and aggregates.</param>
internal sealed record GroupBy(List<(Scalar Value, string Name)> Keys, Sequence<Sequence<int>> Sets, bool IsExplicit);

/// <content>GROUP BY.</content>
internal sealed partial class Binder
{
    private GroupBy BindGroupBy(Node node, SelectState state)
    {
        var keys = new List<(Scalar Value, string Name)>();
        switch (node.Text("aggregate_handling"))
        {
            case "STANDARD_HANDLING" or "":
                break;
            case "FORCE_AGGREGATES":
                return GroupByAll(state);
            case var other:
                Unsupported(Codes.UnsupportedClause, other, node);
                break;
        }

        var expressions = node.List("group_expressions");
        var positions = new List<int>();
        var bindAlias = AliasByBinding(state, "GROUP BY", below: true);
        Scalar? alias(string name) => state.Items.Find(i => NameResolver.Same(i.Alias, name)) is { } item && KeyOf(item, state) is { } key ? key : bindAlias(name);
        var context = Place(state, "GROUP BY", alias, attachments: state.BelowGrouping);
        foreach (var expression in expressions)
        {
            var (value, name) = BindKey(expression, state, context);
            var known = keys.FindIndex(k => k.Value.Equals(value) && value.IsDeterministic());
            positions.Add(known < 0 ? keys.Count : known);
            if (known < 0)
            {
                keys.Add((value, name));
            }
        }

        var sets = node.Json.TryGetProperty("group_sets", out var list)
            ? list.EnumerateArray().Select(s => s.EnumerateArray().Select(i => positions[i.GetInt32()]).Distinct().Order().ToSequence()).ToSequence()
            : [];
        var isPlain = sets.Count == 0 || (sets.Count == 1 && sets[0].Count == keys.Count);
        return new(keys, isPlain ? [] : sets, sets.Count > 0);
    }

    private (Scalar Value, string Name) BindKey(Node expression, SelectState state, ExpressionContext context)
    {
        if (PositionOf(expression, state.Items.Count, "GROUP BY") is { } position)
        {
            var item = state.Items[position];
            return item.Node.Exists
                ? (KeyOf(item, state) ?? BindExpression(item.Node, context), item.Name ?? ExpressionNames.Short(item.Node))
                : (item.Value!, item.Name!);
        }

        var name = expression.Class == "COLUMN_REF" ? expression.Texts("column_names")[^1] : ExpressionNames.Short(expression);
        return (BindExpression(expression, context), name);
    }

    /// <summary>
    /// The value of an item that holds subqueries, as a key: its subqueries go below the grouping, where they are evaluated for each row, and the item
    /// shows the key. Null for an item without subqueries, which can be bound again, and for one that reads aggregates.
    /// </summary>
    private static Scalar? KeyOf(SelectItem item, SelectState state)
    {
        if (item.Value is null)
        {
            return null;
        }

        var subqueries = OfSubqueries(item.Value, state);
        if (subqueries.Count > 0)
        {
            var computed = state.Aggregates.Items.Select(a => a.Column).Concat(state.Windows.Items.Select(w => w.Column)).ToHashSet();
            if (item.Value.Uses(computed) || subqueries.Exists(s => s.Correlated.Overlaps(computed) || s.On.Any(o => o.Uses(computed))))
            {
                return null;
            }

            state.AboveGrouping.RemoveAll(subqueries.Contains);
            state.BelowGrouping.AddRange(subqueries);
            return item.Value;
        }

        return item.Value.ReferencedColumns().Any(state.BelowGrouping.SelectMany(Given).Contains) ? item.Value : null;
    }

    // The subqueries above the grouping whose columns the value reads, with those that these read, in their order.
    private static List<Attachment> OfSubqueries(Scalar value, SelectState state)
    {
        var read = value.ReferencedColumns().ToHashSet();
        var found = new List<Attachment>();
        foreach (var attachment in state.AboveGrouping.AsEnumerable().Reverse().Where(a => Given(a).Any(read.Contains)))
        {
            found.Insert(0, attachment);
            read.UnionWith(attachment.Correlated);
            read.UnionWith(attachment.On.SelectMany(o => o.ReferencedColumns()));
        }

        return found;
    }

    private static IEnumerable<Column> Given(Attachment attachment) =>
        attachment.Outputs.Select(o => o.Out).Concat(attachment.Mark is null ? [] : [attachment.Mark]);

    // The items without aggregates and windows are the keys.
    private GroupBy GroupByAll(SelectState state)
    {
        var computed = state.Aggregates.Items.Select(a => a.Column).Concat(state.Windows.Items.Select(w => w.Column)).ToHashSet();
        var keys = new List<(Scalar Value, string Name)>();
        foreach (var item in state.Items)
        {
            if (item.Value!.ReferencedColumns().Any(computed.Contains))
            {
                if (OfSubqueries(item.Value!, state).Count > 0)
                {
                    Unsupported(Codes.UnsupportedSubquery, "a subquery and an aggregate in one item beside GROUP BY ALL", item.Node);
                }

                continue;
            }

            var key = KeyOf(item, state) ?? item.Value!;
            if (!keys.Exists(k => k.Value.Equals(key)))
            {
                keys.Add((key, item.Name ?? "key"));
            }
        }

        return new(keys, [], true);
    }

    /// <summary>The item that an integer literal in GROUP BY or ORDER BY names, from 0; null if it is no position.</summary>
    private int? PositionOf(Node expression, int count, string clause)
    {
        if (expression.Class != "CONSTANT" || !ReadsAll(expression, "a literal", "value") || Typing.Literals.Read(expression.Child("value")) is not { Value: long position } constant || !constant.Type.IsInteger)
        {
            return null;
        }

        if (position >= 1 && position <= count)
        {
            return (int)position - 1;
        }

        Error(Codes.Position, $"{clause} {position} is out of range: the SELECT list has {Count(count, "item")}.", expression);
        return count > 0 ? 0 : null;
    }
}
