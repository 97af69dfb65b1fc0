using RewriteLang.Algebra;
using RewriteLang.Sql.Parsing;
using RewriteLang.Sql.Typing;

namespace RewriteLang.Sql.Binding;

/// <content>
/// Comparisons of rows, such as <c>(a, b) &lt; (1, 2)</c>. DuckDB compares them as structs: field by field, a NULL being the same as a NULL and more
/// than everything else, so that the outcome is never UNKNOWN. (IN over a subquery is another matter, see <see cref="RefuseNullsInRows"/>.)
/// </content>
internal sealed partial class Binder
{
    private static bool IsRow(Node node) => node.Class == "FUNCTION" && node.Text("function_name") == "row";

    private Scalar BindRowComparison(Node node, Node left, Node right, ExpressionContext context)
    {
        if (OperatorOf(node.Type) is not { } @operator || !IsRow(left) || !IsRow(right) || FieldsOf(left, right, context) is not { } fields)
        {
            Unsupported(Codes.UnsupportedExpression, "this comparison of rows", node);
            return Poison;
        }

        var mirrored = fields.ConvertAll(f => (f.Right, f.Left));
        return @operator switch
        {
            ComparisonOperator.Equal or ComparisonOperator.IsNotDistinct => AreSame(fields),
            ComparisonOperator.NotEqual or ComparisonOperator.IsDistinct => new Scalar.Not(AreSame(fields)),
            ComparisonOperator.Less => IsLess(fields, orSame: false),
            ComparisonOperator.LessOrEqual => IsLess(fields, orSame: true),
            ComparisonOperator.Greater => IsLess(mirrored, orSame: false),
            _ => IsLess(mirrored, orSame: true),
        };
    }

    private Scalar BindRowInList(Node node, List<Node> children, ExpressionContext context)
    {
        var rows = children.Skip(1).Select(c => IsRow(c) ? FieldsOf(children[0], c, context) : null).ToList();
        if (rows.TrueForAll(r => r is not null))
        {
            return Scalars.AnyOf(rows.Select(r => AreSame(r!)));
        }

        Unsupported(Codes.UnsupportedExpression, "this IN over rows", node);
        return Poison;
    }

    // Null where structs might be compared otherwise than their fields are: a cast of one struct to the other's type, a field evaluated once.
    private List<(Scalar Left, Scalar Right)>? FieldsOf(Node left, Node right, ExpressionContext context)
    {
        var (l, r) = (Operands(left, context), Operands(right, context));
        var fields = l.Zip(r).ToList();
        return !IsSqlite && l.Count == r.Count && fields.TrueForAll(f => AreOfOneKind(f.First.Type, f.Second.Type) && f.First.IsDeterministic() && f.Second.IsDeterministic())
            ? fields
            : null;
    }

    private static bool AreOfOneKind(SqlType left, SqlType right) =>
        (left == right && left.Kind != TypeKind.Other) || (IsExact(left) && IsExact(right)) || left.Kind == TypeKind.Null || right.Kind == TypeKind.Null;

    private static bool IsExact(SqlType type) => type.IsInteger || type.Kind == TypeKind.Decimal;

    private static Scalar AreSame(IEnumerable<(Scalar Left, Scalar Right)> fields) => Scalars.AllOf(fields.Select(f => IsSame(f.Left, f.Right)));

    private static Scalar.Comparison IsSame(Scalar left, Scalar right) => new Scalar.Comparison(
        Nullability.MayBeNull(left) || Nullability.MayBeNull(right) ? ComparisonOperator.IsNotDistinct : ComparisonOperator.Equal, left, right);

    // The first field decides, or it is the same and the rest decides.
    private static Scalar IsLess(List<(Scalar Left, Scalar Right)> fields, bool orSame)
    {
        var (left, right) = fields[^1];
        var isLess = orSame ? Scalars.AnyOf([IsLess(left, right), IsSame(left, right)]) : IsLess(left, right);
        for (var i = fields.Count - 2; i >= 0; i--)
        {
            (left, right) = fields[i];
            isLess = Scalars.AnyOf([IsLess(left, right), Scalars.AllOf([IsSame(left, right), isLess])]);
        }

        return isLess;
    }

    // NULL is more than everything, and never UNKNOWN.
    private static Scalar IsLess(Scalar left, Scalar right)
    {
        Scalar less = new Scalar.Comparison(ComparisonOperator.Less, left, right);
        less = Nullability.MayBeNull(right) ? Scalars.AnyOf([new Scalar.IsNull(right), less]) : less;
        return Nullability.MayBeNull(left) ? Scalars.AllOf([new Scalar.Not(new Scalar.IsNull(left)), less]) : less;
    }
}
