using RewriteLang.Algebra;

namespace RewriteLang.Optimizer.Costs.Joins;

/// <summary>A prefix of a join order: what it costs, and what the engine believes that it costs.</summary>
/// <param name="Inputs">The inputs joined so far, as bits.</param>
/// <param name="Order">Their positions in order.</param>
/// <param name="Cost">The estimated cost, in the units of <see cref="EngineCosts"/>.</param>
/// <param name="Rows">The estimated rows.</param>
/// <param name="AssumedCost">The cost as the engine's own planner sees it, in steps of its virtual machine.</param>
/// <param name="AssumedRows">The rows as it sees them.</param>
/// <param name="IsGuess">Whether what it sees is itself uncertain: the rows of something computed are among them.</param>
internal sealed record JoinPrefix(
    ulong Inputs, Sequence<int> Order, double Cost, double Rows, double AssumedCost, double AssumedRows, bool IsGuess)
{
    /// <summary>Nothing joined: one row.</summary>
    public static JoinPrefix Start { get; } = new(0, [], 0, 1, 0, 1, IsGuess: false);
}

/// <summary>
/// Nested loops as SQLite runs them: each input is probed by a stored index, by an index made for the query, or scanned, for every row so far.
/// How it is read is the engine's decision, by its own estimates even where the order is fixed, so these are followed here. They know how many
/// rows a table and the prefixes of its indexes have, but nothing of other columns (https://www.sqlite.org/optoverview.html, and the comments of
/// its where.c); the constants below are the ones stated there.
/// </summary>
internal sealed class NestedLoops(EngineCosts costs)
{
    // A full scan costs three steps a row, a lookup one seek and four steps a row found.
    private const double AssumedScan = 2.6;
    private const double AssumedFetch = 4;

    // An index made for the query sorts the table, and is taken to find twenty rows a lookup. Over computed rows it is taken to be cheap.
    private const double AssumedIndexing = 7;
    private const double AssumedIndexingComputed = 0.18;
    private const double AssumedMatches = 20;

    // It is not considered for a loop that is taken to run about once.
    private const double LeastLoops = 1.25;

    // An equality without index keeps at most a quarter of the table, any condition drops a few rows; conditions with other tables count for nothing.
    private const double AssumedEquality = 0.25;
    private const double AssumedCondition = 0.93;

    /// <summary>The prefix with one more input.</summary>
    /// <param name="before">What is joined so far.</param>
    /// <param name="input">The input.</param>
    /// <param name="position">Its position in the block.</param>
    /// <param name="kind">How the engine reads it, where that is known.</param>
    public JoinPrefix Add(JoinPrefix before, JoinInput input, int position, PlanLoopKind? kind = null)
    {
        var selectivity = Selectivity(before.Inputs, input);
        var ways = Ways(before, input, selectivity).ToList();
        var known = ways.FindAll(w => w.Kind == kind);
        var step = (known.Count > 0 ? known : ways).MinBy(w => w.Assumed)!;

        // Between scanning and making an index the engine may go either way where it can only guess; then the worse one is reckoned with.
        var cost = before.IsGuess && known.Count == 0 && step.Kind != PlanLoopKind.StoredIndex ? ways.Where(w => w.Kind != PlanLoopKind.StoredIndex).Max(w => w.Cost) : step.Cost;
        return new(
            before.Inputs | input.Bit,
            [.. before.Order, position],
            before.Cost + cost,
            before.Rows * input.Filtered * selectivity,
            before.AssumedCost + step.Assumed,
            before.AssumedRows * step.AssumedRows,
            before.IsGuess || input.Scan is null);
    }

    // The share of row pairs that the conditions between what is there and the input keep. Links of one class say one thing.
    private static double Selectivity(ulong before, JoinInput input)
    {
        var selectivity = 1.0;
        Dictionary<int, double>? ofClass = null;
        foreach (var link in input.Links)
        {
            if (link.Mask == input.Bit || (link.Mask & before) == 0 || (link.Mask & ~(before | input.Bit)) != 0)
            {
                continue;
            }

            if (link.Class == Link.NoClass)
            {
                selectivity *= link.Selectivity;
            }
            else
            {
                ofClass ??= [];
                ofClass[link.Class] = Math.Min(ofClass.GetValueOrDefault(link.Class, 1), link.Selectivity);
            }
        }

        return ofClass is null ? selectivity : ofClass.Values.Aggregate(selectivity, (a, b) => a * b);
    }

