using RewriteLang.Algebra;
using RewriteLang.Sql.Parsing;
using RewriteLang.Sql.Typing;

namespace RewriteLang.Sql.Binding;

/// <content>UNION, INTERSECT, EXCEPT.</content>
internal sealed partial class Binder
{
    private BoundNode BindSetOperation(Node node, Scope scope, Wanted wanted)
    {
        var isComplete = ReadsAll(node, "a set operation", "modifiers", "cte_map", "setop_type", "left", "right", "setop_all");
        var left = BindQuery(node.Child("left"), new Scope(scope), wanted with { KeepsOrder = false });
        var right = BindQuery(node.Child("right"), new Scope(scope), node.Text("setop_type") == "UNION_BY_NAME" ? new(IsNamed: true) : default);
        var kind = node.Text("setop_type");
        if (kind == "UNION_BY_NAME" && !IsSqlite && !left.IsIncomplete && !right.IsIncomplete && ByName(left, right) is var (byNameLeft, byNameRight))
        {
            (kind, left, right) = ("UNION", byNameLeft, byNameRight);
        }

        if (kind is not ("UNION" or "INTERSECT" or "EXCEPT"))
        {
            Unsupported(Codes.UnsupportedClause, kind.Replace('_', ' '), node);
            return Nothing;
        }

        if (left.IsIncomplete || right.IsIncomplete || !isComplete)
        {
            return Nothing with { Outputs = left.Outputs };
        }

        if (left.Outputs.Count != right.Outputs.Count)
        {
            Error(Codes.ColumnCount, $"The sides of {kind} have {Count(left.Outputs.Count, "column")} and {Count(right.Outputs.Count, "column")}.", node);
            return Nothing with { Outputs = left.Outputs };
        }

        var types = new List<SqlType>();
        for (var i = 0; i < left.Outputs.Count; i++)
        {
            var (l, r) = (left.Outputs[i].Column.Type, right.Outputs[i].Column.Type);
            if (IsSqlite)
            {
                AreAlike([l, r], kind, node);
            }

            if (CommonType.OfColumns(l, r) is not { } type)
            {
                Error(Codes.Types, $"Column {i + 1} of {kind} has no common type: {l} and {r}.", node);
                type = SqlType.Unknown;
            }

            types.Add(type);
        }

        var (leftBody, leftSource) = Cast(left, types);
        var (rightBody, rightSource) = Cast(right, types);
        var outputs = types.Select((t, i) => columns.Fresh(left.Outputs[i].Name, t, leftSource[i].Nullable || rightSource[i].Nullable)).ToSequence();

        // DuckDB leaves fields with their default value out, and the default of this one is true.
        var all = node.Flag("setop_all", whenAbsent: true);
        Relation body = kind switch
        {
            "UNION" => Union(leftBody, leftSource, rightBody, rightSource, outputs),
            "INTERSECT" => new Relation.SetOp(SetOperator.Intersect, all, leftBody, rightBody, outputs, leftSource, rightSource),
            _ => new Relation.SetOp(SetOperator.Except, all, leftBody, rightBody, outputs, leftSource, rightSource),
        };
        if (kind == "UNION" && !all)
        {
            body = new Relation.Distinct(body);
        }

        return ApplySetModifiers(node, new(body, [.. outputs.Select((c, i) => new NamedColumn(left.Outputs[i].Name, c))], []));
    }

    // The columns of both sides by name, those of the left side first; a side has NULLs in those that it lacks.
    private (BoundNode Left, BoundNode Right)? ByName(BoundNode left, BoundNode right)
    {
        var names = left.Outputs.Concat(right.Outputs).Select(o => o.Name).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        return AreDistinct(left) && AreDistinct(right) ? (Widened(left), Widened(right)) : null;

        static bool AreDistinct(BoundNode side) => side.Outputs.DistinctBy(o => o.Name, StringComparer.OrdinalIgnoreCase).Count() == side.Outputs.Count;

        BoundNode Widened(BoundNode side)
        {
            var added = names.Where(n => !side.Outputs.Any(o => NameResolver.Same(o.Name, n))).ToDictionary(n => n, n => columns.Fresh(n, SqlType.Null, nullable: true), StringComparer.OrdinalIgnoreCase);
            var passed = side.Outputs.Select(o => o.Column).Distinct().Select(c => new ProjectItem(c, c.Ref()));
            var body = added.Count == 0 ? side.Body : new Relation.Project(side.Body, [.. passed, .. added.Values.Select(c => new ProjectItem(c, Scalars.Null(SqlType.Null)))]);
            return side with
            {
                Body = body,
                Outputs = [.. names.Select(n => added.TryGetValue(n, out var column) ? new NamedColumn(n, column) : side.Outputs.First(o => NameResolver.Same(o.Name, n)))],
            };
        }
    }

