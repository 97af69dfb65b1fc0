using RewriteLang.Algebra;
using RewriteLang.EGraphs;
using RewriteLang.Optimizer.Plans;
using RewriteLang.Optimizer.Rules;

namespace RewriteLang.Optimizer.Passes;

/// <summary>A plan in which a rule of several places is taken at all of them, and what they share is computed once.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Shared">The CTEs that hold what is shared.</param>
/// <param name="Operators">The operators that it is made of, as the e-graph knows them.</param>
internal sealed record SharedPlan(Relation Plan, IReadOnlySet<string> Shared, IReadOnlyList<PlanNode> Operators);

/// <summary>
/// Takes what rules of several places made as a whole. The cheapest plan is chosen operator by operator and pays for a thing as often as it stands there, so it never takes a
/// place that gains only by what another place has; here each match is put into that plan at all its places, and what these share becomes a CTE.
/// </summary>
internal static class SharedPlaces
{
    // Each plan is costed by itself.
    private const int MostPlans = 6;

    /// <summary>The plans, those with most places first.</summary>
    /// <param name="plans">A rebuilt graph.</param>
    /// <param name="choices">What was made.</param>
    /// <param name="extraction">The cheapest operators.</param>
    /// <param name="root">The query.</param>
    public static IEnumerable<SharedPlan> Plans(PlanGraph plans, PlaceChoices choices, Extraction<double> extraction, EClassId root) =>
        choices.All.OrderByDescending(c => c.Places.Count).Select(c => Of(plans, c, extraction, root)).OfType<SharedPlan>().DistinctBy(p => p.Plan).Take(MostPlans);

    private static SharedPlan? Of(PlanGraph plans, PlaceChoice choice, Extraction<double> extraction, EClassId root)
    {
        var taken = new Dictionary<EClassId, ENodeId>();
        foreach (var (place, built) in choice.Places)
        {
            var id = plans.Graph.Find(place);
            var nodes = plans.Graph.NodesOf(id).ToArray().Where(n => plans.HomesOf(plans.Remember(n)).Contains(built)).ToList();
            if (nodes.Count == 0 || !taken.TryAdd(id, nodes[0]))
            {
                return null;
            }
        }

        var choices = new Choices(plans, extraction, taken);
        return choices.Order(root) is not { } order || !taken.Keys.All(order.Contains) ? null : choices.Share(order, root);
    }

    /// <summary>One operator for each class: those that are taken, and the cheapest for all others.</summary>
    private sealed class Choices(PlanGraph plans, Extraction<double> extraction, Dictionary<EClassId, ENodeId> taken)
    {
        private ENodeId Of(EClassId id) => taken.TryGetValue(id, out var node) ? node : extraction.Choice(id);

        private EClassId[] Inputs(EClassId id) => [.. plans.Graph.ChildrenOf(Of(id)).ToArray().Select(plans.Graph.Find)];

        /// <summary>The classes below one, inputs before what reads them; null where one would be made of itself.</summary>
        public List<EClassId>? Order(EClassId root)
        {
            var order = new List<EClassId>();

            // False for those that are being made: what reads one of them would be made of itself.
            var isDone = new Dictionary<EClassId, bool>();
            var pending = new Stack<EClassId>([plans.Graph.Find(root)]);
            while (pending.TryPeek(out var id))
            {
                if (!extraction.Has(id))
                {
                    return null;
                }

                if (isDone.TryGetValue(id, out var done))
                {
                    pending.Pop();
                    if (!done)
                    {
                        isDone[id] = true;
                        order.Add(id);
                    }

                    continue;
                }

                isDone[id] = false;
                foreach (var input in Inputs(id))
                {
                    if (!isDone.TryGetValue(input, out var ready))
                    {
                        pending.Push(input);
                    }
                    else if (!ready)
                    {
                        return null;
                    }
                }
            }

            return order;
        }

        /// <summary>The plan, with what several of the taken places read as CTEs; null if they share nothing that can be one.</summary>
        public SharedPlan? Share(List<EClassId> order, EClassId root)
        {
            var below = taken.Keys.Select(Below).ToList();
            var common = order.Where(id => below.Count(b => b.Contains(id)) > 1 && IsShareable(id)).ToList();
            var inner = common.SelectMany(Below).ToHashSet();
            var shared = common.Where(id => !inner.Contains(id)).ToList();
            if (shared.Count == 0)
            {
                return null;
            }

            var built = new Dictionary<EClassId, Relation>();
            var definitions = new List<(string Name, Relation Definition)>();
            var used = order.Select(id => plans.ShellOf(Of(id))).Select(NameOf).OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);
            foreach (var id in order)
            {
                var inputs = plans.Graph.ChildrenOf(Of(id)).ToArray().Select(i => built[plans.Graph.Find(i)]).ToSequence();
                var relation = plans.ShellOf(Of(id)).WithChildren(inputs);
                if (shared.Contains(id))
                {
                    var name = Enumerable.Range(1, int.MaxValue).Select(n => n == 1 ? "shared" : $"shared_{n}").First(used.Add);
                    definitions.Add((name, relation));
                    relation = Reference(name, relation.Columns);
                }

                built[id] = relation;
            }

            var plan = Enumerable.Reverse(definitions).Aggregate(built[plans.Graph.Find(root)], (body, d) => new Relation.With(d.Name, d.Definition, body, Materialization.Unspecified));
            return new(plan, definitions.Select(d => d.Name).ToHashSet(StringComparer.Ordinal), order.ConvertAll(id => plans.Remember(Of(id))));
        }

        // Columns of its own, passed on under the names that they have in this plan.
        private Relation.Project Reference(string name, Sequence<Column> columns)
        {
            Sequence<ColumnPair> pairs = [.. columns.Select(c => new ColumnPair(plans.Columns.Fresh(c.Name, c.Type, c.Nullable), c))];
            return new(new Relation.WithRef(name, pairs), [.. pairs.Select(p => new ProjectItem(p.In, p.Out.Ref()))]);
        }

        // A CTE must not hide a table.
        private static string? NameOf(Relation shell) => shell switch
        {
            Relation.Scan scan => scan.Table.Name,
            Relation.With with => with.Name,
            Relation.WithRef reference => reference.Name,
            Relation.RecursiveWith with => with.Name,
            _ => null,
        };

        private HashSet<EClassId> Below(EClassId id)
        {
            var below = new HashSet<EClassId>();
            var pending = new Stack<EClassId>(Inputs(id));
            while (pending.TryPop(out var next))
            {
                if (below.Add(next))
                {
                    foreach (var input in Inputs(next))
                    {
                        pending.Push(input);
                    }
                }
            }

            return below;
        }

        // What is calculated, the same wherever it is read.
        private bool IsShareable(EClassId id) => Inputs(id).Length > 0 && plans.ShellOf(Of(id)) is not Relation.With
            && plans.FactsOf(id) is { IsVolatile: false, Outer.IsEmpty: true } && !Below(id).Append(id).Any(c => plans.ShellOf(Of(c)) is Relation.WithRef or Relation.Opaque);
    }
}
