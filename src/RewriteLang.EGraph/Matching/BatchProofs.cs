namespace RewriteLang.EGraphs;

/// <summary>What a batch notes for explanations: the nodes that it matched and built, per match that changed the graph.</summary>
internal sealed class BatchProofs
{
    private readonly ProofLog log;
    private readonly Rewrite rewrite;
    private readonly Columns matches;
    private readonly int[] nodeColumns;
    private readonly int[][] built;

    public BatchProofs(ProofLog log, Rewrite rewrite, SearchPlan plan, Columns matches, int stepCount, int size)
    {
        (this.log, this.rewrite, this.matches) = (log, rewrite, matches);
        nodeColumns = [.. plan.Steps.Select(step => step.NodeColumn)];
        built = [.. Enumerable.Range(0, stepCount).Select(_ => new int[size])];
    }

    /// <summary>A node of the right side was found or made.</summary>
    public void Built(int step, int at, int node) => built[step][at] = log.TermOf(node);

    /// <summary>A match changed the graph.</summary>
    /// <param name="at">Its place in the batch.</param>
    /// <param name="row">Its row among all matches.</param>
    /// <param name="variables">The columns of the variables.</param>
    /// <param name="with">The right side, if it is not a node that the batch built.</param>
    public void Record(int at, int row, int[][] variables, int with)
    {
        var from = nodeColumns.Length > 0 ? log.TermOf(matches[nodeColumns[0]][row]) : matches[0][row];
        log.AddRewrite(from, built.Length > 0 ? built[^1][at] : with, rewrite);
        foreach (var column in variables)
        {
            log.AddPayload(column[at]);
        }

        foreach (var column in nodeColumns)
        {
            log.AddPayload(log.TermOf(matches[column][row]));
        }

        foreach (var column in built)
        {
            log.AddPayload(column[at]);
        }
    }
}
