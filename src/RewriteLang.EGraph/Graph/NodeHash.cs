using System.Runtime.CompilerServices;

namespace RewriteLang.EGraphs;

/// <summary>
/// The hash of a symbol and its children. Its constants are fixed, so that tables have the same layout on every machine and in every run: one multiplier is 2^64 over
/// the golden ratio, the others are those of the published mixers rrmxmx and splitmix64.
/// </summary>
internal static class NodeHash
{
    /// <summary>The hash for any number of children; of at most two the same as by the other overload.</summary>
    public static int Of(int symbol, ReadOnlySpan<int> children)
    {
        switch (children.Length)
        {
            case 0:
                return Of(symbol, -1, -1);
            case 1:
                return Of(symbol, children[0], -1);
            case 2:
                return Of(symbol, children[0], children[1]);
            default:
                var hash = symbol;
                foreach (var child in children)
                {
                    hash = Of(hash, child, -2);
                }

                return hash;
        }
    }

    /// <summary>The hash for at most two children, absent ones being −1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Of(int symbol, int a, int b)
    {
        var hash = (((ulong)(uint)a << 32) | (uint)b) + ((ulong)(uint)symbol * 0x9E3779B97F4A7C15);
        hash *= 0xD6E8FEB86659FD93;
        hash ^= hash >> 32;
        hash *= 0xBF58476D1CE4E5B9;
        return (int)(hash >> 32);
    }
}
