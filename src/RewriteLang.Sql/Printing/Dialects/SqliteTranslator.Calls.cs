using RewriteLang.Algebra;
using RewriteLang.Sql.Printing.Tree;

namespace RewriteLang.Sql.Printing.Dialects;

/// <content>Functions and operators by DuckDB's names.</content>
internal sealed partial class SqliteTranslator
{
    // The same name, arguments and meaning.
    private static readonly HashSet<string> Same = new(
        "abs length replace instr coalesce ifnull nullif trim ltrim rtrim sign".Split(' '), StringComparer.Ordinal);

    private static readonly Dictionary<string, string> Renamed = new(StringComparer.Ordinal)
    {
        ["len"] = "length",
        ["strpos"] = "instr",
        ["position"] = "instr",
        ["substring"] = "substr",
        ["substr"] = "substr",
        ["nvl"] = "ifnull",
    };

    // In builds with the math functions.
    private static readonly Dictionary<string, string> MathFunctions = new(StringComparer.Ordinal)
    {
        ["sqrt"] = "sqrt",
        ["ln"] = "ln",
        ["log"] = "log10",
        ["log10"] = "log10",
        ["log2"] = "log2",
        ["exp"] = "exp",
        ["pow"] = "pow",
        ["power"] = "pow",
        ["**"] = "pow",
        ["^"] = "pow",
        ["sin"] = "sin",
        ["cos"] = "cos",
        ["tan"] = "tan",
        ["asin"] = "asin",
        ["acos"] = "acos",
        ["atan"] = "atan",
        ["atan2"] = "atan2",
        ["pi"] = "pi",
        ["degrees"] = "degrees",
        ["radians"] = "radians",
    };

    /// <inheritdoc/>
    protected override Expr Call(Scalar.Call call, Func<Column, Expr> resolve)
    {
        if (Macro.TextOf(call.Function) is { } text)
        {
            throw Unsupported(Refusal.List, $"The expression {text}");
        }

        var arguments = call.Arguments;
        var count = arguments.Count;
        Expr Argument(int i) => Value(arguments[i], resolve);
        switch (call.Function)
        {
            case "+" or "-" when count == 2 && call.Type.IsTemporal:
                return Temporal(call, resolve);
            case "-" when count == 2 && arguments[0].Type.Kind == TypeKind.Date && arguments[1].Type.Kind == TypeKind.Date:
                return Days(arguments[0], arguments[1], resolve);
            case "+" or "-" or "*" when count == 2 && arguments.All(a => a.Type.IsNumeric || a.Type.Kind is TypeKind.Null):
                return new Expr.Infix(call.Function, Argument(0), Argument(1), call.Function == "*" ? Strength.Multiplicative : Strength.Additive);
            case "+" or "-" when count == 1 && arguments[0].Type.IsNumeric:
                return call.Function == "+" ? Argument(0) : new Expr.Prefix("-", Argument(0), Strength.Unary);
            case "/" when count == 2:
                return Divide(arguments[0], arguments[1], resolve);
            case "//" when count == 2 && arguments.All(a => a.Type.IsInteger):
                return new Expr.Infix("/", Argument(0), Argument(1), Strength.Multiplicative);
            case "%" or "mod" when count == 2 && arguments.All(a => a.Type.IsInteger):
                return new Expr.Infix("%", Argument(0), Argument(1), Strength.Multiplicative);
            case "||" when arguments.All(IsText):
                return new Expr.Infix("||", Argument(0), Argument(1), Strength.Other);
            case "concat" when count > 0 && arguments.All(IsText):
                return arguments.Select(a => NotNull(a, resolve)).Aggregate((l, r) => new Expr.Infix("||", l, r, Strength.Other));
            case "like" or "~~" or "like_escape":
                return Like(call, resolve, negated: false);
            case "not_like" or "!~~" or "not_like_escape":
                return Like(call, resolve, negated: true);
            case "ilike" or "~~*":
                return CaselessLike(call, resolve, negated: false);
            case "not_ilike" or "!~~*":
                return CaselessLike(call, resolve, negated: true);
            case "contains" when arguments.All(IsText):
                return new Expr.Infix(">", Function("instr", Argument(0), Argument(1)), Zero, Strength.Comparison);
            case "prefix" or "starts_with" or "^@" when arguments.All(IsText):
                return new Expr.Infix(
                    "=", Function("substr", Argument(0), new Expr.Text("1"), Function("length", Argument(1))), Argument(1), Strength.Comparison);
            case "left" when arguments is [_, Scalar.Constant { Value: long and >= 0 }]:
                return Function("substr", Argument(0), new Expr.Text("1"), Argument(1));
            case "right" when arguments is [_, Scalar.Constant { Value: long and > 0 }]:
                return Function("substr", Argument(0), new Expr.Prefix("-", Argument(1), Strength.Unary));
            case "lower" or "lcase" or "upper" or "ucase":
                Note("RW1551", "lower and upper of SQLite know the letters of ASCII alone.");
                return Function(call.Function[0] is 'l' ? "lower" : "upper", Argument(0));
            case "chr":
                return Function("char", Argument(0));
            case "round" when count is 1 or 2:
                return Round(arguments[0], count == 2 ? arguments[1] : null, resolve);
            case "floor" or "ceil" or "ceiling" when count == 1:
                return Floor(arguments[0], call.Function == "floor", resolve);
            case "coalesce" when count == 1:
                return Argument(0);
            case "greatest" or "least":
                return Extreme(call.Function == "greatest" ? "max" : "min", arguments, resolve);
            case "date_part" or "datepart" or "extract" when arguments is [Scalar.Constant { Value: string part }, _]:
                return DatePart(part, arguments[1], resolve);
            case "year" or "month" or "day" or "dayofmonth" or "hour" or "minute" or "second" or "quarter" or "week" or "weekofyear" or "dayofweek" or "weekday"
                or "isodow" or "dayofyear" when count == 1:
                return DatePart(call.Function, arguments[0], resolve);
            case "date_trunc" or "datetrunc" when arguments is [Scalar.Constant { Value: string part }, _]:
                return Truncate(call, part, arguments[1], resolve);
            case "date_diff" or "datediff" when arguments is [Scalar.Constant { Value: string part }, _, _]:
                return DateDifference(part, arguments[1], arguments[2], resolve);
            case "last_day" when arguments[0].Type.Kind is TypeKind.Date or TypeKind.Timestamp:
                return Function("date", Argument(0), new Expr.Text("'start of month'"), new Expr.Text("'+1 month'"), new Expr.Text("'-1 day'"));
        }

        if (Same.Contains(call.Function) && call.Type.Kind is not TypeKind.Interval and not TypeKind.Other)
        {
            return Function(call.Function, [.. arguments.Select(a => Value(a, resolve))]);
        }

        if (Renamed.TryGetValue(call.Function, out var name))
        {
            return Function(name, [.. arguments.Select(a => Value(a, resolve))]);
        }

        return Capabilities.HasMathFunctions && MathFunctions.TryGetValue(call.Function, out var math)
            ? Function(math, [.. arguments.Select(a => Value(a, resolve))])
            : throw Unsupported(Refusal.Function, $"The function {call.Function}({string.Join(", ", arguments.Select(a => a.Type))})");
    }

