using RewriteLang.Algebra;
using RewriteLang.Sql.Parsing;
using RewriteLang.Sql.Typing;

namespace RewriteLang.Sql.Binding;

/// <summary>Comparisons, and the types that they compare in.</summary>
internal sealed partial class Binder
{
    private Scalar BindComparison(Node node, ExpressionContext context)
    {
        ReadsAll(node, "a comparison", "left", "right");
        if (IsRow(node.Child("left")) || IsRow(node.Child("right")))
        {
            return BindRowComparison(node, node.Child("left"), node.Child("right"), context);
        }

        var left = BindExpression(node.Child("left"), context);
        var right = BindExpression(node.Child("right"), context);
        if (OperatorOf(node.Type) is { } @operator)
        {
            return Compare(@operator, left, right, node);
        }

        Unsupported(Codes.UnsupportedExpression, Construct(node), node);
        return Poison;
    }

    private static ComparisonOperator? OperatorOf(string type) => type switch
    {
        "COMPARE_EQUAL" => ComparisonOperator.Equal,
        "COMPARE_NOTEQUAL" => ComparisonOperator.NotEqual,
        "COMPARE_LESSTHAN" => ComparisonOperator.Less,
        "COMPARE_LESSTHANOREQUALTO" => ComparisonOperator.LessOrEqual,
        "COMPARE_GREATERTHAN" => ComparisonOperator.Greater,
        "COMPARE_GREATERTHANOREQUALTO" => ComparisonOperator.GreaterOrEqual,
        "COMPARE_DISTINCT_FROM" => ComparisonOperator.IsDistinct,
        "COMPARE_NOT_DISTINCT_FROM" => ComparisonOperator.IsNotDistinct,
        _ => null,
    };

    private Scalar Compare(ComparisonOperator @operator, Scalar left, Scalar right, Node node)
    {
        if (IsSqlite && !ComparesAlike(left, right, node))
        {
            return Poison;
        }

        if (Coercion.ForComparison(left, right) is var (l, r))
        {
            if (l.Type.Kind == TypeKind.Other && !IsText(l.Type))
            {
                Unsupported(Codes.UnsupportedExpression, $"a comparison of values of type {l.Type}", node);
            }

            return new Scalar.Comparison(@operator, l, r);
        }

        if (TypeOracle.Of(Equality, [left, right]) is null)
        {
            Error(Codes.Types, $"Values of types {left.Type} and {right.Type} cannot be compared.", node, "cast one of them");
        }
        else
        {
            Unsupported(Codes.UnsupportedExpression, $"a comparison of {left.Type} with {right.Type} without a cast", node);
        }

        return Poison;
    }

    private static readonly System.Text.CompositeFormat Equality = System.Text.CompositeFormat.Parse("{0} = {1}");

    // Enumerations compare by their own order, lists and structs treat NULL in their own way; only opaque text-like types would be safe.
    private static bool IsText(SqlType type) => type.Text is null;
}
