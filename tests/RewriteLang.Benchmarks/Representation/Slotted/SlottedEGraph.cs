using System.Diagnostics;

namespace RewriteLang.Benchmarks.Representation.Slotted;

/// <summary>
/// Way (a): every child is a class with a column renaming. Hash-consing works on shapes, the union-find composes renamings, and a
/// class that equals itself under a permutation of its columns gets a symmetry, never fewer columns.
/// </summary>
internal sealed class SlottedEGraph : IEGraph
{
    private readonly List<int> _parent = [];
    private readonly List<int[]> _toParent = [];
    private readonly List<List<int[]>> _symmetries = [];
    private readonly List<List<int>> _members = [];
    private readonly List<HashSet<int>> _users = [];
    private readonly List<Node> _nodes = [];
    private readonly List<string> _texts = [];
    private readonly List<int> _classOf = [];
    private readonly Dictionary<string, int> _memo = new(StringComparer.Ordinal);
    private readonly Queue<int> _dirty = new();
    private int _lastSlot = 1_000_000;

    public int Nodes => _members.Sum(members => members.Count);

    public IEnumerable<int> Classes => Enumerable.Range(0, _parent.Count).Where(c => _parent[c] == c);

    public int Fresh() => ++_lastSlot;

    public int Arity(int @class) => _toParent[@class].Length;

    /// <summary>The non-trivial permutations of columns under which a class is itself.</summary>
    public List<int[]> Symmetries(int @class) => _symmetries[@class];

    public RenamedId AddPlan(Plan plan) => Add(plan.Operator, plan.Label, [.. plan.Inputs.Select(AddPlan)], plan.Items);

    public RenamedId Add(Operator op, string label, IReadOnlyList<RenamedId> children, IReadOnlyList<Item> items)
    {
        var shape = Shape.Of(op, label, [.. children.Select(Find)], items, Symmetries);
        if (_memo.TryGetValue(shape.Text, out var known))
            return Find(new RenamedId(_classOf[known], [.. _nodes[known].Outs.Select(slot => shape.Names[slot])]));

        int[] outs = [.. Plan.Outputs(op, [.. shape.Children.Select(child => (IReadOnlyList<int>)child.Slots)], shape.Items)];
        var (node, @class) = (_nodes.Count, _parent.Count);
        _nodes.Add(new Node(op, label, shape.Children, shape.Items, outs));
        _texts.Add(shape.Text);
        _classOf.Add(@class);
        _memo.Add(shape.Text, node);
        _parent.Add(@class);
        _toParent.Add([.. Enumerable.Range(0, outs.Length)]);
        _symmetries.Add([]);
        _members.Add([node]);
        _users.Add([]);
        foreach (var child in shape.Children)
            _users[child.Class].Add(node);
        Learn(@class, shape.Automorphisms, outs);
        return new RenamedId(@class, [.. outs.Select(slot => shape.Names[slot])]);
    }

    public RenamedId Find(RenamedId id)
    {
        while (_parent[id.Class] != id.Class)
        {
            var slots = new int[id.Slots.Length];
            for (var i = 0; i < slots.Length; i++)
                slots[_toParent[id.Class][i]] = id.Slots[i];
            id = new RenamedId(_parent[id.Class], slots);
        }

        return id;
    }

    /// <summary>The nodes of a class in the caller's slots; slots that the class does not show are fresh in each.</summary>
    public IEnumerable<Node> Open(RenamedId id)
    {
        var (at, slots) = Find(id);
        foreach (var index in _members[at].ToArray())
        {
            var node = _nodes[index];
            var names = new Dictionary<int, int>();
            for (var i = 0; i < slots.Length; i++)
                names[node.Outs[i]] = slots[i];
            int Name(int slot) => slot == 0 ? 0 : names.TryGetValue(slot, out var name) ? name : names[slot] = Fresh();
            foreach (var slot in node.Children.SelectMany(child => child.Slots).Concat(node.Items.Select(item => item.Defines)))
                Name(slot);
            yield return new Node(
                node.Operator,
                node.Label,
                [.. node.Children.Select(child => Find(new RenamedId(child.Class, [.. child.Slots.Select(Name)])))],
                [.. node.Items.Select(item => new Item(Name(item.Defines), item.Body.Rename(names)))],
                slots);
        }
    }

