using System.Globalization;
using RewriteLang.Algebra;
using RewriteLang.Sql.Printing.Tree;

namespace RewriteLang.Sql.Printing.Dialects;

/// <content>Days, moments and intervals. SQLite has text and functions over it.</content>
internal sealed partial class SqliteTranslator
{
    /// <summary>Whether the value is a day, or a moment that is known to be a midnight.</summary>
    private static bool IsMidnight(Scalar scalar) => scalar switch
    {
        { Type.Kind: TypeKind.Date } => true,
        Scalar.Constant { Value: DateTime moment } => moment.TimeOfDay == TimeSpan.Zero,
        Scalar.Constant { Value: null } => true,
        Scalar.Cast { Operand.Type.Kind: TypeKind.Date, Type.Kind: TypeKind.Timestamp } => true,
        Scalar.Call { Function: "+" or "-", Arguments: [var day, Scalar.Constant { Value: IntervalValue { Microseconds: 0 } }] } => IsMidnight(day),
        Scalar.Call { Function: "date_trunc" or "datetrunc", Arguments: [Scalar.Constant { Value: string part }, _] } =>
            part.ToLowerInvariant() is "day" or "week" or "month" or "quarter" or "year",
        _ => false,
    };

    /// <summary>The text YYYY-MM-DD of a value that is a midnight.</summary>
    private Expr Day(Scalar scalar, Func<Column, Expr> resolve) => scalar switch
    {
        { Type.Kind: TypeKind.Date } => Value(scalar, resolve),
        Scalar.Constant { Value: DateTime moment } => Literals.Quote(Literals.Day(DateOnly.FromDateTime(moment))),
        Scalar.Cast { Operand.Type.Kind: TypeKind.Date } cast => Value(cast.Operand, resolve),
        Scalar.Call { Function: "+" or "-", Arguments: [var day, Scalar.Constant { Value: IntervalValue interval }] } call =>
            ShiftDay(Day(day, resolve), interval, call.Function == "+" ? 1 : -1),
        Scalar.Call { Arguments: [Scalar.Constant { Value: string part }, var moment] } => TruncateDay(part, Value(moment, resolve)),
        _ => Value(scalar, resolve),
    };

    /// <summary>The text YYYY-MM-DD HH:MM:SS[.ffffff] of a day or moment.</summary>
    private Expr Moment(Scalar scalar, Func<Column, Expr> resolve) => scalar switch
    {
        Scalar.Constant { Value: DateOnly day } => Literals.Quote(Literals.Moment(day.ToDateTime(TimeOnly.MinValue))),
        { Type.Kind: TypeKind.Date } => AtMidnight(Value(scalar, resolve)),
        _ => Value(scalar, resolve),
    };

    private static Expr.Infix AtMidnight(Expr day) => new Expr.Infix("||", day, new Expr.Text("' 00:00:00'"), Strength.Other);

    // A month's end is cut to the shorter month: SQLite would run over into the next one.
    private static Expr ShiftDay(Expr day, IntervalValue interval, int sign)
    {
        if (interval.Months != 0)
        {
            var months = sign * interval.Months;
            day = Function(
                "min",
                Function("date", day, Modifier(months, "month")),
                Function("date", day, new Expr.Text("'start of month'"), Modifier(months + 1, "month"), new Expr.Text("'-1 day'")));
        }

        return interval.Days == 0 ? day : Function("date", day, Modifier(sign * interval.Days, "day"));
    }

    private static Expr.Text Modifier(long count, string unit) =>
        new(string.Create(CultureInfo.InvariantCulture, $"'{(count < 0 ? "" : "+")}{count} {unit}{(Math.Abs(count) == 1 ? "" : "s")}'"));

