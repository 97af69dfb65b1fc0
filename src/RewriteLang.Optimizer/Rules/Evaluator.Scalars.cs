using RewriteLang.Algebra;
using RewriteLang.Dsl;

namespace RewriteLang.Optimizer.Rules;

/// <summary>Scalars that right sides build.</summary>
internal sealed partial class Evaluator
{
    private object ScalarOperator(Term.Operator op, Sequence<Term> arguments, Bindings bindings)
    {
        if (ScalarOperators.Comparison(op.Name) is { } comparison)
        {
            return new Scalar.Comparison(comparison, ScalarOf(arguments[0], bindings), ScalarOf(arguments[1], bindings));
        }

        switch (op.Name)
        {
            case "and":
                return Scalars.AllOf(Operands(arguments, bindings));
            case "or":
                return Scalars.AnyOf(Operands(arguments, bindings));
            case "not":
                return new Scalar.Not(ScalarOf(arguments[0], bindings));
            case "is_null" or "is null":
                return new Scalar.IsNull(ScalarOf(arguments[0], bindings));
            case "is_not_null" or "is not null":
                return new Scalar.Not(new Scalar.IsNull(ScalarOf(arguments[0], bindings)));
            case "case":
                var then = ScalarOf(arguments[1], bindings);
                return new Scalar.Case([new(ScalarOf(arguments[0], bindings), then)], ScalarOf(arguments[2], bindings), then.Type);
            case "cast":
                return Cast(ScalarOf(arguments[0], bindings), (SqlType)Evaluate(arguments[1], bindings));
            case "in_list":
                var items = Operands(arguments, bindings);
                return items.Count > 1 ? new Scalar.InList(items[0], [.. items.Skip(1)]) : Scalars.False;
            default:
                var operands = OfOneType(op.Name, Operands(arguments, bindings));
                return operands.Count == 1 && op.Name == "coalesce" ? operands[0]
                    : TypeOf(op.Name, operands) is { } type ? new Scalar.Call(op.Name, operands, type)
                    : throw new NotApplicableException($"the type of '{op.Name}' is not known here");
        }
    }

    private static Scalar Cast(Scalar scalar, SqlType type) => scalar.Type == type ? scalar : new Scalar.Cast(scalar, type);

    // Each argument is one operand, whatever it is made of; only rests and lists are several. A conjunction does not fall apart in an OR.
    private Sequence<Scalar> Operands(IEnumerable<Term> terms, Bindings bindings) => [.. terms.SelectMany(t => (t, Evaluate(t, bindings)) switch
    {
        (Term.Variable { Sort: Sort.Conjuncts }, Sequence<Scalar> conjuncts) => [Scalars.AllOf(conjuncts)],
        (_, Sequence<Scalar> many) => many,
        _ => (Sequence<Scalar>)[ScalarOf(t, bindings)],
    })];

    // A whole number written in a rule is of the type of the integers beside it.
    private static Sequence<Scalar> OfOneType(string function, Sequence<Scalar> operands) =>
        function is "coalesce" or "+" or "-" or "*" && operands.FirstOrDefault(o => o is not Scalar.Constant)?.Type is { IsInteger: true } type
            ? operands.Map(o => o is Scalar.Constant { Value: >= 0L and <= 127L, Type.IsInteger: true } number && number.Type != type ? number with { Type = type } : o)
            : operands;

    // What a function gives on both engines; null where that is not plain from its name and the types of its arguments.
    private static SqlType? TypeOf(string function, Sequence<Scalar> operands)
    {
        var types = operands.Where(o => o is not Scalar.Constant { Value: null }).Select(o => o.Type).Distinct().ToList();
        return function switch
        {
            "coalesce" or "ifnull" or "nvl" or "nullif" or "greatest" or "least" when types is [var one] => one,
            "+" or "-" or "*" or "%" or "abs" when types is [{ IsInteger: true } or { Kind: TypeKind.Double }] => types[0],
            "/" when types.TrueForAll(t => t.IsInteger || t.Kind is TypeKind.Double) => SqlType.Double,
            "lower" or "upper" or "trim" or "ltrim" or "rtrim" or "substring" or "substr" or "left" or "right" or "replace" or "reverse" or "concat" or "||"
                when types.Count > 0 && types[0].Kind == TypeKind.Varchar => SqlType.Varchar,
            "like" or "not_like" or "~~" or "!~~" or "contains" or "starts_with" or "prefix" or "suffix" or "regexp_matches" => SqlType.Boolean,
            "length" or "year" or "month" or "day" or "hour" or "minute" => SqlType.BigInt,
            _ => null,
        };
    }
}
