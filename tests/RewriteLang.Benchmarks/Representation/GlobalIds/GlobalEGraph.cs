using System.Diagnostics;

namespace RewriteLang.Benchmarks.Representation.GlobalIds;

/// <summary>An e-node over global column ids.</summary>
internal sealed record Node(Operator Operator, string Label, int[] Children, Item[] Items);

/// <summary>
/// Way (b): columns have global ids, hash-consing and union-find are the plain ones. The inputs of one operator never share a
/// column id, so t × t has two inputs; a node that would break this is refused.
/// </summary>
internal sealed class GlobalEGraph(CanonicalPass pass) : IEGraph
{
    private readonly List<int> _parent = [];
    private readonly List<int[]> _columns = [];
    private readonly List<List<int>> _members = [];
    private readonly List<HashSet<int>> _users = [];
    private readonly List<Node> _nodes = [];
    private readonly List<string> _texts = [];
    private readonly List<int> _classOf = [];
    private readonly Dictionary<string, int> _memo = new(StringComparer.Ordinal);
    private readonly Queue<int> _dirty = new();
    private readonly Dictionary<int, CanonicalPass.Described> _fingerprints = [];
    private int[]? _best;

    public int Nodes => _members.Sum(members => members.Count);

    public IEnumerable<int> Classes => Enumerable.Range(0, _parent.Count).Where(c => _parent[c] == c);

    /// <summary>How many nodes were refused because two inputs share a column id.</summary>
    public int Refused { get; private set; }

    /// <summary>The columns of a class, sorted.</summary>
    public int[] Columns(int @class) => _columns[Find(@class)];

    /// <summary>The column that <paramref name="body"/> computes over a class: adding it twice adds nothing.</summary>
    public int Computed(string op, int input, Scalar body) => pass.Computed($"{op} {Find(input)} {body.Write(c => "c" + c)}");

    public int AddPlan(Plan plan) => Add(plan.Operator, plan.Label, [.. plan.Inputs.Select(AddPlan)], plan.Items) ?? throw new UnreachableException("the pass left a clash");

    /// <summary>The class of a node; null when two of its inputs show the same column.</summary>
    public int? Add(Operator op, string label, IEnumerable<int> inputs, IEnumerable<Item> items)
    {
        var node = Canonical(op, label, inputs, items);
        var shown = node.Children.SelectMany(Columns).ToArray();
        if (op is not (Operator.Models or Operator.UnionAll) && shown.Distinct().Count() < shown.Length)
        {
            Refused++;
            return null;
        }

        var text = Write(node);
        if (_memo.TryGetValue(text, out var known))
            return Find(_classOf[known]);
        var (index, @class) = (_nodes.Count, _parent.Count);
        _nodes.Add(node);
        _texts.Add(text);
        _classOf.Add(@class);
        _memo.Add(text, index);
        _best = null;
        _parent.Add(@class);
        _columns.Add([.. Plan.Outputs(op, [.. node.Children.Select(child => (IReadOnlyList<int>)Columns(child))], node.Items).Order()]);
        _members.Add([index]);
        _users.Add([]);
        foreach (var child in node.Children)
            _users[child].Add(index);
        return @class;
    }

    public int Find(int @class)
    {
        while (_parent[@class] != @class)
            @class = _parent[@class] = _parent[_parent[@class]];
        return @class;
    }

    /// <summary>The nodes of a class.</summary>
    public Node[] Open(int @class) => [.. _members[Find(@class)].Select(index => _nodes[index])];

    /// <summary>States that two classes are one relation. True if that was news.</summary>
    public bool Union(int a, int b)
    {
        (a, b) = (Math.Min(Find(a), Find(b)), Math.Max(Find(a), Find(b)));
        if (a == b)
            return false;
        if (!_columns[a].SequenceEqual(_columns[b]))
            throw new UnreachableException("only relations over the same columns can be equal");
        _parent[b] = a;
        _best = null;
        _fingerprints.Clear();
        foreach (var index in _members[b])
            _classOf[index] = a;
        _members[a].AddRange(_members[b]);
        _members[b].Clear();
        foreach (var user in _users[b])
            _dirty.Enqueue(user);
        _users[a].UnionWith(_users[b]);
        return true;
    }

    public void Rebuild()
    {
        while (_dirty.TryDequeue(out var index))
        {
            var home = Find(_classOf[index]);
            if (!_members[home].Contains(index))
                continue;
            if (_memo.TryGetValue(_texts[index], out var held) && held == index)
                _memo.Remove(_texts[index]);
            var node = Canonical(_nodes[index].Operator, _nodes[index].Label, _nodes[index].Children, _nodes[index].Items);
            var text = Write(node);
            if (_memo.TryGetValue(text, out var other))
            {
                _members[home].Remove(index);
                Union(_classOf[other], home);
                continue;
            }

            (_nodes[index], _texts[index]) = (node, text);
            _memo.Add(text, index);
            foreach (var child in node.Children)
                _users[child].Add(index);
        }
    }

    /// <summary>
    /// <c>A ~ B by m</c> on demand: the smallest terms of both classes have one shape. Null when that is not known. Complete for what the
    /// pass has seen; for what arose by rules as good as the smallest term.
    /// </summary>
    public Dictionary<int, int>? Same(int a, int b)
    {
        var (x, y) = (Fingerprint(Find(a)), Fingerprint(Find(b)));
        return x.Shape == y.Shape ? x.Columns.Zip(y.Columns, KeyValuePair.Create).ToDictionary() : null;
    }

    IEnumerable<(Operator Operator, IReadOnlyList<int> Children)> IEGraph.NodesOf(int @class) =>
        _members[@class].Select(index => (_nodes[index].Operator, (IReadOnlyList<int>)[.. _nodes[index].Children.Select(Find)]));

    private CanonicalPass.Described Fingerprint(int @class) =>
        _fingerprints.TryGetValue(@class, out var known) ? known : _fingerprints[@class] = pass.Describe(Term(@class));

    private Plan Term(int @class)
    {
        _best ??= Extraction.SmallestNodes(this, _parent.Count);
        var node = _nodes[_members[Find(@class)][_best[Find(@class)]]];
        return new Plan(node.Operator, node.Label, [.. node.Children.Select(Term)], node.Items);
    }

    private Node Canonical(Operator op, string label, IEnumerable<int> inputs, IEnumerable<Item> items)
    {
        var children = inputs.Select(Find).ToArray();
        if (Plan.Unordered(op))
            Array.Sort(children);
        return new Node(op, label, children, [.. items.DistinctBy(Write).OrderBy(Write, StringComparer.Ordinal)]);
    }

    private static string Write(Item item) => item.Defines + "=" + item.Body.Write(c => "c" + c);

    private static string Write(Node node) => $"{node.Operator} {node.Label}|{string.Join(' ', node.Children)}|{string.Join("; ", node.Items.Select(Write))}";
}
