namespace RewriteLang.Benchmarks.Representation.GlobalIds;

/// <summary>
/// Way (b)'s one pass before saturation: finds, bottom-up, relations that are equal up to renaming and gives them equal column ids.
/// A <em>scope</em> is an operator with everything below it down to the next operators that hide their inputs (its leaves). The
/// k-th leaf of one shape in a scope gets the columns (shape, k, position); leaves in different scopes therefore share ids, two leaves
/// of one scope never do. Columns that a window adds inside a scope are named by what they compute.
/// </summary>
internal sealed class CanonicalPass(Ties ties)
{
    private readonly Dictionary<string, int> _shapes = new(StringComparer.Ordinal);
    private readonly Dictionary<(int Shape, int Occurrence, int Position), int> _columns = [];
    private readonly Dictionary<string, int> _computed = new(StringComparer.Ordinal);
    private readonly Dictionary<Plan, Described> _described = new(ReferenceEqualityComparer.Instance);
    private int _last;

    /// <summary>A relation up to renaming: equal shapes are equal relations, column by column.</summary>
    public sealed record Described(int Shape, string Label, IReadOnlyList<int> Columns, IReadOnlyList<Plan> Leaves);

    /// <summary>The models with canonical column ids; each model is a scope of its own.</summary>
    public Plan Run(Plan models) => models with { Inputs = [.. models.Inputs.Select(model => Instantiate(model, 0))] };

    /// <summary>The column named by this text: what computes it.</summary>
    public int Computed(string text) => _computed.TryGetValue(text, out var id) ? id : _computed[text] = ++_last;

    /// <summary>The shape of a relation and its columns in the shape's order.</summary>
    public Described Describe(Plan root)
    {
        if (_described.TryGetValue(root, out var known))
            return known;
        var (vertices, facts, leaves) = (new List<Vertex>(), new List<Fact>(), new List<Plan?>());
        Gather(root, -1, "");
        var order = new Refinement(vertices, facts).Order(ties);

        var number = new Dictionary<int, int>();
        var text = new System.Text.StringBuilder();
        for (var i = 0; i < order.Count; i++)
        {
            var vertex = vertices[order[i]];
            text.Append(vertex.Label).Append('^').Append(order.IndexOf(vertex.Parent)).Append(' ');
            foreach (var column in vertex.Columns)
                number.Add(column, number.Count);
        }

        // Inputs before what reads them: a window's columns are numbered before the operators above speak of them.
        foreach (var at in Enumerable.Reverse(order))
        {
            var written = facts.Where(fact => fact.Vertex == at).Select(fact => (fact.Item, Text: fact.Item.Body.Write(c => "#" + number[c])))
                .DistinctBy(pair => (pair.Item.Defines, pair.Text)).OrderBy(pair => pair.Text, StringComparer.Ordinal).ToArray();
            text.Append('|').Append(string.Join("; ", written.Select(pair => pair.Text)));
            foreach (var (item, _) in written.Where(pair => pair.Item.Defines != 0))
                number.Add(item.Defines, number.Count);
        }

        var key = text.ToString();
        if (!_shapes.TryGetValue(key, out var shape))
            _shapes.Add(key, shape = _shapes.Count);
        return _described[root] = new Described(
            shape,
            $"{Colour.Of(key):x16} {shape}",
            [.. root.Columns.OrderBy(column => number[column])],
            [.. order.Select(v => leaves[v]).OfType<Plan>()]);

        void Gather(Plan plan, int parent, string position)
        {
            var vertex = vertices.Count;
            if (parent >= 0 && Plan.Hides(plan.Operator))
            {
                var leaf = Describe(plan);
                vertices.Add(new Vertex(position + leaf.Label, parent, leaf.Columns));
                leaves.Add(plan);
                return;
            }

            vertices.Add(new Vertex(position + plan.Operator + " " + plan.Label, parent, []));
            leaves.Add(null);
            facts.AddRange(plan.Items.Select(item => new Fact(vertex, item)));
            for (var i = 0; i < plan.Inputs.Count; i++)
                Gather(plan.Inputs[i], vertex, Plan.Unordered(plan.Operator) ? "" : i + ":");
        }
    }

    // The plan as the k-th occurrence of its shape in the scope around it.
    private Plan Instantiate(Plan root, int occurrence)
    {
        var described = Describe(root);
        var seen = new Dictionary<int, int>();
        var names = new Dictionary<int, int>();
        var leaves = new Dictionary<Plan, Plan>(ReferenceEqualityComparer.Instance);
        foreach (var leaf in described.Leaves)
        {
            var inner = Describe(leaf);
            var k = seen[inner.Shape] = seen.GetValueOrDefault(inner.Shape, -1) + 1;
            leaves.Add(leaf, Instantiate(leaf, k));
            Name(inner, k);
        }

        if (Plan.Hides(root.Operator))
            Name(described, occurrence);
        return Rebuild(root);

        void Name(Described leaf, int k)
        {
            for (var i = 0; i < leaf.Columns.Count; i++)
                names[leaf.Columns[i]] = _columns.TryGetValue((leaf.Shape, k, i), out var id) ? id : _columns[(leaf.Shape, k, i)] = ++_last;
        }

        Plan Rebuild(Plan plan)
        {
            if (leaves.TryGetValue(plan, out var leaf))
                return leaf;
            Plan[] inputs = [.. plan.Inputs.Select(Rebuild)];
            foreach (var item in plan.Items.Where(item => item.Defines != 0 && !names.ContainsKey(item.Defines)))
                names[item.Defines] = Computed(item.Body.Rename(names).Write(c => "c" + c) + " on " + string.Join(" ", inputs.Select(Write)));
            return plan with { Inputs = inputs, Items = [.. plan.Items.Select(item => new Item(item.Defines == 0 ? 0 : names[item.Defines], item.Body.Rename(names)))] };
        }
    }

    private static string Write(Plan plan) =>
        plan.Operator + " " + plan.Label + "(" + string.Join(" ", plan.Inputs.Select(Write).Order(StringComparer.Ordinal)) + "|"
        + string.Join(";", plan.Items.Select(item => item.Defines + "=" + item.Body.Write(c => "c" + c)).Order(StringComparer.Ordinal)) + ")";
}
