using System.Runtime.CompilerServices;

namespace RewriteLang.Algebra;

/// <summary>What was found out about a relation. It takes no part in equality.</summary>
internal struct RelationMemo : IEquatable<RelationMemo>
{
    /// <summary>The columns that come out, once they were asked for; one reference, which threads see whole or not at all.</summary>
    public StrongBox<Sequence<Column>>? Columns;

    /// <summary>The scalars that the operator itself evaluates, once they were asked for.</summary>
    public Scalar[]? OwnScalars;

    /// <summary>The columns that these read.</summary>
    public ColumnSet? OwnReads;

    public readonly bool Equals(RelationMemo other) => true;

    public override readonly bool Equals(object? obj) => obj is RelationMemo;

    public override readonly int GetHashCode() => 0;
}