    private IEnumerable<Way> Ways(JoinPrefix before, JoinInput input, double selectivity)
    {
        var seek = Math.Log2(Math.Max(2, input.AssumedRows));
        var read = input.Scan is null ? costs.EmitRow : costs.ReadRow;
        var (conditions, equalities) = input.LocalConjuncts;
        var kept = input.AssumedRows * (equalities > 0 ? AssumedEquality : 1);
        yield return new(
            before.AssumedRows * input.AssumedRows * AssumedScan,
            before.Rows * input.Rows * read,
            Math.Min(kept, input.AssumedRows * Math.Pow(AssumedCondition, conditions)),
            PlanLoopKind.Scan);

        foreach (var index in input.Indexes)
        {
            var probes = index.Columns.Select(c => Probes(c, input, before.Inputs)).TakeWhile(p => p > 0).ToList();
            if (probes.Count > 0)
            {
                var branches = probes.Max();
                var matches = index.Unique && probes.Count == index.Columns.Length ? 1 : Math.Max(1, input.Rows / Math.Max(1, index.Distinct[probes.Count - 1]));
                var found = matches * (costs.ReadRow + (index.HoldsRows ? 0 : costs.ProbeIndex * seek));
                var probe = (costs.ProbeIndex * seek) + found;
                yield return new(
                    before.AssumedRows * branches * (seek + (matches * AssumedFetch)),
                    branches == 1 && conditions > 0 && IsSieved(before, input) ? Sieved(before, input, selectivity, probe) : before.Rows * branches * probe,
                    Math.Min(kept, matches * Math.Pow(AssumedCondition, conditions)),
                    PlanLoopKind.StoredIndex);
            }
        }

        if (before.AssumedRows > LeastLoops && Array.Exists(input.Links, l => l.Probes == 1 && !l.IsImplied && l.ColumnKnownFor(input, before.Inputs) is not null))
        {
            var build = input.AssumedRows * seek * (input.Scan is null ? AssumedIndexingComputed : AssumedIndexing);

            // An index by constants alone finds all rows that they keep, for each row before.
            var matches = input.Filtered * (before.Inputs == 0 || Array.Exists(input.Links, l => l.Probes == 1 && (l.Mask & before.Inputs) != 0 && l.ColumnKnownFor(input, before.Inputs) is not null) ? selectivity : 1);
            yield return new(
                build + (before.AssumedRows * (seek + AssumedMatches)),
                (input.Rows * read) + (input.Filtered * costs.HashRow) + (before.Rows * (costs.ProbeRow + (matches * costs.EmitRow))),
                AssumedMatches,
                PlanLoopKind.MadeIndex);
        }
    }

    // A table with conditions of its own is read once and its keys kept in a Bloom filter where it is taken to be probed more often than it has rows; what is not there is then not
    // looked up (https://www.sqlite.org/queryplanner-ng.html, and whereCheckIfBloomFilterIsUseful).
    private static bool IsSieved(JoinPrefix before, JoinInput input) => before.Inputs != 0 && input.Scan is not null && before.AssumedRows > input.AssumedRows;

    private double Sieved(JoinPrefix before, JoinInput input, double selectivity, double probe) =>
        (input.Rows * costs.ReadRow) + (before.Rows * (costs.EmitRow + (Math.Min(1, input.Filtered * selectivity) * probe)));

    // How often an index is probed for a column; 0 if nothing says what it equals.
    private static int Probes(Column column, JoinInput input, ulong known)
    {
        var least = 0;
        foreach (var link in input.Links)
        {
            if (link.ColumnKnownFor(input, known) == column && (least == 0 || link.Probes < least))
            {
                least = link.Probes;
            }
        }

        return least;
    }

    /// <param name="Assumed">What the engine takes it to cost.</param>
    /// <param name="Cost">What it is estimated to cost.</param>
    /// <param name="AssumedRows">How many rows the engine takes it to find for each row before.</param>
    /// <param name="Kind">How it finds them.</param>
    private sealed record Way(double Assumed, double Cost, double AssumedRows, PlanLoopKind Kind);
}
