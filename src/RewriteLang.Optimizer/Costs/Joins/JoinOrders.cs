using RewriteLang.Algebra;
using RewriteLang.EGraphs;
using RewriteLang.Optimizer.Plans;

namespace RewriteLang.Optimizer.Costs.Joins;

/// <summary>An order of a block's inputs.</summary>
/// <param name="Inputs">Positions of inputs, the outermost loop first.</param>
/// <param name="Cost">The estimated cost of the block in this order.</param>
internal sealed record JoinOrder(Sequence<int> Inputs, double Cost);

/// <summary>
/// Join orders for an engine that joins by nested loops: the one that its own planner takes, as its EXPLAIN says or as a model of it does, and the best one that statistics tell. Exact
/// (dynamic programming over subsets, without cross products where there is a connection) up to a number of inputs, greedy beyond.
/// </summary>
/// <param name="plans">The graph.</param>
/// <param name="estimator">Row counts.</param>
/// <param name="costs">What the engine pays.</param>
/// <param name="written">The blocks of the query as it was written: how the engine runs these is known to whoever wrote it. Null: all are.</param>
/// <param name="enginePlan">How the engine would run the query as it was written; null if that is not known.</param>
internal sealed class JoinOrders(PlanGraph plans, Estimator estimator, EngineCosts costs, IReadOnlySet<SymbolId>? written, Lazy<EnginePlan?>? enginePlan = null)
{
    private const int ExactInputs = 10;

    // Where it is known what the engine does by itself, or a block is the original's, an order is only imposed if it is estimated to be much better. Any other block is chosen for what
    // it costs in the best order, so that order goes with it, unless it is a greedy one: estimates of so many joins are not worth more than the engine's.
    private const double ImposedBelow = 0.5;

    private readonly NestedLoops _loops = new(costs);
    private readonly Dictionary<(SymbolId, Sequence<EClassId>), Orders> _known = [];
    private HashSet<(SymbolId, Sequence<EClassId>)> _askedMore = [];
    private HashSet<EClassId>? _valued;

    /// <summary>The order that the engine takes by itself, at its estimated cost.</summary>
    public JoinOrder Usual(ENode node) => Of(node).Usual;

    /// <summary>The order to impose; null to leave it to the engine.</summary>
    public JoinOrder? Imposed(ENode node)
    {
        if (node.Children.Length < 2 || IsAskedMore(node))
        {
            return null;
        }

        var known = Of(node);
        var isBetter = known.Best.Cost <= known.Usual.Cost * ImposedBelow;
        return (known.IsEngines ? isBetter : node.Children.Length <= ExactInputs && (!IsWritten(node) || (known.AreStored && isBetter))) ? known.Best : null;
    }

    /// <summary>The cost of one loop over an input, the columns of all others known.</summary>
    /// <param name="on">The conditions.</param>
    /// <param name="input">The input.</param>
    public double Loop(Sequence<Scalar> on, EClassId input) => Search(new JoinProblem(plans, estimator, new Relation.Block([], on), [input]), p => p.AssumedCost, (_, _) => true).Cost;

    // The value of a subquery is asked for above the block that it is computed for, and in the same SELECT: of what that leaves the block's own conditions know nothing, and the
    // engine does. So no order is imposed on such a block, nor on one that it is an input of, which is the same SELECT, too. The same is true of the left side of a left join whose rows
    // are filtered above it.
    private bool IsAskedMore(ENode node)
    {
        if (_valued is null)
        {
            var applies = plans.Graph.NodesOfKind(PlanGraph.ApplyNodes).ToArray()
                .Where(n => plans.ShellOf(n) is Relation.Apply { Kind: ApplyKind.Scalar or ApplyKind.Mark } && plans.ScanOf(plans.Graph.ChildrenOf(n)[0]) is null).ToList();
            _valued = [.. applies.Select(plans.Graph.ClassOf).Select(plans.Graph.Find)];
            _askedMore = [.. applies.Select(n => plans.Graph.ChildrenOf(n)[0]).Concat(FilteredAbove()).SelectMany(c => plans.Graph.NodesOf(plans.Graph.Find(c)).ToArray()).Select(n => Key(plans.Graph.SymbolOf(n), plans.Graph.ChildrenOf(n)))];
        }

        var key = Key(node.Symbol, node.Children);
        return _askedMore.Contains(key) || key.Inputs.Any(_valued.Contains);
    }

