using RewriteLang.Algebra;
using RewriteLang.Verify.Reference;

namespace RewriteLang.Verify.Queries;

/// <summary>What the rows of one occurrence of a table must be like to pass the conditions on it alone.</summary>
/// <param name="Table">The table's position in the catalog.</param>
/// <param name="Alternative">Which operand of every OR over several tables it goes with.</param>
/// <param name="Allowed">By column: the values of its pool that pass; null for all.</param>
/// <param name="Conditions">Conditions on several columns.</param>
/// <param name="Columns">The columns by which conditions name the table's.</param>
internal sealed record RowTemplate(int Table, int Alternative, IReadOnlyList<object>?[] Allowed, IReadOnlyList<Scalar> Conditions, IReadOnlyList<(Column Column, int Position)> Columns)
{
    /// <summary>Whether no condition on several columns is known to reject the row.</summary>
    public bool Admits(object?[] row)
    {
        var scope = new Scope([.. Columns.Select(c => c.Column)], [.. Columns.Select(c => row[c.Position])], null);
        return Conditions.All(c => Boundaries.Truth(c, scope) is null or true);
    }
}
