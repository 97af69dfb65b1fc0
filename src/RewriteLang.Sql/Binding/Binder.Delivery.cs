using RewriteLang.Algebra;
using RewriteLang.Sql.Parsing;

namespace RewriteLang.Sql.Binding;

/// <content>What a SELECT delivers: its projection, DISTINCT, order and cut.</content>
internal sealed partial class Binder
{
    private BoundNode Deliver(
        Relation relation,
        List<SelectItem> items,
        List<Scalar> values,
        List<(SortKey Key, int Item, Node Node)> order,
        Modifiers modifiers,
        Wanted wanted)
    {
        var isOrdered = wanted.KeepsOrder || modifiers.Limit.Exists || modifiers.Offset.Exists || modifiers.DistinctOn.Count > 0;
        var available = relation.Columns.ToHashSet();
        var projection = new List<ProjectItem>();
        var projected = new HashSet<Column>();
        var isComputed = false;
        var outputs = new List<NamedColumn>();
        for (var i = 0; i < items.Count; i++)
        {
            outputs.Add(new(items[i].Name!, Projected(values[i], items[i].Name!)));
        }

        var keys = new List<SortKey>();
        foreach (var (key, item, node) in isOrdered ? order : [])
        {
            var position = item >= 0 ? item : values.IndexOf(key.Expression);
            if (position < 0 && modifiers.IsDistinct)
            {
                Unsupported(Codes.UnsupportedClause, "ORDER BY something that SELECT DISTINCT does not select", node);
            }

            var column = position >= 0 ? outputs[position].Column : Projected(key.Expression, "order_key");
            keys.Add(key with { Expression = column.Ref() });
        }

        var distinctOn = modifiers.DistinctOn.ConvertAll(
            key => (values.IndexOf(key) is var position and >= 0 ? outputs[position].Column : Projected(key, "distinct_key")).Ref());
        if (isComputed || (modifiers.IsDistinct && !relation.Columns.SequenceEqual(projection.Select(p => p.Column))))
        {
            relation = new Relation.Project(relation, [.. projection]);
        }

        if (modifiers.IsDistinct)
        {
            relation = new Relation.Distinct(relation);
        }

        if (distinctOn.Count > 0)
        {
            relation = FirstOfEach(relation, distinctOn, keys);
        }

        return Cut(new(relation, outputs, [.. keys]), modifiers.Limit, modifiers.Offset);

        Column Projected(Scalar value, string name)
        {
            if (value is Scalar.ColumnRef { Column: var column } && available.Contains(column))
            {
                if (projected.Add(column))
                {
                    projection.Add(new(column, value));
                }

                return column;
            }

            isComputed = true;
            var computed = FreshFor(name, value);
            projection.Add(new(computed, value));
            return computed;
        }
    }

    /// <summary>DISTINCT ON: of the rows that agree on the keys, NULLs being equal, the first in the order.</summary>
    private Relation.Block FirstOfEach(Relation relation, IEnumerable<Scalar> keys, IEnumerable<SortKey> order)
    {
        var number = columns.Fresh("row_number", SqlType.BigInt, nullable: false);
        var call = new WindowCall("row_number", [], false, null, false, [.. keys], [.. order], null, SqlType.BigInt);
        return new([new Relation.Window(relation, [new(number, call)])], [number.Ref().EqualTo(new Scalar.Constant(1L, SqlType.BigInt))]);
    }
}
