using RewriteLang.Algebra;

namespace RewriteLang.Optimizer.Analyses;

/// <summary>Unions, intersections and differences.</summary>
public sealed partial class FactsDerivation
{
    private static Facts OfUnionAll(Relation.UnionAll union, ReadOnlySpan<Facts> inputs)
    {
        var notNull = new bool[union.Columns.Count];
        Array.Fill(notNull, true);
        long minimum = 0;
        long maximum = 0;
        for (var i = 0; i < inputs.Length; i++)
        {
            for (var c = 0; c < notNull.Length; c++)
            {
                notNull[c] &= inputs[i].NotNull.Contains(union.Sources[i][c]);
            }

            minimum += inputs[i].MinimumRows;
            maximum = inputs[i].MaximumRows > long.MaxValue - maximum ? long.MaxValue : maximum + inputs[i].MaximumRows;
        }

        return new()
        {
            Columns = ColumnSet.Of(union.Columns),
            NotNull = ColumnSet.Of(union.Columns.Where((_, c) => notNull[c])),
            MinimumRows = minimum,
            MaximumRows = maximum,
        };
    }

    private static Facts OfSetOp(Relation.SetOp setOp, Facts left, Facts right)
    {
        var columns = ColumnSet.Of(setOp.Columns);
        return new()
        {
            Columns = columns,
            NotNull = ColumnSet.Of(setOp.Columns.Where((_, c) => left.NotNull.Contains(setOp.LeftSource[c])
                || (setOp.Operator == SetOperator.Intersect && right.NotNull.Contains(setOp.RightSource[c])))),
            Keys = setOp.All ? [] : [columns],
            MaximumRows = left.MaximumRows,
        };
    }
}
