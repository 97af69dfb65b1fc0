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
        // As they were built, whatever simplifications have made of them since: a column that one place does not use is there for another.
        var taken = new Dictionary<EClassId, PlanNode>();
        foreach (var (place, built) in choice.Places)
        {
            if (plans.HomesBetween(built.Value, built.Value + 1).FirstOrDefault() is not { } node || !taken.TryAdd(plans.Graph.Find(place), node))
            {
                return null;
            }
        }

        var places = taken.Keys.ToList();
        foreach (var part in plans.HomesBetween(choice.FirstNew, choice.EndNew))
        {
            taken.TryAdd(plans.Graph.Find(part.Class), part);
        }

        var choices = new Choices(plans, extraction, places, taken);
        return choices.Order(root) is not { } order || !places.TrueForAll(order.Contains) ? null : choices.Share(order, root);
    }

    /// <summary>One operator for each class: those that are taken, and the cheapest for all others.</summary>
    private sealed class Choices(PlanGraph plans, Extraction<double> extraction, List<EClassId> places, Dictionary<EClassId, PlanNode> taken)
    {
        private PlanNode Of(EClassId id) => taken.TryGetValue(id, out var node) ? node : plans.Remember(extraction.Choice(id));

        private Relation ShellOf(EClassId id) => plans.ShellOf(Of(id).Symbol);

        private EClassId[] Inputs(EClassId id) => [.. Of(id).Inputs.Select(plans.Graph.Find)];

        /// <summary>The classes below one, inputs before what reads them; null where one would be made of itself.</summary>
        public List<EClassId>? Order(EClassId root)
        {
            var order = new List<EClassId>();

            // False for those that are being made: what reads one of them would be made of itself.
            var isDone = new Dictionary<EClassId, bool>();
            var pending = new Stack<EClassId>([plans.Graph.Find(root)]);
            while (pending.TryPeek(out var id))
            {
                if (!taken.ContainsKey(id) && !extraction.Has(id))
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
            var below = places.ConvertAll(Below);
            var common = order.Where(id => below.Count(b => b.Contains(id)) > 1 && IsShareable(id)).ToList();
            var inner = common.SelectMany(Below).ToHashSet();
            var shared = common.Where(id => !inner.Contains(id)).ToList();
            if (shared.Count == 0)
            {
                return null;
            }

            var built = new Dictionary<EClassId, Relation>();
            var definitions = new List<(string Name, Relation Definition)>();
            var used = order.Select(ShellOf).Select(NameOf).OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);
            foreach (var id in order)
            {
                var inputs = Inputs(id).Select(i => built[i]).ToSequence();
                var relation = ShellOf(id).WithChildren(inputs);
                if (shared.Contains(id))
                {
                    var name = Enumerable.Range(1, int.MaxValue).Select(n => n == 1 ? "shared" : $"shared_{n}").First(used.Add);
                    definitions.Add((name, relation));
                    relation = Reference(name, relation.Columns);
                }

                built[id] = relation;
            }

            var plan = Enumerable.Reverse(definitions).Aggregate(built[plans.Graph.Find(root)], (body, d) => new Relation.With(d.Name, d.Definition, body, Materialization.Unspecified));
            return new(plan, definitions.Select(d => d.Name).ToHashSet(StringComparer.Ordinal), order.ConvertAll(Of));
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
        private bool IsShareable(EClassId id) => Inputs(id).Length > 0 && ShellOf(id) is not Relation.With
            && plans.FactsOf(id) is { IsVolatile: false, Outer.IsEmpty: true } && !Below(id).Append(id).Any(c => ShellOf(c) is Relation.WithRef or Relation.Opaque);
    }
}