    private Expr Shift(Scalar.Call call, Scalar moment, IntervalValue interval, Func<Column, Expr> resolve)
    {
        var sign = call.Function == "+" ? 1 : -1;
        if (interval.Microseconds == 0 && IsMidnight(moment))
        {
            var day = ShiftDay(Day(moment, resolve), interval, sign);
            return call.Type.Kind == TypeKind.Date ? day : AtMidnight(day);
        }

        if (interval.Microseconds % 1_000_000 != 0)
        {
            throw Unsupported(Refusal.DateTime, "An interval with fractions of a second");
        }

        var text = Moment(moment, resolve);
        var whole = moment.Type.Kind == TypeKind.Date ? text : Function("substr", text, new Expr.Text("1"), new Expr.Text("19"));
        var shifted = interval.Months == 0
            ? Function("datetime", whole, Modifier((sign * interval.Microseconds / 1_000_000) + (sign * interval.Days * 86_400L), "second"))
            : interval.Microseconds == 0
                ? new Expr.Infix(
                    "||",
                    ShiftDay(Function("substr", text, new Expr.Text("1"), new Expr.Text("10")), interval, sign),
                    Function("substr", text, new Expr.Text("11"), new Expr.Text("9")),
                    Strength.Other)
                : throw Unsupported(Refusal.DateTime, "An interval of months and of time of day together");
        return moment.Type.Kind == TypeKind.Date ? shifted : new Expr.Infix("||", shifted, Function("substr", text, new Expr.Text("20")), Strength.Other);
    }

    private Expr DatePart(string part, Scalar moment, Func<Column, Expr> resolve)
    {
        if (moment.Type.Kind is not (TypeKind.Date or TypeKind.Timestamp))
        {
            throw Unsupported(Refusal.DateTime, $"The part {part} of a {moment.Type}");
        }

        var value = Value(moment, resolve);
        Expr Number(string format) => new Expr.Cast(Function("strftime", new Expr.Text($"'{format}'"), value), "INTEGER", false);
        Expr Sum(Expr left, string right) => new Expr.Infix("+", left, new Expr.Text(right), Strength.Additive);
        switch (part.ToLowerInvariant())
        {
            case "year" or "years":
                return Number("%Y");
            case "month" or "months":
                return Number("%m");
            case "day" or "days" or "dayofmonth":
                return Number("%d");
            case "hour" or "hours":
                return Number("%H");
            case "minute" or "minutes":
                return Number("%M");
            case "second" or "seconds":
                return Number("%S");
            case "quarter" or "quarters":
                return new Expr.Infix("/", Sum(Number("%m"), "2"), new Expr.Text("3"), Strength.Multiplicative);
            case "dow" or "dayofweek" or "weekday":
                return Number("%w");
            case "isodow":
                return Sum(new Expr.Infix("%", Sum(Number("%w"), "6"), new Expr.Text("7"), Strength.Multiplicative), "1");
            case "doy" or "dayofyear":
                return Number("%j");
            case "week" or "weeks" or "weekofyear":
                // The Thursday of an ISO week lies in the week's year.
                var thursday = Function("date", value, new Expr.Text("'-3 days'"), new Expr.Text("'weekday 4'"));
                var dayOfYear = Function("strftime", new Expr.Text("'%j'"), thursday);
                var weeks = new Expr.Infix("/", new Expr.Infix("-", dayOfYear, new Expr.Text("1"), Strength.Additive), new Expr.Text("7"), Strength.Multiplicative);
                return Sum(weeks, "1");
            case "epoch" when moment.Type.Kind == TypeKind.Date:
                return new Expr.Cast(Function("strftime", new Expr.Text("'%s'"), value), "REAL", false);
            default:
                throw Unsupported(Refusal.DateTime, $"EXTRACT({part} …)");
        }
    }

