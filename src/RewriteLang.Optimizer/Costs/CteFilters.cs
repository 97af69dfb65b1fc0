using RewriteLang.Algebra;
using RewriteLang.EGraphs;
using RewriteLang.Optimizer.Plans;

namespace RewriteLang.Optimizer.Costs;

/// <summary>
/// What an engine leaves out of a CTE because none of its uses asks for it: DuckDB asks the conditions of all uses, joined by OR, inside the definition
/// (measured: doing so by hand gains nothing).
/// </summary>
/// <param name="plans">The graph.</param>
/// <param name="estimator">Shares of rows.</param>
internal sealed class CteFilters(PlanGraph plans, Estimator estimator)
{
    private readonly Dictionary<string, double> _shares = [];

    /// <summary>The share of a CTE's rows that its uses ask for, from 0 to 1; 1 where one of them asks for all.</summary>
    public double ShareOf(string name)
    {
        if (!_shares.TryGetValue(name, out var share))
        {
            share = Find(name);
            _shares[name] = share;
        }

        return share;
    }

    private IEnumerable<ENodeId> Nodes() => Enumerable.Range(0, PlanGraph.KindCount).SelectMany(kind => plans.Graph.NodesOfKind(kind).ToArray());

    private double Find(string name)
    {
        var blocks = Nodes().Where(n => plans.ShellOf(n) is Relation.Block).ToList();
        var equalities = blocks.SelectMany(n => ((Relation.Block)plans.ShellOf(n)).Conjuncts)
            .Where(c => c is Scalar.Comparison { Operator: ComparisonOperator.Equal, Left: Scalar.ColumnRef, Right: Scalar.ColumnRef }).Distinct().ToList();
        var shares = new Dictionary<EClassId, double>();
        foreach (var node in Nodes())
        {
            foreach (var input in plans.Graph.ChildrenOf(node).ToArray().Select(i => plans.Graph.Find(i)).Distinct())
            {
                if (plans.ShellOf(plans.Graph.AnyNodeOf(input)) is Relation.WithRef reference && reference.Name == name)
                {
                    var share = plans.ShellOf(node) is Relation.Block block ? Asked(block, reference, equalities) : 1;
                    shares[input] = Math.Max(share, shares.GetValueOrDefault(input));
                }
            }
        }

        return shares.Count == 0 ? 1 : Math.Min(1, shares.Values.Sum());
    }

    // Only columns that come from a table unchanged are asked for further below: what is computed has to be computed first.
    private double Asked(Relation.Block block, Relation.WithRef reference, List<Scalar> equalities)
    {
        var inside = reference.Pairs.ToDictionary(p => p.Out, p => p.In);
        var asked = block.Conjuncts
            .Where(c => c.ReferencedColumns().Any() && c.ReferencedColumns().All(r => inside.TryGetValue(r, out var column) && plans.Origins.ContainsKey(column)))
            .Select(c => c.MapColumns(r => inside[r])).ToList();
        if (asked.Count == 0)
        {
            return 1;
        }

        // What runs along with a key says more about the rows that refer to it; which these are, the equalities of the plan say.
        var alone = estimator.Selectivity(asked, 1);
        return Math.Min(1, equalities.Select(e => estimator.Selectivity([.. asked, e], 1) / Math.Max(double.Epsilon, estimator.Selectivity([e], 1))).Append(alone).Max());
    }
}