    // A UNION ALL whose first operand is one itself becomes one with more inputs; also to the right.
    private static Relation.UnionAll Union(Relation left, Sequence<Column> leftSource, Relation right, Sequence<Column> rightSource, Sequence<Column> outputs)
    {
        var inputs = new List<Relation>();
        var sources = new List<Sequence<Column>>();
        foreach (var (relation, source) in new[] { (left, leftSource), (right, rightSource) })
        {
            if (relation is Relation.UnionAll union && union.Columns == source)
            {
                inputs.AddRange(union.Inputs);
                sources.AddRange(union.Sources);
            }
            else
            {
                inputs.Add(relation);
                sources.Add(source);
            }
        }

        return new([.. inputs], outputs, [.. sources]);
    }

    // The columns of one side in their common types.
    private (Relation Body, Sequence<Column> Source) Cast(BoundNode bound, List<SqlType> types)
    {
        if (!bound.Outputs.Where((o, i) => o.Column.Type != types[i] && types[i].Kind != TypeKind.Unknown).Any())
        {
            return (bound.Body, [.. bound.Outputs.Select(o => o.Column)]);
        }

        var items = new List<ProjectItem>();
        var source = new List<Column>();
        for (var i = 0; i < types.Count; i++)
        {
            var column = bound.Outputs[i].Column;
            if (column.Type != types[i])
            {
                var value = column.Type.Kind == TypeKind.Null ? Scalars.Null(types[i]) : new Scalar.Cast(column.Ref(), types[i]);
                column = FreshFor(bound.Outputs[i].Name, value);
                items.Add(new(column, value));
            }
            else if (!items.Exists(x => x.Column == column))
            {
                items.Add(new(column, column.Ref()));
            }

            source.Add(column);
        }

        // A projection below computes the value already: casting there keeps one projection.
        return (new Relation.Project(bound.Body, [.. items]), [.. source]);
    }

    private BoundNode ApplySetModifiers(Node node, BoundNode bound)
    {
        foreach (var modifier in node.List("modifiers"))
        {
            ReadsModifier(modifier);
            switch (modifier.Type)
            {
                case "ORDER_MODIFIER":
                    bound = bound with { Order = [.. modifier.List("orders").SelectMany(o => SetOrderKeys(o, bound))] };
                    break;
                case "LIMIT_MODIFIER":
                    bound = Cut(bound, modifier.Child("limit"), modifier.Child("offset"));
                    break;
                default:
                    Unsupported(Codes.UnsupportedClause, modifier.Type, node);
                    break;
            }
        }

        return bound;
    }

    private IEnumerable<SortKey> SetOrderKeys(Node order, BoundNode bound)
    {
        var expression = order.Child("expression");
        if (expression.Class == "STAR")
        {
            return bound.Outputs.Select(o => KeyOf(order, o.Column.Ref()));
        }

        if (PositionOf(expression, bound.Outputs.Count, "ORDER BY") is { } position)
        {
            return [KeyOf(order, bound.Outputs[position].Column.Ref())];
        }

        if (expression.Class == "COLUMN_REF" && ReadsAll(expression, "a column", "column_names") && expression.Texts("column_names") is [var name])
        {
            var found = bound.Outputs.Where(o => NameResolver.Same(o.Name, name)).ToList();
            if (found.Count == 1)
            {
                return [KeyOf(order, found[0].Column.Ref())];
            }
        }

        Unsupported(Codes.UnsupportedClause, "ORDER BY of a set operation by anything but the names and positions of its columns", expression);
        return [];
    }
}
