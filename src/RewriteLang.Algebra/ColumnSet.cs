using System.Numerics;

namespace RewriteLang.Algebra;

/// <summary>An immutable set of column ids, as bits. Made for the small, dense ids of one <see cref="ColumnFactory"/>.</summary>
public sealed class ColumnSet : IEquatable<ColumnSet>
{
    private readonly ulong[] _words;

    private ColumnSet(ulong[] words) => _words = words;

    /// <summary>The set without columns.</summary>
    public static ColumnSet Empty { get; } = new([]);

    /// <summary>The number of columns.</summary>
    public int Count
    {
        get
        {
            var count = 0;
            foreach (var word in _words)
            {
                count += BitOperations.PopCount(word);
            }

            return count;
        }
    }

    /// <summary>Whether there are none.</summary>
    public bool IsEmpty => _words.Length == 0;

    /// <summary>The ids, ascending.</summary>
    public IEnumerable<ColumnId> Ids
    {
        get
        {
            for (var i = 0; i < _words.Length; i++)
            {
                for (var word = _words[i]; word != 0; word &= word - 1)
                {
                    yield return new((i * 64) + BitOperations.TrailingZeroCount(word));
                }
            }
        }
    }

    /// <summary>The set of <paramref name="columns"/>.</summary>
    public static ColumnSet Of(IEnumerable<Column> columns) => columns switch
    {
        Column[] array => Of(array.AsSpan()),
        Sequence<Column> sequence => Of(sequence.AsSpan()),
        _ => Of(columns.ToArray().AsSpan()),
    };

    /// <summary>The set of <paramref name="columns"/>.</summary>
    public static ColumnSet Of(params ReadOnlySpan<Column> columns)
    {
        var last = -1;
        foreach (var column in columns)
        {
            last = Math.Max(last, column.Id.Value);
        }

        if (last < 0)
        {
            return Empty;
        }

        var words = new ulong[(last >> 6) + 1];
        foreach (var column in columns)
        {
            words[column.Id.Value >> 6] |= 1UL << (column.Id.Value & 63);
        }

        return new(words);
    }

    /// <summary>The set of one column.</summary>
    public static ColumnSet Of(ColumnId id)
    {
        var words = new ulong[(id.Value >> 6) + 1];
        words[^1] = 1UL << (id.Value & 63);
        return new(words);
    }

    /// <summary>The columns that a scalar reads.</summary>
    public static ColumnSet ReadBy(Scalar scalar) => scalar.Memo.Reads ??= Of(scalar.ReferencedColumns());

    /// <summary>The columns that <paramref name="scalars"/> read.</summary>
    public static ColumnSet ReadBy(Sequence<Scalar> scalars)
    {
        var read = Empty;
        foreach (var scalar in scalars)
        {
            read = read.Union(ReadBy(scalar));
        }

        return read;
    }

    /// <summary>The columns that <paramref name="scalars"/> read.</summary>
    public static ColumnSet ReadBy(IEnumerable<Scalar> scalars)
    {
        var read = Empty;
        foreach (var scalar in scalars)
        {
            read = read.Union(ReadBy(scalar));
        }

        return read;
    }

    /// <summary>Whether the column is in the set.</summary>
    public bool Contains(Column column)
    {
        var word = column.Id.Value / 64;
        return word < _words.Length && (_words[word] & (1UL << (column.Id.Value % 64))) != 0;
    }

    /// <summary>Columns of either set.</summary>
    public ColumnSet Union(ColumnSet other)
    {
        if (other.IsSubsetOf(this))
        {
            return this;
        }

        if (IsSubsetOf(other))
        {
            return other;
        }

        var words = new ulong[Math.Max(_words.Length, other._words.Length)];
        for (var i = 0; i < words.Length; i++)
        {
            words[i] = Word(i) | other.Word(i);
        }

        return new(words);
    }

    /// <summary>Columns of both sets.</summary>
    public ColumnSet Intersect(ColumnSet other) =>
        IsSubsetOf(other) ? this
        : !Overlaps(other) ? Empty
        : Combine(other, (a, b) => a & b);

    /// <summary>Columns of this set only.</summary>
    public ColumnSet Except(ColumnSet other) =>
        !Overlaps(other) ? this
        : IsSubsetOf(other) ? Empty
        : Combine(other, (a, b) => a & ~b);

    /// <summary>Whether every column is in <paramref name="other"/>.</summary>
    public bool IsSubsetOf(ColumnSet other)
    {
        for (var i = 0; i < _words.Length; i++)
        {
            if ((_words[i] & ~other.Word(i)) != 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether the sets share a column.</summary>
    public bool Overlaps(ColumnSet other)
    {
        for (var i = 0; i < Math.Min(_words.Length, other._words.Length); i++)
        {
            if ((_words[i] & other._words[i]) != 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <inheritdoc/>
    public bool Equals(ColumnSet? other) => other is not null && _words.AsSpan().SequenceEqual(other._words);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ColumnSet);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var word in _words)
        {
            hash.Add(word);
        }

        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public override string ToString() => $"{{{string.Join(", ", Ids)}}}";

    private static ColumnSet Trim(ulong[] words)
    {
        var length = words.Length;
        while (length > 0 && words[length - 1] == 0)
        {
            length--;
        }

        return length == 0 ? Empty : new(length == words.Length ? words : words[..length]);
    }

    private ColumnSet Combine(ColumnSet other, Func<ulong, ulong, ulong> operation)
    {
        var words = new ulong[_words.Length];
        for (var i = 0; i < words.Length; i++)
        {
            words[i] = operation(_words[i], other.Word(i));
        }

        return Trim(words);
    }

    private ulong Word(int index) => index < _words.Length ? _words[index] : 0;
}
