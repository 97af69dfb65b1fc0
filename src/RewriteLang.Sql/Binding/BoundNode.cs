using RewriteLang.Algebra;

namespace RewriteLang.Sql.Binding;

/// <summary>A bound SELECT or set operation, before anything is made of it.</summary>
/// <param name="Body">Its rows.</param>
/// <param name="Outputs">Its columns by position, under their names.</param>
/// <param name="Order">Its ORDER BY, over columns of the body.</param>
internal sealed record BoundNode(Relation Body, IReadOnlyList<NamedColumn> Outputs, Sequence<SortKey> Order)
{
    /// <summary>Whether it is cut by LIMIT or OFFSET; then its order is in the body.</summary>
    public bool IsCut { get; init; }

    /// <summary>Whether part of it could not be bound: its columns may not be complete.</summary>
    public bool IsIncomplete { get; init; }
}
