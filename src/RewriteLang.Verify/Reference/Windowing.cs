using RewriteLang.Algebra;

namespace RewriteLang.Verify.Reference;

/// <summary>Window functions over their partitions and frames.</summary>
internal static class Windowing
{
    public static Bag Of(Relation.Window window, Bag input, Scope? outer)
    {
        var results = input.Rows.ConvertAll(_ => new object?[window.Items.Count]);
        for (var item = 0; item < window.Items.Count; item++)
        {
            var call = window.Items[item].Call;
            var partitions = Enumerable.Range(0, input.Rows.Count)
                .GroupBy(i => call.PartitionBy.Select(p => p.Evaluate(At(i))).ToArray(), SqlValues.RowEquality.Instance);
            foreach (var partition in partitions)
            {
                var keyed = partition.Select(i => (Index: i, Keys: call.OrderBy.Select(k => k.Expression.Evaluate(At(i))).ToArray())).ToList();
                var sorted = keyed.Order(Comparer<(int Index, object?[] Keys)>.Create((a, b) => ReferenceEvaluator.CompareKeys(a.Keys, b.Keys, call.OrderBy))).ToList();
                var rows = sorted.ConvertAll(s => input.Rows[s.Index]);
                var frames = new Frames(call, [.. sorted.Select(s => s.Keys)], input.Columns, outer);
                for (var i = 0; i < sorted.Count; i++)
                {
                    results[sorted[i].Index][item] = Call(call, rows, i, frames, input.Columns, outer);
                }
            }
        }

        return new(window.Columns, [.. input.Rows.Select((r, i) => (object?[])[.. r, .. results[i]])]);

        Scope At(int i) => ReferenceEvaluator.Inside(input.Columns, input.Rows[i], outer);
    }

    private static object? Call(WindowCall call, List<object?[]> rows, int i, Frames frames, IReadOnlyList<Column> columns, Scope? outer)
    {
        object? Argument(int n, int row) => call.Arguments[n].Evaluate(ReferenceEvaluator.Inside(columns, rows[row], outer));
        int Number(int n, int otherwise) => n < call.Arguments.Count ? (int)SqlValues.ToInteger(Argument(n, i)!) : otherwise;
        var peers = frames.Peers(i);
        switch (call.Function)
        {
            case "row_number":
                return i + 1L;
            case "rank":
                return peers.First + 1L;
            case "dense_rank":
                return (long)Enumerable.Range(0, i + 1).Count(j => j == 0 || !frames.AreTied(j - 1, j));
            case "percent_rank":
                return rows.Count == 1 ? 0.0 : (double)peers.First / (rows.Count - 1);
            case "cume_dist":
                return (peers.Last + 1.0) / rows.Count;
            case "ntile":
                var tiles = Number(0, 1);
                var (size, rest) = (rows.Count / tiles, rows.Count % tiles);
                return i < rest * (size + 1) ? (i / (size + 1)) + 1L : size == 0 ? i + 1L : rest + ((i - (rest * (size + 1))) / size) + 1L;
            case "lag" or "lead" when !call.IgnoreNulls:
                var at = i + (call.Function == "lag" ? -Number(1, 1) : Number(1, 1));
                return at >= 0 && at < rows.Count ? Argument(0, at) : call.Arguments.Count > 2 ? Argument(2, i) : null;
            case "lag" or "lead":
                throw new NotDefinedException($"{call.Function} IGNORE NULLS");
        }

        var frame = frames.Of(i);
        switch (call.Function)
        {
            case "first_value" or "first" or "last_value" or "last" or "nth_value":
                var seen = frame.Where(j => !call.IgnoreNulls || Argument(0, j) is not null).ToList();
                var position = call.Function switch { "first_value" or "first" => 0, "nth_value" => Number(1, 1) - 1, _ => seen.Count - 1 };
                return position >= 0 && position < seen.Count ? Argument(0, seen[position]) : null;
            default:
                var aggregate = new AggregateCall(call.Function, call.Arguments, call.Distinct, call.Filter, [], call.Type);
                return Aggregation.Call(aggregate, frame.ConvertAll(j => rows[j]), columns, outer);
        }
    }
}

