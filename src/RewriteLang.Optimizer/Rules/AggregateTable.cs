using System.Collections.Frozen;
using System.Diagnostics;
using RewriteLang.Algebra;
using RewriteLang.Dsl;
using RewriteLang.Optimizer.Analyses;

namespace RewriteLang.Optimizer.Rules;

/// <summary>How calls are computed again from partial results: what is aggregated below, what above, and what comes out.</summary>
/// <param name="Partials">Calls below, with the columns of their results.</param>
/// <param name="Finals">Calls above, over those columns.</param>
/// <param name="Results">The original columns, from the columns of the finals.</param>
public sealed record Decomposition(Sequence<AggregateItem> Partials, Sequence<AggregateItem> Finals, Sequence<ProjectItem> Results);

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

    /// <summary>Whether every call can be computed from partial results.</summary>
    public static bool AreDecomposable(IEnumerable<AggregateItem> items) => items.All(i => IsDecomposable(i.Call));

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

    /// <summary>Whether computing the call in another order or grouping gives exactly the same value.</summary>
    public static bool IsExact(AggregateCall call) =>
        Laws.GetValueOrDefault(call.Function) is { Exact.IsEmpty: false, IsDetermined: true } law && call.Arguments.All(a => law.IsExactOver(KindOf(a.Type)));

    /// <summary>The partial and final forms of calls.</summary>
    /// <exception cref="ArgumentException">A call has none.</exception>
    public static Decomposition Decompose(IEnumerable<AggregateItem> items, ColumnFactory columns) => Decompose(items, columns, Laws);

    /// <summary>The same by other laws than those of the table.</summary>
    /// <exception cref="ArgumentException">A call has no such forms.</exception>
    public static Decomposition Decompose(IEnumerable<AggregateItem> items, ColumnFactory columns, IReadOnlyDictionary<string, AggregateLaw> laws)
    {
        var partials = new List<AggregateItem>();
        var finals = new List<AggregateItem>();
        var results = new List<ProjectItem>();
        foreach (var item in items)
        {
            if (laws.GetValueOrDefault(item.Call.Function) is not { Value: { } formula } law)
            {
                throw new ArgumentException($"{item.Call.Function} has no partial form", nameof(items));
            }

            var parts = law.Parts.ToDictionary(p => p.Name, p => Partial(p, item.Call));
            var whole = law.Whole.ToDictionary(w => w.Name, w => (Scalar)Final(w.Function, parts[w.Argument!]).Ref());
            var value = Value(formula, whole);
            results.Add(new(item.Column, value.Type == item.Call.Type ? value : new Scalar.Cast(value, item.Call.Type)));
        }

        return new([.. partials.Distinct()], [.. finals.Distinct()], [.. results]);

        Column Partial(AggregatePart part, AggregateCall whole)
        {
            var call = PartOf(part, whole);
            var column = columns.Keyed(("partial", call), $"partial_{part.Function}", call.Type);
            partials.Add(new(column, call));
            return column;
        }

        Column Final(string function, Column partial)
        {
            var call = new AggregateCall(function, [partial.Ref()], false, null, [], TypeOf(function, partial.Type)!);
            var column = columns.Keyed(("final", call), $"total_{partial.Name}", call.Type);
            finals.Add(new(column, call));
            return column;
        }
    }

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

    /// <summary>Whether a call can be computed from partial results.</summary>
    internal static bool IsDecomposable(AggregateCall call) =>
        call.OrderBy.IsEmpty
        && Laws.GetValueOrDefault(call.Function) is { IsDetermined: true } law
        && (!call.Distinct || law.IgnoresDuplicates)
        && law.HasPartsOver(call.Arguments.IsEmpty ? null : KindOf(call.Arguments[0].Type))
        && TypeOf(call.Function, call.Arguments.IsEmpty ? SqlType.Null : call.Arguments[0].Type) == call.Type;

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
