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
    private readonly Dictionary<string, (double Share, ColumnSet Columns)> _shares = [];
    private Dictionary<EClassId, double>? _reached;

    /// <summary>The share of a CTE's rows that its uses ask for, from 0 to 1; 1 where one of them asks for all.</summary>
    public double ShareOf(string name) => Asked(name).Share;

    /// <summary>
    /// The share of its rows that an operator inside a definition is asked for, because the conditions of the uses go down to it: through what passes their columns on, as keys of a grouping do, and into
    /// those inputs of a join that have them. A grouping beside them is computed as a whole.
    /// </summary>
    public double ShareOf(ENode node)
    {
        _reached ??= Reached();
        return _reached.Count > 0 && plans.Graph.TryFind(node.Symbol, node.Children, out var id) ? _reached.GetValueOrDefault(plans.Graph.Find(id), 1) : 1;
    }

    private Dictionary<EClassId, double> Reached()
    {
        var reached = new Dictionary<EClassId, double>();
        foreach (var node in plans.Graph.NodesOfKind(PlanGraph.WithKind))
        {
            var (share, columns) = Asked(((Relation.With)plans.ShellOf(node)).Name);
            if (share < 1)
            {
                Reach(plans.Graph.Find(plans.Graph.ChildrenOf(node)[0]), columns, share, reached);
            }
        }

        return reached;
    }

    private void Reach(EClassId id, ColumnSet columns, double share, Dictionary<EClassId, double> reached)
    {
        if (!reached.TryAdd(id, share))
        {
            reached[id] = Math.Max(share, reached[id]);
            return;
        }

        foreach (var node in plans.Graph.NodesOf(id))
        {
            var shell = plans.ShellOf(node);
            for (var i = 0; i < plans.Graph.ChildrenOf(node).Length; i++)
            {
                var input = plans.Graph.Find(plans.Graph.ChildrenOf(node)[i]);
                if (Below(shell, i, columns)?.Intersect(plans.FactsOf(input).Columns) is { IsEmpty: false } below)
                {
                    Reach(input, below, share, reached);
                }
            }
        }
    }

    // The columns of an input that are these columns of the operator; null where no condition on them goes down.
    private static ColumnSet? Below(Relation shell, int input, ColumnSet columns) => shell switch
    {
        Relation.Aggregate { Keys: var keys, Sets.Count: <= 1 } => Mapped(columns, keys.Select(k => (k.Out, k.In))),
        Relation.Project { Items: var items } => Mapped(columns, items.Where(i => i.Expression is Scalar.ColumnRef).Select(i => (i.Column, ((Scalar.ColumnRef)i.Expression).Column))),
        Relation.UnionAll union => Mapped(columns, union.Columns.Zip(union.Sources[input])),
        Relation.Block or Relation.Distinct => columns,
        Relation.SemiJoin or Relation.AntiJoin or Relation.NullAwareAntiJoin when input == 0 => columns,
        _ => null,
    };

    private static ColumnSet? Mapped(ColumnSet columns, IEnumerable<(Column Out, Column In)> pairs)
    {
        var passed = pairs.Where(p => columns.Contains(p.Out)).ToList();
        return columns.IsSubsetOf(ColumnSet.Of(passed.Select(p => p.Out))) ? ColumnSet.Of(passed.Select(p => p.In)) : null;
    }

    private (double Share, ColumnSet Columns) Asked(string name)
    {
        if (!_shares.TryGetValue(name, out var share))
        {
            share = Find(name);
            _shares[name] = share;
        }

        return share;
    }

    private IEnumerable<ENodeId> Nodes() => Enumerable.Range(0, PlanGraph.KindCount).SelectMany(kind => plans.Graph.NodesOfKind(kind).ToArray());

    private (double Share, ColumnSet Columns) Find(string name)
    {
        var blocks = Nodes().Where(n => plans.ShellOf(n) is Relation.Block).ToList();
        var equalities = blocks.SelectMany(n => ((Relation.Block)plans.ShellOf(n)).Conjuncts)
            .Where(c => c is Scalar.Comparison { Operator: ComparisonOperator.Equal, Left: Scalar.ColumnRef, Right: Scalar.ColumnRef }).Distinct().ToList();
        var shares = new Dictionary<EClassId, double>();
        var columns = ColumnSet.Empty;
        foreach (var node in Nodes())
        {
            foreach (var input in plans.Graph.ChildrenOf(node).ToArray().Select(i => plans.Graph.Find(i)).Distinct())
            {
                if (plans.ShellOf(plans.Graph.AnyNodeOf(input)) is Relation.WithRef reference && reference.Name == name)
                {
                    var asked = plans.ShellOf(node) is Relation.Block block ? Conditions(block, reference) : [];
                    var share = asked.Count == 0 ? 1 : Share(asked, equalities);
                    columns = columns.Union(ColumnSet.ReadBy(asked));
                    shares[input] = Math.Max(share, shares.GetValueOrDefault(input));
                }
            }
        }

        return (shares.Count == 0 ? 1 : Math.Min(1, shares.Values.Sum()), columns);
    }

    // Only columns that come from a table unchanged are asked for further below: what is computed has to be computed first.
    private List<Scalar> Conditions(Relation.Block block, Relation.WithRef reference)
    {
        var inside = reference.Pairs.ToDictionary(p => p.Out, p => p.In);
        return [.. block.Conjuncts
            .Where(c => c.ReferencedColumns().Any() && c.ReferencedColumns().All(r => inside.TryGetValue(r, out var column) && plans.Origins.ContainsKey(column)))
            .Select(c => c.MapColumns(r => inside[r]))];
    }

    private double Share(List<Scalar> asked, List<Scalar> equalities)
    {
        // What runs along with a key says more about the rows that refer to it; which these are, the equalities of the plan say.
        var alone = estimator.Selectivity(asked, 1);
        return Math.Min(1, equalities.Select(e => estimator.Selectivity([.. asked, e], 1) / Math.Max(double.Epsilon, estimator.Selectivity([e], 1))).Append(alone).Max());
    }
}
