using RewriteLang.Algebra;
using RewriteLang.Sql.Parsing;
using RewriteLang.Sql.Typing;

namespace RewriteLang.Sql.Binding;

/// <content>Window functions.</content>
internal sealed partial class Binder
{
    private Scalar BindWindow(Node node, ExpressionContext context)
    {
        var isComplete = ReadsAll(
            node, "a window function", "function_name", "schema", "catalog", "children", "partitions", "orders", "start", "end", "start_expr", "end_expr",
            "offset_expr", "default_expr", "ignore_nulls", "filter_expr", "exclude_clause", "distinct");
        var name = node.Text("function_name").ToLowerInvariant();
        if (context.Windows is not { } windows)
        {
            Error(Codes.MisplacedCall, $"The window function `{name}` cannot stand in {context.Clause}.", node);
            return Poison;
        }

        var place = windows.Arguments();
        var arguments = node.List("children").Concat(Given(node, "offset_expr")).Concat(Given(node, "default_expr")).Select(c => BindExpression(c, place)).ToList();
        var partition = node.List("partitions").Select(p => BindExpression(p, place)).ToSequence();
        var order = OrderKeys(node.List("orders"), place);
        var filter = node.Child("filter_expr") is { Exists: true } f ? BindPredicate(f, place) : null;
        var frame = Frame(node, place);
        var function = name == "count" && arguments.Count == 0 ? "count_star" : name;
        if (IsSqlite && (!SqliteWindows.Contains(function) || node.Flag("ignore_nulls") || (SqliteAggregates.Contains(function) && !AggregatesAlike(function, arguments, [], node))))
        {
            return Uncertain($"the window function {function}", node);
        }

        if (!isComplete || WindowType(function, arguments, node) is not { } type)
        {
            return Poison;
        }

        var own = windows.Items.Select(w => w.Column).ToHashSet();
        if (arguments.Concat(partition).Concat(order.Select(o => o.Expression)).Any(s => s.ReferencedColumns().Any(own.Contains)))
        {
            Unsupported(Codes.UnsupportedExpression, "a window function over another one", node);
            return Poison;
        }

        // Rows do not differ in a literal; but a frame of distances needs its one key.
        if (frame is not { Unit: FrameUnit.Range, Start.Offset: not null } and not { Unit: FrameUnit.Range, End.Offset: not null })
        {
            order = [.. order.Where(k => k.Expression is not Scalar.Constant)];
        }

        var call = new WindowCall(function, [.. arguments], node.Flag("distinct"), filter, node.Flag("ignore_nulls"), partition, order, frame, type);
        return windows.Add(call, context.NameHint ?? function, !IsNeverNull(function), columns).Ref();
    }

    private static IEnumerable<Node> Given(Node node, string field) => node.Child(field) is { Exists: true } child ? [child] : [];

    private static bool IsNeverNull(string function) =>
        function is "row_number" or "rank" or "dense_rank" or "percent_rank" or "cume_dist" or "count" or "count_star";

    private SqlType? WindowType(string function, List<Scalar> arguments, Node node)
    {
        switch (function)
        {
            case "row_number" or "rank" or "dense_rank" or "rank_dense" or "ntile":
                return SqlType.BigInt;
            case "percent_rank" or "cume_dist":
                return SqlType.Double;
            case "lag" or "lead" when arguments.Count == 3:
                return CommonOf([arguments[0], arguments[2]], function, node) is var common && common == arguments[0].Type ? common : NotAsFirst();
            case "first_value" or "last_value" or "nth_value" or "lag" or "lead" when arguments.Count > 0:
                return arguments[0].Type;
            case var _ when FunctionTypes.IsAggregate(function):
                return AggregateType(function, arguments, node);
            default:
                Unsupported(Codes.UnsupportedFunction, $"the window function {function}", node);
                return null;
        }

        SqlType? NotAsFirst()
        {
            Unsupported(Codes.UnsupportedFunction, $"{function} with a default of another type", node);
            return null;
        }
    }

    private WindowFrame? Frame(Node node, ExpressionContext place)
    {
        var (start, end) = (node.Text("start"), node.Text("end"));
        var exclusion = node.Text("exclude_clause") switch
        {
            "CURRENT_ROW" => FrameExclusion.CurrentRow,
            "GROUP" => FrameExclusion.Group,
            "TIES" => FrameExclusion.Ties,
            _ => FrameExclusion.NoOthers,
        };
        if (start is "UNBOUNDED_PRECEDING" or "" && end is "CURRENT_ROW_RANGE" or "" && exclusion == FrameExclusion.NoOthers)
        {
            return null;
        }

        var unit = UnitOf(start) ?? UnitOf(end) ?? FrameUnit.Rows;
        if (BoundOf(start, node.Child("start_expr"), place) is { } from && BoundOf(end, node.Child("end_expr"), place) is { } to
            && (UnitOf(start) ?? unit) == (UnitOf(end) ?? unit))
        {
            return new(unit, from, to, exclusion);
        }

        Unsupported(Codes.UnsupportedClause, $"a window frame from {start} to {end}", node);
        return null;
    }

    private static FrameUnit? UnitOf(string bound) =>
        bound.EndsWith("_ROWS", StringComparison.Ordinal) ? FrameUnit.Rows
        : bound.EndsWith("_RANGE", StringComparison.Ordinal) ? FrameUnit.Range
        : bound.EndsWith("_GROUPS", StringComparison.Ordinal) ? FrameUnit.Groups
        : null;

    private FrameBound? BoundOf(string bound, Node offset, ExpressionContext place) => bound switch
    {
        "UNBOUNDED_PRECEDING" => new(FrameBoundKind.UnboundedPreceding),
        "UNBOUNDED_FOLLOWING" => new(FrameBoundKind.UnboundedFollowing),
        "CURRENT_ROW_ROWS" or "CURRENT_ROW_RANGE" or "CURRENT_ROW_GROUPS" => new(FrameBoundKind.CurrentRow),
        "EXPR_PRECEDING_ROWS" or "EXPR_PRECEDING_RANGE" or "EXPR_PRECEDING_GROUPS" => new(FrameBoundKind.Preceding, BindExpression(offset, place)),
        "EXPR_FOLLOWING_ROWS" or "EXPR_FOLLOWING_RANGE" or "EXPR_FOLLOWING_GROUPS" => new(FrameBoundKind.Following, BindExpression(offset, place)),
        _ => null,
    };
}
