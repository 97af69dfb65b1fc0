namespace RewriteLang.EGraphs;

/// <summary>Every rule in every iteration.</summary>
public sealed class SimpleScheduler : IScheduler
{
    /// <inheritdoc/>
    public long LimitFor(int rule, int iteration) => long.MaxValue;

    /// <inheritdoc/>
    public void Exceeded(int rule, int iteration)
    {
    }

    /// <inheritdoc/>
    public bool MayStop(int iteration) => true;
}