    private Expr TruncateDay(string part, Expr value) => part.ToLowerInvariant() switch
    {
        "day" => Function("date", value),
        "week" => Function("date", value, new Expr.Text("'-6 days'"), new Expr.Text("'weekday 1'")),
        "month" => Function("date", value, new Expr.Text("'start of month'")),
        "year" => Function("date", value, new Expr.Text("'start of year'")),
        "quarter" => Function(
            "date",
            value,
            new Expr.Text("'start of month'"),
            Function("printf", new Expr.Text("'-%d months'"), new Expr.Infix(
                "%",
                new Expr.Infix("-", new Expr.Cast(Function("strftime", new Expr.Text("'%m'"), value), "INTEGER", false), new Expr.Text("1"), Strength.Additive),
                new Expr.Text("3"),
                Strength.Multiplicative))),
        _ => throw Unsupported(Refusal.DateTime, $"date_trunc to the {part}"),
    };

    private Expr Truncate(Scalar.Call call, string part, Scalar moment, Func<Column, Expr> resolve)
    {
        var value = Value(moment, resolve);
        if (moment.Type.Kind is not (TypeKind.Date or TypeKind.Timestamp))
        {
            throw Unsupported(Refusal.DateTime, $"date_trunc of a {moment.Type}");
        }

        if (part.ToLowerInvariant() is var unit && unit is "hour" or "minute" or "second")
        {
            var format = unit switch { "hour" => "%Y-%m-%d %H:00:00", "minute" => "%Y-%m-%d %H:%M:00", _ => "%Y-%m-%d %H:%M:%S" };
            return Function("strftime", new Expr.Text($"'{format}'"), value);
        }

        var day = TruncateDay(part, value);
        return call.Type.Kind == TypeKind.Date ? day : AtMidnight(day);
    }

    private Expr DateDifference(string part, Scalar from, Scalar to, Func<Column, Expr> resolve)
    {
        if (from.Type.Kind is not (TypeKind.Date or TypeKind.Timestamp) || to.Type.Kind is not (TypeKind.Date or TypeKind.Timestamp))
        {
            throw Unsupported(Refusal.DateTime, $"date_diff of {from.Type} and {to.Type}");
        }

        Expr Number(string format, Scalar s) => new Expr.Cast(Function("strftime", new Expr.Text($"'{format}'"), Value(s, resolve)), "INTEGER", false);
        static Expr Minus(Expr a, Expr b) => new Expr.Infix("-", a, b, Strength.Additive);
        static Expr Times(Expr a, string b) => new Expr.Infix("*", a, new Expr.Text(b), Strength.Multiplicative);
        Expr Months(Scalar s) => new Expr.Infix("+", Times(Number("%Y", s), "12"), Number("%m", s), Strength.Additive);
        Expr Seconds(Scalar s, int unit) => unit == 1
            ? Number("%s", s)
            : new Expr.Infix("/", Number("%s", s), new Expr.Text(unit.ToString(CultureInfo.InvariantCulture)), Strength.Multiplicative);
        return part.ToLowerInvariant() switch
        {
            "year" => Minus(Number("%Y", to), Number("%Y", from)),
            "month" => Minus(Months(to), Months(from)),
            "day" => Days(to, from, resolve),
            "hour" when AfterEpoch(from, to) => Minus(Seconds(to, 3600), Seconds(from, 3600)),
            "minute" when AfterEpoch(from, to) => Minus(Seconds(to, 60), Seconds(from, 60)),
            "second" => Minus(Seconds(to, 1), Seconds(from, 1)),
            _ => throw Unsupported(Refusal.DateTime, $"date_diff by the {part}"),
        };

        // Division rounds towards zero, so the unit's borders would differ before 1970; a difference of seconds has none.
        static bool AfterEpoch(Scalar from, Scalar to) => from.Type.Kind == TypeKind.Date && to.Type.Kind == TypeKind.Date;
    }

    // Julian days of midnights end in .5 exactly, so their difference is a whole number.
    private Expr.Cast Days(Scalar to, Scalar from, Func<Column, Expr> resolve)
    {
        Expr Julian(Scalar s) => Function("julianday", s.Type.Kind == TypeKind.Date ? Value(s, resolve) : Function("date", Value(s, resolve)));
        return new Expr.Cast(new Expr.Infix("-", Julian(to), Julian(from), Strength.Additive), "INTEGER", false);
    }
}
