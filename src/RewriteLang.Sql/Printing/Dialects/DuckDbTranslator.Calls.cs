using RewriteLang.Algebra;
using RewriteLang.Sql.Printing.Text;
using RewriteLang.Sql.Printing.Tree;
using RewriteLang.Sql.Statements;

namespace RewriteLang.Sql.Printing.Dialects;

/// <content>Functions and operators.</content>
internal sealed partial class DuckDbTranslator
{
    private static readonly Dictionary<string, (string Operator, Strength Strength)> Operators = new(StringComparer.Ordinal)
    {
        ["+"] = ("+", Strength.Additive),
        ["-"] = ("-", Strength.Additive),
        ["*"] = ("*", Strength.Multiplicative),
        ["/"] = ("/", Strength.Multiplicative),
        ["//"] = ("//", Strength.Multiplicative),
        ["%"] = ("%", Strength.Multiplicative),
        ["||"] = ("||", Strength.Other),
        ["like"] = ("LIKE", Strength.Comparison),
        ["~~"] = ("LIKE", Strength.Comparison),
        ["not_like"] = ("NOT LIKE", Strength.Comparison),
        ["!~~"] = ("NOT LIKE", Strength.Comparison),
        ["ilike"] = ("ILIKE", Strength.Comparison),
        ["~~*"] = ("ILIKE", Strength.Comparison),
        ["not_ilike"] = ("NOT ILIKE", Strength.Comparison),
        ["!~~*"] = ("NOT ILIKE", Strength.Comparison),
        ["~~~"] = ("GLOB", Strength.Comparison),
    };

    /// <inheritdoc/>
    protected override Expr Call(Scalar.Call call, Func<Column, Expr> resolve)
    {
        if (Macro.TextOf(call.Function) is { } text)
        {
            return Filled(text, [.. call.Arguments.Select(a => Value(a, resolve, typed: true))]);
        }

        var arguments = call.Arguments;
        switch (call.Function)
        {
            case "-" or "+" when arguments.Count == 1:
                return new Expr.Prefix(call.Function, Value(arguments[0], resolve, typed: true), Strength.Unary);
            case "date_part" or "datepart" or "extract" when arguments is [Scalar.Constant { Value: string part }, _] && IsWord(part):
                return new Expr.Extract(part, Value(arguments[1], resolve));
            case "current_date" or "current_timestamp" or "current_time" or "localtime" or "localtimestamp" when arguments.IsEmpty:
                return new Expr.Text(call.Function.ToUpperInvariant(), IsConstant: false);
            case "position" when arguments.Count == 2:
                return Function("instr", Value(arguments[0], resolve), Value(arguments[1], resolve));
        }

        if (arguments.Count == 2 && Operators.TryGetValue(call.Function, out var known))
        {
            // What is computed beside || before any row is read and is NULL makes the whole a bare NULL, which in a result is an INTEGER.
            if (call.Function == "||")
            {
                Expr[] operands = [.. arguments.Select(a => Value(a, resolve, MayBeNullForAll(a)))];
                var joined = operands.FirstOrDefault(IsNull) ?? new Expr.Infix(known.Operator, operands[0], operands[1], known.Strength);
                return call.Type.Kind == TypeKind.Varchar && arguments.Any(MayBeNullForAll) && !IsNull(joined) ? new Expr.Cast(joined, Spelling(call.Type), false) : joined;
            }

            var typed = known.Strength is Strength.Additive or Strength.Multiplicative;
            return new Expr.Infix(
                known.Operator,
                Value(arguments[0], resolve, typed && ShowsType(arguments[0], arguments[1])),
                Value(arguments[1], resolve, typed && ShowsType(arguments[1], arguments[0])),
                known.Strength);
        }

        if (arguments.Count == 2 && !Identifiers.IsWord(call.Function))
        {
            return new Expr.Infix(call.Function, Value(arguments[0], resolve, typed: true), Value(arguments[1], resolve, typed: true), Strength.Other);
        }

        if (arguments.Count == 1 && !Identifiers.IsWord(call.Function))
        {
            return new Expr.Prefix(call.Function, Value(arguments[0], resolve, typed: true), Strength.Unary);
        }

        // Where arguments are unified, one of the whole type settles it for literals.
        var unifies = call.Function is "coalesce" or "ifnull" or "greatest" or "least" or "nullif";
        var settled = unifies && arguments.Any(a => a is not Scalar.Constant && a.Type == call.Type);
        return Function(
            Identifiers.FunctionName(call.Function),
            [.. arguments.Select(a => Value(a, resolve, typed: !settled && (unifies || a is not Scalar.Constant { Type.IsInteger: true, Value: not null })))]);
    }

    private static bool MayBeNullForAll(Scalar scalar) => !scalar.ReferencedColumns().Any() && scalar.IsDeterministic() && Typing.Nullability.MayBeNull(scalar);

    // A column may stand for what a derived table calculates of no row.
    private static bool IsNull(Expr operand) => operand is Expr.Text { Sql: "NULL" } || (operand is Expr.Cast cast && IsNull(cast.Operand));

    private static Expr.Filled Filled(string text, IReadOnlyList<Expr> arguments)
    {
        var pieces = new List<string>();
        var operands = new List<Expr>();
        var at = 0;
        foreach (var token in Tokenizer.Tokenize(text))
        {
            if (token.Name(text) is { } name && arguments.Index().FirstOrDefault(a => name == Macro.Argument(a.Index)).Item is { } argument)
            {
                pieces.Add(text[at..token.Offset]);
                operands.Add(argument);
                at = token.End;
            }
        }

        return new([.. pieces, text[at..]], operands);
    }

    /// <inheritdoc/>
    protected override Expr? NegatedCall(Scalar.Call call, Func<Column, Expr> resolve) =>
        call.Arguments.Count == 2 && Operators.TryGetValue(call.Function, out var known) && known.Operator is "LIKE" or "ILIKE"
            ? new Expr.Infix("NOT " + Operators[call.Function].Operator, Value(call.Arguments[0], resolve), Value(call.Arguments[1], resolve), Strength.Comparison)
            : null;

    // An integer literal of a wider type than its digits show may stay bare beside an operand that is at least as wide.
    private static bool ShowsType(Scalar literal, Scalar other) =>
        !(literal is Scalar.Constant { Value: not null } constant && constant.Type.IsInteger
            && other is not Scalar.Constant
            && (other.Type.IsFloat || (other.Type.IsInteger && Rank(other.Type) >= Rank(constant.Type))));

    private static int Rank(SqlType type) => type.Kind switch
    {
        TypeKind.TinyInt => 1,
        TypeKind.SmallInt => 2,
        TypeKind.Integer => 3,
        TypeKind.BigInt => 4,
        TypeKind.HugeInt => 5,
        _ => 0,
    };

    private static bool IsWord(string text) => text.Length > 0 && text.All(char.IsAsciiLetter);
}
