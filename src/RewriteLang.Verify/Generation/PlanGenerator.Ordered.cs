using RewriteLang.Algebra;
using RewriteLang.Optimizer.Analyses;

namespace RewriteLang.Verify.Generation;

/// <summary>Operators that look at an order: limits and windows.</summary>
public sealed partial class PlanGenerator
{
    /// <summary>Rows limited under a total order: the columns of a key, or all of them, with what it is ordered by first at random.</summary>
    public Relation.TopN TopN(Relation input)
    {
        var first = random.Pick(input.Columns);
        IEnumerable<Column> order = random.Percent(50) && KeyOf(input) is { } key
            ? random.Percent(50) ? key : key.Prepend(first)
            : input.Columns.Prepend(first);
        var keys = order.Distinct().Select(c => new SortKey(c.Ref(), random.Percent(50), random.Percent(50)));
        return new(input, [.. keys], Algebra.Scalars.Integer(random.Between(0, 4)), random.Percent(25) ? Algebra.Scalars.Integer(random.Between(0, 2)) : null);
    }

    /// <summary>One window call: an aggregate over partitions or up to the row, a rank, or a numbering by a key. Rows that tie in the order get the same value.</summary>
    public Relation.Window Window(Relation input)
    {
        Sequence<Scalar> partition = random.Percent(85) ? [.. Keys(input.Columns).Select(k => (Scalar)k.Ref())] : [];
        var ordered = input.Columns.Where(c => TinyDomains.Has(c.Type) && !c.Type.IsFloat).ToList();
        SortKey By(Column column) => new(column.Ref(), random.Percent(50), random.Percent(50));
        var kind = random.Below(10);
        var call = kind switch
        {
            0 when ordered.Count > 0 => Ranked(random.Pick(["rank", "dense_rank"]), [By(random.Pick(ordered))]),
            1 when KeyOf(input) is { } key && key.All(ordered.Contains) => Ranked("row_number", [.. key.Select(By)]),
            2 or 3 or 4 when ordered.Count > 0 => Aggregated([By(random.Pick(ordered))]),
            _ => Aggregated([]),
        };
        return new(input, [new(columns.Fresh("w", call.Type), call)]);

        WindowCall Ranked(string function, Sequence<SortKey> order) => new(function, [], false, null, false, partition, order, null, SqlType.BigInt);

        WindowCall Aggregated(Sequence<SortKey> order)
        {
            var call = AggregateCall(input.Columns, decomposable: true);
            return new(call.Function, call.Arguments, false, call.Filter, false, partition, order, null, call.Type);
        }
    }

    /// <summary>Columns of a key that a relation is known to have, chosen among several; null if none is known.</summary>
    public IReadOnlyList<Column>? KeyOf(Relation input)
    {
        var keys = new FactsDerivation().Derive(input).Keys.Where(k => !k.IsEmpty).ToList();
        return keys.Count == 0 ? null : random.Pick(keys) is var key ? [.. input.Columns.Where(key.Contains)] : null;
    }
}
