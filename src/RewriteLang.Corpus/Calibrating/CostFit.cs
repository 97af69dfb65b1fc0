namespace RewriteLang.Corpus.Calibrating;

/// <summary>A statement that was timed.</summary>
/// <param name="Name">What it measures.</param>
/// <param name="Work">How often the model takes it to pay each parameter, in the order of the parameters that are fitted.</param>
/// <param name="Nanoseconds">How long it took.</param>
public sealed record TimedWork(string Name, double[] Work, double Nanoseconds);

/// <summary>
/// Finds the costs, none below a tenth of what is expected, under which the model's estimates come nearest to the times of a workload: least squares of relative errors, so that a
/// statement of a millisecond counts as much as one of a second. What the times leave open stays what it was, times how fast the machine is. Solved by
/// coordinate descent (Lawson and Hanson 1974 have the problem; the objective is convex, so that every descent ends at the same place).
/// </summary>
public static class CostFit
{
    // Holds what the times do not determine, and moves what they do by a few per cent at most: the weight of a statement is 1.
    private const double Pull = 0.02;

    // No cost falls below this share of what is expected: work that seems to be free would be chosen without end.
    private const double Least = 0.1;

    private const int MaximumRounds = 200_000;
    private const double Precision = 1e-9;

    /// <summary>The fitted values, and what starting and ending a statement takes, in nanoseconds.</summary>
    /// <param name="timings">The workload.</param>
    /// <param name="shipped">The values to start from, all above 0.</param>
    public static (double[] Values, double Overhead) Solve(IReadOnlyList<TimedWork> timings, double[] shipped)
    {
        var scale = Scale(timings, shipped);

        // Unknowns in units of what is expected of them, so that they are about 1; the last is the overhead of a statement, expected to be a tenth of the shortest.
        var overhead = timings.Min(t => t.Nanoseconds) / 10;
        var units = shipped.Select(s => s * scale).Append(overhead).ToArray();
        var rows = timings.Select(t => t.Work.Append(1).Select((w, i) => w * units[i] / t.Nanoseconds).ToArray()).ToArray();
        var x = Enumerable.Repeat(1.0, units.Length).ToArray();
        var rest = rows.Select(r => 1 - r.Sum()).ToArray();
        for (var round = 0; round < MaximumRounds; round++)
        {
            var largest = 0.0;
            for (var i = 0; i < x.Length; i++)
            {
                var slope = Pull * (1 - x[i]);
                var bend = Pull;
                for (var r = 0; r < rows.Length; r++)
                {
                    slope += rows[r][i] * rest[r];
                    bend += rows[r][i] * rows[r][i];
                }

                var next = Math.Max(i < shipped.Length ? Least : 0, x[i] + (slope / bend));
                var step = next - x[i];
                x[i] = next;
                largest = Math.Max(largest, Math.Abs(step));
                for (var r = 0; r < rows.Length; r++)
                {
                    rest[r] -= rows[r][i] * step;
                }
            }

            if (largest < Precision)
            {
                break;
            }
        }

        var values = x.Select((v, i) => v * units[i]).ToArray();
        return (values[..^1], values[^1]);
    }

    /// <summary>How far estimates are from times, as factors, sorted: 1 where they agree.</summary>
    public static double[] Errors(IReadOnlyList<TimedWork> timings, double[] values, double overhead) =>
        [.. timings.Select(t => (t.Work.Zip(values, (w, v) => w * v).Sum() + overhead) / t.Nanoseconds).Select(ratio => Math.Max(ratio, 1 / Math.Max(ratio, 1e-9))).Order()];

    // The one factor that brings the shipped costs nearest to the times, in relative terms.
    private static double Scale(IReadOnlyList<TimedWork> timings, double[] shipped)
    {
        var ratios = timings.Select(t => t.Work.Zip(shipped, (w, s) => w * s).Sum() / t.Nanoseconds).Where(r => r > 0).Order().ToList();
        return ratios.Count == 0 ? 1 : 1 / ratios[ratios.Count / 2];
    }
}
