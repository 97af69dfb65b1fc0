using RewriteLang.Algebra;
using RewriteLang.Sql.Parsing;

namespace RewriteLang.Sql.Binding;

/// <content>Recursive CTEs.</content>
internal sealed partial class Binder
{
    private BoundCte BindRecursive(string name, Node node, List<string> aliases, Scope scope)
    {
        var isComplete = ReadsAll(node, "a recursive CTE", "modifiers", "cte_map", "cte_name", "union_all", "left", "right", "aliases");
        if (node.List("modifiers").Count > 0)
        {
            Unsupported(Codes.UnsupportedClause, "ORDER BY or LIMIT of a recursive CTE", node);
        }

        var inner = new Scope(scope);
        var around = BindCtes(node, inner);
        var anchor = BindQuery(node.Child("left"), new Scope(inner), new(IsNamed: true));
        var unique = UniqueCteName(name);
        var named = Rename(Deduplicated(anchor.Outputs), aliases, $"CTE `{name}`", node).ConvertAll(c => c with { Column = columns.Fresh(c.Name, c.Column.Type) });
        var definition = named.Select(c => c.Column).ToSequence();
        isComplete &= !anchor.IsIncomplete;

        var self = new CteScope(name, unique, named, inner.Ctes) { IsIncomplete = !isComplete };
        var step = BindQuery(node.Child("right"), new Scope(new Scope(inner) { Ctes = self }), default);
        isComplete &= !step.IsIncomplete;
        if (isComplete && step.Outputs.Count != definition.Count)
        {
            Error(Codes.ColumnCount, $"The sides of the recursive CTE `{name}` have {Count(definition.Count, "column")} and {Count(step.Outputs.Count, "column")}.", node);
            isComplete = false;
        }

        if (isComplete && step.Outputs.Where((o, i) => o.Column.Type != definition[i].Type && o.Column.Type.Kind != TypeKind.Unknown).Any())
        {
            Unsupported(Codes.UnsupportedClause, "a recursive CTE whose two sides differ in type", node);
        }

        if (around.Exists(w => w.Names.IsUsed))
        {
            Unsupported(Codes.UnsupportedClause, "a CTE inside a recursive CTE", node);
        }

        var names = new CteScope(name, unique, named, scope.Ctes) { IsIncomplete = !isComplete };
        return new(names, Around);

        Relation Around(Relation relation)
        {
            Sequence<Column> anchorSource = [.. anchor.Outputs.Select(o => o.Column)];
            Sequence<Column> stepSource = [.. step.Outputs.Select(o => o.Column)];
            var all = node.Flag("union_all");
            if (self.IsUsed)
            {
                return new Relation.RecursiveWith(unique, definition, anchor.Body, anchorSource, step.Body, stepSource, all, relation);
            }

            // It does not read itself: a plain UNION.
            Relation union = new Relation.UnionAll([anchor.Body, step.Body], definition, [anchorSource, stepSource]);
            return new Relation.With(unique, all ? union : new Relation.Distinct(union), relation, Materialization.Unspecified);
        }
    }
}
