namespace RewriteLang.Benchmarks.Representation.GlobalIds;

/// <summary>The rules over way (b). Relations that were found equal have equal ids, so most rules compare ids and nothing else.</summary>
internal static class GlobalRules
{
    public static void Saturate(GlobalEGraph graph)
    {
        for (var changed = true; changed;)
        {
            changed = ShareAggregates(graph);
            foreach (var @class in graph.Classes.ToArray())
            {
                foreach (var node in graph.Open(@class))
                {
                    foreach (var found in Rewrites(graph, @class, node).ToArray())
                        changed |= graph.Union(@class, found);
                }
            }

            graph.Rebuild();
        }
    }

    private static IEnumerable<int> Rewrites(GlobalEGraph graph, int @class, Node node) => node.Operator switch
    {
        Operator.Block => ConsolidateFilters(graph, node),
        Operator.SemiJoin => [.. Deduplicate(graph, node), .. SplitSemiJoin(graph, node), .. RepeatedSemiJoin(graph, @class, node)],
        Operator.Project => EliminateSelfJoin(graph, node),
        _ => [],
    };

    /// <summary>Scalar aggregates over blocks of the same inputs → one aggregate, each part with its own FILTER.</summary>
    private static IEnumerable<int> ConsolidateFilters(GlobalEGraph graph, Node block)
    {
        var groups = new Dictionary<string, List<(int Child, Node Aggregate, Node Core)>>();
        foreach (var child in block.Children)
        {
            var aggregate = graph.Open(child).FirstOrDefault(n => n.Operator is Operator.Aggregate && !n.Items.Any(Columns.IsKey));
            var core = aggregate is null ? null : graph.Open(aggregate.Children[0]).FirstOrDefault(n => n.Operator is Operator.Block);
            if (core is null)
                continue;
            var key = string.Join(' ', core.Children.Select(graph.Find));
            (groups.TryGetValue(key, out var group) ? group : groups[key] = []).Add((child, aggregate!, core));
        }

        foreach (var group in groups.Values.Where(group => group.Count > 1))
        {
            var parts = group.Select(g => (g.Aggregate.Items, Conjuncts: g.Core.Items.Select(item => item.Body).ToArray())).ToArray();
            var (common, items) = Columns.Consolidate(parts);
            var core = graph.Add(Operator.Block, "", group[0].Core.Children, common);
            var wide = core is { } c ? graph.Add(Operator.Aggregate, "", [c], items) : null;
            if (wide is { } w && graph.Add(Operator.Block, "", [.. block.Children.Except(group.Select(g => g.Child)), w], block.Items) is { } found)
                yield return found;
        }
    }

    /// <summary>On the right of a semi-join: a self-join on a key with &lt;&gt; → GROUP BY key HAVING min &lt;&gt; max.</summary>
    private static IEnumerable<int> Deduplicate(GlobalEGraph graph, Node semi)
    {
        foreach (var form in SetForms(graph, semi.Children[1]).ToArray())
        {
            if (graph.Add(Operator.SemiJoin, "", [semi.Children[0], form], semi.Items) is { } found)
                yield return found;
        }
    }

    private static IEnumerable<int> SetForms(GlobalEGraph graph, int @class)
    {
        foreach (var project in graph.Open(@class).Where(n => n.Operator is Operator.Project))
        {
            foreach (var block in graph.Open(project.Children[0]).Where(n => n.Operator is Operator.Block))
            {
                foreach (var (inner, items) in GroupForms(graph, project, block).Concat(InnerForms(graph, project, block)))
                {
                    if (graph.Add(Operator.Project, project.Label, [inner], items) is { } found)
                        yield return found;
                }
            }
        }
    }

    private static IEnumerable<(int, Item[])> InnerForms(GlobalEGraph graph, Node project, Node block)
    {
        foreach (var child in block.Children)
        {
            foreach (var form in SetForms(graph, child).ToArray())
            {
                if (graph.Add(Operator.Block, "", [.. block.Children.Where(c => c != child), form], block.Items) is { } inner)
                    yield return (inner, project.Items);
            }
        }
    }

    private static IEnumerable<(int, Item[])> GroupForms(GlobalEGraph graph, Node project, Node block)
    {
        foreach (var (x, y) in Columns.Pairs(block.Children))
        {
            if (graph.Same(y, x) is not { } map || Columns.GroupForm(project.Items, block.Items, graph.Columns(x), map) is not { } form)
                continue;
            Scalar[] bodies = [Build.Call("key", form.Key), Build.Call("min", form.Value), Build.Call("max", form.Value)];
            int[] ids = [.. bodies.Select(body => graph.Computed("group " + form.Key.Write(c => "c" + c), x, body))];
            if (graph.Add(Operator.Aggregate, "", [x], ids.Zip(bodies, (id, body) => new Item(id, body))) is { } grouped
                && graph.Add(Operator.Block, "", [.. block.Children.Where(c => c != x && c != y), grouped], form.Conjuncts(ids)) is { } inner)
                yield return (inner, form.Outputs(ids));
        }
    }

