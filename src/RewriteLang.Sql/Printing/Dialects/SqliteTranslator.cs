using System.Globalization;
using System.Numerics;
using RewriteLang.Algebra;
using RewriteLang.Sql.Printing.Tree;

namespace RewriteLang.Sql.Printing.Dialects;

/// <summary>
/// SQLite's expressions with DuckDB's meaning, over data that stands like this: DECIMAL and DOUBLE as REAL (or INTEGER where a NUMERIC column made
/// it so), DATE as text YYYY-MM-DD, TIMESTAMP as text YYYY-MM-DD HH:MM:SS[.ffffff], BOOLEAN as 0 and 1.
/// </summary>
internal sealed partial class SqliteTranslator(EngineCapabilities capabilities) : Translator(Dialect.Sqlite, capabilities)
{
    private static readonly Expr Zero = new Expr.Text("0");

    /// <inheritdoc/>
    protected override Expr Constant(Scalar.Constant constant, bool typed)
    {
        switch (constant.Value)
        {
            case null:
                return new Expr.Text("NULL");
            case bool value:
                return new Expr.Text(value ? "TRUE" : "FALSE");
            case long value:
                return Literals.Number(value.ToString(CultureInfo.InvariantCulture));
            case BigInteger value when BigInteger.Abs(value) <= long.MaxValue:
                return Literals.Number(value.ToString(CultureInfo.InvariantCulture));
            case decimal value:
                return Literals.Number(value.ToString(CultureInfo.InvariantCulture));
            case double value when double.IsFinite(value):
                return Literals.Number(Literals.Digits(value).Replace("e0", value == Math.Floor(value) ? ".0" : "", StringComparison.Ordinal));
            case double value when double.IsInfinity(value):
                return Literals.Number(value > 0 ? "9e999" : "-9e999");
            case string value when constant.Type.Kind is TypeKind.Varchar or TypeKind.Unknown or TypeKind.Uuid:
                return Literals.Quote(value);
            case DateOnly value:
                return Literals.Quote(Literals.Day(value));
            case DateTime value when constant.Type.Kind == TypeKind.Timestamp:
                return Literals.Quote(Literals.Moment(value));
            case TimeOnly value:
                return Literals.Quote(Literals.Time(value));
            case Sequence<byte> value:
                return new Expr.Text($"x'{string.Concat(value.Select(b => b.ToString("X2", CultureInfo.InvariantCulture)))}'");
            default:
                throw new Refusal(Refusal.Literal, $"A literal of type {constant.Type} ({constant.Value}) has no form in SQLite.");
        }
    }

    /// <inheritdoc/>
    protected override Expr Parameter(Scalar.Parameter parameter) =>
        new Expr.Text(parameter.Name.All(char.IsAsciiDigit) ? $"?{parameter.Name}" : $"${parameter.Name}", IsConstant: false);

    /// <inheritdoc/>
    public override OrderItem OrderItem(Algebra.SortKey key, Expr expression)
    {
        // SQLite takes NULL for the smallest value.
        var isDefault = key.NullsFirst == !key.Descending || key.Expression is Scalar.ColumnRef { Column.Nullable: false };
        return new(expression, key.Descending, isDefault ? null : key.NullsFirst);
    }

    /// <inheritdoc/>
    protected override Expr Comparison(Scalar.Comparison comparison, Func<Column, Expr> resolve)
    {
        var symbol = comparison.Operator switch
        {
            ComparisonOperator.IsDistinct => "IS NOT",
            ComparisonOperator.IsNotDistinct => "IS",
            var other => Symbol(other),
        };
        var (left, right) = Comparable(comparison.Left, comparison.Right, resolve);
        return new Expr.Infix(symbol, left, right, Strength.Comparison);
    }

    /// <inheritdoc/>
    protected override bool CanCompareDirectly(Scalar.Comparison comparison) => !MixesDayAndMoment(comparison.Left, comparison.Right);

    /// <inheritdoc/>
    protected override Expr InList(Scalar.InList inList, Func<Column, Expr> resolve, bool negated)
    {
        if (!inList.Items.Any(i => MixesDayAndMoment(inList.Operand, i)))
        {
            return base.InList(inList, resolve, negated);
        }

        var equal = Value(Scalars.AnyOf(inList.Items.Select(i => inList.Operand.EqualTo(i))), resolve);
        return negated ? new Expr.Prefix("NOT ", equal, Strength.Not) : equal;
    }

    private static bool MixesDayAndMoment(Scalar left, Scalar right) =>
        (left.Type.Kind, right.Type.Kind) is (TypeKind.Date, TypeKind.Timestamp) or (TypeKind.Timestamp, TypeKind.Date)
        || (left.Type.Kind == TypeKind.Timestamp && right.Type.Kind == TypeKind.Timestamp && IsMidnight(left) != IsMidnight(right));

    // A day and a moment are compared as moments, or as days where the moment is a midnight.
    private (Expr Left, Expr Right) Comparable(Scalar left, Scalar right, Func<Column, Expr> resolve)
    {
        if (left.Type.Kind is not (TypeKind.Date or TypeKind.Timestamp) || right.Type.Kind is not (TypeKind.Date or TypeKind.Timestamp)
            || (left.Type.Kind == TypeKind.Date && right.Type.Kind == TypeKind.Date))
        {
            return (Value(left, resolve), Value(right, resolve));
        }

        return IsMidnight(left) && IsMidnight(right)
            ? (Day(left, resolve), Day(right, resolve))
            : (Moment(left, resolve), Moment(right, resolve));
    }

    private Refusal Unsupported(string code, string what) => new(code, $"{what} cannot be written for {Capabilities.Engine} {Capabilities.Version}.");
}
