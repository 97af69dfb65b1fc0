using RewriteLang.Algebra;
using RewriteLang.Sql.Parsing;
using RewriteLang.Sql.Typing;

namespace RewriteLang.Sql.Binding;

/// <content>Functions and aggregates.</content>
internal sealed partial class Binder
{
    private static readonly string[] FunctionFields =
        ["function_name", "schema", "children", "filter", "order_bys", "distinct", "is_operator", "catalog"];

    private Scalar BindFunction(Node node, ExpressionContext context)
    {
        var name = node.Text("function_name").ToLowerInvariant();
        var children = node.List("children");
        if (!ReadsAll(node, "a function call", FunctionFields) || !(node.Child("order_bys") is not { Exists: true } by || ReadsAll(by, "ORDER BY", "orders")))
        {
            return Poison;
        }

        if (node.Text("schema") is not ("" or "main") || node.Text("catalog") is not ("" or "system") || children.Exists(c => c.Alias.Length > 0))
        {
            Unsupported(Codes.UnsupportedFunction, $"a call of {name} with named arguments or in another schema", node);
            return Poison;
        }

        if (FunctionTypes.IsAggregate(name))
        {
            return BindAggregate(name, node, children, context);
        }

        if (node.Flag("distinct") || node.Child("filter").Exists || node.Child("order_bys") is { Exists: true } orders && orders.List("orders").Count > 0)
        {
            Error(Codes.MisplacedCall, $"`{name}` is not an aggregate: DISTINCT, FILTER and ORDER BY do not apply to it.", node);
            return Poison;
        }

        // At once, before anything of the arguments is noted.
        if (children.Find(c => c.Class == "LAMBDA") is { Exists: true } lambda)
        {
            Unsupported(Codes.UnsupportedExpression, Construct(lambda), lambda);
            return Poison;
        }

        var arguments = children.Select(c => BindExpression(c, context.Inside)).ToList();
        if (IsSqlite)
        {
            return SqliteCall(name, arguments, node);
        }

        return name switch
        {
            "~~" => Call("like", arguments, node),
            "!~~" => Negated(Call("like", arguments, node)),
            "~~*" => Call("ilike", arguments, node),
            "!~~*" => Negated(Call("ilike", arguments, node)),
            "not_like_escape" => Negated(Call("like_escape", arguments, node)),
            "not_ilike_escape" => Negated(Call("ilike_escape", arguments, node)),
            _ => Intervals.Fold(name, arguments) ?? Call(name, arguments, node),
        };
    }

    private static Scalar Negated(Scalar scalar) => ReferenceEquals(scalar, Poison) ? scalar : new Scalar.Not(scalar);

    private Scalar Call(string function, List<Scalar> arguments, Node node)
    {
        if (arguments.Exists(a => a.Type.Kind == TypeKind.Unknown))
        {
            if (!Arithmetic.IsOperator(function) && !FunctionTypes.Exists(function))
            {
                ReportUnknownFunction(function, node);
            }

            return new Scalar.Call(function, [.. arguments], SqlType.Unknown);
        }

        if (function is "unnest" or "unlist")
        {
            Unsupported(Codes.UnsupportedFunction, $"`{function}` as a value", node);
            return Poison;
        }

        if (!IsSqlite && FunctionTypes.IsBareNull(function, arguments))
        {
            return Scalars.Null(SqlType.Null);
        }

        if (FunctionTypes.OfScalar(function, arguments) is { } type)
        {
            return new Scalar.Call(function, [.. arguments], type);
        }

        if (!Arithmetic.IsOperator(function) && !FunctionTypes.Exists(function))
        {
            ReportUnknownFunction(function, node);
        }
        else if (TypeOracle.IsTableFunction(function))
        {
            Unsupported(Codes.UnsupportedFunction, $"`{function}` as a value", node);
        }
        else
        {
            Error(Codes.Types, $"`{function}` does not take {ListedTypes(arguments)}.", node, "cast the arguments");
        }

        return Poison;
    }

    private static string ListedTypes(List<Scalar> arguments) =>
        arguments.Count == 0 ? "no arguments" : string.Join(" and ", arguments.Select(a => a.Type.ToString()));

    private void ReportUnknownFunction(string function, Node node) =>
        Error(Codes.UnknownFunction, $"There is no function `{function}`.", node, Suggestions.For(function, DuckDbSession.Shared.Functions.Keys));

    private Scalar BindAggregate(string name, Node node, List<Node> children, ExpressionContext context)
    {
        if (context.Aggregates is not { } aggregates)
        {
            Error(Codes.MisplacedCall, $"The aggregate `{name}` cannot stand in {context.Clause}.", node);
            return Poison;
        }

        var inner = aggregates.Arguments;
        var arguments = children.Select(c => BindExpression(c, inner)).ToList();
        var filter = node.Child("filter") is { Exists: true } f ? BindPredicate(f, inner) : null;
        var order = OrderKeys(node.Child("order_bys") is { Exists: true } o ? o.List("orders") : [], inner);
        var function = name == "count" && arguments.Count == 0 ? "count_star" : name;
        if (IsOuterOnly(filter is null ? arguments : [.. arguments, filter], context.Scope))
        {
            Unsupported(Codes.UnsupportedFunction, "an aggregate over columns of an outer query only", node);
            return Poison;
        }

        if ((IsSqlite && !AggregatesAlike(function, arguments, order, node)) || AggregateType(function, arguments, node) is not { } type)
        {
            return Poison;
        }

        var call = new AggregateCall(function, [.. arguments], node.Flag("distinct"), filter, order, type);
        var column = aggregates.Add(call, context.NameHint ?? function, function is not ("count" or "count_star"), columns);
        if (function == "avg")
        {
            _certainlyReal.Add(column);
        }

        return column.Ref();
    }

    private SqlType? AggregateType(string function, List<Scalar> arguments, Node node)
    {
        if (arguments.Exists(a => a.Type.Kind == TypeKind.Unknown))
        {
            return function is "count" ? SqlType.BigInt : SqlType.Unknown;
        }

        if (FunctionTypes.OfAggregate(function, arguments) is { } type)
        {
            return type;
        }

        Error(Codes.Types, $"`{function}` does not take {ListedTypes(arguments)}.", node, "cast the arguments");
        return null;
    }

    private Sequence<SortKey> OrderKeys(List<Node> orders, ExpressionContext context) =>
        [.. orders.Select(o => KeyOf(o, BindExpression(o.Child("expression"), context)))];

    // Such a call belongs to the outer query.
    private static bool IsOuterOnly(List<Scalar> arguments, Scope scope)
    {
        var read = arguments.SelectMany(a => a.ReferencedColumns()).ToList();
        return read.Count > 0 && scope.Outer is not null
            && !read.Exists(c => scope.Variables.Exists(v => v.Columns.Any(n => n.Column == c)))
            && VariablesInSight(scope.Outer).Any(v => v.Columns.Any(n => read.Contains(n.Column)));
    }

    private Scalar BindGrouping(Node node, List<Node> children, ExpressionContext context)
    {
        if (context.Aggregates is not { } aggregates)
        {
            Error(Codes.MisplacedCall, $"GROUPING cannot stand in {context.Clause}.", node);
            return Poison;
        }

        var arguments = children.Select(c => BindExpression(c, aggregates.Arguments)).ToSequence();
        return aggregates.Add(new("grouping", arguments, false, null, [], SqlType.BigInt), context.NameHint ?? "grouping", false, columns).Ref();
    }
}
