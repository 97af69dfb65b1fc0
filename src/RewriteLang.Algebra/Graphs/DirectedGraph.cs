using System.Text;

namespace RewriteLang.Algebra.Graphs;

/// <summary>
/// A directed graph over the nodes 0 to <see cref="Count"/> - 1. Results are the same for the same edges in the same order; nothing recurses, so
/// depth costs no stack.
/// </summary>
public sealed class DirectedGraph
{
    private readonly int[][] _successors;

    private DirectedGraph(int[][] successors) => _successors = successors;

    /// <summary>The number of nodes.</summary>
    public int Count => _successors.Length;

    /// <summary>A graph of <paramref name="count"/> nodes. Repeated edges count once; successors keep the order of the edges.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An edge names a node that is not there.</exception>
    public static DirectedGraph Of(int count, IEnumerable<(int From, int To)> edges)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var successors = new List<int>[count];
        var seen = new HashSet<(int, int)>();
        foreach (var (from, to) in edges)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(from, nameof(edges));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(from, count, nameof(edges));
            ArgumentOutOfRangeException.ThrowIfNegative(to, nameof(edges));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(to, count, nameof(edges));
            if (seen.Add((from, to)))
            {
                (successors[from] ??= []).Add(to);
            }
        }

        return new([.. successors.Select(s => s?.ToArray() ?? [])]);
    }

    /// <summary>Where the edges from <paramref name="node"/> lead.</summary>
    public ReadOnlySpan<int> Successors(int node) => _successors[node];

    /// <summary>The graph with every edge turned round.</summary>
    public DirectedGraph Reversed() =>
        Of(Count, Enumerable.Range(0, Count).SelectMany(from => _successors[from].Select(to => (to, from))));

    /// <summary>
    /// The nodes so that every edge leads to a later one, the smallest number first where there is a choice (Kahn 1962); null if there is a cycle.
    /// </summary>
    public IReadOnlyList<int>? TopologicalOrder()
    {
        var incoming = new int[Count];
        foreach (var to in _successors.SelectMany(s => s))
        {
            incoming[to]++;
        }

        var ready = new PriorityQueue<int, int>(Enumerable.Range(0, Count).Where(n => incoming[n] == 0).Select(n => (n, n)));
        var order = new List<int>(Count);
        while (ready.TryDequeue(out var node, out _))
        {
            order.Add(node);
            foreach (var to in _successors[node])
            {
                if (--incoming[to] == 0)
                {
                    ready.Enqueue(to, to);
                }
            }
        }

        return order.Count == Count ? order : null;
    }

    /// <summary>
    /// The strongly connected components (Tarjan 1972), each sorted, a component before those that lead into it. A node without a cycle is a
    /// component by itself.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<int>> StronglyConnectedComponents()
    {
        var components = new List<IReadOnlyList<int>>();
        var index = new int[Count];
        var low = new int[Count];
        var onStack = new bool[Count];
        var stack = new Stack<int>();
        var path = new Stack<(int Node, int Next)>();
        var counter = 0;
        for (var root = 0; root < Count; root++)
        {
            if (index[root] == 0)
            {
                path.Push((root, 0));
            }

            while (path.TryPop(out var frame))
            {
                var (node, next) = frame;
                if (next == 0)
                {
                    index[node] = low[node] = ++counter;
                    stack.Push(node);
                    onStack[node] = true;
                }
                else if (_successors[node][next - 1] is var child && onStack[child])
                {
                    low[node] = Math.Min(low[node], low[child]);
                }

                if (next < _successors[node].Length)
                {
                    path.Push((node, next + 1));
                    var to = _successors[node][next];
                    if (index[to] == 0)
                    {
                        path.Push((to, 0));
                    }
                }
                else if (low[node] == index[node])
                {
                    components.Add(Pop(node));
                }
            }
        }

        return components;

        List<int> Pop(int node)
        {
            var component = new List<int>();
            int member;
            do
            {
                member = stack.Pop();
                onStack[member] = false;
                component.Add(member);
            }
            while (member != node);

            component.Sort();
            return component;
        }
    }

    /// <summary>Whether <paramref name="component"/> holds a cycle: more than one node, or an edge from its node to itself.</summary>
    public bool IsCyclic(IReadOnlyList<int> component) => component.Count > 1 || _successors[component[0]].Contains(component[0]);

    /// <summary>
    /// For each node its immediate dominator as seen from <paramref name="root"/>: the last node, before it, on every way there (Cooper, Harvey and
    /// Kennedy 2001). The root is its own; a node that cannot be reached has -1.
    /// </summary>
    public IReadOnlyList<int> Dominators(int root)
    {
        var order = ReversePostorder(root);
        var rank = new int[Count];
        for (var i = 0; i < order.Count; i++)
        {
            rank[order[i]] = i;
        }

        var predecessors = Reversed();
        var dominators = new int[Count];
        Array.Fill(dominators, -1);
        dominators[root] = root;
        for (var changed = true; changed;)
        {
            changed = false;
            foreach (var node in order.Skip(1))
            {
                var dominator = -1;
                foreach (var from in predecessors._successors[node])
                {
                    if (dominators[from] >= 0)
                    {
                        dominator = dominator < 0 ? from : Meet(from, dominator);
                    }
                }

                changed |= dominators[node] != dominator;
                dominators[node] = dominator;
            }
        }

        return dominators;

        int Meet(int a, int b)
        {
            while (a != b)
            {
                if (rank[a] > rank[b])
                {
                    a = dominators[a];
                }
                else
                {
                    b = dominators[b];
                }
            }

            return a;
        }
    }

    /// <summary>The graph in Graphviz's language.</summary>
    /// <param name="label">What a node shows.</param>
    /// <param name="name">The graph's name.</param>
    public string ToDot(Func<int, string> label, string name = "graph")
    {
        var text = new StringBuilder().Append("digraph ").Append(Quoted(name)).Append(" {\n");
        for (var node = 0; node < Count; node++)
        {
            text.Append("  ").Append(node).Append(" [label=").Append(Quoted(label(node))).Append("];\n");
        }

        for (var node = 0; node < Count; node++)
        {
            foreach (var to in _successors[node])
            {
                text.Append("  ").Append(node).Append(" -> ").Append(to).Append(";\n");
            }
        }

        return text.Append("}\n").ToString();
    }

    private static string Quoted(string text) =>
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}\"";

    private List<int> ReversePostorder(int root)
    {
        var order = new List<int>();
        var seen = new bool[Count];
        var path = new Stack<(int Node, int Next)>();
        path.Push((root, 0));
        seen[root] = true;
        while (path.TryPop(out var frame))
        {
            if (frame.Next == _successors[frame.Node].Length)
            {
                order.Add(frame.Node);
                continue;
            }

            path.Push((frame.Node, frame.Next + 1));
            var to = _successors[frame.Node][frame.Next];
            if (!seen[to])
            {
                seen[to] = true;
                path.Push((to, 0));
            }
        }

        order.Reverse();
        return order;
    }
}
