using System.Diagnostics;

namespace RewriteLang.Benchmarks.Kernel;

/// <summary>A fixed loop of dependent arithmetic and random memory reads, so that figures from two machines can be compared.</summary>
internal static class Calibration
{
    private const int Size = 1 << 22;

    /// <summary>Milliseconds for one round; the median of several is the machine's unit.</summary>
    public static double Milliseconds(int rounds = 5)
    {
        var memory = new int[Size];
        for (var i = 0; i < Size; i++)
        {
            memory[i] = (int)((i * 2654435761L) & (Size - 1));
        }

        var times = new double[rounds];
        for (var round = 0; round < rounds; round++)
        {
            var start = Stopwatch.GetTimestamp();
            var (at, sum) = (round, 0L);
            for (var i = 0; i < 4_000_000; i++)
            {
                at = (memory[at] + i) & (Size - 1);
                sum = (sum * 31) + at;
            }

            GC.KeepAlive(sum);
            times[round] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        Array.Sort(times);
        return times[rounds / 2];
    }
}
