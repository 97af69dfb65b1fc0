namespace RewriteLang.Benchmarks.Representation.Slotted;

/// <summary>
/// The rules over way (a). Equal relations are one class, but under different renamings: a rule that speaks of two inputs must first
/// carry the columns of one over to the other.
/// </summary>
internal static class SlottedRules
{
    public static void Saturate(SlottedEGraph graph)
    {
        for (var changed = true; changed;)
        {
            changed = ShareAggregates(graph);
            foreach (var @class in graph.Classes.ToArray())
            {
                var root = Anywhere(graph, @class);
                foreach (var node in graph.Open(root))
                {
                    foreach (var found in Rewrites(graph, root, node).ToArray())
                        changed |= graph.Union(root, found);
                }
            }

            graph.Rebuild();
        }
    }

    private static RenamedId Anywhere(SlottedEGraph graph, int @class) => new(@class, [.. Enumerable.Range(0, graph.Arity(@class)).Select(_ => graph.Fresh())]);

    private static IEnumerable<RenamedId> Rewrites(SlottedEGraph graph, RenamedId root, Node node) => node.Operator switch
    {
        Operator.Block => ConsolidateFilters(graph, node),
        Operator.SemiJoin => [.. Deduplicate(graph, node), .. SplitSemiJoin(graph, node), .. RepeatedSemiJoin(graph, root, node)],
        Operator.Project => EliminateSelfJoin(graph, node),
        _ => [],
    };

    // Takes the columns of one occurrence to those of another occurrence of the same class.
    private static Dictionary<int, int> Map(RenamedId from, RenamedId to)
    {
        var map = new Dictionary<int, int>();
        for (var i = 0; i < from.Slots.Length; i++)
            map[from.Slots[i]] = to.Slots[i];
        return map;
    }

    /// <summary>Scalar aggregates over blocks of the same inputs → one aggregate, each part with its own FILTER.</summary>
    private static IEnumerable<RenamedId> ConsolidateFilters(SlottedEGraph graph, Node block)
    {
        var groups = new Dictionary<string, List<(RenamedId Child, Node Aggregate, RenamedId[] Inputs, Item[] Conjuncts)>>();
        foreach (var child in block.Children)
        {
            var aggregate = graph.Open(child).FirstOrDefault(n => n.Operator is Operator.Aggregate && !n.Items.Any(Columns.IsKey));
            var core = aggregate is null ? null : graph.Open(aggregate.Children[0]).FirstOrDefault(n => n.Operator is Operator.Block);
            if (core is null)
                continue;
            RenamedId[] inputs = [.. core.Children.OrderBy(c => c.Class)];
            var key = string.Join(' ', inputs.Select(c => c.Class));
            (groups.TryGetValue(key, out var group) ? group : groups[key] = []).Add((child, aggregate!, inputs, core.Items));
        }

        foreach (var group in groups.Values.Where(group => group.Count > 1))
        {
            var parts = group.Select(g =>
            {
                // Inputs of one class pair up in their stored order: of several possible pairings only this one is tried.
                var map = g.Inputs.Zip(group[0].Inputs, Map).SelectMany(pairs => pairs).ToDictionary();
                return (Columns.Rename(g.Aggregate.Items, map), g.Conjuncts.Select(item => item.Body.Rename(map)).ToArray());
            }).ToArray();
            var (common, items) = Columns.Consolidate(parts);
            var core = graph.Add(Operator.Block, "", group[0].Inputs, common);
            var wide = graph.Add(Operator.Aggregate, "", [core], items);
            var replaced = group.Select(g => g.Child.Slots).ToArray();
            yield return graph.Add(Operator.Block, "", [.. block.Children.Where(c => !replaced.Contains(c.Slots)), wide], block.Items);
        }
    }

    /// <summary>On the right of a semi-join: a self-join on a key with &lt;&gt; → GROUP BY key HAVING min &lt;&gt; max.</summary>
    private static IEnumerable<RenamedId> Deduplicate(SlottedEGraph graph, Node semi)
    {
        foreach (var form in SetForms(graph, semi.Children[1]).ToArray())
            yield return graph.Add(Operator.SemiJoin, "", [semi.Children[0], form], semi.Items);
    }

    private static IEnumerable<RenamedId> SetForms(SlottedEGraph graph, RenamedId id)
    {
        foreach (var project in graph.Open(id).Where(n => n.Operator is Operator.Project))
        {
            foreach (var block in graph.Open(project.Children[0]).Where(n => n.Operator is Operator.Block))
            {
                foreach (var (inner, items) in GroupForms(graph, project, block).Concat(InnerForms(graph, project, block)))
                    yield return graph.Add(Operator.Project, project.Label, [inner], items);
            }
        }
    }

    private static IEnumerable<(RenamedId, Item[])> InnerForms(SlottedEGraph graph, Node project, Node block)
    {
        foreach (var child in block.Children)
        {
            foreach (var form in SetForms(graph, child).ToArray())
                yield return (graph.Add(Operator.Block, "", [.. block.Children.Where(c => c.Slots != child.Slots), form], block.Items), project.Items);
        }
    }

