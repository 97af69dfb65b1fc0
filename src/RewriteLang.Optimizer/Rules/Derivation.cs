using RewriteLang.Algebra;
using RewriteLang.EGraphs;
using RewriteLang.Optimizer.Plans;

namespace RewriteLang.Optimizer.Rules;

/// <summary>
/// How a chosen plan came about: the applications of rules between the operators that the query had and those of the plan. Each operator was built under
/// a class id of its own, and an application says that two ids are one relation; what leads from the id that an operator reads to the id of the operator that was
/// chosen for it is a path of such equations, and of those that follow from them, because equal operators over equal inputs are equal.
/// </summary>
internal sealed class Derivation
{
    private readonly PlanGraph _plans;
    private readonly IReadOnlyList<Application> _applications;
    private readonly EClassId _root;
    private readonly Dictionary<EClassId, PlanNode> _chosen;
    private readonly Dictionary<EClassId, PlanNode> _homes;
    private readonly Dictionary<OperatorKey, List<PlanNode>> _alike;
    private readonly Dictionary<EClassId, List<(EClassId To, int Step)>> _equations = [];
    private readonly SortedSet<int> _used = [];
    private readonly Stack<Task> _pending = new();
    private readonly HashSet<(EClassId From, EClassId? To, PlanNode? Operator, int Scope)> _seen = [];

    /// <summary>Looks for it.</summary>
    /// <param name="plans">The graph after the search.</param>
    /// <param name="applications">What rules did to it, in order.</param>
    /// <param name="root">The class id that the original's root got.</param>
    /// <param name="operators">The operators of the plan, one for each class that it uses.</param>
    public Derivation(PlanGraph plans, IReadOnlyList<Application> applications, EClassId root, IEnumerable<PlanNode> operators)
    {
        (_plans, _applications, _root) = (plans, applications, root);
        _chosen = [];
        foreach (var chosen in operators)
        {
            _chosen.TryAdd(plans.Graph.Find(chosen.Class), chosen);
        }

        _homes = [];
        _alike = [];
        if (applications.Count == 0)
        {
            return;
        }

        foreach (var home in plans.HomesBetween(0, plans.Graph.ClassIdCount))
        {
            _homes[home.Class] = home;
            Entry(_alike, KeyOf(home, plans.Graph.Find)).Add(home);
        }

        for (var step = 0; step < applications.Count; step++)
        {
            var (left, right) = (applications[step].Root, applications[step].Built);
            Entry(_equations, left).Add((right, step));
            Entry(_equations, right).Add((left, step));
        }

        if (_chosen.TryGetValue(plans.Graph.Find(root), out var top))
        {
            _pending.Push(new(root, null, top, Final));
        }

        while (_pending.TryPop(out var task))
        {
            if (_seen.Add((task.From, task.To, task.Operator, task.Scope)))
            {
                Follow(task);
            }
        }
    }

    // The operators of the plan; those that an application matched have its number.
    private const int Final = int.MaxValue;

    // From a class id to another one, or to an operator and then to what is below it.
    private readonly record struct Task(EClassId From, EClassId? To, PlanNode? Operator, int Scope);

    private readonly record struct OperatorKey(SymbolId Symbol, Sequence<EClassId> Inputs);

    /// <summary>
    /// The rules that led to the plan, in the order in which they were applied. A rule that was applied at several places is named as often.
    /// </summary>
    public IReadOnlyList<string> Rules => [.. _used.SelectMany(s => _applications[s].Rules)];

    /// <summary>
    /// The plan after each application, up to the one before the last: as much of the chosen plan as can be had with the rules applied so far, and the newest operators beside.
    /// Applications that show only together with a later one come with it. The last step, whose plan is the chosen one, is left to the caller.
    /// </summary>
    public IEnumerable<(Sequence<string> Rules, Relation? Plan)> Steps()
    {
        var rules = new List<string>();
        var ids = new EClassId[_plans.Graph.ClassIdCount];
        for (var i = 0; i < ids.Length; i++)
        {
            ids[i] = new(i);
        }

        var ages = new Dictionary<EClassId, int>();
        var plan = new StepPlan(_plans, _homes, _chosen, ids, ages).Of(_root);
        foreach (var step in _used)
        {
            rules.AddRange(_applications[step].Rules);
            ages[_applications[step].Built] = step;
            Unite(ids, _applications[step].Root, _applications[step].Built);
            Close(ids);
            if (new StepPlan(_plans, _homes, _chosen, ids, ages).Of(_root) is { } next && !next.Equals(plan))
            {
                yield return ([.. rules.Distinct()], next);
                plan = next;
                rules.Clear();
            }
        }

        if (rules.Count > 0)
        {
            yield return ([.. rules.Distinct()], null);
        }
    }

