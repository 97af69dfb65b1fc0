using RewriteLang.Algebra;
using RewriteLang.Sql.Parsing;

namespace RewriteLang.Sql.Binding;

/// <content>The plan of a SELECT, from the inside out.</content>
internal sealed partial class Binder
{
    private BoundNode Assemble(SelectState state, GroupBy groupBy, Modifiers modifiers, Wanted wanted)
    {
        var relation = FilteredInputs.Attach(state.Source.ToRelation(), state.BelowGrouping);
        Lifting? lifting = null;
        if (state.IsGrouped)
        {
            (relation, lifting) = Group(relation, state, groupBy);
        }

        Scalar Lift(Scalar scalar) => lifting is null ? scalar : lifting.Lift(scalar);
        FilteredInputs LiftAll(FilteredInputs filter) => lifting is null ? filter : lifting.Lift(filter);

        relation = Above(relation, LiftAll(state.Having));
        relation = FilteredInputs.Attach(relation, lifting is null ? state.AboveGrouping : state.AboveGrouping.Select(lifting.Lift));
        if (state.Windows.Items.Count > 0)
        {
            relation = new Relation.Window(relation, [.. state.Windows.Items.Select(w => w with { Call = w.Call.MapScalars(Lift) })]);
        }

        relation = Unnested(Above(relation, LiftAll(state.Qualify)), state, groupBy, Lift);
        var values = state.Items.ConvertAll(i => Lift(i.Value!));
        var order = modifiers.Order.ConvertAll(o => (Key: o.Key with { Expression = Lift(o.Key.Expression) }, o.Item, o.Node));
        var delivered = modifiers with { DistinctOn = modifiers.DistinctOn.ConvertAll(Lift) };
        return Deliver(relation, state.Items, values, order, delivered, wanted);
    }

    private static Relation Above(Relation relation, FilteredInputs filter)
    {
        filter.Inputs.Clear();
        filter.Inputs.Add(relation);
        return filter.ToRelation();
    }

    private (Relation Grouped, Lifting Lifting) Group(Relation relation, SelectState state, GroupBy groupBy)
    {
        var below = relation.Columns.ToHashSet();
        var inside = groupBy.Keys.ConvertAll(k => k.Value is Scalar.ColumnRef r && below.Contains(r.Column) ? r.Column : FreshFor(k.Name, k.Value));
        if (!groupBy.Keys.TrueForAll(k => k.Value is Scalar.ColumnRef r && below.Contains(r.Column)))
        {
            var items = inside.Select((c, i) => new ProjectItem(c, groupBy.Keys[i].Value)).ToList();
            foreach (var column in state.Aggregates.Items.Where(a => a.Call.Function != "grouping").SelectMany(a => Read(a.Call)).Where(below.Contains))
            {
                if (!items.Exists(i => i.Column == column))
                {
                    items.Add(new(column, column.Ref()));
                }
            }

            relation = new Relation.Project(relation, [.. items]);
        }

        var isPlain = groupBy.Sets.IsEmpty;
        var keys = inside.ConvertAll(c => new ColumnPair(isPlain ? c : Renamed(c, columns, nullable: true), c));
        var byValue = new Dictionary<Scalar, Column>();
        for (var i = 0; i < keys.Count; i++)
        {
            byValue.TryAdd(groupBy.Keys[i].Value, keys[i].Out);
        }

        var aggregates = state.Aggregates.Items.Select(a => a.Call.Function == "grouping" ? a with { Call = OverKeys(a.Call, groupBy, inside) } : a);
        var lifting = new Lifting(byValue, below, column => ReportUngrouped(column, state, groupBy));
        return (new Relation.Aggregate(relation, [.. keys], groupBy.Sets, [.. aggregates]), lifting);
    }

    private static IEnumerable<Column> Read(AggregateCall call) =>
        call.Arguments.Concat(call.Filter is null ? [] : [call.Filter]).Concat(call.OrderBy.Select(o => o.Expression)).SelectMany(s => s.ReferencedColumns());

    private AggregateCall OverKeys(AggregateCall call, GroupBy groupBy, List<Column> inside) => call with
    {
        Arguments = call.Arguments.Map(a =>
        {
            var key = groupBy.Keys.FindIndex(k => k.Value.Equals(a));
            if (key < 0)
            {
                _diagnostics.Add(Diagnostic.Error(Codes.NotGrouped, "An argument of GROUPING is not a key of GROUP BY.", source.Whole));
                return a;
            }

            return inside[key].Ref();
        }),
    };

    private void ReportUngrouped(Column column, SelectState state, GroupBy groupBy)
    {
        var place = state.Items.Select(i => FindColumn(i.Node, column.Name)).FirstOrDefault(n => n.Exists);
        if (groupBy.Keys.Exists(k => k.Value is not Scalar.ColumnRef && k.Value.ReferencedColumns().Contains(column))
            || state.BelowGrouping.Exists(a => a.Correlated.Contains(column) || a.On.Any(o => o.ReferencedColumns().Contains(column))))
        {
            // DuckDB may see the key in an expression that looks different here, or in a subquery that is written twice.
            Unsupported(Codes.UnsupportedClause, $"`{column.Name}` used beside a GROUP BY key computed from it", place);
            return;
        }

        var span = (place.Exists ? source.TokenAt(place.Location) : null) ?? source.Whole;
        var error = Diagnostic.Error(Codes.NotGrouped, $"The column `{column.Name}` is neither in GROUP BY nor inside an aggregate.", span);
        if (!_diagnostics.Contains(error))
        {
            _diagnostics.Add(error);
        }
    }

    // The first reference to a column of that name that is not below an aggregate.
    private static Node FindColumn(Node node, string name)
    {
        if (!node.Exists || node.Json.ValueKind is not (System.Text.Json.JsonValueKind.Object or System.Text.Json.JsonValueKind.Array))
        {
            return default;
        }

        if (node.Json.ValueKind == System.Text.Json.JsonValueKind.Array)
        {
            return node.Json.EnumerateArray().Select(i => FindColumn(new(i), name)).FirstOrDefault(n => n.Exists);
        }

        if (node.Class == "COLUMN_REF" && NameResolver.Same(node.Texts("column_names")[^1], name))
        {
            return node;
        }

        if (node.Class == "FUNCTION" && Typing.FunctionTypes.IsAggregate(node.Text("function_name").ToLowerInvariant()))
        {
            return default;
        }

        return node.Json.EnumerateObject().Select(p => FindColumn(new(p.Value), name)).FirstOrDefault(n => n.Exists);
    }
}
