namespace RewriteLang.Benchmarks.Representation.GlobalIds;

/// <summary>
/// Way (b)'s one pass before saturation: finds, bottom-up, relations that are equal up to renaming and gives them equal column ids.
/// A <em>scope</em> is an operator with everything below it down to the next operators that hide their inputs (its leaves). The
/// k-th leaf of one shape in a scope gets the columns (shape, k, position); leaves in different scopes therefore share ids, two leaves
/// of one scope never do. Columns that a window adds inside a scope are named by what they compute.
/// </summary>
internal sealed class CanonicalPass(Ties ties)
{
    private const int Limit = 720;

    private readonly Dictionary<string, int> _shapes = new(StringComparer.Ordinal);
    private readonly Dictionary<(int Shape, int Occurrence, int Position), int> _columns = [];
    private readonly Dictionary<string, int> _computed = new(StringComparer.Ordinal);
    private readonly Dictionary<Plan, Described> _described = new(ReferenceEqualityComparer.Instance);
    private int _last;

    /// <summary>A relation up to renaming: equal shapes are equal relations, column by column, under any of its views.</summary>
    public sealed record Described(int Shape, string Label, IReadOnlyList<View> Views)
    {
        /// <summary>The columns in the shape's order.</summary>
        public IReadOnlyList<int> Columns => Views[0].Columns;
    }

    /// <summary>One way to put the columns, and the leaves below, in the shape's order. A relation that is symmetric has several.</summary>
    public sealed record View(IReadOnlyList<int> Columns, IReadOnlyList<(Plan Plan, View View)> Leaves);

    /// <summary>The models with canonical column ids; each model is a scope of its own.</summary>
    public Plan Run(Plan models) => models with { Inputs = [.. models.Inputs.Select(model => Instantiate(model, Describe(model).Views[0], 0))] };

    /// <summary>The column named by this text: what computes it.</summary>
    public int Computed(string text) => _computed.TryGetValue(text, out var id) ? id : _computed[text] = ++_last;

    /// <summary>The shape of a relation and its columns in the shape's order.</summary>
    public Described Describe(Plan root)
    {
        if (_described.TryGetValue(root, out var known))
            return known;
        var (vertices, facts, leaves) = (new List<Vertex>(), new List<Fact>(), new List<Plan?>());
        Gather(root, -1, "");
        var (key, views) = ("", new List<View>());
        foreach (var order in new Refinement(vertices, facts).Orders(ties, ties is Ties.Search ? Limit : 1))
        {
            foreach (var choice in Choices([.. order.Select(v => leaves[v]).OfType<Plan>()]))
            {
                var (text, view) = Number(root, vertices, facts, order, choice);
                var comparison = views.Count == 0 ? -1 : string.CompareOrdinal(text, key);
                if (comparison < 0)
                    (key, views) = (text, []);
                if (comparison <= 0 && !views.Any(known => known.Columns.SequenceEqual(view.Columns)))
                    views.Add(view);
            }
        }

        if (!_shapes.TryGetValue(key, out var shape))
            _shapes.Add(key, shape = _shapes.Count);
        return _described[root] = new Described(shape, $"{Colour.Of(key):x16} {shape}", views);

        void Gather(Plan plan, int parent, string position)
        {
            var vertex = vertices.Count;
            if (parent >= 0 && Plan.Hides(plan.Operator))
            {
                var leaf = Describe(plan);
                vertices.Add(new Vertex(position + leaf.Label, parent, leaf.Columns, Orbits(leaf)));
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

    // The scope as text, columns numbered in order of first occurrence. Inputs come before what reads them: a window's columns have
    // their numbers when the operators above speak of them.
    private static (string Text, View View) Number(Plan root, List<Vertex> vertices, List<Fact> facts, List<int> order, IReadOnlyList<(Plan Plan, View View)> leaves)
    {
        var number = new Dictionary<int, int>();
        var text = new System.Text.StringBuilder();
        foreach (var at in order)
            text.Append(vertices[at].Label).Append('^').Append(order.IndexOf(vertices[at].Parent)).Append(' ');
        foreach (var column in leaves.SelectMany(leaf => leaf.View.Columns))
            number.Add(column, number.Count);
        foreach (var at in Enumerable.Reverse(order))
        {
            var written = facts.Where(fact => fact.Vertex == at).Select(fact => (fact.Item, Text: fact.Item.Body.Write(c => "#" + number[c])))
                .DistinctBy(pair => (pair.Item.Defines, pair.Text)).OrderBy(pair => pair.Text, StringComparer.Ordinal).ToArray();
            text.Append('|').Append(string.Join("; ", written.Select(pair => pair.Text)));
            foreach (var (item, _) in written.Where(pair => pair.Item.Defines != 0))
                number.Add(item.Defines, number.Count);
        }

        return (text.ToString(), new View([.. root.Columns.OrderBy(column => number[column])], leaves));
    }

    // Every combination of views of the leaves, at most a limit.
    private List<(Plan Plan, View View)[]> Choices(Plan[] leaves)
    {
        List<(Plan, View)[]> choices = [[.. leaves.Select(leaf => (leaf, Describe(leaf).Views[0]))]];
        for (var i = 0; i < leaves.Length; i++)
        {
            var views = Describe(leaves[i]).Views;
            if (choices.Count * views.Count > Limit)
                continue;
            choices.AddRange([.. choices.SelectMany(choice => views.Skip(1).Select(view => ((Plan, View)[])[.. choice[..i], (leaves[i], view), .. choice[(i + 1)..]]))]);
        }

        return choices;
    }

    private static int[]? Orbits(Described leaf) => leaf.Views.Count == 1
        ? null
        : [.. leaf.Columns.Select(column => leaf.Views.Min(view => Enumerable.Range(0, view.Columns.Count).First(i => view.Columns[i] == column)))];

    // The plan as the k-th occurrence of its shape in the scope around it.
    private Plan Instantiate(Plan root, View view, int occurrence)
    {
        var seen = new Dictionary<int, int>();
        var names = new Dictionary<int, int>();
        var leaves = new Dictionary<Plan, Plan>(ReferenceEqualityComparer.Instance);
        foreach (var (leaf, inner) in view.Leaves)
        {
            var shape = Describe(leaf).Shape;
            var k = seen[shape] = seen.GetValueOrDefault(shape, -1) + 1;
            leaves.Add(leaf, Instantiate(leaf, inner, k));
            Name(shape, inner.Columns, k);
        }

        if (Plan.Hides(root.Operator))
            Name(Describe(root).Shape, view.Columns, occurrence);
        return Rebuild(root);

        void Name(int shape, IReadOnlyList<int> columns, int k)
        {
            for (var i = 0; i < columns.Count; i++)
                names[columns[i]] = _columns.TryGetValue((shape, k, i), out var id) ? id : _columns[(shape, k, i)] = ++_last;
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
