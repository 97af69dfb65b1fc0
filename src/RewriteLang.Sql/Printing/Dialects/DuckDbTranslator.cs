using System.Globalization;
using System.Numerics;
using RewriteLang.Algebra;
using RewriteLang.Sql.Printing.Text;
using RewriteLang.Sql.Printing.Tree;

namespace RewriteLang.Sql.Printing.Dialects;

/// <summary>DuckDB's expressions: scalars carry DuckDB's names and meaning, so this is about spelling and about keeping literals' types.</summary>
internal sealed partial class DuckDbTranslator(EngineCapabilities capabilities) : Translator(Dialect.DuckDb, capabilities)
{
    /// <inheritdoc/>
    protected override Expr Constant(Scalar.Constant constant, bool typed)
    {
        var type = constant.Type;
        switch (constant.Value)
        {
            case null:
                return typed && type.Kind is not (TypeKind.Null or TypeKind.Unknown)
                    ? new Expr.Cast(new Expr.Text("NULL"), Spelling(type), false)
                    : new Expr.Text("NULL");
            case bool value:
                return new Expr.Text(value ? "TRUE" : "FALSE");
            case long value when type.IsInteger || type.Kind == TypeKind.Unknown:
                return Typed(Literals.Number(value.ToString(CultureInfo.InvariantCulture)), value, type, typed);
            case BigInteger value when type.IsInteger:
                return Typed(Literals.Number(value.ToString(CultureInfo.InvariantCulture)), value, type, typed);
            case decimal value:
                return Typed(Literals.Number(value.ToString(CultureInfo.InvariantCulture)), value, type, typed);
            case long or BigInteger:
                return Typed(Literals.Number(string.Create(CultureInfo.InvariantCulture, $"{constant.Value}")), constant.Value, type, typed: true);
            case double value when !double.IsFinite(value):
                var name = double.IsNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
                return new Expr.Cast(Literals.Quote(name), Spelling(type), false);
            case double value when type.Kind == TypeKind.Double:
                return Literals.Number(Literals.Digits(value));
            case double value:
                return new Expr.Cast(Literals.Number(Literals.Digits(value)), Spelling(type), false);
            case string value when type.Kind is TypeKind.Varchar or TypeKind.Unknown:
                return Literals.Quote(value);
            case string value:
                return new Expr.Cast(Literals.Quote(value), Spelling(type), false);
            case DateOnly value:
                return Prefixed("DATE", Literals.Day(value));
            case TimeOnly value:
                return Prefixed("TIME", Literals.Time(value));
            case DateTime value when type.Kind == TypeKind.TimestampTz:
                return Prefixed("TIMESTAMPTZ", Literals.Moment(value) + "+00");
            case DateTime value when type.Kind == TypeKind.Timestamp:
                return Prefixed("TIMESTAMP", Literals.Moment(value));
            case DateTime value:
                return new Expr.Cast(Literals.Quote(Literals.Moment(value)), Spelling(type), false);
            case IntervalValue value:
                return Literals.Unit(value) is { } unit ? new Expr.Text($"INTERVAL '{unit.Count}' {unit.Unit}") : Prefixed("INTERVAL", Literals.Span(value));
            case Sequence<byte> value:
                return new Expr.Cast(new Expr.Text($"'{string.Concat(value.Select(b => $"\\x{b:X2}"))}'"), "BLOB", false);
            default:
                return new Expr.Cast(Literals.Quote(string.Create(CultureInfo.InvariantCulture, $"{constant.Value}")), Spelling(type), false);
        }
    }

    /// <inheritdoc/>
    protected override Expr Cast(Scalar.Cast cast, Func<Column, Expr> resolve) =>
        new Expr.Cast(Value(cast.Operand, resolve), Spelling(cast.Type), cast.Try);

    /// <summary>DuckDB turns a day beside a moment into a moment by itself.</summary>
    protected override Expr Comparison(Scalar.Comparison comparison, Func<Column, Expr> resolve)
    {
        static Scalar Bare(Scalar side, Scalar other) =>
            side is Scalar.Cast { Try: false, Type.Kind: TypeKind.Timestamp, Operand: { Type.Kind: TypeKind.Date } day } and not { Operand: Scalar.Constant }
            && other is { Type.Kind: TypeKind.Timestamp } and not Scalar.Cast
                ? day
                : side;
        return base.Comparison(
            comparison with { Left = Bare(comparison.Left, comparison.Right), Right = Bare(comparison.Right, comparison.Left) }, resolve);
    }

    /// <inheritdoc/>
    public override OrderItem OrderItem(Algebra.SortKey key, Expr expression) => new(expression, key.Descending, key.NullsFirst ? true : null);

    /// <inheritdoc/>
    public override Expr Aggregate(AggregateCall call, Func<Column, Expr> resolve) => call.Function == "grouping"
        ? new Expr.Call("GROUPING", [.. call.Arguments.Select(a => Value(a, resolve))]) { IsAggregate = true }
        : new Expr.Call(FunctionName(call.Function), Arguments(call.Function, call.Arguments, resolve))
        {
            Distinct = call.Distinct,
            Filter = call.Filter is null ? null : Value(call.Filter, resolve),
            Order = Order(call.OrderBy, resolve),
            IsAggregate = true,
        };

    /// <inheritdoc/>
    public override Expr Window(WindowCall call, Func<Column, Expr> resolve) =>
        new Expr.Call(FunctionName(call.Function), Arguments(call.Function, call.Arguments, resolve))
        {
            Distinct = call.Distinct,
            Filter = call.Filter is null ? null : Value(call.Filter, resolve),
            IgnoreNulls = call.IgnoreNulls,
            Over = Over(call, resolve),
        };

    private IReadOnlyList<Expr> Arguments(string function, Sequence<Scalar> arguments, Func<Column, Expr> resolve) =>
        function == "count_star" ? [new Expr.Text("*")] : [.. arguments.Select((a, i) => Value(a, resolve, typed: i == 0))];

    private static string FunctionName(string function) => function == "count_star" ? "count" : Identifiers.FunctionName(function);

    private static Expr Typed(Expr literal, object value, SqlType type, bool typed) =>
        !typed || type.Kind == TypeKind.Unknown || Literals.TypeOf(value) == type ? literal : new Expr.Cast(literal, Spelling(type), false);

    private static Expr.Text Prefixed(string type, string text) => new($"{type} '{text}'");

    private static string Spelling(SqlType type) => type.Kind switch
    {
        TypeKind.Decimal => $"DECIMAL({type.Precision}, {type.Scale})",
        TypeKind.TimestampTz => "TIMESTAMPTZ",
        TypeKind.Unknown or TypeKind.Null => throw new Refusal(Refusal.Type, "A cast to an unknown type cannot be written."),
        _ => type.ToString(),
    };
}