    // The left sides of left joins, also of several in a row, that conditions of the block above them ask about.
    private HashSet<EClassId> FilteredAbove()
    {
        var found = new HashSet<EClassId>();
        foreach (var node in plans.Graph.NodesOfKind(PlanGraph.BlockNodes).ToArray())
        {
            if (((Relation.Block)plans.ShellOf(node)).Conjuncts is { IsEmpty: false } conjuncts)
            {
                var asked = ColumnSet.ReadBy(conjuncts);
                foreach (var input in plans.Graph.ChildrenOf(node).ToArray())
                {
                    Descend(input, asked);
                }
            }
        }

        return found;

        void Descend(EClassId id, ColumnSet asked)
        {
            foreach (var node in plans.Graph.NodesOf(plans.Graph.Find(id)).ToArray())
            {
                if (plans.ShellOf(node) is Relation.LeftJoin && plans.Graph.Find(plans.Graph.ChildrenOf(node)[0]) is var left && plans.FactsOf(left).Columns.Overlaps(asked) && found.Add(left))
                {
                    Descend(left, asked);
                }
            }
        }
    }

    private (SymbolId Symbol, Sequence<EClassId> Inputs) Key(SymbolId symbol, ReadOnlySpan<EClassId> inputs)
    {
        var found = inputs.ToArray().Select(plans.Graph.Find).ToArray();
        Array.Sort(found);
        return (symbol, [.. found]);
    }

    private bool IsWritten(ENode node) => written?.Contains(node.Symbol) ?? true;

    /// <param name="Usual">The order that the engine takes by itself.</param>
    /// <param name="Best">The best one.</param>
    /// <param name="IsEngines">Whether the engine said so, and not a model of it.</param>
    /// <param name="AreStored">Whether all inputs are stored tables.</param>
    private sealed record Orders(JoinOrder Usual, JoinOrder Best, bool IsEngines, bool AreStored);

    private Orders Of(ENode node)
    {
        var inputs = node.Children.ToArray();
        var key = (node.Symbol, inputs.ToSequence());
        if (!_known.TryGetValue(key, out var orders))
        {
            var problem = new JoinProblem(plans, estimator, (Relation.Block)plans.ShellOf(node.Symbol), inputs);
            var own = EnginesOwn(problem);
            orders = new(own ?? Search(problem, p => p.AssumedCost, (_, _) => true), Search(problem, p => p.Cost, IsConnected), own is not null, Array.TrueForAll(problem.Inputs, i => i.Scan is not null));
            _known.Add(key, orders);
        }

        return orders;
    }

    // What the engine says that it does, where it can be asked: its planner does not weigh all orders, and sees more than is modelled here.
    private JoinOrder? EnginesOwn(JoinProblem problem)
    {
        if (problem.Inputs.Length < 2 || Array.Exists(problem.Inputs, i => i.Name is null) || enginePlan?.Value?.LoopsOver([.. problem.Inputs.Select(i => i.Name!)]) is not { } loops)
        {
            return null;
        }

        var prefix = JoinPrefix.Start;
        foreach (var loop in loops)
        {
            var position = Array.FindIndex(problem.Inputs, i => loop.Source.Equals(i.Name, StringComparison.OrdinalIgnoreCase));
            prefix = _loops.Add(prefix, problem.Inputs[position], position, loop.Kind);
        }

        return new(prefix.Order, prefix.Cost + (prefix.Rows * costs.EmitRow));
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