    /// <summary>x ⋉ (A ⋈ C on a = c) → (x ⋉ A) ⋉ C, when the semi-join is on that same column.</summary>
    private static IEnumerable<int> SplitSemiJoin(GlobalEGraph graph, Node semi)
    {
        foreach (var project in graph.Open(semi.Children[1]).Where(n => n.Operator is Operator.Project))
        {
            foreach (var block in graph.Open(project.Children[0]).Where(n => n.Operator is Operator.Block && n.Children.Length == 2))
            {
                if (Columns.Split(semi.Items, project.Items, block.Items, graph.Columns(block.Children[0])) is not { } split)
                    continue;
                foreach (var (a, b, onA, onB) in new[] { (0, 1, split.First, split.Second), (1, 0, split.Second, split.First) })
                {
                    if (graph.Add(Operator.SemiJoin, "", [semi.Children[0], block.Children[a]], [onA]) is { } inner
                        && graph.Add(Operator.SemiJoin, "", [inner, block.Children[b]], [onB]) is { } found)
                        yield return found;
                }
            }
        }
    }

    /// <summary>A semi-join that its left side has already been through → the left side.</summary>
    private static IEnumerable<int> RepeatedSemiJoin(GlobalEGraph graph, int @class, Node semi)
    {
        var on = Columns.Write(semi.Items);
        return Below(semi.Children[0], [graph.Find(@class)]) ? [semi.Children[0]] : [];

        bool Below(int left, HashSet<int> seen) => seen.Add(graph.Find(left)) && graph.Open(left).Any(n => n.Operator is Operator.SemiJoin
            && ((graph.Find(n.Children[1]) == graph.Find(semi.Children[1]) && Columns.Write(n.Items) == on) || Below(n.Children[0], seen)));
    }

    /// <summary>A self-join on a key, one side of which is not needed → the other side.</summary>
    private static IEnumerable<int> EliminateSelfJoin(GlobalEGraph graph, Node project)
    {
        foreach (var block in graph.Open(project.Children[0]).Where(n => n.Operator is Operator.Block))
        {
            foreach (var (x, y) in Columns.Pairs(block.Children))
            {
                var key = graph.Open(y).SelectMany(n => n.Operator is Operator.Scan ? n.Items : []).FirstOrDefault(Columns.IsUnique);
                if (key is null || graph.Same(y, x) is not { } map || !block.Items.Any(item => Columns.Equates(item, key.Defines, map[key.Defines])))
                    continue;
                if (graph.Add(Operator.Block, "", block.Children.Where(c => c != y), Columns.RenameConjuncts(block.Items, map)) is { } inner
                    && graph.Add(Operator.Project, project.Label, [inner], Columns.Rename(project.Items, map)) is { } found)
                    yield return found;
            }
        }
    }

    /// <summary>Aggregates over one input with the same keys → projections of one aggregate that computes them all.</summary>
    private static bool ShareAggregates(GlobalEGraph graph)
    {
        var changed = false;
        var grouped = graph.Classes.SelectMany(c => graph.Open(c).Select(n => (Class: c, Node: n)))
            .Where(at => at.Node.Operator is Operator.Aggregate && at.Node.Items.Any(Columns.IsKey))
            .GroupBy(at => graph.Find(at.Node.Children[0]) + " " + Columns.Keys(at.Node.Items)).Where(group => group.Select(at => at.Class).Distinct().Count() > 1).ToArray();
        foreach (var group in grouped)
        {
            var input = group.First().Node.Children[0];
            var bodies = group.SelectMany(at => at.Node.Items).Select(item => item.Body).DistinctBy(Columns.Text).OrderBy(Columns.Text, StringComparer.Ordinal).ToArray();
            var ids = bodies.ToDictionary(Columns.Text, body => graph.Computed("share " + group.Key, input, body));
            var wide = graph.Add(Operator.Aggregate, "", [input], bodies.Select(body => new Item(ids[Columns.Text(body)], body)));
            foreach (var (@class, node) in group.Where(at => graph.Find(at.Class) != wide))
            {
                var narrow = graph.Add(Operator.Project, "", [wide!.Value], node.Items.Select(item => new Item(item.Defines, new Scalar.Column(ids[Columns.Text(item.Body)]))));
                changed |= graph.Union(@class, narrow!.Value);
            }
        }

        return changed;
    }
}