/// <summary>The frames of the rows of one sorted partition.</summary>
internal sealed class Frames(WindowCall call, object?[][] keys, IReadOnlyList<Column> columns, Scope? outer)
{
    private readonly WindowFrame _frame = call.Frame ?? (call.OrderBy.IsEmpty
        ? new(FrameUnit.Range, new(FrameBoundKind.UnboundedPreceding), new(FrameBoundKind.UnboundedFollowing))
        : new(FrameUnit.Range, new(FrameBoundKind.UnboundedPreceding), new(FrameBoundKind.CurrentRow)));

    public bool AreTied(int i, int j) => ReferenceEvaluator.CompareKeys(keys[i], keys[j], call.OrderBy) == 0;

    /// <summary>The first and last row that are tied with row <paramref name="i"/>.</summary>
    public (int First, int Last) Peers(int i)
    {
        var (first, last) = (i, i);
        while (first > 0 && AreTied(first - 1, i))
        {
            first--;
        }

        while (last + 1 < keys.Length && AreTied(last + 1, i))
        {
            last++;
        }

        return (first, last);
    }

    /// <summary>The rows of the frame of row <paramref name="i"/>, in order.</summary>
    public List<int> Of(int i)
    {
        var peers = Peers(i);
        return Enumerable.Range(0, keys.Length)
            .Where(j => IsAfterStart(j, i, peers) && IsBeforeEnd(j, i, peers))
            .Where(j => _frame.Exclusion switch
            {
                FrameExclusion.CurrentRow => j != i,
                FrameExclusion.Group => j < peers.First || j > peers.Last,
                FrameExclusion.Ties => j == i || j < peers.First || j > peers.Last,
                _ => true,
            })
            .ToList();
    }

    private bool IsAfterStart(int j, int i, (int First, int Last) peers) => _frame.Start.Kind switch
    {
        FrameBoundKind.UnboundedPreceding => true,
        FrameBoundKind.CurrentRow => _frame.Unit == FrameUnit.Rows ? j >= i : j >= peers.First,
        FrameBoundKind.Preceding => Distance(j, i) >= -Offset(_frame.Start),
        FrameBoundKind.Following => Distance(j, i) >= Offset(_frame.Start),
        _ => false,
    };

    private bool IsBeforeEnd(int j, int i, (int First, int Last) peers) => _frame.End.Kind switch
    {
        FrameBoundKind.UnboundedFollowing => true,
        FrameBoundKind.CurrentRow => _frame.Unit == FrameUnit.Rows ? j <= i : j <= peers.Last,
        FrameBoundKind.Preceding => Distance(j, i) <= -Offset(_frame.End),
        FrameBoundKind.Following => Distance(j, i) <= Offset(_frame.End),
        _ => false,
    };

    // How far row j is behind row i, in the unit of the frame.
    private decimal Distance(int j, int i)
    {
        switch (_frame.Unit)
        {
            case FrameUnit.Rows:
                return j - i;
            case FrameUnit.Groups:
                var (low, high) = (Math.Min(i, j), Math.Max(i, j));
                var groups = Enumerable.Range(low, high - low).Count(k => !AreTied(k, k + 1));
                return j < i ? -groups : groups;
            default:
                return HasOffset ? RangeDistance(j, i) : 0;
        }
    }

    private bool HasOffset => _frame.Start.Offset is not null || _frame.End.Offset is not null;

    private decimal RangeDistance(int j, int i)
    {
        var (a, b) = (keys[j][0], keys[i][0]);
        if (a is null || b is null)
        {
            return a is null && b is null ? 0 : throw new NotDefinedException("RANGE with an offset over NULLs");
        }

        var distance = (a, b) switch
        {
            (DateOnly x, DateOnly y) => x.DayNumber - y.DayNumber,
            (double or float, _) => throw new NotDefinedException("RANGE over floats"),
            _ => SqlValues.ToDecimal(a) - SqlValues.ToDecimal(b),
        };
        return call.OrderBy[0].Descending ? -distance : distance;
    }

    private decimal Offset(FrameBound bound) => bound.Offset!.Evaluate(ReferenceEvaluator.Inside(columns, new object?[columns.Count], outer)) switch
    {
        null => throw new EvaluationException("a frame bound is NULL"),
        IntervalValue { Months: 0, Microseconds: 0 } i => i.Days,
        var number => SqlValues.ToDecimal(number),
    };
}
