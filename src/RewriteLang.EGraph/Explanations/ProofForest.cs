namespace RewriteLang.EGraphs;

/// <summary>The forest of a <see cref="ProofLog"/>, made ready for finding paths.</summary>
internal sealed class ProofForest
{
    private readonly ProofLog log;
    private readonly int[] parentEdge;
    private readonly int[] parent;
    private readonly int[] depth;

    public ProofForest(ProofLog log, int termCount)
    {
        this.log = log;
        (parentEdge, parent, depth) = (new int[termCount], new int[termCount], new int[termCount]);
        var (starts, incident) = Incidence(termCount);
        Array.Fill(parent, -2);
        var queue = new Queue<int>();
        for (var root = 0; root < termCount; root++)
        {
            if (parent[root] != -2)
            {
                continue;
            }

            (parent[root], parentEdge[root]) = (-1, -1);
            queue.Enqueue(root);
            while (queue.TryDequeue(out var term))
            {
                for (var at = starts[term]; at < starts[term + 1]; at++)
                {
                    var edge = log.Edges[incident[at]];
                    var other = edge.From == term ? edge.To : edge.From;
                    if (parent[other] == -2)
                    {
                        (parent[other], parentEdge[other], depth[other]) = (term, incident[at], depth[term] + 1);
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

    private (int[] Starts, int[] Incident) Incidence(int termCount)
    {
        var starts = new int[termCount + 2];
        for (var edge = 0; edge < log.Edges.Count; edge++)
        {
            starts[log.Edges[edge].From + 2]++;
            starts[log.Edges[edge].To + 2]++;
        }

        for (var term = 1; term < starts.Length; term++)
        {
            starts[term] += starts[term - 1];
        }

        var incident = new int[starts[^1]];
        for (var edge = 0; edge < log.Edges.Count; edge++)
        {
            incident[starts[log.Edges[edge].From + 1]++] = edge;
            incident[starts[log.Edges[edge].To + 1]++] = edge;
        }

        return (starts, incident);
    }
}