    /// <summary>States that two classes, under these renamings, are one relation. True if that was news.</summary>
    public bool Union(RenamedId a, RenamedId b)
    {
        (a, b) = (Find(a), Find(b));
        if (!a.Slots.Order().SequenceEqual(b.Slots.Order()))
            throw new UnreachableException("only relations over the same columns can be equal");
        int[] map = [.. b.Slots.Select(slot => Array.IndexOf(a.Slots, slot))];
        if (a.Class == b.Class)
            return Symmetric(a.Class, map);
        if (b.Class < a.Class)
            return Union(b, a);

        _parent[b.Class] = a.Class;
        _toParent[b.Class] = map;
        foreach (var index in _members[b.Class])
        {
            var outs = new int[map.Length];
            for (var i = 0; i < map.Length; i++)
                outs[map[i]] = _nodes[index].Outs[i];
            _nodes[index] = _nodes[index] with { Outs = outs };
            _classOf[index] = a.Class;
        }

        _members[a.Class].AddRange(_members[b.Class]);
        _members[b.Class].Clear();
        foreach (var user in _users[b.Class])
            _dirty.Enqueue(user);
        _users[a.Class].UnionWith(_users[b.Class]);
        foreach (var symmetry in _symmetries[b.Class])
        {
            var moved = new int[map.Length];
            for (var i = 0; i < map.Length; i++)
                moved[map[i]] = map[symmetry[i]];
            Symmetric(a.Class, moved);
        }

        return true;
    }

    /// <summary>Repairs the shapes of nodes whose children were united or became symmetric, until nothing changes.</summary>
    public void Rebuild()
    {
        while (_dirty.TryDequeue(out var index))
        {
            var node = _nodes[index];
            var home = _classOf[index];
            if (!_members[home].Contains(index))
                continue;
            if (_memo.TryGetValue(_texts[index], out var held) && held == index)
                _memo.Remove(_texts[index]);
            var shape = Shape.Of(node.Operator, node.Label, [.. node.Children.Select(Find)], node.Items, Symmetries);
            int[] outs = [.. node.Outs.Select(slot => Array.IndexOf(shape.Names, slot))];
            if (_memo.TryGetValue(shape.Text, out var other))
            {
                _members[home].Remove(index);
                Union(new RenamedId(_classOf[other], _nodes[other].Outs), new RenamedId(home, outs));
                continue;
            }

            _nodes[index] = node with { Children = shape.Children, Items = shape.Items, Outs = outs };
            _texts[index] = shape.Text;
            _memo.Add(shape.Text, index);
            foreach (var child in shape.Children)
                _users[child.Class].Add(index);
            Learn(home, shape.Automorphisms, outs);
        }
    }

    IEnumerable<(Operator Operator, IReadOnlyList<int> Children)> IEGraph.NodesOf(int @class) =>
        _members[@class].Select(index => (_nodes[index].Operator, (IReadOnlyList<int>)[.. _nodes[index].Children.Select(child => Find(child).Class)]));

    private void Learn(int @class, List<int[]> automorphisms, int[] outs)
    {
        foreach (var automorphism in automorphisms)
            Symmetric(@class, [.. outs.Select(slot => Array.IndexOf(outs, automorphism[slot]))]);
    }

    // Adds a permutation to the class's group and closes the group; users must be shaped again.
    private bool Symmetric(int @class, int[] permutation)
    {
        var group = _symmetries[@class];
        if (Identity(permutation) || group.Any(known => known.SequenceEqual(permutation)))
            return false;
        group.Add(permutation);
        for (var i = 0; i < group.Count && group.Count < 720; i++)
        {
            for (var j = 0; j < group.Count && group.Count < 720; j++)
            {
                int[] product = [.. group[i].Select(p => group[j][p])];
                if (!Identity(product) && !group.Any(known => known.SequenceEqual(product)))
                    group.Add(product);
            }
        }

        foreach (var user in _users[@class])
            _dirty.Enqueue(user);
        return true;
    }

    private static bool Identity(int[] permutation)
    {
        for (var i = 0; i < permutation.Length; i++)
        {
            if (permutation[i] != i)
                return false;
        }

        return true;
    }
}
