namespace RewriteLang.EGraphs;

/// <summary>
/// What a batch notes for explanations: per match that changed the graph, the matched and the built root, and the nodes below them. What the variables stood for
/// follows from the matched nodes.
/// </summary>
internal sealed class BatchProofs
{
    private readonly ProofLog log;
    private readonly Columns matches;

    // Number of the rewrite among the log's reasons.
    private readonly int reason;

    // The columns of the matched nodes' terms, the root's first.
    private readonly int[] termColumns;

    // For each step but the last, the node that it found or made for each match of the batch.
    private readonly int[][] built;

    public BatchProofs(ProofLog log, Rewrite rewrite, SearchPlan plan, Columns matches, int stepCount, int size)
    {
        (this.log, this.matches, reason) = (log, matches, log.ReasonFor(rewrite));
        termColumns = new int[plan.Steps.Length];
        for (var step = 0; step < termColumns.Length; step++)
        {
            termColumns[step] = plan.Steps[step].TermColumn;
        }

        built = new int[Math.Max(0, stepCount - 1)][];
        for (var step = 0; step < built.Length; step++)
        {
            built[step] = new int[size];
        }
    }

    /// <summary>A node of the right side below its root was found or made.</summary>
    public void Built(int step, int at, int node) => built[step][at] = node;

    /// <summary>A match changed the graph, by a node that is the root of the right side.</summary>
    public void RecordRoot(int at, int row, int root) => Record(at, row, log.TermOf(root));

    /// <summary>A match changed the graph.</summary>
    /// <param name="at">Its place in the batch.</param>
    /// <param name="row">Its row among all matches.</param>
    /// <param name="with">The right side.</param>
    public void Record(int at, int row, int with)
    {
        var from = termColumns.Length > 0 ? matches[termColumns[0]][row] : matches[0][row];
        log.AddRewrite(from, with, reason);
        for (var i = 1; i < termColumns.Length; i++)
        {
            log.AddPayload(matches[termColumns[i]][row]);
        }

        foreach (var column in built)
        {
            log.AddPayload(log.TermOf(column[at]));
        }
    }
}
