using System.Collections.Frozen;
using System.Diagnostics;
using RewriteLang.Algebra;
using RewriteLang.Dsl;

namespace RewriteLang.Optimizer.Rules;

/// <summary>
/// What is known of aggregate functions: partial and final forms, the value on no rows, whether duplicates matter. It is what rules/aggregates.rw says; of a function that is
/// not there nothing is known.
/// </summary>
public static class AggregateTable
{
    private static readonly Lazy<FrozenDictionary<string, AggregateLaw>> Table = new(() => Read().ToFrozenDictionary(l => l.Name));

    /// <summary>The laws that the program brings along.</summary>
    public static IReadOnlyDictionary<string, AggregateLaw> Laws => Table.Value;

    /// <summary>What the table says, whatever its layout.</summary>
    public static string Text => string.Join('\n', Laws.Values.Select(l => l.Normalized).Order(StringComparer.Ordinal));

    /// <summary>Whether repeating input rows changes no result.</summary>
    public static bool IsDuplicateInsensitive(AggregateCall call) =>
        call.Distinct || Laws.GetValueOrDefault(call.Function) is { IgnoresDuplicates: true, IsDetermined: true };

    /// <summary>The value of a call on no rows; null where it is not known.</summary>
    public static Scalar? OnNoRows(AggregateCall call) => Laws.GetValueOrDefault(call.Function)?.Empty switch
    {
        ValueOnNoRows.Zero => Scalars.Integer(0),
        ValueOnNoRows.Null => Scalars.Null(call.Type),
        _ => null,
    };

    /// <summary>Whether the aggregate of the aggregates of parts is the aggregate of the whole: a sum of sums.</summary>
    public static bool IsWholeOfItself(string function) =>
        Laws.GetValueOrDefault(function) is { Parts: [var part], Whole: [var whole], Value: Term.Variable } && part.Function == function && whole.Function == function;

    /// <summary>Whether computing the call in another order or grouping gives exactly the same value.</summary>
    public static bool IsExact(AggregateCall call) =>
        Laws.GetValueOrDefault(call.Function) is { Exact.IsEmpty: false, IsDetermined: true } law && call.Arguments.All(a => law.IsExactOver(KindOf(a.Type)));

    /// <summary>The call that computes a part of a call.</summary>
    internal static AggregateCall PartOf(AggregatePart part, AggregateCall whole)
    {
        Sequence<Scalar> arguments = part.Argument is null ? [] : whole.Arguments;
        var type = part.Function == whole.Function ? whole.Type : TypeOf(part.Function, arguments.IsEmpty ? SqlType.Null : arguments[0].Type)!;
        return whole with { Function = part.Function, Arguments = arguments, Type = type };
    }

    /// <summary>The value of a law's formula: <c>/</c> divides as floats.</summary>
    /// <param name="formula">The formula.</param>
    /// <param name="names">What its names stand for.</param>
    public static Scalar Value(Term formula, IReadOnlyDictionary<string, Scalar> names)
    {
        switch (formula)
        {
            case Term.Variable variable:
                return names[variable.Name];
            case Term.Literal { Value: long number }:
                return Scalars.Integer(number);
            case Term.Operator { Name: "/" } division:
                return new Scalar.Call("/", [.. division.Arguments.Select(a => (Scalar)new Scalar.Cast(Value(a, names), SqlType.Double))], SqlType.Double);
            case Term.Operator op:
                Sequence<Scalar> operands = [.. op.Arguments.Select(a => Value(a, names))];
                return new Scalar.Call(op.Name, operands, operands.Any(o => o.Type.IsFloat) ? SqlType.Double : operands[0].Type);
            default:
                throw new UnreachableException($"{formula.Span}: {formula} in a formula");
        }
    }

    /// <summary>The type of an aggregate over values of a type; null for what is not known here.</summary>
    public static SqlType? TypeOf(string function, SqlType argument) => function switch
    {
        "min" or "max" or "any_value" or "first" or "last" => argument,
        "count" or "count_star" or "approx_count_distinct" => SqlType.BigInt,
        "bool_and" or "bool_or" => SqlType.Boolean,
        "sum" => SumType(argument),
        "avg" or "stddev" or "stddev_samp" or "stddev_pop" or "variance" or "var_samp" or "var_pop" => SqlType.Double,
        _ => null,
    };

    /// <summary>The kind of argument that laws tell apart; null for other types.</summary>
    public static ArgumentKind? KindOf(SqlType type) => type switch
    {
        { IsInteger: true } => ArgumentKind.Integer,
        { Kind: TypeKind.Decimal } => ArgumentKind.Decimal,
        { IsFloat: true } => ArgumentKind.Float,
        { Kind: TypeKind.Varchar } => ArgumentKind.Text,
        { IsTemporal: true } => ArgumentKind.Temporal,
        { Kind: TypeKind.Boolean } => ArgumentKind.Boolean,
        _ => null,
    };

    /// <summary>The calls with one more condition on the rows they count.</summary>
    public static Sequence<AggregateItem> Filtered(IEnumerable<AggregateItem> items, IEnumerable<Scalar> conjuncts) =>
        [.. items.Select(i => i with
        {
            Call = Scalars.AllOf(i.Call.Filter is null ? conjuncts : conjuncts.Prepend(i.Call.Filter)) is var all && all.Equals(Scalars.True)
                ? i.Call
                : i.Call with { Filter = Scalars.AllOf(i.Call.Filter is null ? conjuncts : conjuncts.Prepend(i.Call.Filter)) },
        })];

    /// <summary>The columns that calls read.</summary>
    public static ColumnSet ColumnsOf(IEnumerable<AggregateItem> items)
    {
        var scalars = new List<Scalar>();
        foreach (var item in items)
        {
            item.Call.MapScalars(s =>
            {
                scalars.Add(s);
                return s;
            });
        }

        return ColumnSet.ReadBy(scalars);
    }

    /// <summary>The law by which a call can be computed from partial results; null if there is none.</summary>
    internal static AggregateLaw? PartsOf(AggregateCall call) =>
        call.OrderBy.IsEmpty
        && Laws.GetValueOrDefault(call.Function) is { IsDetermined: true } law
        && (!call.Distinct || law.IgnoresDuplicates)
        && law.HasPartsOver(call.Arguments.IsEmpty ? null : KindOf(call.Arguments[0].Type))
        && TypeOf(call.Function, call.Arguments.IsEmpty ? SqlType.Null : call.Arguments[0].Type) == call.Type
            ? law
            : null;

    private static Sequence<AggregateLaw> Read()
    {
        using var stream = typeof(AggregateTable).Assembly.GetManifestResourceStream("aggregates.rw") ?? throw new UnreachableException("The table of aggregates is not in the program.");
        using var reader = new StreamReader(stream);
        var file = RuleParser.Parse(reader.ReadToEnd(), "aggregates.rw");
        return file.IsSuccess ? file.Value.Aggregates : throw new UnreachableException(string.Join('\n', file.Diagnostics));
    }

    /// <summary>The type of a sum of values of a type.</summary>
    public static SqlType SumType(SqlType argument) => argument switch
    {
        { IsInteger: true } => SqlType.HugeInt,
        { Kind: TypeKind.Decimal } => SqlType.Decimal(38, argument.Scale),
        _ => SqlType.Double,
    };
}
