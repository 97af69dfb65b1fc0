namespace RewriteLang.Algebra;

/// <summary>What was found out about a scalar. It takes no part in equality.</summary>
internal struct ScalarMemo : IEquatable<ScalarMemo>
{
    /// <summary>The columns read, once they were asked for.</summary>
    public Column[]? Columns;

    /// <summary>The same as a set.</summary>
    public ColumnSet? Reads;

    /// <summary>The operands of a scalar that does not hold them in a sequence, once they were asked for; empty before that.</summary>
    public Sequence<Scalar> Children;

    /// <summary>The hash of its value, once it was asked for; 0 before that.</summary>
    public int Hash;

    /// <summary>Whether the scalar is deterministic, once that was asked.</summary>
    public bool? IsDeterministic;

    /// <summary>Whether it is total, once that was asked.</summary>
    public bool? IsTotal;

    public readonly bool Equals(ScalarMemo other) => true;

    public override readonly bool Equals(object? obj) => obj is ScalarMemo;

    public override readonly int GetHashCode() => 0;
}
