using RewriteLang.Algebra;
using RewriteLang.EGraphs;
using RewriteLang.Optimizer.Analyses;
using RewriteLang.Optimizer.Plans;

namespace RewriteLang.Optimizer.Costs;

/// <summary>
/// The cost of a block on an engine that hashes its joins: inputs are joined one by one, always the one that leaves the fewest rows. What the engine will
/// really do is its own affair; a greedy order is close enough to tell plans apart.
/// </summary>
internal sealed class BlockCosts(PlanGraph plans, Estimator estimator, EngineCosts costs)
{
    /// <summary>The cost of the block itself, without that of computing its inputs; reading stored tables included.</summary>
    public double Cost(Relation.Block block, EClassId[] inputs)
    {
        if (inputs.Length == 0)
        {
            return costs.EmitRow;
        }

        var parts = inputs.Select(i => new Part(i, plans.FactsOf(i).Columns, estimator.Rows(i))).ToList();
        var pending = block.Conjuncts.Select(c => (Predicate: c, Columns: ColumnSet.ReadBy(c).Intersect(plans.AllColumns(inputs)))).ToList();
        var bound = ColumnSet.Empty;
        var rows = 1.0;
        var total = 0.0;
        var apart = 1;
        while (parts.Count > 0)
        {
            var connected = parts.Where(p => bound.IsEmpty || pending.Exists(c => c.Columns.Overlaps(p.Columns) && c.Columns.Overlaps(bound))).ToList();
            var next = (connected.Count > 0 ? connected : parts)
                .Select(p => (Part: p, Step: Add(p, rows, bound, pending, block.Conjuncts)))
                .MinBy(s => s.Step.Rows + (s.Step.Cost * 1e-9));
            total += next.Step.Cost;
            apart += connected.Count > 0 ? 0 : 1;
            rows = next.Step.Rows;
            bound = bound.Union(next.Part.Columns);
            pending.RemoveAll(c => c.Columns.IsSubsetOf(bound));
            parts.Remove(next.Part);
        }

        return total + (rows * costs.EmitRow) + (apart > 1 ? costs.Planning(apart, inputs.Length) : 0);
    }

    private (double Cost, double Rows) Add(Part part, double rows, ColumnSet bound, List<(Scalar Predicate, ColumnSet Columns)> pending, Sequence<Scalar> all)
    {
        var visible = bound.Union(part.Columns);
        var applicable = pending.Where(c => c.Columns.IsSubsetOf(visible)).ToList();
        var local = applicable.Where(c => c.Columns.IsSubsetOf(part.Columns)).Select(c => c.Predicate).ToList();
        var filtered = part.Rows * estimator.Selectivity(local, part.Rows);
        var joined = rows * filtered * estimator.Selectivity([.. applicable.Where(c => !c.Columns.IsSubsetOf(part.Columns)).Select(c => c.Predicate)], Math.Max(part.Rows, rows), all);
        var read = plans.ScanOf(part.Id) is null ? part.Rows * costs.EmitRow : part.Rows * costs.ReadRow;
        read += part.Rows * costs.CompareRow * local.Sum(Comparisons);
        if (bound.IsEmpty)
        {
            return (read, filtered);
        }

        var hasEquality = applicable.Exists(c => !c.Columns.IsSubsetOf(part.Columns) && Equalities(c.Predicate).Any(e => !ColumnSet.ReadBy(e).IsSubsetOf(part.Columns)));
        return hasEquality
            ? (read + (Math.Min(filtered, rows) * costs.HashRow) + (Math.Max(filtered, rows) * costs.Probe(Math.Min(filtered, rows))) + (joined * costs.EmitRow), joined)
            : (read + (filtered * costs.EmitRow) + (rows * filtered * costs.EmitRow), joined);
    }

    // What can be hashed by: an equality, or one that every branch of a disjunction has, which such engines take out by themselves.
    private static IEnumerable<Scalar> Equalities(Scalar predicate) => predicate switch
    {
        Scalar.Comparison { Operator: ComparisonOperator.Equal } => [predicate],
        Scalar.Or or => or.Operands.Select(o => o.Conjuncts().SelectMany(Equalities)).Aggregate((a, b) => a.Intersect(b)),
        _ => [],
    };

    // A range is asked while a table is scanned; the branches of a disjunction are asked row by row after that (measured: 15 ns for two ranges).
    private const double Branch = 1.5;

    private static double Comparisons(Scalar predicate) => predicate switch
    {
        Scalar.Or => Branch * predicate.Children().Sum(Comparisons),
        Scalar.And or Scalar.Not => predicate.Children().Sum(Comparisons),
        _ => 1,
    };

    private sealed record Part(EClassId Id, ColumnSet Columns, double Rows);
}