    private void Follow(Task task)
    {
        var ends = task.Operator is { } target ? _alike.GetValueOrDefault(KeyOf(target, _plans.Graph.Find)) ?? [] : _homes.TryGetValue(task.To!.Value, out var home) ? new List<PlanNode> { home } : [];
        if (ends.Count == 0)
        {
            return;
        }

        // What was applied later is no reason for what was matched.
        if ((Path(task.From, ends, task.Scope) ?? Path(task.From, ends, Final)) is not { } end)
        {
            // A class that facts alone made part of another: then what made the operator is the reason for it.
            var oldest = ends.Min(h => h.Class.Value);
            var made = Enumerable.Range(0, _applications.Count).FirstOrDefault(a => _applications[a].FirstNew <= oldest && oldest < _applications[a].EndNew, -1);
            if (made >= 0)
            {
                Use(made);
            }

            end = ends[0];
        }

        if (task.Operator is null)
        {
            return;
        }

        foreach (var input in end.Inputs)
        {
            foreach (var below in OperatorsOf(task.Scope, _plans.Graph.Find(input)))
            {
                _pending.Push(new(input, null, below, task.Scope));
            }
        }
    }

    private IEnumerable<PlanNode> OperatorsOf(int scope, EClassId id) =>
        scope == Final ? _chosen.TryGetValue(id, out var chosen) ? [chosen] : [] : _applications[scope].Matched.Where(m => _plans.Graph.Find(m.Class) == id);

    private void Use(int step)
    {
        if (!_used.Add(step))
        {
            return;
        }

        var (root, matched) = (_applications[step].Root, _applications[step].Matched);
        _pending.Push(new(root, null, matched[0], step));
        foreach (var part in matched)
        {
            _pending.Push(new(part.Class, null, part, step));
        }
    }

    // The shortest way from an id to one of some operators, by applications before one of them; what it needs is asked for in turn. Null where there is none.
    private PlanNode? Path(EClassId from, List<PlanNode> ends, int before)
    {
        var came = new Dictionary<EClassId, (EClassId From, int? Step)> { [from] = (from, null) };
        var queue = new Queue<EClassId>([from]);
        while (queue.TryDequeue(out var at))
        {
            if (ends.Find(h => h.Class == at) is { } end)
            {
                while (at != from)
                {
                    var (previous, step) = came[at];
                    if (step is { } applied)
                    {
                        Use(applied);
                    }
                    else
                    {
                        foreach (var (a, b) in Ordered(_homes[previous]).Zip(Ordered(_homes[at])))
                        {
                            if (a != b)
                            {
                                _pending.Push(new(a, b, null, before));
                            }
                        }
                    }

                    at = previous;
                }

                return end;
            }

            foreach (var (next, step) in _equations.GetValueOrDefault(at) ?? [])
            {
                if (step < before && came.TryAdd(next, (at, step)))
                {
                    queue.Enqueue(next);
                }
            }

            foreach (var alike in _homes.TryGetValue(at, out var home) ? _alike[KeyOf(home, _plans.Graph.Find)] : [])
            {
                if (came.TryAdd(alike.Class, (at, null)))
                {
                    queue.Enqueue(alike.Class);
                }
            }
        }

        return null;
    }

    // Operators that are equal as soon as their inputs are; those of a block have no order.
    private OperatorKey KeyOf(PlanNode node, Func<EClassId, EClassId> find) =>
        new(node.Symbol, _plans.ShellOf(node.Symbol) is Relation.Block ? [.. node.Inputs.Select(find).Order()] : [.. node.Inputs.Select(find)]);

    private IEnumerable<EClassId> Ordered(PlanNode node) => _plans.ShellOf(node.Symbol) is Relation.Block ? node.Inputs.OrderBy(_plans.Graph.Find) : node.Inputs;

    private static List<T> Entry<TKey, T>(Dictionary<TKey, List<T>> lists, TKey key)
        where TKey : notnull
    {
        if (!lists.TryGetValue(key, out var list))
        {
            lists.Add(key, list = []);
        }

        return list;
    }

    // Equal operators over equal inputs are equal.
    private void Close(EClassId[] ids)
    {
        var changed = true;
        while (changed)
        {
            changed = false;
            var first = new Dictionary<OperatorKey, EClassId>();
            foreach (var home in _homes.Values)
            {
                var key = KeyOf(home, i => StepPlan.Find(ids, i));
                changed |= !first.TryAdd(key, home.Class) && Unite(ids, first[key], home.Class);
            }
        }
    }

    private static bool Unite(EClassId[] ids, EClassId left, EClassId right)
    {
        (left, right) = (StepPlan.Find(ids, left), StepPlan.Find(ids, right));
        ids[Math.Max(left.Value, right.Value)] = new(Math.Min(left.Value, right.Value));
        return left != right;
    }
}
