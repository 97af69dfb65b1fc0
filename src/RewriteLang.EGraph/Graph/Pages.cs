using System.Runtime.CompilerServices;

namespace RewriteLang.EGraphs;

/// <summary>
/// A list that grows by pages of 32,768 elements, so that growing neither copies nor leaves old arrays behind; only the first page grows by doubling. With nodes
/// in one array instead, the peak of set B was 30 MB higher.
/// </summary>
internal sealed class Pages<T>
    where T : unmanaged
{
    private const int Bits = 15;
    private const int Size = 1 << Bits;

    // All full but the last one that is used; the first may be shorter than a page as long as it is the only one.
    private T[][] pages = [new T[16]];

    /// <summary>Number of elements.</summary>
    public int Count { get; private set; }

    /// <summary>Number of pages.</summary>
    public int PageCount => (Count + Size - 1) >> Bits;

    /// <summary>Bytes held, room for further elements included.</summary>
    public long Bytes => (long)Unsafe.SizeOf<T>() * (pages.Length > 1 ? (long)pages.Length * Size : pages[0].Length);

    /// <summary>An element, where it lies. Do not keep the reference while elements are added.</summary>
    public ref T this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref pages[index >> Bits][index & (Size - 1)];
    }

    /// <summary>The elements of a page and the index of the first: passes over all elements go page by page.</summary>
    public Span<T> Page(int page, out int first)
    {
        first = page << Bits;
        return pages[page].AsSpan(0, Math.Min(Size, Count - first));
    }

    /// <summary>Adds an element.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(in T element)
    {
        var (page, at) = (Count >> Bits, Count & (Size - 1));
        if (page == pages.Length || at == pages[page].Length)
        {
            Grow(page);
        }

        pages[page][at] = element;
        Count++;
    }

    /// <summary>Keeps the first elements.</summary>
    public void Truncate(int count)
    {
        Count = count;
        Array.Resize(ref pages, Math.Max(1, PageCount));
    }

    private void Grow(int page)
    {
        if (page == 0)
        {
            Array.Resize(ref pages[0], 2 * pages[0].Length);
            return;
        }

        Array.Resize(ref pages, page + 1);
        pages[page] = GC.AllocateUninitializedArray<T>(Size);
    }
}
