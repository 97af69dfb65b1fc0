using System.Numerics;

namespace RewriteLang.Verify.Generation;

/// <summary>
/// xoshiro256** seeded by SplitMix64 (Blackman and Vigna): the same numbers for the same seed on every machine and every version of .NET, which
/// <see cref="Random"/> does not promise.
/// </summary>
public sealed class SeededRandom
{
    private ulong _a;
    private ulong _b;
    private ulong _c;
    private ulong _d;

    /// <summary>The numbers of a seed.</summary>
    public SeededRandom(ulong seed)
    {
        Seed = seed;
        (_a, _b, _c, _d) = (SplitMix(ref seed), SplitMix(ref seed), SplitMix(ref seed), SplitMix(ref seed));
    }

    /// <summary>The seed that these numbers came from.</summary>
    public ulong Seed { get; }

    /// <summary>An independent sequence for a part of the work, so that one part's use of numbers does not shift another's.</summary>
    public SeededRandom Fork(ulong part)
    {
        var state = Seed ^ (part * 0x9E3779B97F4A7C15UL);
        return new(SplitMix(ref state));
    }

    /// <summary>The seed of a name, for <see cref="Fork(ulong)"/>: FNV-1a of its UTF-16 units.</summary>
    public static ulong Hash(string name) => name.Aggregate(14695981039346656037UL, (hash, c) => unchecked((hash ^ c) * 1099511628211UL));

    /// <summary>64 random bits.</summary>
    public ulong NextBits()
    {
        var result = BitOperations.RotateLeft(_b * 5, 7) * 9;
        var shifted = _b << 17;
        _c ^= _a;
        _d ^= _b;
        _b ^= _c;
        _a ^= _d;
        _c ^= shifted;
        _d = BitOperations.RotateLeft(_d, 45);
        return result;
    }

    /// <summary>A number from 0 to below <paramref name="bound"/>.</summary>
    public int Below(int bound) => (int)(((UInt128)NextBits() * (ulong)bound) >> 64);

    /// <summary>A number between two, both included.</summary>
    public int Between(int low, int high) => low + Below(high - low + 1);

    /// <summary>True that many times in a hundred.</summary>
    public bool Percent(int percent) => Below(100) < percent;

    /// <summary>One of them.</summary>
    public T Pick<T>(IReadOnlyList<T> items) => items[Below(items.Count)];

    /// <summary>One of them, each as often as its weight says.</summary>
    public T Weighted<T>(params ReadOnlySpan<(int Weight, T Item)> items)
    {
        var total = 0;
        foreach (var (weight, _) in items)
        {
            total += weight;
        }

        var at = Below(total);
        foreach (var (weight, item) in items)
        {
            at -= weight;
            if (at < 0)
            {
                return item;
            }
        }

        throw new ArgumentException("The weights are not positive.", nameof(items));
    }

    /// <summary>Some of them, in order, each with that chance in a hundred.</summary>
    public IReadOnlyList<T> Some<T>(IEnumerable<T> items, int percent) => [.. items.ToList().Where(_ => Percent(percent))];

    private static ulong SplitMix(ref ulong state)
    {
        var z = unchecked(state += 0x9E3779B97F4A7C15UL);
        z = unchecked((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL);
        z = unchecked((z ^ (z >> 27)) * 0x94D049BB133111EBUL);
        return z ^ (z >> 31);
    }
}
