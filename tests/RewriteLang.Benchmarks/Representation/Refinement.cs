namespace RewriteLang.Benchmarks.Representation;

/// <summary>What decides between inputs that colours alone cannot tell apart.</summary>
internal enum Ties
{
    /// <summary>Their order in the source, all at once.</summary>
    SourceOrder,

    /// <summary>The first in the source is singled out, colours are refined again, and so on.</summary>
    Individualise,

    /// <summary>The same for every choice, the least text wins: this also finds under which exchanges of columns a relation stays the same.</summary>
    Search,
}

/// <summary>An operator of a scope, or a leaf of it. A leaf shows columns in its own fixed order.</summary>
/// <param name="Label">What it is; equal labels may be exchanged for each other.</param>
/// <param name="Parent">The operator that reads it, -1 for the root, which comes first.</param>
/// <param name="Columns">The columns of a leaf.</param>
/// <param name="Orbits">Per column of a leaf, the least column that a symmetry of the leaf can exchange it with; null: none can.</param>
internal sealed record Vertex(string Label, int Parent, IReadOnlyList<int> Columns, IReadOnlyList<int>? Orbits = null);

/// <summary>A conjunct or a definition, at the operator that holds it.</summary>
internal sealed record Fact(int Vertex, Item Item);

/// <summary>
/// Orders the inputs of operators by what they are and how they are used, not by where they stand: colour refinement over the
/// columns and facts of one scope. The innermost operator decides first (its joins before its filters), operators above only
/// break ties, so that a core gets the same order under every consumer.
/// </summary>
internal sealed class Refinement
{
    private readonly IReadOnlyList<Vertex> _vertices;
    private readonly List<Fact>[] _facts;
    private readonly List<int>[] _children;
    private readonly HashSet<int>[] _inside;
    private readonly ulong[] _singled;
    private readonly Dictionary<int, int> _home = [];

    public Refinement(IReadOnlyList<Vertex> vertices, IEnumerable<Fact> facts)
    {
        _vertices = vertices;
        _singled = new ulong[vertices.Count];
        _facts = [.. vertices.Select(_ => new List<Fact>())];
        _children = [.. vertices.Select(_ => new List<int>())];
        _inside = [.. vertices.Select((_, v) => new HashSet<int> { v })];
        foreach (var fact in facts)
            _facts[fact.Vertex].Add(fact);
        for (var v = vertices.Count - 1; v > 0; v--)
        {
            _children[vertices[v].Parent].Insert(0, v);
            _inside[vertices[v].Parent].UnionWith(_inside[v]);
        }

        for (var v = 0; v < vertices.Count; v++)
        {
            foreach (var column in vertices[v].Columns)
                _home[column] = v;
        }
    }

    /// <summary>
    /// The vertices, root first, inputs in canonical order: once for every choice among inputs that nothing tells apart, at most
    /// <paramref name="limit"/> times. Choices that lead to the same text are symmetries; the first alone is what source order gives.
    /// </summary>
    public List<List<int>> Orders(Ties ties, int limit)
    {
        var found = new List<List<int>>();
        var script = new List<(int Choice, int Options)>();
        while (found.Count < limit)
        {
            Array.Clear(_singled);
            var (order, step) = (new List<int>(), 0);
            Visit(0);
            found.Add(order);
            while (script.Count > 0 && script[^1].Choice + 1 == script[^1].Options)
                script.RemoveAt(script.Count - 1);
            if (script.Count == 0)
                break;
            script[^1] = (script[^1].Choice + 1, script[^1].Options);

            void Visit(int vertex)
            {
                order.Add(vertex);
                foreach (var child in Children(vertex, ties, Choose))
                    Visit(child);
            }

            int Choose(int options)
            {
                if (options == 1)
                    return 0;
                if (step == script.Count)
                    script.Add((0, options));
                return script[step++].Choice;
            }
        }

        return found;
    }

    private List<int> Children(int vertex, Ties ties, Func<int, int> choose)
    {
        var children = _children[vertex];
        for (var mark = 1UL; ; mark++)
        {
            if (!Tied(children))
                return Sorted(children, []);
            var colours = new List<ulong[]>();
            if (_facts[vertex].Any(fact => !Joins(fact.Item)))
                colours.Add(Refine(vertex, joinsOnly: true));
            for (var at = vertex; at >= 0; at = _vertices[at].Parent)
                colours.Add(Refine(at, joinsOnly: false));
            var sorted = Sorted(children, colours);
            var cell = Cell(sorted, [colours[0]]);
            if (cell.Count == 0 || ties is Ties.SourceOrder)
                return sorted;
            var like = cell.Where(v => colours.All(colour => colour[v] == colour[cell[0]])).ToArray();
            _singled[like[choose(like.Length)]] = mark;
        }
    }

