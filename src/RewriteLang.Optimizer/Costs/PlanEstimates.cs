using RewriteLang.Algebra;
using RewriteLang.Optimizer.Plans;

namespace RewriteLang.Optimizer.Costs;

/// <summary>An operator of a plan, and how many rows the cost model expects of it.</summary>
/// <param name="Operator">The operator, with all that is below it.</param>
/// <param name="Depth">How many operators are above it.</param>
/// <param name="Rows">The estimate; of an operator that uses columns of an outer one, for each row of that.</param>
public sealed record OperatorEstimate(Relation Operator, int Depth, double Rows);

/// <summary>Estimates of all operators of a plan, as the optimizer makes them.</summary>
public static class PlanEstimates
{
    /// <summary>The operators of a query in canonical form, each before its inputs, each once however often it occurs.</summary>
    /// <param name="query">The query.</param>
    /// <param name="columns">The factory that its columns came from.</param>
    /// <param name="minimumTrust">Constraints below this trust are ignored.</param>
    public static IReadOnlyList<OperatorEstimate> Of(Query query, ColumnFactory columns, Trust minimumTrust = Trust.Validated)
    {
        var canonicalizer = new PlanCanonicalizer(columns);
        var body = canonicalizer.Canonicalize(query).Body;
        var plans = new PlanGraph(columns, canonicalizer.Origins, new(minimumTrust));
        plans.Add(body);
        plans.Graph.Rebuild();
        var estimator = new Estimator(plans);
        var estimates = new List<OperatorEstimate>();
        var seen = new HashSet<Relation>();
        Visit(body, 0);
        return estimates;

        void Visit(Relation relation, int depth)
        {
            if (seen.Add(relation))
            {
                estimates.Add(new(relation, depth, estimator.Rows(plans.Add(relation))));
                foreach (var child in relation.Children())
                {
                    Visit(child, depth + 1);
                }
            }
        }
    }
}
