using RewriteLang.Algebra;

namespace RewriteLang.Sql.Binding;

/// <summary>
/// Carries expressions from the rows before grouping to the rows after: what equals a key becomes the key's column, columns of aggregates, windows
/// and subqueries stay, and any other column of the rows before is an error.
/// </summary>
/// <param name="keys">The keys' columns by their value.</param>
/// <param name="below">The columns of the rows before grouping.</param>
/// <param name="report">Told of each column that is neither grouped nor aggregated.</param>
internal sealed class Lifting(IReadOnlyDictionary<Scalar, Column> keys, IReadOnlySet<Column> below, Action<Column> report)
{
    /// <summary>The expression over the rows after grouping.</summary>
    public Scalar Lift(Scalar scalar)
    {
        if (keys.TryGetValue(scalar, out var key))
        {
            return key.Ref();
        }

        if (scalar is Scalar.ColumnRef reference)
        {
            if (below.Contains(reference.Column))
            {
                report(reference.Column);
            }

            return scalar;
        }

        return scalar.WithChildren(scalar.Children().Map(Lift));
    }

    /// <summary>The subquery for the rows after grouping.</summary>
    public Attachment Lift(Attachment attachment)
    {
        var renaming = new Dictionary<Column, Column>();
        foreach (var column in attachment.Correlated)
        {
            if (Lift(column.Ref()) is Scalar.ColumnRef lifted && lifted.Column != column)
            {
                renaming.Add(column, lifted.Column);
            }
        }

        return attachment with { Right = attachment.Right.Rename(renaming), On = attachment.On.Map(Lift) };
    }

    /// <summary>The condition for the rows after grouping.</summary>
    public FilteredInputs Lift(FilteredInputs filter)
    {
        var lifted = new FilteredInputs();
        lifted.Conjuncts.AddRange(filter.Conjuncts.Select(Lift));
        lifted.Attachments.AddRange(filter.Attachments.Select(Lift));
        lifted.Rest.AddRange(filter.Rest.Select(Lift));
        return lifted;
    }
}