    private static IEnumerable<(RenamedId, Item[])> GroupForms(SlottedEGraph graph, Node project, Node block)
    {
        foreach (var (x, y) in Columns.Pairs(block.Children))
        {
            if (x.Class != y.Class || Columns.GroupForm(project.Items, block.Items, x.Slots, Map(y, x)) is not { } form)
                continue;
            int[] ids = [graph.Fresh(), graph.Fresh(), graph.Fresh()];
            Scalar[] bodies = [Build.Call("key", form.Key), Build.Call("min", form.Value), Build.Call("max", form.Value)];
            var grouped = graph.Add(Operator.Aggregate, "", [x], [.. ids.Zip(bodies, (id, body) => new Item(id, body))]);
            RenamedId[] rest = [.. block.Children.Where(c => c.Slots != x.Slots && c.Slots != y.Slots)];
            yield return (graph.Add(Operator.Block, "", [.. rest, grouped], form.Conjuncts(ids)), form.Outputs(ids));
        }
    }

    /// <summary>x ⋉ (A ⋈ C on a = c) → (x ⋉ A) ⋉ C, when the semi-join is on that same column.</summary>
    private static IEnumerable<RenamedId> SplitSemiJoin(SlottedEGraph graph, Node semi)
    {
        foreach (var project in graph.Open(semi.Children[1]).Where(n => n.Operator is Operator.Project))
        {
            foreach (var block in graph.Open(project.Children[0]).Where(n => n.Operator is Operator.Block && n.Children.Length == 2))
            {
                if (Columns.Split(semi.Items, project.Items, block.Items, block.Children[0].Slots) is not { } split)
                    continue;
                foreach (var (a, b, onA, onB) in new[] { (0, 1, split.First, split.Second), (1, 0, split.Second, split.First) })
                {
                    var inner = graph.Add(Operator.SemiJoin, "", [semi.Children[0], block.Children[a]], [onA]);
                    yield return graph.Add(Operator.SemiJoin, "", [inner, block.Children[b]], [onB]);
                }
            }
        }
    }

    /// <summary>A semi-join that its left side has already been through → the left side.</summary>
    private static IEnumerable<RenamedId> RepeatedSemiJoin(SlottedEGraph graph, RenamedId root, Node semi)
    {
        var right = semi.Children[1];
        var on = Columns.Write(semi.Items);
        return Below(semi.Children[0], [graph.Find(root).Class]) ? [semi.Children[0]] : [];

        bool Below(RenamedId left, HashSet<int> seen) => seen.Add(graph.Find(left).Class) && graph.Open(left).Any(n => n.Operator is Operator.SemiJoin
            && ((n.Children[1].Class == right.Class && Columns.Write(Columns.Rename(n.Items, Map(n.Children[1], right))) == on) || Below(n.Children[0], seen)));
    }

    /// <summary>A self-join on a key, one side of which is not needed → the other side.</summary>
    private static IEnumerable<RenamedId> EliminateSelfJoin(SlottedEGraph graph, Node project)
    {
        foreach (var block in graph.Open(project.Children[0]).Where(n => n.Operator is Operator.Block))
        {
            foreach (var (x, y) in Columns.Pairs(block.Children))
            {
                if (x.Class != y.Class)
                    continue;
                var map = Map(y, x);
                var key = graph.Open(y).SelectMany(n => n.Operator is Operator.Scan ? n.Items : []).FirstOrDefault(Columns.IsUnique);
                if (key is null || !block.Items.Any(item => Columns.Equates(item, key.Defines, map[key.Defines])))
                    continue;
                var inner = graph.Add(Operator.Block, "", [.. block.Children.Where(c => c.Slots != y.Slots)], Columns.RenameConjuncts(block.Items, map));
                yield return graph.Add(Operator.Project, project.Label, [inner], Columns.Rename(project.Items, map));
            }
        }
    }

    /// <summary>Aggregates over one input with the same keys → projections of one aggregate that computes them all.</summary>
    private static bool ShareAggregates(SlottedEGraph graph)
    {
        var changed = false;
        var views = new Dictionary<int, RenamedId>();
        var grouped = graph.Classes.SelectMany(c => graph.Open(Anywhere(graph, c)).Select(n => (Class: c, Node: n)))
            .Where(at => at.Node.Operator is Operator.Aggregate && at.Node.Items.Any(Columns.IsKey))
            .Select(at =>
            {
                // Every input class is looked at under one renaming, so that keys and bodies compare as text.
                var input = at.Node.Children[0];
                if (!views.TryGetValue(input.Class, out var view))
                    views.Add(input.Class, view = Anywhere(graph, input.Class));
                return (at.Class, at.Node.Outs, Input: view, Items: Columns.Rename(at.Node.Items, Map(input, view)));
            })
            .GroupBy(at => at.Input.Class + " " + Columns.Keys(at.Items)).Where(group => group.Select(at => at.Class).Distinct().Count() > 1).ToArray();
        foreach (var group in grouped)
        {
            var bodies = group.SelectMany(at => at.Items).Select(item => item.Body).DistinctBy(Columns.Text).OrderBy(Columns.Text, StringComparer.Ordinal).ToArray();
            var ids = bodies.ToDictionary(Columns.Text, _ => graph.Fresh());
            var wide = graph.Add(Operator.Aggregate, "", [group.First().Input], [.. bodies.Select(body => new Item(ids[Columns.Text(body)], body))]);
            foreach (var at in group.Where(at => graph.Find(new RenamedId(at.Class, at.Outs)).Class != wide.Class))
            {
                var narrow = graph.Add(Operator.Project, "", [wide], [.. at.Items.Select(item => new Item(item.Defines, new Scalar.Column(ids[Columns.Text(item.Body)])))]);
                changed |= graph.Union(new RenamedId(at.Class, at.Outs), narrow);
            }
        }

        return changed;
    }
}
