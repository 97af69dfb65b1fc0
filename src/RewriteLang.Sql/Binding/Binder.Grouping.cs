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
        var alias = AliasByBinding(state, "GROUP BY", below: true);
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
                ? (BindExpression(item.Node, context), item.Name ?? ExpressionNames.Short(item.Node))
                : (item.Value!, item.Name!);
        }

        var name = expression.Class == "COLUMN_REF" ? expression.Texts("column_names")[^1] : ExpressionNames.Short(expression);
        return (BindExpression(expression, context), name);
    }

    // The items without aggregates and windows are the keys.
    private GroupBy GroupByAll(SelectState state)
    {
        var computed = state.Aggregates.Items.Select(a => a.Column).Concat(state.Windows.Items.Select(w => w.Column)).ToHashSet();
        var applied = state.AboveGrouping.SelectMany(a => a.Outputs.Select(o => o.Out).Concat(a.Mark is null ? [] : [a.Mark])).ToHashSet();
        var keys = new List<(Scalar Value, string Name)>();
        foreach (var item in state.Items)
        {
            var read = item.Value!.ReferencedColumns().ToList();
            if (read.Exists(applied.Contains))
            {
                Unsupported(Codes.UnsupportedSubquery, "a subquery in the SELECT list beside GROUP BY ALL", item.Node);
            }

            if (!read.Exists(computed.Contains) && !keys.Exists(k => k.Value.Equals(item.Value!)))
            {
                keys.Add((item.Value!, item.Name ?? "key"));
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
