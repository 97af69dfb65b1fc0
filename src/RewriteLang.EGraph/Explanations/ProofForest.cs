namespace RewriteLang.EGraphs;

/// <summary>The forest of a <see cref="ProofLog"/> as it is now, made ready for finding paths: its edges are walked from both ends towards the roots.</summary>
internal sealed class ProofForest
{
    private const int Unseen = -2;
    private const int None = -1;
    private readonly ProofLog log;

    // Of each term, once trees have been given a root each: the neighbour towards the root, the edge that leads there, and the number of edges to the root.
    private readonly int[] parent;
    private readonly int[] parentEdge;
    private readonly int[] depth;

    public ProofForest(ProofLog log)
    {
        this.log = log;
        (parentEdge, parent, depth) = (new int[log.TermCount], new int[log.TermCount], new int[log.TermCount]);
        Array.Fill(parent, Unseen);
        var (edges, queue) = (GroupByTerm(), new Queue<int>());
        for (var root = 0; root < parent.Length; root++)
        {
            if (parent[root] != Unseen)
            {
                continue;
            }

            (parent[root], parentEdge[root]) = (None, None);
            queue.Enqueue(root);
            while (queue.TryDequeue(out var term))
            {
                foreach (var index in edges[term])
                {
                    var edge = log.Edges[index];
                    var other = edge.From == term ? edge.To : edge.From;
                    if (parent[other] == Unseen)
                    {
                        (parent[other], parentEdge[other], depth[other]) = (term, index, depth[term] + 1);
                        queue.Enqueue(other);
                    }
                }
            }
        }
    }

    /// <summary>The edges from one term to another, each with whether it is walked from <see cref="Edge.From"/> to <see cref="Edge.To"/>; null if they are not connected.</summary>
    public List<(int Edge, bool Forward)>? Path(int a, int b)
    {
        var (first, last) = (new List<(int, bool)>(), new List<(int, bool)>());
        while (a != b)
        {
            if (depth[a] >= depth[b])
            {
                if (parent[a] < 0)
                {
                    return null;
                }

                first.Add((parentEdge[a], log.Edges[parentEdge[a]].From == a));
                a = parent[a];
            }
            else
            {
                last.Add((parentEdge[b], log.Edges[parentEdge[b]].To == b));
                b = parent[b];
            }
        }

        last.Reverse();
        first.AddRange(last);
        return first;
    }

    /// <summary>Whether two terms were equal before an edge was made.</summary>
    public bool ConnectedBefore(int a, int b, int edge) => Path(a, b) is { } path && path.TrueForAll(step => step.Edge < edge);

    private Groups GroupByTerm()
    {
        var groups = new Groups(log.TermCount);
        for (var edge = 0; edge < log.Edges.Count; edge++)
        {
            groups.Count(log.Edges[edge].From);
            groups.Count(log.Edges[edge].To);
        }

        groups.Allocate();
        for (var edge = 0; edge < log.Edges.Count; edge++)
        {
            groups.Put(log.Edges[edge].From, edge);
            groups.Put(log.Edges[edge].To, edge);
        }

        return groups;
    }
}
