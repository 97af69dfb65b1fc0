using RewriteLang.Algebra;
using RewriteLang.EGraphs;
using RewriteLang.Optimizer.Analyses;
using RewriteLang.Optimizer.Plans;

namespace RewriteLang.Optimizer.Costs;

/// <summary>
/// The cost of a block: inputs are joined one by one, always the one that is cheapest to add next. What the engine will really do
/// is its own affair; a greedy order is close enough to tell plans apart.
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
        while (parts.Count > 0)
        {
            var connected = parts.Where(p => bound.IsEmpty || pending.Exists(c => c.Columns.Overlaps(p.Columns) && c.Columns.Overlaps(bound))).ToList();
            var next = (connected.Count > 0 ? connected : parts)
                .Select(p => (Part: p, Step: Add(p, rows, bound, pending)))
                .MinBy(s => s.Step.Rows + (s.Step.Cost * 1e-9) + (bound.IsEmpty ? FirstPenalty(s.Part, pending) : 0));
            total += next.Step.Cost;
            rows = next.Step.Rows;
            bound = bound.Union(next.Part.Columns);
            pending.RemoveAll(c => c.Columns.IsSubsetOf(bound));
            parts.Remove(next.Part);
        }

        return total + (rows * costs.EmitRow);
    }

    // Starting where an index could be probed from elsewhere wastes the index.
    private double FirstPenalty(Part part, List<(Scalar Predicate, ColumnSet Columns)> pending) =>
        !costs.HashesJoins && HasIndex(part, EquatedColumns(part, pending, null)) ? part.Rows * 0.5 : 0;

    private (double Cost, double Rows) Add(Part part, double rows, ColumnSet bound, List<(Scalar Predicate, ColumnSet Columns)> pending)
    {
        var visible = bound.Union(part.Columns);
        var applicable = pending.Where(c => c.Columns.IsSubsetOf(visible)).ToList();
        var local = applicable.Where(c => c.Columns.IsSubsetOf(part.Columns)).Select(c => c.Predicate).ToList();
        var filtered = part.Rows * estimator.Selectivity(local, part.Rows);
        var joined = rows * filtered * estimator.Selectivity(applicable.Where(c => !c.Columns.IsSubsetOf(part.Columns)).Select(c => c.Predicate), Math.Max(part.Rows, rows));
        var read = plans.ScanOf(part.Id) is null ? part.Rows * costs.EmitRow : part.Rows * costs.ReadRow;
        var equated = EquatedColumns(part, applicable, bound);
        if (HasIndex(part, equated))
        {
            return (rows * (costs.ProbeIndex + (Math.Max(1, part.Rows / Math.Max(1, estimator.DistinctValues(part.Id, IndexPrefix(part, equated)))) * costs.ReadRow)), joined);
        }

        if (bound.IsEmpty)
        {
            return (read, filtered);
        }

        var hasEquality = applicable.Exists(c => !c.Columns.IsSubsetOf(part.Columns) && c.Predicate is Scalar.Comparison { Operator: ComparisonOperator.Equal });
        return hasEquality
            ? (read + (Math.Min(filtered, rows) * costs.HashRow) + (Math.Max(filtered, rows) * costs.ProbeRow) + (joined * costs.EmitRow), joined)
            : (read + (filtered * costs.EmitRow) + (rows * filtered * costs.EmitRow), joined);
    }

    // Columns of the part that are set equal to something known before it is read: bound inputs, constants, outer columns.
    private static List<Column> EquatedColumns(Part part, List<(Scalar Predicate, ColumnSet Columns)> conjuncts, ColumnSet? bound) =>
        [.. conjuncts
            .Where(c => bound is null || c.Columns.Except(part.Columns).IsSubsetOf(bound))
            .SelectMany(c => FactsDerivation.EquatedWith(c.Predicate, part.Columns, ColumnSet.Empty))];

    private bool HasIndex(Part part, List<Column> equated) => !costs.HashesJoins && IndexPrefix(part, equated).Count > 0;

    // The longest prefix of an index that the equated columns cover.
    private List<Column> IndexPrefix(Part part, List<Column> equated)
    {
        var best = new List<Column>();
        if (equated.Count == 0 || plans.ScanOf(part.Id) is not { } scan)
        {
            return best;
        }

        foreach (var index in scan.Table.Indexes)
        {
            var prefix = index.Columns
                .Select(c => scan.Columns[scan.Table.IndexOf(c)])
                .TakeWhile(equated.Contains).ToList();
            if (prefix.Count > best.Count)
            {
                best = prefix;
            }
        }

        return best;
    }

    private sealed record Part(EClassId Id, ColumnSet Columns, double Rows);
}
