using RewriteLang.Algebra;

namespace RewriteLang.Optimizer.Passes;

/// <summary>A table, or a join of tables, under conditions that never fail.</summary>
/// <param name="Scans">The tables.</param>
/// <param name="Conjuncts">The conditions.</param>
internal sealed record TableJoin(Sequence<Relation.Scan> Scans, Sequence<Scalar> Conjuncts)
{
    /// <summary>Reads a relation; null if it is anything else.</summary>
    public static TableJoin? Of(Relation relation)
    {
        var block = relation as Relation.Block ?? new Relation.Block([relation], []);
        return block.Inputs.Count > 0 && block.Inputs.All(i => i is Relation.Scan) && block.Conjuncts.All(c => c.IsTotal())
            ? new([.. block.Inputs.Cast<Relation.Scan>()], block.Conjuncts)
            : null;
    }

    /// <summary>Whether two lists are of the same tables, in the same order.</summary>
    public static bool AreSame(Sequence<Relation.Scan> scans, Sequence<Relation.Scan> others) =>
        scans.Count == others.Count && scans.Zip(others).All(s => s.Item1.Table == s.Item2.Table);

    /// <summary>The columns of tables with those of the same tables elsewhere.</summary>
    public static Dictionary<Column, Column> Places(Sequence<Relation.Scan> scans, Sequence<Relation.Scan> others) =>
        scans.Zip(others).SelectMany(s => s.Item1.Columns.Zip(s.Item2.Columns)).ToDictionary(p => p.Item1, p => p.Item2);
}
