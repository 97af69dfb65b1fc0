using System.Globalization;
using RewriteLang.Algebra;
using RewriteLang.Sql.Printing.Tree;

namespace RewriteLang.Sql.Printing.Dialects;

/// <content>Casts, rounding and division.</content>
internal sealed partial class SqliteTranslator
{
    /// <inheritdoc/>
    protected override Expr Cast(Scalar.Cast cast, Func<Column, Expr> resolve)
    {
        var from = cast.Operand.Type;
        var to = cast.Type;
        var value = Value(cast.Operand, resolve);
        if (cast.Try && !IsSafe(from, to))
        {
            throw Unsupported(Refusal.Type, $"TRY_CAST of {from} to {to}");
        }

        switch (from.Kind, to.Kind)
        {
            case var (a, b) when a == b && a != TypeKind.Decimal && a != TypeKind.Other:
            case (TypeKind.Null, _):
            case (TypeKind.Boolean, _) when to.IsInteger:
            case (TypeKind.Date or TypeKind.Uuid, TypeKind.Varchar):
            case var _ when from.IsInteger && to.IsInteger:
                return value;
            case (TypeKind.Decimal, TypeKind.Decimal):
                return to.Scale >= from.Scale ? value : RoundDecimal(value, from.Scale, to.Scale);
            case (_, TypeKind.Decimal) when from.IsInteger:
            case (TypeKind.Decimal, TypeKind.Double):
            case (_, TypeKind.Double) when from.IsInteger || from.Kind == TypeKind.Float:
                return IsReal(cast.Operand) ? value : new Expr.Cast(value, "REAL", false);
            case (TypeKind.Double or TypeKind.Float, TypeKind.Decimal):
                return RoundDouble(value, to.Scale);
            case (TypeKind.Decimal, _) when to.IsInteger:
                return new Expr.Cast(RoundDecimal(value, from.Scale, 0), "INTEGER", false);
            case (_, TypeKind.Boolean) when from.IsInteger:
                return new Expr.Infix("<>", value, Zero, Strength.Comparison);
            case (_, TypeKind.Varchar) when from.IsInteger:
                return new Expr.Cast(value, "TEXT", false);
            case (TypeKind.Decimal, TypeKind.Varchar):
                return NullSafe(value, v => Function("printf", new Expr.Text($"'%.{from.Scale.ToString(CultureInfo.InvariantCulture)}f'"), v));
            case (TypeKind.Boolean, TypeKind.Varchar):
                return new Expr.Case(
                    [(value, new Expr.Text("'true'")), (new Expr.Prefix("NOT ", value, Strength.Not), new Expr.Text("'false'"))], null);
            case (TypeKind.Date, TypeKind.Timestamp):
                return Moment(cast.Operand, resolve);
            case (TypeKind.Timestamp, TypeKind.Date):
                return IsMidnight(cast.Operand) ? Day(cast.Operand, resolve) : Function("substr", value, new Expr.Text("1"), new Expr.Text("10"));
            default:
                throw Unsupported(Refusal.Type, $"A cast of {from} to {to}");
        }
    }

    // printf makes '0.00' of NULL.
    private static Expr.Case NullSafe(Expr value, Func<Expr, Expr> function) =>
        new([(new Expr.Postfix(value, " IS NOT NULL", Strength.Comparison), function(value))], null);

    private static bool IsSafe(SqlType from, SqlType to) =>
        from == to || from.Kind == TypeKind.Null || to.Kind == TypeKind.Varchar || (from.Kind == TypeKind.Date && to.Kind == TypeKind.Timestamp)
        || (from.Kind == TypeKind.Timestamp && to.Kind == TypeKind.Date) || (from.IsNumeric && to.Kind == TypeKind.Double);

    /// <summary>Whether the value is stored as a float for certain: a DECIMAL may be an integer in a column of NUMERIC affinity.</summary>
    private static bool IsReal(Scalar scalar) => scalar switch
    {
        Scalar.Constant { Value: decimal number } => number.Scale > 0,
        Scalar.Constant { Value: double } => true,
        { Type.IsFloat: true } => true,
        Scalar.Call { Function: "+" or "-" or "*" } call => call.Arguments.Any(IsReal),
        _ => false,
    };

    private Expr Divide(Scalar dividend, Scalar divisor, Func<Column, Expr> resolve)
    {
        var left = Value(dividend, resolve);
        var right = Value(divisor, resolve);
        var real = IsReal(dividend) || IsReal(divisor) ? left : new Expr.Cast(left, "REAL", false);
        var quotient = new Expr.Infix("/", real, right, Strength.Multiplicative);
        if (IsNeverZero(divisor))
        {
            return quotient;
        }

        // DuckDB's x / 0 is an infinity (NaN for 0 / 0, which SQLite has no value for); SQLite's is NULL.
        Note("RW1552", "Division of zero by zero is NaN in DuckDB and NULL in SQLite.");
        var infinite = new Expr.Infix("*", left, new Expr.Text("9e999"), Strength.Multiplicative);
        return Function("coalesce", quotient, new Expr.Case([(new Expr.Infix("=", right, Zero, Strength.Comparison), infinite)], null));
    }

    private static bool IsNeverZero(Scalar scalar) => scalar switch
    {
        Scalar.Constant { Value: long n } => n != 0,
        Scalar.Constant { Value: decimal n } => n != 0,
        Scalar.Constant { Value: double n } => n != 0,
        Scalar.Constant { Value: null } => true,
        Scalar.Call { Function: "nullif", Arguments: [_, Scalar.Constant { Value: long or decimal } zero] } => !IsNeverZero(zero),
        Scalar.Cast { Operand: var operand, Type.IsNumeric: true } cast =>
            (operand.Type.IsInteger || cast.Type.IsFloat) && (cast.Type.IsInteger || cast.Type.IsFloat) && IsNeverZero(operand),
        _ => false,
    };

    private Expr Round(Scalar value, Scalar? digits, Func<Column, Expr> resolve)
    {
        var places = digits switch
        {
            null => 0,
            Scalar.Constant { Value: long n } when n is >= 0 and <= 15 => (int)n,
            _ => throw Unsupported(Refusal.Function, "round to a number of digits that is not a literal from 0 to 15"),
        };
        var expr = Value(value, resolve);
        return value.Type switch
        {
            { IsInteger: true } => expr,
            { Kind: TypeKind.Decimal } type => places >= type.Scale ? expr : RoundDecimal(expr, type.Scale, places),
            { IsFloat: true } => RoundDouble(expr, places),
            _ => throw Unsupported(Refusal.Function, $"round of a {value.Type}"),
        };
    }

    // DuckDB rounds doubles by this very formula; SQLite's round to digits would go by the digits of the binary value.
    private static Expr RoundDouble(Expr value, int places) => places == 0
        ? Function("round", value)
        : new Expr.Infix("/", Function("round", new Expr.Infix("*", value, Power(places), Strength.Multiplicative)), Power(places), Strength.Multiplicative);

    // First to the whole number of smallest units that the float stands for, so that ties are exact.
    private static Expr RoundDecimal(Expr value, int scale, int places)
    {
        var units = Function("round", new Expr.Infix("*", value, Power(scale), Strength.Multiplicative));
        var rounded = Function("round", new Expr.Infix("/", units, Power(scale - places), Strength.Multiplicative));
        return places == 0 ? rounded : new Expr.Infix("/", rounded, Power(places), Strength.Multiplicative);
    }

    private static Expr.Text Power(int digits) => new("1" + new string('0', digits) + ".0");
}