    /// <inheritdoc/>
    protected override Expr? NegatedCall(Scalar.Call call, Func<Column, Expr> resolve) => call.Function switch
    {
        "like" or "~~" or "like_escape" => Like(call, resolve, negated: true),
        "ilike" or "~~*" => CaselessLike(call, resolve, negated: true),
        _ => null,
    };

    private static bool IsText(Scalar scalar) => scalar.Type.Kind is TypeKind.Varchar or TypeKind.Null;

    private Expr NotNull(Scalar scalar, Func<Column, Expr> resolve) =>
        scalar is Scalar.Constant { Value: not null } or Scalar.ColumnRef { Column.Nullable: false }
            ? Value(scalar, resolve)
            : Function("coalesce", Value(scalar, resolve), new Expr.Text("''"));

    private Expr Temporal(Scalar.Call call, Func<Column, Expr> resolve)
    {
        var (moment, span) = call.Arguments[1].Type.IsTemporal && call.Function == "+" ? (call.Arguments[1], call.Arguments[0]) : (call.Arguments[0], call.Arguments[1]);
        if (moment.Type.Kind is TypeKind.Date or TypeKind.Timestamp && span is Scalar.Constant { Value: IntervalValue interval })
        {
            return Shift(call, moment, interval, resolve);
        }

        if (moment.Type.Kind == TypeKind.Date && span is Scalar.Constant { Value: long number })
        {
            return ShiftDay(Value(moment, resolve), new IntervalValue(0, (int)number, 0), call.Function == "+" ? 1 : -1);
        }

        if (moment.Type.Kind == TypeKind.Date && span.Type.IsInteger)
        {
            var count = Value(span, resolve);
            var days = call.Function == "+" ? count : new Expr.Prefix("-", count, Strength.Unary);
            var shifted = Function("date", Value(moment, resolve), Function("printf", new Expr.Text("'%+d days'"), days));
            return span is Scalar.ColumnRef { Column.Nullable: false }
                ? shifted
                : new Expr.Case([(new Expr.Postfix(count, " IS NOT NULL", Strength.Comparison), shifted)], null);
        }

        throw Unsupported(Refusal.DateTime, $"{moment.Type} {call.Function} {span.Type} that is not a literal");
    }

