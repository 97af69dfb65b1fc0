using RewriteLang.Algebra;
using RewriteLang.EGraphs;
using RewriteLang.Optimizer.Plans;

namespace RewriteLang.Optimizer.Rules;

/// <summary>
/// Whether two classes are the same relation under other column ids: asked for by rules, answered by comparing their first nodes step by
/// step. A "no" may be wrong where a later member would have matched; a "yes" never is.
/// </summary>
internal static class SameUpToRenaming
{
    /// <summary>The columns of <paramref name="a"/> with their partners in <paramref name="b"/>; null if no renaming is found.</summary>
    public static Dictionary<Column, Column>? Find(PlanGraph plans, EClassId a, EClassId b)
    {
        var renaming = new Dictionary<Column, Column>();
        return Extend(plans, a, b, renaming, []) ? renaming : null;
    }

    /// <summary>Whether there can be such a renaming, as far as the first operators of both classes tell.</summary>
    public static bool LookAlike(PlanGraph plans, EClassId a, EClassId b)
    {
        if (plans.Graph.AreEqual(a, b))
        {
            return true;
        }

        var (first, second) = (plans.Graph.AnyNodeOf(a), plans.Graph.AnyNodeOf(b));
        return plans.Graph.ChildrenOf(first).Length == plans.Graph.ChildrenOf(second).Length && LookAlike(plans.ShellOf(first), plans.ShellOf(second));
    }

    private static bool LookAlike(Relation a, Relation b) =>
        PlanGraph.KindOf(a) == PlanGraph.KindOf(b) && (a is not Relation.Scan x || b is not Relation.Scan y || x.Table == y.Table);

    // A class may be below itself: what is being compared already says nothing of itself.
    private static bool Extend(PlanGraph plans, EClassId a, EClassId b, Dictionary<Column, Column> renaming, List<(EClassId, EClassId)> above)
    {
        var pair = (plans.Graph.Find(a), plans.Graph.Find(b));
        if (plans.FactsOf(a).IsVolatile || plans.FactsOf(b).IsVolatile || above.Contains(pair))
        {
            return false;
        }

        if (plans.Graph.AreEqual(a, b))
        {
            foreach (var id in plans.FactsOf(a).Columns.Ids)
            {
                renaming.TryAdd(plans.Columns[id], plans.Columns[id]);
            }

            return true;
        }

        var first = plans.Graph.AnyNodeOf(a);
        var second = plans.Graph.AnyNodeOf(b);
        var inputsA = plans.Graph.ChildrenOf(first).ToArray();
        var inputsB = plans.Graph.ChildrenOf(second).ToArray();
        var (shellA, shellB) = (plans.ShellOf(first), plans.ShellOf(second));
        if (inputsA.Length != inputsB.Length || !LookAlike(shellA, shellB))
        {
            return false;
        }

        above.Add(pair);

        // Inputs are compared in order: canonical ids put those of equal blocks in equal order, mostly.
        for (var i = 0; i < inputsA.Length; i++)
        {
            if (!Extend(plans, inputsA[i], inputsB[i], renaming, above))
            {
                return false;
            }
        }

        above.RemoveAt(above.Count - 1);

        if (!Pair(shellA, shellB, renaming))
        {
            return false;
        }

        var renamed = plans.Shell(shellA.MapColumns(c => renaming.GetValueOrDefault(c, c)), inputsA.Length);
        return renamed.Equals(shellB);
    }

    // The columns that the operators themselves define, by position.
    private static bool Pair(Relation a, Relation b, Dictionary<Column, Column> renaming)
    {
        var (mine, theirs) = (Defined(a), Defined(b));
        if (mine.Count != theirs.Count)
        {
            return false;
        }

        for (var i = 0; i < mine.Count; i++)
        {
            renaming.TryAdd(mine[i], theirs[i]);
        }

        return true;
    }

    private static Sequence<Column> Defined(Relation shell) => shell switch
    {
        Relation.Scan or Relation.Values => shell.Columns,
        Relation.Project project => [.. project.Items.Where(i => i.Expression is not Scalar.ColumnRef r || r.Column != i.Column).Select(i => i.Column)],
        Relation.Aggregate aggregate => [.. aggregate.Aggregates.Select(i => i.Column)],
        Relation.Window window => [.. window.Items.Select(i => i.Column)],
        Relation.LeftJoin join => [.. join.Padded.Select(p => p.Out)],
        Relation.Apply { Mark: { } mark } => [mark],
        Relation.Apply apply => [.. apply.Outputs.Select(p => p.Out)],
        Relation.UnionAll or Relation.SetOp => shell.Columns,
        _ => [],
    };
}
