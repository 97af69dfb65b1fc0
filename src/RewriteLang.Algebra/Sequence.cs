using System.Collections;
using System.Runtime.CompilerServices;

namespace RewriteLang.Algebra;

/// <summary>
/// An immutable list that compares element by element, so that the records holding it compare by value.
/// The default value is the empty sequence.
/// </summary>
/// <typeparam name="T">The element type; its own equality is used.</typeparam>
[CollectionBuilder(typeof(Sequence), nameof(Sequence.Create))]
public readonly struct Sequence<T> : IReadOnlyList<T>, IEquatable<Sequence<T>>
{
    private readonly T[]? _items;

    internal Sequence(T[] items) => _items = items;

    /// <summary>The sequence with no elements.</summary>
    public static Sequence<T> Empty => default;

    /// <summary>The number of elements.</summary>
    public int Count => _items?.Length ?? 0;

    /// <summary>Whether there are no elements.</summary>
    public bool IsEmpty => Count == 0;

    /// <summary>The element at <paramref name="index"/>, counted from 0.</summary>
    public T this[int index] => _items is null ? throw new ArgumentOutOfRangeException(nameof(index)) : _items[index];

    /// <summary>The elements as a span, without copying.</summary>
    public ReadOnlySpan<T> AsSpan() => _items;

    /// <summary>This sequence followed by <paramref name="item"/>.</summary>
    public Sequence<T> Add(T item) => [.. this, item];

    /// <summary>This sequence followed by <paramref name="items"/>; the same sequence when there are none.</summary>
    public Sequence<T> AddRange(IEnumerable<T> items)
    {
        var more = items.ToArray();
        return more.Length == 0 ? this : [.. this, .. more];
    }

    /// <summary>This sequence with the element at <paramref name="index"/> replaced.</summary>
    public Sequence<T> SetItem(int index, T item)
    {
        var copy = AsSpan().ToArray();
        copy[index] = item;
        return new(copy);
    }

    /// <summary>This sequence without the element at <paramref name="index"/>.</summary>
    public Sequence<T> RemoveAt(int index) => [.. AsSpan()[..index], .. AsSpan()[(index + 1)..]];

    /// <summary>
    /// Each element through <paramref name="function"/>. The same sequence, not a copy, when every result is equal to its
    /// element by reference: passes that change nothing stay cheap and visible.
    /// </summary>
    public Sequence<T> Map(Func<T, T> function)
    {
        T[]? copy = null;
        for (var i = 0; i < Count; i++)
        {
            var before = this[i];
            var after = function(before);
            if (copy is null && !Same(before, after))
            {
                copy = AsSpan().ToArray();
            }

            if (copy is not null)
            {
                copy[i] = after;
            }
        }

        return copy is null ? this : new(copy);
    }

    /// <summary>The elements that <paramref name="isWanted"/> holds for; the same sequence, not a copy, when it holds for all.</summary>
    public Sequence<T> Filter(Predicate<T> isWanted)
    {
        // Most filters keep nothing or everything: then nothing is made.
        T[]? wanted = null;
        var count = 0;
        for (var i = 0; i < Count; i++)
        {
            if (isWanted(this[i]))
            {
                wanted ??= new T[Count - i];
                wanted[count++] = this[i];
            }
        }

        return count == Count ? this : wanted is null ? default : new(wanted.Length == count ? wanted : wanted[..count]);
    }

    /// <summary>Whether this is the very same sequence object as <paramref name="other"/>; used to see that nothing changed.</summary>
    public bool IsSame(Sequence<T> other) => ReferenceEquals(_items, other._items) || (IsEmpty && other.IsEmpty);

    /// <inheritdoc/>
    public bool Equals(Sequence<T> other)
    {
        if (ReferenceEquals(_items, other._items))
        {
            return true;
        }

        if (Count != other.Count)
        {
            return false;
        }

        for (var i = 0; i < Count; i++)
        {
            if (!EqualityComparer<T>.Default.Equals(this[i], other[i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Sequence<T> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var item in AsSpan())
        {
            hash.Add(item);
        }

        return hash.ToHashCode();
    }

    /// <summary>Element-wise equality.</summary>
    public static bool operator ==(Sequence<T> left, Sequence<T> right) => left.Equals(right);

    /// <summary>Element-wise inequality.</summary>
    public static bool operator !=(Sequence<T> left, Sequence<T> right) => !left.Equals(right);

    /// <summary>Goes through the elements without an object to do so.</summary>
    public Enumerator GetEnumerator() => new(_items ?? []);

    IEnumerator<T> IEnumerable<T>.GetEnumerator() => ((IEnumerable<T>)(_items ?? [])).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => (_items ?? []).GetEnumerator();

    /// <inheritdoc/>
    public override string ToString() => $"[{string.Join(", ", this)}]";

    /// <summary>What <c>foreach</c> goes by.</summary>
    public struct Enumerator
    {
        private readonly T[] _items;
        private int _at;

        internal Enumerator(T[] items) => (_items, _at) = (items, -1);

        /// <summary>The element that was reached.</summary>
        public readonly T Current => _items[_at];

        /// <summary>On to the next; false if there is none.</summary>
        public bool MoveNext() => ++_at < _items.Length;
    }

    private static bool Same(T before, T after) =>
        typeof(T).IsValueType ? EqualityComparer<T>.Default.Equals(before, after) : ReferenceEquals(before, after);
}

/// <summary>Builds sequences.</summary>
public static class Sequence
{
    /// <summary>A sequence of <paramref name="items"/>, copied.</summary>
    public static Sequence<T> Create<T>(ReadOnlySpan<T> items) => items.IsEmpty ? default : new(items.ToArray());

    /// <summary>A sequence of <paramref name="items"/>.</summary>
    public static Sequence<T> ToSequence<T>(this IEnumerable<T> items) =>
        items is Sequence<T> already ? already : items.ToArray() is { Length: > 0 } array ? new(array) : default;
}