    private Expr Floor(Scalar scalar, bool down, Func<Column, Expr> resolve)
    {
        var value = Value(scalar, resolve);
        if (scalar.Type.IsInteger)
        {
            return value;
        }

        if (Capabilities.HasMathFunctions)
        {
            return Function(down ? "floor" : "ceil", value);
        }

        var whole = new Expr.Cast(value, "INTEGER", false);
        return down
            ? new Expr.Infix("-", whole, new Expr.Infix("<", value, whole, Strength.Comparison), Strength.Additive)
            : new Expr.Infix("+", whole, new Expr.Infix(">", value, whole, Strength.Comparison), Strength.Additive);
    }

    // DuckDB's greatest and least skip NULLs; SQLite's max and min of several values are NULL if one is.
    private Expr Extreme(string function, Sequence<Scalar> arguments, Func<Column, Expr> resolve)
    {
        if (arguments.Any(a => MixesDayAndMoment(a, arguments[0])))
        {
            throw Unsupported(Refusal.DateTime, "greatest and least of days and moments together");
        }

        var values = arguments.Select(a => Value(a, resolve)).ToList();
        if (values.Count == 1)
        {
            return values[0];
        }

        if (arguments.All(a => a is Scalar.Constant { Value: not null } or Scalar.ColumnRef { Column.Nullable: false }))
        {
            return Function(function, values);
        }

        return values.Count <= 4
            ? values.Aggregate((l, r) => Function("coalesce", Function(function, l, r), l, r))
            : throw Unsupported(Refusal.Function, "greatest and least of more than four values that may be NULL");
    }

    private Expr.Infix Like(Scalar.Call call, Func<Column, Expr> resolve, bool negated)
    {
        var value = Value(call.Arguments[0], resolve);
        char? escape = call.Arguments.Count < 3 ? null
            : call.Arguments[2] is Scalar.Constant { Value: string { Length: 1 } text } ? text[0]
            : throw Unsupported(Refusal.Pattern, "LIKE with an ESCAPE that is not a single literal character");
        if (call.Arguments[1] is Scalar.Constant { Value: string pattern })
        {
            // LIKE ignores the case of ASCII letters; without any in the pattern it means the same in both engines.
            return escape is null && !pattern.Any(char.IsAsciiLetter)
                ? new Expr.Infix(negated ? "NOT LIKE" : "LIKE", value, Literals.Quote(pattern), Strength.Comparison)
                : new Expr.Infix(negated ? "NOT GLOB" : "GLOB", value, Literals.Quote(Glob(pattern, escape)), Strength.Comparison);
        }

        if (escape is not null)
        {
            throw Unsupported(Refusal.Pattern, "LIKE … ESCAPE with a pattern that is not a literal");
        }

        var computed = Value(call.Arguments[1], resolve);
        foreach (var (from, to) in new[] { ("[", "[[]"), ("*", "[*]"), ("?", "[?]"), ("%", "*"), ("_", "?") })
        {
            computed = Function("replace", computed, new Expr.Text($"'{from}'"), new Expr.Text($"'{to}'"));
        }

        return new Expr.Infix(negated ? "NOT GLOB" : "GLOB", value, computed, Strength.Comparison);
    }

    private string Glob(string pattern, char? escape)
    {
        var glob = new System.Text.StringBuilder();
        for (var i = 0; i < pattern.Length; i++)
        {
            var c = pattern[i];
            if (c == escape)
            {
                c = ++i < pattern.Length ? pattern[i] : throw Unsupported(Refusal.Pattern, "A pattern that ends with its escape character");
            }
            else if (c is '%' or '_')
            {
                glob.Append(c == '%' ? '*' : '?');
                continue;
            }

            glob.Append(c is '*' or '?' or '[' ? $"[{c}]" : c.ToString());
        }

        return glob.ToString();
    }

    private Expr.Infix CaselessLike(Scalar.Call call, Func<Column, Expr> resolve, bool negated) =>
        call.Arguments is [var value, Scalar.Constant { Value: string pattern }] && pattern.All(char.IsAscii)
            ? new Expr.Infix(negated ? "NOT LIKE" : "LIKE", Value(value, resolve), Literals.Quote(pattern), Strength.Comparison)
            : throw Unsupported(Refusal.Pattern, "ILIKE with a pattern that is not a literal of ASCII characters");
}
