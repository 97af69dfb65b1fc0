using RewriteLang.Algebra;
using RewriteLang.Dsl;

namespace RewriteLang.Optimizer.Rules;

/// <summary>How calls are computed again from partial results: what is aggregated below, what above, and what comes out.</summary>
/// <param name="Partials">Calls below, with the columns of their results.</param>
/// <param name="Finals">Calls above, over those columns.</param>
/// <param name="Results">The original columns, from the columns of the finals.</param>
public sealed record Decomposition(Sequence<AggregateItem> Partials, Sequence<AggregateItem> Finals, Sequence<ProjectItem> Results);

/// <summary>
/// Takes aggregate calls apart into calls over groups and calls over the results. Rows of one group below agree on some columns; what a call asks of
/// these alone, in a FILTER or in the conditions of a CASE, is asked once a group, above: so several calls share one partial result. The forms are those of <see cref="AggregateTable"/>.
/// </summary>
public sealed class Decomposer
{
    private readonly ColumnFactory _columns;
    private readonly Func<AggregateCall, AggregateLaw?> _lawOf;

    // The columns of the rows below; null where nothing is asked above.
    private readonly ColumnSet? _own;
    private readonly ColumnSet _same;
    private readonly List<AggregateItem> _partials = [];
    private readonly List<AggregateItem> _finals = [];
    private readonly List<ProjectItem> _results = [];

    private Decomposer(ColumnFactory columns, Func<AggregateCall, AggregateLaw?> lawOf, ColumnSet? own, ColumnSet same) => (_columns, _lawOf, _own, _same) = (columns, lawOf, own, same);

    /// <summary>The partial and final forms of calls; null if one has none.</summary>
    /// <param name="items">The calls.</param>
    /// <param name="columns">Where the columns of partial results come from.</param>
    public static Decomposition? Decompose(IEnumerable<AggregateItem> items, ColumnFactory columns) => new Decomposer(columns, AggregateTable.PartsOf, null, ColumnSet.Empty).All(items);

    /// <summary>The same by other laws than those of the table.</summary>
    public static Decomposition? Decompose(IEnumerable<AggregateItem> items, ColumnFactory columns, IReadOnlyDictionary<string, AggregateLaw> laws) =>
        new Decomposer(columns, call => laws.GetValueOrDefault(call.Function) is { Value: not null } law ? law : null, null, ColumnSet.Empty).All(items);

    /// <summary>The same where conditions on what a group agrees on are asked above.</summary>
    /// <param name="items">The calls.</param>
    /// <param name="columns">Where the columns of partial results come from.</param>
    /// <param name="own">The columns of the rows that are grouped below.</param>
    /// <param name="same">Those on which the rows of a group agree; what is not in <paramref name="own"/> is known above only.</param>
    internal static Decomposition? Decompose(IEnumerable<AggregateItem> items, ColumnFactory columns, ColumnSet own, ColumnSet same) =>
        new Decomposer(columns, AggregateTable.PartsOf, own, same).All(items);

    /// <summary>The columns that conditions inside calls ask for: FILTER, CASE, and what DISTINCT tells apart.</summary>
    internal static ColumnSet ConditionColumns(IEnumerable<AggregateItem> items) => items.Aggregate(ColumnSet.Empty, (all, item) => all
        .Union(item.Call.Filter is { } filter ? ColumnSet.ReadBy(filter) : ColumnSet.Empty)
        .Union(item.Call.Distinct ? ColumnSet.ReadBy(item.Call.Arguments) : ColumnSet.Empty)
        .Union(item.Call.Arguments is [Scalar.Case @case] ? ColumnSet.ReadBy(@case.Branches.Select(b => b.When)) : ColumnSet.Empty));

    private Decomposition? All(IEnumerable<AggregateItem> items) =>
        items.All(Add) ? new([.. _partials.Distinct()], [.. _finals.Distinct()], [.. _results]) : null;

