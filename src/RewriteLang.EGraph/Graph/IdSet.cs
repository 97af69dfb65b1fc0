using System.Runtime.CompilerServices;

namespace RewriteLang.EGraphs;

/// <summary>A set of small integers as a bitmap, which for a hundred thousand ids fits the fastest cache.</summary>
internal sealed class IdSet
{
    // Bit i of word w is set if 64 w + i is an element; what lies beyond the last word is none.
    private ulong[] words = new ulong[4];

    /// <summary>Number of elements.</summary>
    public int Count { get; private set; }

    /// <summary>Whether a number is an element; negative ones never are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Contains(int id)
    {
        var all = words;
        var word = (uint)id >> 6;
        return word < (uint)all.Length && ((all[word] >> id) & 1) != 0;
    }

    /// <summary>Adds a number from 0; returns whether it was new.</summary>
    public bool Add(int id)
    {
        var word = id >> 6;
        if (word >= words.Length)
        {
            Array.Resize(ref words, Math.Max(word + 1, words.Length * 2));
        }

        var bit = 1UL << id;
        if ((words[word] & bit) != 0)
        {
            return false;
        }

        words[word] |= bit;
        Count++;
        return true;
    }

    /// <summary>Takes a number out, if it is in.</summary>
    public void Remove(int id)
    {
        if (Contains(id))
        {
            words[id >> 6] &= ~(1UL << id);
            Count--;
        }
    }

    /// <summary>Takes all out; keeps the memory.</summary>
    public void Clear()
    {
        Array.Clear(words);
        Count = 0;
    }

    /// <summary>Follows an element to its new, lower number.</summary>
    public void Move(int from, int to)
    {
        if (from != to && Contains(from))
        {
            Remove(from);
            Add(to);
        }
    }
}
