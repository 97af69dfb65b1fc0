using RewriteLang.Algebra;

namespace RewriteLang.Optimizer.Analyses;

/// <summary>
/// What equalities connect: two columns that are both equal to a third are equal to each other. Only columns of one type are chained: values of two types
/// may both equal a third and differ, as 1 and 1.4 both equal a column that is compared as an integer.
/// </summary>
internal static class Links
{
    /// <summary>
    /// For each column of <paramref name="side"/> the conjuncts that equate it with something over <paramref name="others"/> alone; where there is none, the
    /// equality with the first of those columns that follows.
    /// </summary>
    /// <param name="conjuncts">What holds of a row.</param>
    /// <param name="side">Columns of one input.</param>
    /// <param name="others">Columns of another.</param>
    /// <param name="columns">The columns by their ids.</param>
    public static Sequence<Scalar> Between(Sequence<Scalar> conjuncts, ColumnSet side, ColumnSet others, ColumnFactory columns)
    {
        var direct = conjuncts.Where(c => Linked(c, side, others) is not null).ToList();
        var linked = direct.Select(c => Linked(c, side, others)!).ToHashSet();
        var pairs = conjuncts.Select(Pair).OfType<(Column, Column)>().ToList();
        if (pairs.Count > 1)
        {
            foreach (var column in side.Ids.Select(id => columns[id]).Where(c => !linked.Contains(c)))
            {
                if (Reached(column, pairs).Where(others.Contains).MinBy(c => c.Id.Value) is { } partner)
                {
                    direct.Add(new Scalar.Comparison(ComparisonOperator.Equal, column.Ref(), partner.Ref()));
                }
            }
        }

        return [.. direct];
    }

    // The column of one side that a conjunct equates with something over the other's columns alone.
    private static Column? Linked(Scalar conjunct, ColumnSet side, ColumnSet others)
    {
        if (conjunct is not Scalar.Comparison { Operator: ComparisonOperator.Equal } equality)
        {
            return null;
        }

        return Side(equality.Left, equality.Right) ?? Side(equality.Right, equality.Left);

        Column? Side(Scalar mine, Scalar theirs) =>
            mine is Scalar.ColumnRef { Column: var column } && side.Contains(column) && theirs.ReferencedColumns().Any() && ColumnSet.ReadBy(theirs).IsSubsetOf(others) ? column : null;
    }

    private static (Column, Column)? Pair(Scalar conjunct) =>
        conjunct is Scalar.Comparison { Operator: ComparisonOperator.Equal, Left: Scalar.ColumnRef { Column: var left }, Right: Scalar.ColumnRef { Column: var right } } && left.Type.Equals(right.Type)
            ? (left, right)
            : null;

    // All columns that a chain of equalities leads to.
    private static HashSet<Column> Reached(Column start, List<(Column Left, Column Right)> pairs)
    {
        var reached = new HashSet<Column> { start };
        for (var before = 0; before < reached.Count;)
        {
            before = reached.Count;
            foreach (var (left, right) in pairs)
            {
                if (reached.Contains(left) || reached.Contains(right))
                {
                    reached.Add(left);
                    reached.Add(right);
                }
            }
        }

        reached.Remove(start);
        return reached;
    }
}