    private bool Add(AggregateItem item)
    {
        var call = item.Call;
        if (!call.OrderBy.IsEmpty || Split(call.Filter) is not var (below, above))
        {
            return false;
        }

        // What ignores duplicates and is made of columns that a group agrees on needs nothing from below.
        if (AggregateTable.IsDuplicateInsensitive(call) && below is null && call.Arguments.All(IsAbove))
        {
            var column = _columns.Keyed(("final", call, item.Column.Id), item.Column.Name, call.Type);
            _finals.Add(new(column, call));
            _results.Add(new(item.Column, column.Ref()));
            return true;
        }

        if (_lawOf(call) is not { } law)
        {
            return false;
        }

        var whole = new Dictionary<string, Scalar>();
        foreach (var final in law.Whole)
        {
            var part = AggregateTable.PartOf(law.Parts.First(p => p.Name == final.Argument), call);
            if (Final(final.Function, part with { Filter = below }, above) is not { } column)
            {
                return false;
            }

            whole.Add(final.Name, column.Ref());
        }

        var value = AggregateTable.Value(law.Value!, whole);
        value = value.Type == call.Type ? value : new Scalar.Cast(value, call.Type);

        // A count whose condition no group meets is a sum of nothing.
        var isEmptySum = above is not null && law.Empty == ValueOnNoRows.Zero;
        _results.Add(new(item.Column, isEmptySum ? new Scalar.Call("coalesce", [value, Scalars.Integer(0)], call.Type) : value));
        return true;
    }

    // The call above over the call below; a CASE whose conditions a group agrees on stays above, with partial results as its values.
    private Column? Final(string function, AggregateCall below, Scalar? above)
    {
        Scalar? value;
        var arguments = below.Arguments;
        if (arguments is [Scalar.Case @case] && @case.Branches.All(b => IsAbove(b.When)) && !ColumnSet.ReadBy(@case).IsSubsetOf(_same))
        {
            var values = @case.Branches.Select(b => b.Then).Append(@case.Otherwise).Select(v => Value(below, v)).ToList();
            if (values.Contains(null) || values.Find(v => v is not Scalar.Constant) is not { } typed)
            {
                return null;
            }

            value = new Scalar.Case([.. @case.Branches.Select((b, i) => b with { Then = values[i]! })], values[^1]!, typed.Type);
        }
        else
        {
            value = IsBelow(arguments) ? Partial(below).Ref() : null;
        }

        if (value is null)
        {
            return null;
        }

        var type = AggregateTable.TypeOf(function, below.Type)!;
        var call = new AggregateCall(function, [value], false, above, [], type);
        var column = _columns.Keyed(("final", call), value is Scalar.ColumnRef partial ? $"total_{partial.Column.Name}" : $"total_{below.Function}", type);
        _finals.Add(new(column, call));
        return column;
    }

    // A branch's partial result: NULL adds nothing, which for a count is 0; a number is counted as often as there are rows.
    private Scalar? Value(AggregateCall below, Scalar value) => value switch
    {
        Scalar.Constant { Value: null } => AggregateTable.OnNoRows(below),
        Scalar.Constant or Scalar.Cast { Operand: Scalar.Constant } => Repeated(below, Number(value)),
        _ => IsBelow([value]) ? Partial(below with { Arguments = [value] }).Ref() : null,
    };

    private Scalar? Repeated(AggregateCall below, decimal? number)
    {
        Scalar Rows() => new Scalar.Cast(Partial(below with { Function = "count_star", Arguments = [], Type = SqlType.BigInt }).Ref(), below.Type);
        return (below.Function, number) switch
        {
            ("count", not null) => Rows(),
            ("sum", 0m) => new Scalar.Cast(Scalars.Integer(0), below.Type),
            ("sum", 1m) when below.Type == SqlType.HugeInt => Rows(),
            _ => null,
        };
    }

    private static decimal? Number(Scalar value) => value switch
    {
        Scalar.Cast cast => Number(cast.Operand),
        Scalar.Constant { Value: long n } => n,
        Scalar.Constant { Value: decimal n } => n,
        _ => null,
    };

    private Column Partial(AggregateCall call)
    {
        var what = call.Function is "count_star" ? "count" : call.Function;
        var column = _columns.Keyed(("partial", call), $"partial_{what}", call.Type);
        _partials.Add(new(column, call));
        return column;
    }

    // The conjuncts that must be asked of each row, and those that a group agrees on; null if one is neither.
    private (Scalar? Below, Scalar? Above)? Split(Scalar? filter)
    {
        if (filter is null)
        {
            return (null, null);
        }

        if (_own is null)
        {
            return (filter, null);
        }

        var above = filter.Conjuncts().Where(IsAbove).ToList();
        var below = filter.Conjuncts().Where(c => !IsAbove(c)).ToList();
        return IsBelow(below) ? (below.Count == 0 ? null : Scalars.AllOf(below), above.Count == 0 ? null : Scalars.AllOf(above)) : null;
    }

    private bool IsAbove(Scalar scalar) => _own is not null && ColumnSet.ReadBy(scalar).Intersect(_own).IsSubsetOf(_same);

    private bool IsBelow(IEnumerable<Scalar> scalars) => _own is null || ColumnSet.ReadBy(scalars).IsSubsetOf(_own);
}
