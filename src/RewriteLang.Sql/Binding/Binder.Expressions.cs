using System.Runtime.CompilerServices;
using RewriteLang.Algebra;
using RewriteLang.Sql.Parsing;
using RewriteLang.Sql.Typing;

namespace RewriteLang.Sql.Binding;

/// <content>Scalar expressions.</content>
internal sealed partial class Binder
{
    private Scalar BindExpression(Node node, ExpressionContext context)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        var (said, unread) = (_diagnostics.Count, _unread);
        var scalar = BindUnderstood(node, context);
        return _diagnostics.Count > said && _unread == unread ? BindAsMacro(node, context, said) ?? scalar : scalar;
    }

    private Scalar BindUnderstood(Node node, ExpressionContext context)
    {
        switch (node.Class)
        {
            case "COLUMN_REF":
                return ReadsAll(node, "a column", "column_names") ? BindColumn(node, context) : Poison;
            case "CONSTANT":
                return BindConstant(node);
            case "FUNCTION":
                return BindFunction(node, context);
            case "COMPARISON":
                return BindComparison(node, context.Inside);
            case "CONJUNCTION":
                return BindJunction(node, context.Inside);
            case "OPERATOR":
                return BindOperator(node, context.Inside);
            case "BETWEEN":
                return BindBetween(node, context.Inside);
            case "CASE":
                return BindCase(node, context.Inside);
            case "CAST":
                return BindCast(node, context.Inside);
            case "SUBQUERY":
                return BindSubqueryValue(node, context.Inside);
            case "WINDOW":
                return BindWindow(node, context);
            case "POSITIONAL_REFERENCE":
                return ColumnAt(node, context)?.Column.Ref() ?? Poison;
            case "PARAMETER" when IsSqlite:
                return Uncertain("a parameter", node);
            case "PARAMETER":
                return new Scalar.Parameter(node.Text("identifier"), SqlType.Unknown);
            default:
                Unsupported(Codes.UnsupportedExpression, Construct(node), node);
                return Poison;
        }
    }

    // #1 is the first column of FROM.
    private NamedColumn? ColumnAt(Node node, ExpressionContext context)
    {
        var all = context.Scope.Variables.SelectMany(v => v.Columns).ToList();
        if (!ReadsAll(node, "a positional reference", "index") || IsSqlite || context.Scope.IsIncomplete || context.Scope.Merged.Count > 0
            || !node.Child("index").Json.TryGetInt32(out var index) || index < 1 || index > all.Count)
        {
            Unsupported(Codes.UnsupportedExpression, Construct(node), node);
            return null;
        }

        return all[index - 1];
    }

    private static string Construct(Node node) => node.Type switch
    {
        "COLLATE" => "COLLATE",
        "LAMBDA" => "a lambda",
        "STAR" => "* or COLUMNS inside an expression",
        "ARRAY_EXTRACT" or "ARRAY_SLICE" or "STRUCT_EXTRACT" or "ARRAY_CONSTRUCTOR" => "an expression over lists, structs or maps",
        "POSITIONAL_REFERENCE" => "a positional reference (#1)",
        var type => type.ToLowerInvariant().Replace('_', ' '),
    };

    private Scalar BindConstant(Node node)
    {
        if (ReadsAll(node, "a literal", "value") && Literals.Read(node.Child("value")) is { } constant)
        {
            return IsSqlite ? SqliteLiteral(constant, node) : constant;
        }

        Unsupported(Codes.UnsupportedType, "a literal of this type", node);
        return Poison;
    }

    private Scalar BindJunction(Node node, ExpressionContext context)
    {
        ReadsAll(node, "AND or OR", "children");
        var operands = node.List("children").Select(c => BindPredicate(c, context)).ToList();
        return node.Type == "CONJUNCTION_OR" ? Scalars.AnyOf(operands) : Scalars.AllOf(operands);
    }

    /// <summary>An expression whose value counts as a truth value.</summary>
    private Scalar BindPredicate(Node node, ExpressionContext context)
    {
        var value = BindExpression(node, context);
        return IsSqlite && !IsPoison(value) && value.Type is not ({ Kind: TypeKind.Boolean or TypeKind.Null } or { IsInteger: true })
            ? Uncertain($"a value of type {value.Type} as a condition", node)
            : Coercion.To(value, SqlType.Boolean);
    }

    private Scalar BindOperator(Node node, ExpressionContext context)
    {
        ReadsAll(node, "an operator", "children");
        var children = node.List("children");
        switch (node.Type)
        {
            case "OPERATOR_NOT":
                return Negation(BindPredicate(children[0], context));
            case "OPERATOR_IS_NULL":
                return new Scalar.IsNull(BindExpression(children[0], context));
            case "OPERATOR_IS_NOT_NULL":
                return new Scalar.Not(new Scalar.IsNull(BindExpression(children[0], context)));
            case "COMPARE_IN":
                return BindInList(node, children, context);
            case "COMPARE_NOT_IN":
                return new Scalar.Not(BindInList(node, children, context));
            case "OPERATOR_COALESCE":
                var values = children.Select(c => BindExpression(c, context)).ToList();
                var type = CommonOf(values, "COALESCE", node);
                return new Scalar.Call("coalesce", [.. values.Select(v => Coercion.To(v, type))], type);
            case "GROUPING_FUNCTION":
                return BindGrouping(node, children, context);
            default:
                Unsupported(Codes.UnsupportedExpression, Construct(node), node);
                return Poison;
        }
    }

    // NOT NOT p stays as it is; NOT over a constant, too: folding is a rule's business.
    private static Scalar.Not Negation(Scalar operand) => new(operand);

    private SqlType CommonOf(IReadOnlyList<Scalar> values, string construct, Node node)
    {
        if (IsSqlite && !AreAlike(values.Select(v => v.Type), construct, node))
        {
            return SqlType.Unknown;
        }

        if (CommonType.OfValues(values) is { } type)
        {
            return type;
        }

        Error(Codes.Types, $"The values of {construct} have no common type: {string.Join(", ", values.Select(v => v.Type).Distinct())}.", node, "cast them to one");
        return SqlType.Unknown;
    }

    private Scalar BindInList(Node node, List<Node> children, ExpressionContext context)
    {
        if (IsRow(children[0]))
        {
            return BindRowInList(node, children, context);
        }

        var operand = BindExpression(children[0], context);
        var items = children.Skip(1).Select(c => BindExpression(c, context)).ToList();
        var coerced = new List<Scalar>();
        foreach (var item in items)
        {
            if (IsSqlite && !ComparesAlike(operand, item, node))
            {
                return Poison;
            }

            if (Coercion.ForComparison(operand, item) is var (left, right) && left.Equals(operand))
            {
                coerced.Add(right);
                continue;
            }

            Unsupported(Codes.UnsupportedExpression, $"IN over {operand.Type} and {item.Type} without a cast", node);
            return Poison;
        }

        if (operand.Type.Kind == TypeKind.Other)
        {
            Unsupported(Codes.UnsupportedExpression, $"IN over values of type {operand.Type}", node);
            return Poison;
        }

        return new Scalar.InList(operand, [.. coerced]);
    }

    private Scalar BindBetween(Node node, ExpressionContext context)
    {
        ReadsAll(node, "BETWEEN", "input", "lower", "upper");
        var input = BindExpression(node.Child("input"), context);
        var lower = BindExpression(node.Child("lower"), context);
        var upper = BindExpression(node.Child("upper"), context);
        if (!input.IsDeterministic())
        {
            Unsupported(Codes.UnsupportedExpression, "BETWEEN over an expression that is not deterministic", node);
            return Poison;
        }

        return Scalars.AllOf([Compare(ComparisonOperator.GreaterOrEqual, input, lower, node), Compare(ComparisonOperator.LessOrEqual, input, upper, node)]);
    }

    private Scalar.Case BindCase(Node node, ExpressionContext context)
    {
        ReadsAll(node, "CASE", "case_checks", "else_expr");
        var branches = node.List("case_checks")
            .Select(c => new CaseBranch(BindPredicate(c.Child("when_expr"), context), BindExpression(c.Child("then_expr"), context)))
            .ToList();
        var otherwise = node.Child("else_expr") is { Exists: true } e ? BindExpression(e, context) : Scalars.Null(SqlType.Null);
        var type = CommonOf([otherwise, .. branches.Select(b => b.Then)], "CASE", node);
        return new Scalar.Case([.. branches.Select(b => b with { Then = Coercion.To(b.Then, type) })], Coercion.To(otherwise, type), type);
    }

    private Scalar BindCast(Node node, ExpressionContext context)
    {
        ReadsAll(node, "CAST", "child", "cast_type", "try_cast");
        var operand = BindExpression(node.Child("child"), context);
        if (TypeNames.Read(node.Child("cast_type")) is not { } type)
        {
            Unsupported(Codes.UnsupportedType, "a cast to this type", node);
            return Poison;
        }

        if (IsSqlite)
        {
            return SqliteCast(operand, type, node);
        }

        return operand is Scalar.Constant { Value: string, Type.Kind: TypeKind.Varchar } text
            ? Literals.Typed(text, type, node.Flag("try_cast"))
            : new Scalar.Cast(operand, type, node.Flag("try_cast"));
    }
}
