namespace RewriteLang.Algebra;

/// <summary>Traversal of calls of aggregate and window functions, and of orders.</summary>
public static class Calls
{
    /// <summary>The scalars that an aggregate call evaluates, from left to right.</summary>
    public static IEnumerable<Scalar> OwnScalars(this AggregateCall call)
    {
        foreach (var argument in call.Arguments)
        {
            yield return argument;
        }

        if (call.Filter is not null)
        {
            yield return call.Filter;
        }

        foreach (var key in call.OrderBy)
        {
            yield return key.Expression;
        }
    }

    /// <summary>The scalars that a window call evaluates, from left to right.</summary>
    public static IEnumerable<Scalar> OwnScalars(this WindowCall call)
    {
        var scalars = new List<Scalar>();
        call.MapScalars(s =>
        {
            scalars.Add(s);
            return s;
        });
        return scalars;
    }

    /// <summary>Each scalar of an aggregate call through <paramref name="function"/>; the same object when nothing changed.</summary>
    public static AggregateCall MapScalars(this AggregateCall call, Func<Scalar, Scalar> function)
    {
        var arguments = call.Arguments.Map(function);
        var filter = call.Filter is null ? null : function(call.Filter);
        var order = call.OrderBy.MapKeys(function);
        return arguments.IsSame(call.Arguments) && ReferenceEquals(filter, call.Filter) && order.IsSame(call.OrderBy)
            ? call
            : call with { Arguments = arguments, Filter = filter, OrderBy = order };
    }

    /// <summary>Each scalar of a window call through <paramref name="function"/>; the same object when nothing changed.</summary>
    public static WindowCall MapScalars(this WindowCall call, Func<Scalar, Scalar> function)
    {
        var arguments = call.Arguments.Map(function);
        var filter = call.Filter is null ? null : function(call.Filter);
        var partition = call.PartitionBy.Map(function);
        var order = call.OrderBy.MapKeys(function);
        var frame = call.Frame is null ? null : MapFrame(call.Frame, function);
        return arguments.IsSame(call.Arguments) && ReferenceEquals(filter, call.Filter) && partition.IsSame(call.PartitionBy)
            && order.IsSame(call.OrderBy) && ReferenceEquals(frame, call.Frame)
            ? call
            : call with { Arguments = arguments, Filter = filter, PartitionBy = partition, OrderBy = order, Frame = frame };
    }

    /// <summary>Each expression of an order through <paramref name="function"/>; the same sequence when nothing changed.</summary>
    public static Sequence<SortKey> MapKeys(this Sequence<SortKey> order, Func<Scalar, Scalar> function) =>
        order.Map(k => function(k.Expression) is var e && ReferenceEquals(e, k.Expression) ? k : k with { Expression = e });

    private static WindowFrame MapFrame(WindowFrame frame, Func<Scalar, Scalar> function)
    {
        FrameBound Bound(FrameBound bound) =>
            bound.Offset is null || function(bound.Offset) is var o && ReferenceEquals(o, bound.Offset) ? bound : bound with { Offset = o };
        var start = Bound(frame.Start);
        var end = Bound(frame.End);
        return ReferenceEquals(start, frame.Start) && ReferenceEquals(end, frame.End) ? frame : frame with { Start = start, End = end };
    }
}
