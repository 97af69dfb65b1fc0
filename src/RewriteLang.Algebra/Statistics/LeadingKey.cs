namespace RewriteLang.Algebra;

/// <summary>The column that numbers a table's rows, for estimates: what other columns run along with, and what other tables refer to.</summary>
public static class LeadingKey
{
    /// <summary>
    /// The column that is the table's key by itself, or else the first number or date that its statistics count as many values of as it has rows; null if there
    /// is neither. The latter is so in this data and need not stay so: nothing that soundness rests on.
    /// </summary>
    public static TableColumn? Of(Table table)
    {
        var declared = table.Keys.FirstOrDefault(k => k.Trust != Trust.Declared && k.Columns.Count == 1);
        if (declared is not null && table.IndexOf(declared.Columns[0]) is >= 0 and var at)
        {
            return table.Columns[at];
        }

        return table.Statistics is { Rows: > 1, DistinctIsEstimated: false } statistics
            ? table.Columns.Where((c, i) => (c.Type.IsInteger || c.Type.Kind is TypeKind.Date) && statistics.Columns[i] is { Nulls: 0 } s && s.Distinct == statistics.Rows).FirstOrDefault()
            : null;
    }
}
