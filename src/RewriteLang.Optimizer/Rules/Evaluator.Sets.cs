using System.Diagnostics;
using RewriteLang.Algebra;

namespace RewriteLang.Optimizer.Rules;

/// <summary>Sets and lists as wholes.</summary>
internal sealed partial class Evaluator
{
    private object? SetWord(WordCall call)
    {
        switch (call.Name)
        {
            case "union":
                return Enumerable.Range(0, call.Count).Select(call.Value).Aggregate(Join);
            case "intersect":
                return Enumerable.Range(0, call.Count).Select(call.Columns).Aggregate((a, b) => a.Intersect(b));
            case "minus":
                return Enumerable.Range(0, call.Count).Select(call.Value).Aggregate(Minus);
            case "disjoint":
                return !call.Columns(0).Overlaps(call.Columns(1));
            case "empty":
                return Count(call.Value(0)) == 0;
            case "length":
                return (double)Count(call.Value(0));
            case "concat":
                return Enumerable.Range(0, call.Count).Select(call.Value).Aggregate(Concat);
            default:
                return null;
        }
    }

    private static ColumnSet SetOf(object value) => value switch
    {
        ColumnSet set => set,
        Scalar.ColumnRef reference => ColumnSet.Of(reference.Column),
        _ => throw new NotApplicableException($"{value} is not a set of columns"),
    };

    // One list after the other: a list may hold a thing twice, but not a column.
    private static object Concat(object left, object right) => (left, right) switch
    {
        (Sequence<RelationView> l, Sequence<RelationView> r) => l.Concat(r).ToSequence(),
        (Sequence<WindowItem> l, Sequence<WindowItem> r) => l.Concat(r).DistinctBy(i => i.Column).ToSequence(),
        _ => Join(left, right),
    };

    private static object Join(object left, object right) => (left, right) switch
    {
        (Sequence<ProjectItem> l, Sequence<ProjectItem> r) => l.Concat(r).DistinctBy(i => i.Column).ToSequence(),
        (Sequence<AggregateItem> l, Sequence<AggregateItem> r) => l.Concat(r).DistinctBy(i => i.Column).ToSequence(),
        (Sequence<Scalar> l, Sequence<Scalar> r) => l.Concat(r).Distinct().ToSequence(),
        _ => SetOf(left).Union(SetOf(right)),
    };

    // Under other names a conjunct may have its sides the other way round.
    private object Minus(object left, object right)
    {
        if (left is not Sequence<Scalar> scalars)
        {
            return SetOf(left).Except(SetOf(right));
        }

        var others = ScalarsIn(right).Select(plans.Scalars.Of).ToHashSet();
        return scalars.Filter(s => !others.Contains(plans.Scalars.Of(s)));
    }

    private static int Count(object value) => value switch
    {
        ColumnSet set => set.Count,
        Scalar or RelationView => 1,
        Sequence<Scalar> s => s.Count,
        Sequence<RelationView> s => s.Count,
        Sequence<ProjectItem> s => s.Count,
        Sequence<AggregateItem> s => s.Count,
        Sequence<WindowItem> s => s.Count,
        Sequence<SortKey> s => s.Count,
        Sequence<object> s => s.Count,
        _ => throw new UnreachableException(value.GetType().Name),
    };
}
