using System.Runtime.CompilerServices;
using RewriteLang.Algebra;
using RewriteLang.Sql.Parsing;

namespace RewriteLang.Sql.Binding;

/// <content>Queries: their CTEs, and the kinds of body.</content>
internal sealed partial class Binder
{
    private static readonly BoundNode Nothing = new(new Relation.Block([], []), [], []) { IsIncomplete = true };

    /// <summary>Binds a query with its CTEs. <paramref name="scope"/> is the query's own, still empty.</summary>
    private BoundNode BindQuery(Node node, Scope scope, Wanted wanted)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        var withs = BindCtes(node, scope);
        var (said, noted) = (_diagnostics.Count, _notes.Count);
        var bound = node.Type switch
        {
            "SELECT_NODE" => BindSelect(node, scope, wanted),
            "SET_OPERATION_NODE" => BindSetOperation(node, scope, wanted),
            _ => UnsupportedQuery(node),
        };
        if (_diagnostics.Count > said)
        {
            bound = BindAsText(node, scope, said, noted) ?? bound;
        }

        for (var i = withs.Count - 1; i >= 0; i--)
        {
            if (withs[i].Names.IsUsed)
            {
                bound = bound with { Body = withs[i].Around(bound.Body) };
            }
        }

        return bound;
    }

    private BoundNode UnsupportedQuery(Node node)
    {
        Unsupported(Codes.UnsupportedClause, node.Type == "RECURSIVE_CTE_NODE" ? "a recursive CTE" : $"a query of kind {node.Type}", node);
        return Nothing;
    }

    // NULLs come last in both directions, unless it is said otherwise.
    private SortKey KeyOf(Node order, Scalar expression)
    {
        if (!ReadsAll(order, "an ORDER BY key", "null_order", "expression") || order.Type is not ("ORDER_DEFAULT" or "ASCENDING" or "DESCENDING")
            || order.Text("null_order") is not ("ORDER_DEFAULT" or "NULLS FIRST" or "NULLS LAST"))
        {
            Unsupported(Codes.UnsupportedClause, $"an ORDER BY key of kind {order.Type} {order.Text("null_order")}", order.Child("expression"));
        }

        return new(expression, order.Type == "DESCENDING", order.Text("null_order") == "NULLS FIRST" || (IsSqlite && order.Text("null_order") == "ORDER_DEFAULT" && order.Type != "DESCENDING"));
    }

    private bool ReadsModifier(Node modifier) =>
        ReadsAll(modifier, modifier.Type.Replace("_MODIFIER", "", StringComparison.Ordinal), modifier.Type switch
        {
            "ORDER_MODIFIER" => ["orders"],
            "LIMIT_MODIFIER" => ["limit", "offset"],
            "DISTINCT_MODIFIER" => ["distinct_on_targets"],
            _ => [],
        });

    /// <summary>The relation cut by LIMIT and OFFSET; itself if there are none.</summary>
    private BoundNode Cut(BoundNode bound, Node limit, Node offset)
    {
        var (n, skip) = (Bound(limit), Bound(offset));
        return n is null && skip is null ? bound : bound with { Body = new Relation.TopN(bound.Body, bound.Order, n, skip), IsCut = true };

        Scalar? Bound(Node value)
        {
            if (!value.Exists)
            {
                return null;
            }

            var scalar = BindExpression(value, new() { Scope = new(null), Clause = "LIMIT" });
            switch (scalar)
            {
                case Scalar.Constant { Value: null }:
                    return null;
                case Scalar.Constant { Value: long }:
                case Scalar.Parameter:
                    return scalar;
                case { Type.Kind: not TypeKind.Unknown } when !IsSqlite && scalar.IsDeterministic() && !scalar.ReferencedColumns().Any()
                    && DuckDbSession.Shared.Integer(value.Json.GetRawText()) is { } computed and >= 0:
                    return new Scalar.Constant(computed, SqlType.BigInt);
                default:
                    Unsupported(Codes.UnsupportedClause, "a LIMIT or OFFSET that is not an integer literal", value);
                    return null;
            }
        }
    }
}
