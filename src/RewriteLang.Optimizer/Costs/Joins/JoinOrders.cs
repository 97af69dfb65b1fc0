using RewriteLang.Algebra;
using RewriteLang.EGraphs;
using RewriteLang.Optimizer.Plans;

namespace RewriteLang.Optimizer.Costs.Joins;

/// <summary>An order of a block's inputs.</summary>
/// <param name="Inputs">Positions of inputs, the outermost loop first.</param>
/// <param name="Cost">The estimated cost of the block in this order.</param>
internal sealed record JoinOrder(Sequence<int> Inputs, double Cost);

/// <summary>
/// Join orders for an engine that joins by nested loops: the one that its own planner takes, and the best one that statistics tell. Exact
/// (dynamic programming over subsets, without cross products where there is a connection) up to a number of inputs, greedy beyond.
/// </summary>
/// <param name="plans">The graph.</param>
/// <param name="estimator">Row counts.</param>
/// <param name="costs">What the engine pays.</param>
/// <param name="written">The blocks of the query as it was written: how the engine runs these is known to whoever wrote it.</param>
internal sealed class JoinOrders(PlanGraph plans, Estimator estimator, EngineCosts costs, IReadOnlySet<SymbolId> written)
{
    private const int ExactInputs = 10;

    // On a block of the original, an order is only imposed where it is estimated to be much better: the planner's own choice has the benefit of
    // the doubt. A new block is chosen for what it costs in the best order, so that order goes with it.
    private const double ImposedBelow = 0.7;

    private readonly NestedLoops _loops = new(costs);
    private readonly Dictionary<(SymbolId, Sequence<EClassId>), (JoinOrder Usual, JoinOrder Best)> _known = [];

    /// <summary>The order that the engine takes by itself, at its estimated cost.</summary>
    public JoinOrder Usual(ENode node) => Of(node).Usual;

    /// <summary>The order to impose; null to leave it to the engine.</summary>
    public JoinOrder? Imposed(ENode node)
    {
        var (usual, best) = Of(node);
        return node.Children.Length > 1 && (!written.Contains(node.Symbol) || (AreStored(node) && best.Cost <= usual.Cost * ImposedBelow)) ? best : null;
    }

    private bool AreStored(ENode node)
    {
        foreach (var input in node.Children)
        {
            if (plans.ScanOf(input) is null)
            {
                return false;
            }
        }

        return true;
    }

    private (JoinOrder Usual, JoinOrder Best) Of(ENode node)
    {
        var inputs = node.Children.ToArray();
        var key = (node.Symbol, inputs.ToSequence());
        if (!_known.TryGetValue(key, out var orders))
        {
            var problem = new JoinProblem(plans, estimator, (Relation.Block)plans.ShellOf(node.Symbol), inputs);
            orders = (Search(problem, p => p.AssumedCost, (_, _) => true), Search(problem, p => p.Cost, IsConnected));
            _known.Add(key, orders);
        }

        return orders;
    }

    private JoinOrder Search(JoinProblem problem, Func<JoinPrefix, double> cost, Func<JoinPrefix, JoinInput, bool> isWanted)
    {
        var found = problem.Inputs.Length <= ExactInputs ? Exact(problem, cost, isWanted) : Greedy(problem, cost, isWanted);
        return new(found.Order, found.Cost + (found.Rows * costs.EmitRow));
    }

    private JoinPrefix Exact(JoinProblem problem, Func<JoinPrefix, double> cost, Func<JoinPrefix, JoinInput, bool> isWanted)
    {
        var best = new JoinPrefix?[1 << problem.Inputs.Length];
        best[0] = JoinPrefix.Start;
        for (var subset = 0; subset < best.Length - 1; subset++)
        {
            if (best[subset] is { } before)
            {
                foreach (var position in Next(problem, before, isWanted))
                {
                    var added = _loops.Add(before, problem.Inputs[position], position);
                    ref var slot = ref best[added.Inputs];
                    slot = slot is null || cost(added) < cost(slot) ? added : slot;
                }
            }
        }

        return best[^1]!;
    }

    private JoinPrefix Greedy(JoinProblem problem, Func<JoinPrefix, double> cost, Func<JoinPrefix, JoinInput, bool> isWanted)
    {
        var prefix = JoinPrefix.Start;
        while (prefix.Order.Count < problem.Inputs.Length)
        {
            prefix = Next(problem, prefix, isWanted).Select(i => _loops.Add(prefix, problem.Inputs[i], i)).MinBy(p => cost(p) + p.Rows)!;
        }

        return prefix;
    }

    // The inputs that are wanted next; all that remain if none is.
    private static List<int> Next(JoinProblem problem, JoinPrefix before, Func<JoinPrefix, JoinInput, bool> isWanted)
    {
        var remaining = Enumerable.Range(0, problem.Inputs.Length).Where(i => (problem.Inputs[i].Bit & before.Inputs) == 0).ToList();
        var wanted = remaining.FindAll(i => isWanted(before, problem.Inputs[i]));
        return wanted.Count == 0 ? remaining : wanted;
    }

    // Whether a condition ties the input to what is there.
    private static bool IsConnected(JoinPrefix before, JoinInput input) =>
        before.Inputs == 0 || Array.Exists(input.Links, l => (l.Mask & before.Inputs) != 0);
}
