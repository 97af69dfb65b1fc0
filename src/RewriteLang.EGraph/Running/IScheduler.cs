namespace RewriteLang.EGraphs;

/// <summary>Decides which rules take part in an iteration. One instance serves one run.</summary>
public interface IScheduler
{
    /// <summary>How many matches of a rule are allowed now; 0 keeps the rule out of this iteration, <see cref="long.MaxValue"/> allows all.</summary>
    /// <param name="rule">Index of the rule in the run.</param>
    /// <param name="iteration">From 0.</param>
    long LimitFor(int rule, int iteration);

    /// <summary>A search found more than the limit; its matches are dropped.</summary>
    void Exceeded(int rule, int iteration);

    /// <summary>Asked after an iteration that changed nothing: whether that means saturation. A scheduler that held rules back says no and lets some in again.</summary>
    bool MayStop(int iteration);
}
