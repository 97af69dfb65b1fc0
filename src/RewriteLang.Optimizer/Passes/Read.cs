using RewriteLang.Algebra;

namespace RewriteLang.Optimizer.Passes;

/// <summary>What some values of a branch read together: the same table by the same equalities.</summary>
/// <param name="Source">The table, or the join of several.</param>
/// <param name="On">What its rows must meet, parameters in the places of constants that differ.</param>
/// <param name="Calls">The aggregates over it, each with conditions of its own.</param>
internal sealed record Read(Relation Source, Sequence<Scalar> On, List<(Column Out, AggregateCall Call, Sequence<Scalar> Conditions)> Calls)
{
    /// <summary>What a branch reads.</summary>
    /// <param name="branch">The branch.</param>
    /// <param name="parameterOf">The column of a place where branches differ; null where they do not.</param>
    public static List<Read> Of(Branch branch, Func<Slot, Column?> parameterOf)
    {
        var reads = new List<Read>();
        for (var i = 0; i < branch.Values.Count; i++)
        {
            var value = branch.Values[i];
            var conjuncts = value.Conjuncts.Select((c, j) => parameterOf(new(i, j)) is { } parameter ? ((Scalar.Comparison)c) with { Right = parameter.Ref() } : c).ToList();
            if (value.Tables is not [var table])
            {
                reads.Add(new(new Relation.Block([.. value.Tables], []), [.. conjuncts], [(value.Out, value.Call, [])]));
                continue;
            }

            var equalities = conjuncts.FindAll(c => c is Scalar.Comparison { Operator: ComparisonOperator.Equal });
            var same = reads.Find(r => r.Source is Relation.Scan scan && scan.Table == table.Table && r.On.ToHashSet().SetEquals(equalities.Select(c => Over(c, table, scan))));
            if (same is null)
            {
                reads.Add(same = new(table, [.. equalities], []));
            }

            var target = (Relation.Scan)same.Source;
            same.Calls.Add((value.Out, value.Call.MapScalars(s => Over(s, table, target)), [.. conjuncts.Except(equalities).Select(c => Over(c, table, target))]));
        }

        // Conditions of the only call that reads something are asked while it is read.
        return reads.ConvertAll(r => r.Calls is [var only] ? r with { On = [.. r.On, .. only.Conditions], Calls = [only with { Conditions = [] }] } : r);
    }

    private static Scalar Over(Scalar scalar, Relation.Scan from, Relation.Scan to)
    {
        var places = TableJoin.Places([from], [to]);
        return scalar.MapColumns(c => places.GetValueOrDefault(c, c));
    }
}
