using RewriteLang.Algebra;
using RewriteLang.EGraphs;
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

        var all = plans.AllColumns(inputs);
        var conditions = block.Conjuncts.Select(c => new Condition(c, ColumnSet.ReadBy(c).Intersect(all), [.. Equalities(c).Select(ColumnSet.ReadBy)])).ToList();
        var parts = inputs.Select(i => PartOf(i, conditions)).ToList();
        var pending = conditions.Where(c => !parts.Exists(p => c.Columns.IsSubsetOf(p.Columns))).ToList();
        var bound = ColumnSet.Empty;
        var rows = estimator.Selectivity([.. conditions.Where(c => c.Columns.IsEmpty).Select(c => c.Predicate)], 1);
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

    private Part PartOf(EClassId id, List<Condition> conditions)
    {
        var columns = plans.FactsOf(id).Columns;
        var rows = estimator.Rows(id);
        var local = conditions.Where(c => !c.Columns.IsEmpty && c.Columns.IsSubsetOf(columns)).Select(c => c.Predicate).ToList();
        var read = rows * (plans.ScanOf(id) is null ? costs.EmitRow : costs.ReadRow);
        return new(columns, rows, rows * estimator.Selectivity(local, rows), read + (rows * costs.CompareRow * local.Sum(c => Comparisons(c, Branch))));
    }

    private (double Cost, double Rows) Add(Part part, double rows, ColumnSet bound, List<Condition> pending, Sequence<Scalar> all)
    {
        if (bound.IsEmpty)
        {
            return (part.Read, rows * part.Filtered);
        }

        var visible = bound.Union(part.Columns);
        var applicable = pending.FindAll(c => c.Columns.IsSubsetOf(visible));
        var filtered = part.Filtered;
        var joined = rows * filtered * estimator.Selectivity([.. applicable.Select(c => c.Predicate)], Math.Max(part.Rows, rows), all);
        if (!applicable.Exists(c => c.Equalities.Any(e => !e.IsSubsetOf(part.Columns))))
        {
            return (part.Read + (filtered * costs.EmitRow) + (rows * filtered * costs.EmitRow), joined);
        }

        // What else is asked of both sides is asked of the rows that the equalities let meet, whose columns are put together first.
        var others = applicable.FindAll(c => c.Predicate is not Scalar.Comparison { Operator: ComparisonOperator.Equal or ComparisonOperator.IsNotDistinct });
        var handedOn = others.Count == 0 ? joined * costs.EmitRow
            : rows * filtered * estimator.Selectivity([.. applicable.SelectMany(c => Equalities(c.Predicate)).Distinct()], Math.Max(part.Rows, rows), all)
                * ((Met * costs.EmitRow) + (costs.CompareRow * others.Sum(c => Comparisons(c.Predicate, 1))));
        return (part.Read + (Math.Min(filtered, rows) * costs.HashRow) + (Math.Max(filtered, rows) * costs.Probe(Math.Min(filtered, rows))) + handedOn, joined);
    }

    // What can be hashed by: an equality, or one that every branch of a disjunction has, which such engines take out by themselves.
    private static IEnumerable<Scalar> Equalities(Scalar predicate) => predicate switch
    {
        Scalar.Comparison { Operator: ComparisonOperator.Equal or ComparisonOperator.IsNotDistinct } => [predicate],
        Scalar.Or or => or.Operands.Select(o => o.Conjuncts().SelectMany(Equalities)).Aggregate((a, b) => a.Intersect(b)),
        _ => [],
    };

    // A row that finds its partner in a hash table takes so many times as long to hand on to what else is asked of it as one that comes from a calculation (measured: 8 ns).
    private const double Met = 4;

    // A range is asked while a table is scanned; the branches of a disjunction are asked row by row after that (measured: 15 ns for two ranges, 23 for four, 26 for two branches
    // of two conditions each, 55 to 63 for three). Of joined rows all is asked so.
    private const double Branch = 4;

    // A calculated text is compared with the values of a list one by one: 400 of them took 0.15 ns a row each. Numbers, 0.02 ns each, and columns are looked up.
    private const double Listed = 0.1;

    private static double Comparisons(Scalar predicate, double branch) => predicate switch
    {
        Scalar.Or => branch * predicate.Children().Sum(c => Comparisons(c, branch)),
        Scalar.And or Scalar.Not => predicate.Children().Sum(c => Comparisons(c, branch)),
        Scalar.InList { Operand: not Scalar.ColumnRef and { Type.Kind: TypeKind.Varchar } } list => 1 + (Listed * list.Items.Count),
        _ => 1,
    };

    // An input: its rows, those that its own conditions leave, and what it costs to read it and ask them.
    private sealed record Part(ColumnSet Columns, double Rows, double Filtered, double Read);

    // A conjunct, those of the inputs' columns that it reads, and the columns of each equality that can be hashed by.
    private sealed record Condition(Scalar Predicate, ColumnSet Columns, ColumnSet[] Equalities);
}