    private bool Tied(List<int> children) => children.Select(child => _vertices[child].Label).Distinct().Count() < children.Count;

    private List<int> Sorted(List<int> children, List<ulong[]> keys)
    {
        var sorted = new List<int>(children);
        sorted.Sort((a, b) =>
        {
            var order = string.CompareOrdinal(_vertices[a].Label, _vertices[b].Label);
            for (var k = 0; order == 0 && k < keys.Count; k++)
                order = keys[k][a].CompareTo(keys[k][b]);
            return order != 0 ? order : a.CompareTo(b);
        });
        return sorted;
    }

    // The first run of inputs that label and colours do not tell apart.
    private List<int> Cell(List<int> sorted, List<ulong[]> keys)
    {
        for (var start = 0; start + 1 < sorted.Count; start++)
        {
            var first = sorted[start];
            var cell = sorted.Skip(start).TakeWhile(v => _vertices[v].Label == _vertices[first].Label && keys.All(key => key[v] == key[first])).ToList();
            if (cell.Count > 1)
                return cell;
        }

        return [];
    }

    // Colours of the vertices below `root`, seeing nothing of what stands outside.
    private ulong[] Refine(int root, bool joinsOnly)
    {
        var inside = _inside[root].Order().ToArray();
        var facts = inside.SelectMany(v => _facts[v]).Where(fact => !joinsOnly || fact.Vertex != root || Joins(fact.Item)).ToArray();
        var colour = new ulong[_vertices.Count];
        var column = new Dictionary<int, ulong>();
        foreach (var v in inside)
            colour[v] = Colour.Mix(Colour.Of(_vertices[v].Label), _singled[v]);
        foreach (var fact in facts.Where(fact => fact.Item.Defines != 0))
            column[fact.Item.Defines] = colour[fact.Vertex];
        for (int parts = 0, now = 1; now > parts;)
        {
            parts = now;
            Round(root, inside, facts, colour, column);
            now = inside.Select(v => colour[v]).Concat(column.OrderBy(c => c.Key).Select(c => c.Value)).Distinct().Count();
        }

        return colour;
    }

    private void Round(int root, int[] inside, Fact[] facts, ulong[] colour, Dictionary<int, ulong> column)
    {
        foreach (var v in inside)
        {
            for (var i = 0; i < _vertices[v].Columns.Count; i++)
                column[_vertices[v].Columns[i]] = Colour.Mix(colour[v], (ulong)(_vertices[v].Orbits?[i] ?? i));
        }

        var uses = new Dictionary<int, ulong>();
        var said = new ulong[colour.Length];
        foreach (var (at, item) in facts)
        {
            var whole = Colour.Mix(colour[at], item.Body.Hash(c => column[c]));
            if (item.Defines != 0)
            {
                whole = Colour.Mix(whole, column[item.Defines]);
                uses[item.Defines] = uses.GetValueOrDefault(item.Defines) + Colour.Mix(3, whole);
            }

            said[at] += Colour.Mix(5, whole);
            foreach (var used in item.Body.Columns().Distinct())
                uses[used] = uses.GetValueOrDefault(used) + Colour.Mix(whole, item.Body.Hash(c => c == used ? ~column[c] : column[c]));
        }

        var before = (ulong[])colour.Clone();
        foreach (var v in inside)
        {
            var sum = said[v];
            foreach (var child in _children[v])
                sum += Colour.Mix(7, before[child]);
            for (var i = 0; i < _vertices[v].Columns.Count; i++)
                sum += Colour.Mix((ulong)(_vertices[v].Orbits?[i] ?? i), uses.GetValueOrDefault(_vertices[v].Columns[i]));
            colour[v] = Colour.Mix(Colour.Mix(before[v], v == root ? 0 : before[_vertices[v].Parent]), sum);
        }

        foreach (var fact in facts.Where(fact => fact.Item.Defines != 0))
            column[fact.Item.Defines] = Colour.Mix(column[fact.Item.Defines], uses.GetValueOrDefault(fact.Item.Defines));
    }

    private bool Joins(Item item) =>
        item.Body.Columns().Select(c => _home.TryGetValue(c, out var v) ? v : -1).Distinct().Skip(1).Any();
}
